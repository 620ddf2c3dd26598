/** The consolidated text as Markdown (CommonMark): for reading, for a wiki, for `git diff`. */
import type { Instrument } from '../domain/instrument.ts';
import type { Version } from '../projections/versions.ts';
import { plain } from '../projections/words.ts';
import type { Dossier } from './dossier.ts';
import { paragraphsOf } from './paragraphs.ts';

/** What would be markup within a line, and what would begin a list, a heading, a quotation or a rule at the start of one. */
const escaped = (text: string): string =>
  text
    .replace(/[\\`*_[\]<>&|~]/g, (mark) => `\\${mark}`)
    .replace(/^(\s*)([#+=-])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2');

/** "III.4" is two levels deep: below the title, a heading of the third level. */
const level = (id: string): string => '#'.repeat(Math.min(6, 1 + id.split('.').length));

const clause = ({ id, heading, text }: Instrument['clauses'][number]): string[] => [
  `${level(id)} ${escaped(id)}${heading ? ` ${escaped(heading)}` : ''}`,
  ...paragraphsOf(text).map(escaped),
];

const sourceOf = ({ provenance }: Instrument): string => {
  const note = provenance.note ? ` ${provenance.note}` : '';
  return `Source: ${provenance.source} (${provenance.status}).${note}`;
};

const historyOf = ({ versions, state }: Dossier): string[] => {
  const line = ({ version, effectiveOn, decision }: Version): string => {
    const title = decision ? state.decisions[decision]?.title : undefined;
    const by = decision ? `by decision ${escaped(decision)}${title ? `, “${escaped(plain(title))}”` : ''}` : 'as signed';
    return `- Version ${version}: ${by}, ${effectiveOn ? `from ${effectiveOn}` : 'not operative yet'}`;
  };
  return versions.length > 1 ? [versions.map(line).join('\n')] : [];
};

const stands = ({ asOf, today }: Dossier): string => `as of ${today}${asOf.knownAt ? `, as known at ${asOf.knownAt}` : ''}`;

export const markdown = (dossier: Dossier): string => {
  const { instrument, version } = dossier.state;
  const parts = [
    `# ${escaped(instrument.title)}`,
    `Consolidated text, version ${version}, ${stands(dossier)}. ${escaped(sourceOf(instrument))}`,
    ...historyOf(dossier),
    ...instrument.clauses.flatMap(clause),
  ];
  return `${parts.join('\n\n')}\n`;
};
