/** The consolidated text, in which each word tells the decision that put it in or took it out. */
import type { CivilDate } from '../../domain/calendar.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { type Change, changesBetween, type Version } from '../../projections/versions.ts';
import { wordChanges } from '../word-changes.ts';

/** A run of text: `added` or `removed` by a decision, or neither where it is as signed. */
export type Run = { text: string; added: string | null; removed: string | null };

export type ShownClause = {
  id: string;
  /** Below the section's own heading: 3 for a clause of the first level. */
  level: number;
  heading: Run[];
  paragraphs: Run[][];
  /** The decisions that touched it, in their order. */
  decisions: string[];
  fate: 'added' | 'removed' | 'modified' | null;
};

/** `before` is null for what a decision put in, `after` for what it took out. */
export type OtherChange = { what: string; before: string | null; after: string | null; decision: string | null };
export type ShownVersion = { version: number; effectiveOn: CivilDate | null; decision: string | null; title: string | null };
export type ShownText = { title: Run[]; clauses: ShownClause[]; others: OtherChange[] };

const standing = (runs: readonly Run[]): string =>
  runs
    .filter(({ removed }) => removed === null)
    .map(({ text }) => text)
    .join('');

/** Takes so many characters of standing text, with what was removed in between; both lists stay in order. */
const take = (runs: Run[], length: number): Run[] => {
  const taken: Run[] = [];
  for (let missing = length; missing > 0; ) {
    const run = runs.shift();
    if (!run) break;
    if (run.removed !== null || run.text.length <= missing) {
      taken.push(run);
      if (run.removed === null) missing -= run.text.length;
    } else {
      taken.push({ ...run, text: run.text.slice(0, missing) });
      runs.unshift({ ...run, text: run.text.slice(missing) });
      missing = 0;
    }
  }
  return taken;
};

/** The runs after a decision made the text another one. */
export const revised = (runs: readonly Run[], next: string, decision: string): Run[] => {
  const left = [...runs];
  const result: Run[] = [];
  for (const { value, added, removed } of wordChanges(standing(runs), next, { spaces: true })) {
    if (added) result.push({ text: value, added: decision, removed: null });
    else if (removed) result.push(...take(left, value.length).map((run) => (run.removed === null ? { ...run, removed: decision } : run)));
    else result.push(...take(left, value.length));
  }
  return [...result, ...left];
};

const traced = (versions: readonly Version[], read: (instrument: Instrument) => string | undefined): Run[] =>
  versions.reduce<Run[]>((runs, { instrument, decision }) => {
    const text = read(instrument) ?? '';
    if (decision === null) return text === '' ? [] : [{ text, added: null, removed: null }];
    return standing(runs) === text ? runs : revised(runs, text, decision);
  }, []);

const intoParagraphs = (runs: readonly Run[]): Run[][] => {
  const paragraphs: Run[][] = [[]];
  for (const run of runs) {
    run.text.split('\n').forEach((text, at) => {
      if (at > 0) paragraphs.push([]);
      if (text !== '') paragraphs.at(-1)?.push({ ...run, text });
    });
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
};

const clauseOf = (instrument: Instrument, id: string) => instrument.clauses.find((clause) => clause.id === id);

/** All clauses there ever were, in the order of the last text; one taken out stands where it stood. */
const everyId = (versions: readonly Version[]): string[] => {
  const ids = versions.at(-1)?.instrument.clauses.map(({ id }) => id) ?? [];
  for (const { instrument } of versions.toReversed()) {
    const own = instrument.clauses.map(({ id }) => id);
    own.forEach((id, at) => {
      if (!ids.includes(id)) ids.splice(ids.indexOf(own[at - 1] ?? '') + 1, 0, id);
    });
  }
  return ids;
};

const touching = (...runs: Run[][]): string[] => [
  ...new Set(runs.flat().flatMap(({ added, removed }) => [added, removed].filter((one) => one !== null))),
];

const fateOf = (versions: readonly Version[], id: string, decisions: readonly string[]): ShownClause['fate'] => {
  const [first, last] = [versions[0], versions.at(-1)];
  if (!last || !clauseOf(last.instrument, id)) return 'removed';
  if (first && !clauseOf(first.instrument, id)) return 'added';
  return decisions.length > 0 ? 'modified' : null;
};

/** Headings are nested as the numbers are, and by no more than one level at a time. */
const levels = (clauses: readonly { id: string; heading: Run[] }[]): number[] => {
  const open: string[] = [];
  return clauses.map(({ id, heading }) => {
    while (open.length > 0 && !id.startsWith(`${open.at(-1)}.`)) open.pop();
    const level = Math.min(6, 3 + open.length);
    if (heading.length > 0) open.push(id);
    return level;
  });
};

const inWords = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const isOther = ({ clause, field }: Change): boolean => clause === undefined && field !== 'title';

export const textOf = (versions: readonly Version[]): ShownText => {
  const traces = everyId(versions).map((id) => ({
    id,
    heading: traced(versions, (instrument) => clauseOf(instrument, id)?.heading),
    text: traced(versions, (instrument) => clauseOf(instrument, id)?.text.trim()),
  }));
  const level = levels(traces);
  const clauses = traces.map(({ id, heading, text }, at) => {
    const decisions = touching(heading, text);
    return { id, level: level[at] ?? 3, heading, paragraphs: intoParagraphs(text), decisions, fate: fateOf(versions, id, decisions) };
  });
  const last = versions.at(-1)?.version ?? 1;
  const others = changesBetween(versions, 1, last)
    .filter(isOther)
    .map(({ field, before, after, decision }) => ({ what: field ?? '', before: inWords(before), after: inWords(after), decision }));
  return { title: traced(versions, ({ title }) => title), clauses, others };
};
