/** What is said of each type of event. The same to every Participant, and the same however often it is made. */
import type { Event, EventType } from '../domain/events.ts';
import type { State } from '../domain/state.ts';
import { speak } from './speak.ts';
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

/** In the words of the memorandum. */
const told = (event: Event, occasion: Occasion): Told => {
  const { headline, happened, follows, ...rest } = (TELLINGS[event.type] as Telling<EventType>)(event.data, occasion);
  const say = (text: string): string => speak(occasion.state.instrument, text);
  return { headline: say(headline), happened: say(happened), follows: follows.map(say), ...rest };
};

/** @param state the state after the event, or after the whole act that it belongs to */
export const tellingOf = (event: Event, state: State): Told => told(event, new Occasion(event, state));

/** The same for all events of an act, by the state after it. */
export const tellingsOf = (
  events: readonly Event[],
  state: State,
  explanationOf: ExplanationOf = explanationsOf(state),
): (Told & { event: Event })[] => events.map((event) => ({ event, ...told(event, new Occasion(event, state, explanationOf)) }));
