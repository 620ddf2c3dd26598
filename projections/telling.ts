/** What is said of each type of event. The same to every Participant, and the same however often it is made. */
import type { Event, EventType } from '../domain/events.ts';
import type { State } from '../domain/state.ts';
import { speak } from '../domain/speak.ts';
import { type ExplanationOf, explanationsOf } from './explain.ts';
import { contacts } from './notification/contacts.ts';
import { keys } from './notification/keys.ts';
import { initiatives, meetings } from './notification/cooperation.ts';
import { correction } from './notification/correction.ts';
import { decision } from './notification/decision.ts';
import { discontinuation } from './notification/discontinuation.ts';
import { Occasion, type Telling, type Tellings, type Told } from './notification/occasion.ts';
import { reminders } from './notification/reminder.ts';
import { signature } from './notification/signature.ts';
import { members } from './notification/members.ts';
import { operation, term } from './notification/term.ts';
import { type Moved, movedInstant } from './same-date.ts';

/** A type of event that is missing here does not compile. */
const TELLINGS: Tellings<EventType> = {
  ...signature,
  ...discontinuation,
  ...decision,
  ...meetings,
  ...initiatives,
  ...reminders,
  ...contacts,
  ...keys,
  ...operation,
  ...term,
  ...members,
  ...correction,
};

/** What is the same as before is not told as if it were new: the instant alone moved. */
const ofTheInstant = ({ on, from, to }: Moved, dates: Told['dates'] = []): Told => ({
  headline: `The instant at which ${on} begins moved`,
  happened: `The date ${on} stays as it was. The instant at which it has begun at every seat moved from ${from} to ${to}.`,
  follows: [],
  dates,
});

/** In the words of the memorandum. */
const told = (event: Event, occasion: Occasion, before?: State): Told => {
  const telling = (TELLINGS[event.type] as Telling<EventType>)(event.data, occasion);
  const moved = movedInstant(event, before);
  const { headline, happened, follows, ...rest } = moved ? ofTheInstant(moved, telling.dates) : telling;
  const say = (text: string): string => speak(occasion.state.instrument, text);
  return { headline: say(headline), happened: say(happened), follows: follows.map(say), ...rest };
};

/**
 * @param state the state after the event, or after the whole act that it belongs to
 * @param before the state before that act
 */
export const tellingOf = (event: Event, state: State, before?: State): Told => told(event, new Occasion(event, state), before);

/** The same for all events of an act, by the state after it. */
export const tellingsOf = (
  events: readonly Event[],
  state: State,
  explanationOf: ExplanationOf = explanationsOf(state),
  before?: State,
): (Told & { event: Event })[] => events.map((event) => ({ event, ...told(event, new Occasion(event, state, explanationOf), before) }));
