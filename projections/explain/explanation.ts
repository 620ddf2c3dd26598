/** What every explanation of a date is made of. */
import { type CivilDate, parseInstant } from '../../domain/calendar.ts';
import { clauseText, type Instrument, type Term } from '../../domain/instrument.ts';
import { clauseOf } from '../../domain/rules/recording.ts';
import type { State } from '../../domain/state.ts';
import { speak } from '../../domain/speak.ts';
import { clocksAt, listed } from '../words.ts';

export type Input = { name: string; value: string };

export type Explanation = {
  /** The same however the date moves: `operative`, `notice/n1`, `discontinuation`, `last-operative-day`, `decision/d1`, … */
  id: string;
  /** What the date is the date of, as a label. */
  what: string;
  date: CivilDate;
  /** ISO 8601, UTC: the instant at which the date has begun at every Participant's seat, where time itself acts on it. */
  at?: string;
  clause: string | null;
  clauseText: string;
  inputs: Input[];
  rule: string;
  /** True while the date lies ahead as far as the record goes; its sentence then says "expected". */
  expected: boolean;
  sentence: string;
};

/** `text`: where it is another than the one in force. */
type Told = Omit<Explanation, 'clause' | 'clauseText'> & { term: Term | null; text?: Instrument | undefined; more?: string | undefined };

/** Cites the clause of the term, in the sentence too, which comes without its full stop; `more` follows as a second one. */
export const explanation = ({ instrument }: State, { term, text = instrument, sentence, more, ...rest }: Told): Explanation => {
  const clause = term && clauseOf(text, term);
  const cited = clause === null ? `${sentence}.` : `${sentence} (${clause}).`;
  const say = (words: string): string => speak(instrument, words);
  return {
    ...rest,
    what: say(rest.what),
    rule: say(rest.rule),
    inputs: rest.inputs.map(({ name, value }) => ({ name: say(name), value })),
    clause,
    clauseText: clause === null ? '' : clauseText(text, clause),
    sentence: say(more ? `${cited} ${more}` : cited),
  };
};

/** When a date has begun at every seat, as an instant and on each wall clock. */
export const beginsWords = (state: State, instant: string, expected: boolean): string =>
  `That date ${expected ? 'will have' : 'had'} begun at every seat at ${instant}, which is ${listed(clocksAt(state, parseInstant(instant)))}.`;

export const EVERY_SEAT = "The date begins once it has begun at every Participant's seat.";

/** Those of a collection that have these ids; of other ids there are none. */
export const ofIds = <Item>(all: Record<string, Item>, ids: readonly string[]): [string, Item][] =>
  ids.flatMap((id) => (Object.hasOwn(all, id) ? [[id, all[id] as Item]] : []));
