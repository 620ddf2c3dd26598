/** What is said of each type of event. The same to every Participant, and the same however often it is made. */
import type { Event, EventType } from '../domain/events.ts';
import type { State } from '../domain/state.ts';
import { explain } from './explain.ts';
import { contacts } from './notification/contacts.ts';
import { initiatives, meetings } from './notification/cooperation.ts';
import { decision } from './notification/decision.ts';
import { discontinuation } from './notification/discontinuation.ts';
import { Occasion, type Telling, type Tellings, type Told } from './notification/occasion.ts';
import { reminders } from './notification/reminder.ts';
import { terms } from './notification/terms.ts';
import { signature } from './notification/signature.ts';

/** A type of event that is missing here does not compile. */
const TELLINGS: Tellings<EventType> = {
  ...signature,
  ...discontinuation,
  ...decision,
  ...meetings,
  ...initiatives,
  ...reminders,
  ...contacts,
  ...terms,
};

const told = (event: Event, occasion: Occasion): Told => (TELLINGS[event.type] as Telling<EventType>)(event.data, occasion);

/** @param state the state after the event, or after the whole act that it belongs to */
export const tellingOf = (event: Event, state: State): Told => told(event, new Occasion(event, state));

/** The same for all events of an act, by the state after it. */
export const tellingsOf = (events: readonly Event[], state: State): (Told & { event: Event })[] => {
  const explanations = explain(state);
  return events.map((event) => ({ event, ...told(event, new Occasion(event, state, explanations)) }));
};
