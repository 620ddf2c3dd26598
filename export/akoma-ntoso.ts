/**
 * The consolidated text as Akoma Ntoso 3.0 XML, the OASIS standard for legal and official documents.
 *
 * The document type is `statement`, "an official document of a body that may or may not be normative". An `act` or a
 * `bill` would claim a binding force that the memorandum denies, and `doc` is for what has no type of its own. A version
 * is an expression of the work; the modifications that led to it are its passive modifications.
 */
import { identification, notes, references } from './akoma-ntoso/identification.ts';
import { lifecycle, temporalData, workflow } from './akoma-ntoso/life.ts';
import { analysis } from './akoma-ntoso/modifications.ts';
import { textOf } from './akoma-ntoso/body.ts';
import type { Dossier } from './dossier.ts';
import { block } from './xml.ts';

export const NAMESPACE = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0';

/** The media type is `application/akn+xml`. */
export const akomaNtoso = (dossier: Dossier): string => {
  const version = dossier.versions.at(-1);
  if (!version) throw new Error(`No version of ${dossier.mou} is known`);
  const document = block(
    'akomaNtoso',
    { xmlns: NAMESPACE },
    block(
      'statement',
      { name: 'memorandum-of-understanding', contains: version.version === 1 ? 'originalVersion' : 'singleVersion' },
      block(
        'meta',
        {},
        identification(dossier, version),
        lifecycle(dossier),
        workflow(dossier),
        analysis(dossier),
        temporalData(dossier),
        references(dossier),
        notes(dossier),
      ),
      ...textOf(dossier.state),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document.toString()}\n`;
};
