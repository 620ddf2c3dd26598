/** What the list of the overview is narrowed to, as people enter it: a Participant by its name, too. */
import type { Context } from 'hono';
import { AWAITED } from '../../domain/awaited.ts';
import { check, problemOf } from '../../domain/issues.ts';
import { Refusal } from '../../domain/refusal.ts';
import { Slug } from '../../domain/values.ts';
import type { Named } from '../../register/port.ts';
import { Filters } from '../routes/all.ts';
import type { Env } from '../route.ts';
import type { Source } from '../source.ts';

const LISTED = 50;

type Wrong = { path: string; message: string };

/** As the form calls them. */
const LABELS: Readonly<Record<string, string>> = {
  search: 'Search in titles, clauses and documents',
  status: 'Status',
  participant: 'Participant',
  awaiting: 'Awaited of',
  what: 'Awaited is',
  expectedBefore: 'Discontinued before',
};

/** What can be chosen: by its name and, where several have it, with the id. */
type Choice = { id: string; value: string };

const choicesOf = (named: readonly Named[]): Choice[] => {
  const names = new Map<string, number>();
  for (const { name } of named) names.set(name, (names.get(name) ?? 0) + 1);
  return named.map(({ id, name }) => ({ id, value: names.get(name) === 1 ? name : `${name} (${id})` }));
};

const listed = (choices: readonly Choice[]): string => choices.map(({ value }) => value).join(', ');

/** Those that are meant by an id, a choice, or a part of its name. */
const meant = (entered: string, choices: readonly Choice[]): Choice[] => {
  const text = entered.toLowerCase();
  const exact = choices.find(({ id, value }) => id === entered || value.toLowerCase() === text);
  return exact ? [exact] : choices.filter(({ value }) => value.toLowerCase().includes(text));
};

/** Throws `Refusal` INVALID where nobody or several are meant. */
const idFrom = (entered: string, choices: readonly Choice[]): string => {
  const [first, ...others] = meant(entered, choices);
  if (first && others.length === 0) return first.id;
  if (first) throw new Refusal('INVALID', `several are meant: ${listed([first, ...others].slice(0, 5))}`);
  // Who joined a moment ago, or where no register tells the names.
  if (Slug.safeParse(entered).success) return entered;
  throw new Refusal('INVALID', `no Participant is called ${JSON.stringify(entered)}`);
};

export type Entered = Record<string, string>;

/** A field of a form that was left empty asks for nothing. */
export const enteredIn = (c: Context<Env>): Entered =>
  Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value.trim() !== ''));

/** With ids in the place of names, and of whom and what is awaited in one, as the API has them. */
const asAsked = ({ what, ...given }: Entered, choices: readonly Choice[], wrong: Wrong[]): Entered => {
  const { participant, awaiting, ...asked } = given;
  const add = (path: 'participant' | 'awaiting', entered: string, kind?: string): void => {
    try {
      asked[path] = [idFrom(entered.trim(), choices), ...(kind ? [kind] : [])].join(':');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      wrong.push({ path, message: error.message });
    }
  };
  if (participant) add('participant', participant);
  const [of, kind] = awaiting?.split(/:(?=[a-z]+$)/) ?? [];
  if (of) add('awaiting', of, what ?? kind);
  else if (what) wrong.push({ path: 'awaiting', message: `of whom is the ${what} awaited?` });
  return asked;
};

/** What is wrong narrows nothing. */
export const filtersFrom = async (given: Entered, source: Source) => {
  const choices = choicesOf(await source.participants());
  const wrong: Wrong[] = [];
  const asked = asAsked(given, choices, wrong);
  const checked = check(Filters, { limit: LISTED, ...asked });
  if (!checked.success) wrong.push(...checked.error.issues.map((issue) => problemOf(issue, asked)));
  const filters = checked.success && wrong.length === 0 ? checked.data : Filters.parse({ limit: LISTED });
  return { filters, wrong, choices, things: AWAITED, labels: LABELS };
};
