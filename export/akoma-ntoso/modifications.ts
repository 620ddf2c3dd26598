/** What each decision did to the text (III.2): passive modifications, as Akoma Ntoso calls them in the text modified. */
import { type Change, changesBetween, type Version } from '../../projections/versions.ts';
import type { Dossier } from '../dossier.ts';
import { block, inline, type Xml } from '../xml.ts';
import { periodId } from './life.ts';
import { decisionId } from './naming.ts';
import { placesOf } from './outline.ts';

const kindOf = ({ before, after }: Change): 'insertion' | 'repeal' | 'substitution' => {
  if (before === null) return 'insertion';
  return after === null ? 'repeal' : 'substitution';
};

/** The place of a change in the document: a clause, its heading or the title. Terms and seats are data, not text. */
const placeOf = ({ clause, field }: Change, after: Version, before: Version): string | undefined => {
  if (clause === undefined) return field === 'title' ? 'preface__longTitle' : undefined;
  const place = placesOf(after.instrument).get(clause) ?? placesOf(before.instrument).get(clause);
  return place && (field === 'heading' ? `${place}__heading` : place);
};

const modification = (change: Change, place: string, version: Version, number: number): Xml =>
  block(
    'textualMod',
    { type: kindOf(change), eId: `pmod_${number}`, period: `#${periodId(version)}` },
    inline('source', { href: `#${decisionId(version.decision ?? '')}` }),
    inline('destination', { href: `#${place}` }),
    inline('force', { period: `#${periodId(version)}` }),
  );

export const analysis = ({ versions }: Dossier): Xml | undefined => {
  const made = versions.slice(1).flatMap((version, at) => {
    const before = versions[at] as Version;
    return changesBetween(versions, before.version, version.version).flatMap((change) => {
      const place = placeOf(change, version, before);
      return place === undefined ? [] : [{ change, place, version }];
    });
  });
  if (made.length === 0) return undefined;
  const mods = made.map(({ change, place, version }, at) => modification(change, place, version, at + 1));
  return block('analysis', { source: '#register' }, block('passiveModifications', {}, ...mods));
};
