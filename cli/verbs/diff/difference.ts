/** The difference of two texts: word by word for people, and as a unified diff for files and `patch`. */
import { stripVTControlCharacters } from 'node:util';
import { createTwoFilesPatch, diffArrays, FILE_HEADERS_ONLY } from 'diff';
import pc from 'picocolors';
import { wordChanges } from '../../../export/word-changes.ts';
import { prose } from '../../../projections/words.ts';
import type { Side as Compared } from '../../../projections/comparison.ts';
import type { Change } from '../../../projections/versions.ts';
import { textLines } from '../../views.ts';

type Side = Pick<Compared, 'version' | 'instrument' | 'label'>;

const nameOf = ({ clause, field }: Change): string => [clause, field].filter(Boolean).join(' ');

const byDecision = ({ decision }: Change): string => (decision === null ? '' : `decision ${decision}`);

/** Where there is no colour (`NO_COLOR`, a pipe), marks as `git diff --word-diff` has them. */
const removed = (text: string): string => (pc.isColorSupported ? pc.red(pc.strikethrough(text)) : `[-${text}-]`);
const added = (text: string): string => (pc.isColorSupported ? pc.green(pc.underline(text)) : `{+${text}+}`);

const inWords = (before: string, after: string): string =>
  wordChanges(before, after, { spaces: false })
    .map((part) => (part.added ? added(part.value) : part.removed ? removed(part.value) : part.value))
    .join('');

const paragraphsOf = (text: string): string[] => text.split(/\n+/);

/** Paragraphs that changed, each word by word against the one that stood in its place. */
const changedParagraphs = (before: string, after: string): string[] => {
  const lines: string[] = [];
  let gone: string[] = [];
  const flush = (come: string[]): void => {
    for (let at = 0; at < Math.max(gone.length, come.length); at += 1) {
      const [was, is] = [gone[at], come[at]];
      if (was !== undefined && is !== undefined) lines.push(inWords(was, is));
      else lines.push(was === undefined ? added(is ?? '') : removed(was));
    }
    gone = [];
  };
  for (const part of diffArrays(paragraphsOf(before), paragraphsOf(after))) {
    if (part.removed) gone = part.value;
    else flush(part.added ? part.value : []);
  }
  flush([]);
  return lines.length > 0 ? lines : ['(white space only)'];
};

const asText = (value: unknown): string => (typeof value === 'string' ? prose(value) : JSON.stringify(value));

const changeLines = (change: Change): string[] => {
  const { before, after } = change;
  const kind = before === null ? 'new' : after === null ? 'no longer there' : '';
  const head = [pc.bold(nameOf(change)), pc.dim([kind, byDecision(change)].filter(Boolean).join(', '))].filter(Boolean).join('  ');
  if (before === null) return [head, ...paragraphsOf(asText(after)).map(added)];
  if (after === null) return [head, ...paragraphsOf(asText(before)).map(removed)];
  return [head, ...changedParagraphs(asText(before), asText(after))];
};

/** For people: each part that differs, with the decision by which it does. */
export const wordLines = (mou: string, from: Side, to: Side, changes: readonly Change[]): string[] => [
  pc.bold(`${mou}: from ${from.label} to ${to.label}`),
  ...changes.flatMap((change) => {
    const [head = '', ...body] = changeLines(change);
    return ['', head, ...body.map((line) => `  ${line}`)];
  }),
];

/** Exactly what `mou text` prints into a file. */
const printed = (side: Side): string => stripVTControlCharacters(`${textLines(side).join('\n')}\n`);

/** What the printed text does not show (a term, a seat) or does not say (by which decision): `patch` skips it. */
const remarks = (changes: readonly Change[]): string[] =>
  changes.map((change) => {
    const isInText = change.clause !== undefined || change.field === 'title' || change.field === 'clauses';
    const values = isInText ? '' : `: ${JSON.stringify(change.before)} → ${JSON.stringify(change.after)}`;
    return `# ${nameOf(change)}${values}${change.decision === null ? '' : ` (${byDecision(change)})`}`;
  });

/** A unified diff of what `mou text` prints of both; undefined where that is the same. */
export const unifiedLines = (mou: string, from: Side, to: Side, changes: readonly Change[]): string[] | undefined => {
  const [before, after] = [printed(from), printed(to)];
  if (before === after) return undefined;
  const name = `${mou}.txt`;
  const patch = createTwoFilesPatch(name, name, before, after, from.label, to.label, { context: 3, headerOptions: FILE_HEADERS_ONLY });
  // Only the last line break: an empty line of context before it is a space.
  return [...remarks(changes), patch.replace(/\n$/, '')];
};
