/** What the document is (FRBR: work, expression, manifestation), and what its metadata refer to. */
import { explain } from '../../projections/explain.ts';
import type { Version } from '../../projections/versions.ts';
import type { Dossier } from '../dossier.ts';
import { block, inline, type Xml } from '../xml.ts';
import * as naming from './naming.ts';

const authors = ({ state }: Dossier): Xml[] =>
  state.instrument.participants.map(({ id }) => inline('FRBRauthor', { href: `#${naming.participantId(id)}`, as: '#author' }));

const work = (dossier: Dossier): Xml => {
  const iri = naming.workIri(dossier);
  const first = dossier.versions[0]?.instrument ?? dossier.state.instrument;
  return block(
    'FRBRWork',
    {},
    inline('FRBRthis', { value: `${iri}/!main` }),
    inline('FRBRuri', { value: iri }),
    inline('FRBRdate', { date: naming.announcementOf(first), name: 'announcement' }),
    ...authors(dossier),
    inline('FRBRcountry', { value: naming.COUNTRY }),
    inline('FRBRsubtype', { value: 'memorandum-of-understanding' }),
    inline('FRBRnumber', { value: dossier.mou }),
    inline('FRBRname', { value: first.title }),
    // By its own words it creates no legally binding obligations, and this text stands in for no original.
    inline('FRBRprescriptive', { value: false }),
    inline('FRBRauthoritative', { value: false }),
  );
};

const expression = (dossier: Dossier, version: Version): Xml => {
  const iri = naming.expressionIri(dossier, version);
  return block(
    'FRBRExpression',
    {},
    inline('FRBRthis', { value: `${iri}/!main` }),
    inline('FRBRuri', { value: iri }),
    inline('FRBRdate', { date: naming.dateOf(version), name: version.effectiveOn ? 'operative' : 'announcement' }),
    ...authors(dossier),
    inline('FRBRversionNumber', { value: version.version }),
    inline('FRBRauthoritative', { value: false }),
    inline('FRBRlanguage', { language: naming.languageOf(version.instrument) }),
  );
};

const manifestation = (dossier: Dossier, version: Version): Xml => {
  const iri = naming.expressionIri(dossier, version);
  return block(
    'FRBRManifestation',
    {},
    inline('FRBRthis', { value: `${iri}/!main.akn` }),
    inline('FRBRuri', { value: `${iri}.akn` }),
    inline('FRBRdate', { date: dossier.madeAt, name: 'export' }),
    inline('FRBRauthor', { href: '#register', as: '#editor' }),
    inline('FRBRformat', { value: 'application/akn+xml' }),
  );
};

export const identification = (dossier: Dossier, version: Version): Xml =>
  block('identification', { source: '#register' }, work(dossier), expression(dossier, version), manifestation(dossier, version));

const ontology = (kind: string, id: string): string => `/akn/ontology/${kind}/${encodeURIComponent(id)}`;

const decisions = (dossier: Dossier): Xml[] => {
  const { discontinuation, decisions: all, notices, status } = dossier.state;
  const named = new Set([...dossier.versions.flatMap(({ decision }) => decision ?? []), discontinuation?.decision ?? '']);
  const cited = [...named].filter((id) => id !== '');
  const stopped =
    status === 'expired' ? Object.entries(notices).find(([, one]) => one.kind === 'non-renewal' && one.status === 'effective') : undefined;
  const notice = discontinuation?.notice ?? stopped?.[0];
  return [
    ...cited.map((id) =>
      inline('passiveRef', {
        eId: naming.decisionId(id),
        href: naming.decisionIri(dossier, id),
        showAs: `Decision ${id}: ${all[id]?.title ?? all[id]?.document.title ?? ''}`,
      }),
    ),
    notice
      ? inline('passiveRef', {
          eId: naming.noticeId(notice),
          href: naming.noticeIri(dossier, notice),
          showAs: `Notice ${notice} of ${notices[notice]?.noticeOn ?? ''}`,
        })
      : undefined,
  ].filter((one) => one !== undefined);
};

export const references = (dossier: Dossier): Xml => {
  const { state, versions } = dossier;
  const first = versions[0];
  return block(
    'references',
    { source: '#register' },
    first && inline('original', { eId: 'original', href: naming.expressionIri(dossier, first), showAs: first.instrument.title }),
    ...decisions(dossier),
    ...state.instrument.participants.map(({ id, name, shortName }) =>
      inline('TLCOrganization', {
        eId: naming.participantId(id),
        href: ontology('organization', id),
        showAs: name,
        shortForm: shortName,
      }),
    ),
    inline('TLCOrganization', { eId: 'register', href: ontology('organization', 'mou-engine'), showAs: 'The register of the memorandum' }),
    ...[...state.signatures, ...state.accessions].map(({ by, signatory }) =>
      inline('TLCPerson', {
        eId: naming.signatoryId(by),
        href: `${naming.workIri(dossier)}/signatory/${encodeURIComponent(by)}`,
        showAs: signatory.name,
      }),
    ),
    ...['author', 'editor', 'signatory'].map((role) => inline('TLCRole', { eId: role, href: ontology('role', role), showAs: role })),
    ...['operative', 'signed'].map((idea) => inline('TLCConcept', { eId: idea, href: ontology('concept', idea), showAs: idea })),
  );
};

export const notes = ({ state }: Dossier): Xml => {
  const { source, note, status } = state.instrument.provenance;
  const line = `${source} (${status})${note ? `. ${note.replace(/\s+/g, ' ').trim()}` : ''}`;
  // Dates that the text leads to, and does not state: each as it is explained.
  const dates = explain(state).map(({ sentence, expected }, at) =>
    block('note', { eId: `note_${at + 2}`, class: expected ? 'expected-date' : 'date' }, inline('p', {}, sentence)),
  );
  return block('notes', { source: '#register' }, block('note', { eId: 'note_1', class: 'provenance' }, inline('p', {}, line)), ...dates);
};
