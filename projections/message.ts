/**
 * What a Participant is told of an act: one message, with all that the act brought about. Plain JSON, the same however often it
 * is made. A channel puts it into an e-mail, a webhook or a file, and adds nothing to what it says.
 *
 * A message is made of the state before the act and the act's events, never of the whole log: a memorandum of many years
 * costs no more to tell of than a young one.
 */
import type { Channel } from '../domain/contacts.ts';
import type { Event, EventOf, EventType } from '../domain/events.ts';
import { evolve } from '../domain/evolve.ts';
import { clauseText, type Instrument } from '../domain/instrument.ts';
import type { Recipient } from '../domain/recipients.ts';
import { clauseOf } from '../domain/rules/recording.ts';
import type { State } from '../domain/state.ts';
import type { Act } from './acts.ts';
import { awaitedNext } from './awaited.ts';
import { type CalendarEntry, calendarChanges } from './calendar-entries.ts';
import { type Explanation, explanationsOf } from './explain.ts';
import { headlineOf, weightiest } from './headline.ts';
import { tellingsOf } from './telling.ts';
import { speak } from '../domain/speak.ts';
import { atSeat, fullName, sentenceCase } from './words.ts';

type Contacts = EventOf<'ContactsChanged'>;

/** An event as it is recorded; of contacts only what concerns everybody, which no address does. */
export type SharedEvent =
  | Exclude<Event, Contacts>
  | (Omit<Contacts, 'data'> & { data: { participant: string; contacts: { id: string; channel: Channel }[] } });

/** One event of the act, and what is said of it. */
export type ToldEvent = { event: SharedEvent; headline: string; happened: string; follows: string[] };

/** One of the acts that a digest tells of. */
export type DigestedAct = Pick<Message, 'headline' | 'by' | 'on' | 'recorded' | 'events' | 'follows'>;

export type Message = {
  /** `mou/seq/recipient`: the same key is the same message, however often it is sent. */
  key: string;
  mou: string;
  /** The number of the act's last event. */
  seq: number;
  /** Of a digest: the number of its first event. */
  since?: number;
  /** The Participant's id. */
  recipient: string;
  /** The id of the recorded contact that is told; absent for the contacts in the worker's settings. */
  contact?: string;
  recipientName: string;
  /** `called`: Memorandum or Agreement, as it calls itself. */
  memorandum: { title: string; called: string };
  /** The type of the weightiest event, and the civil date on which that one holds. */
  type: EventType;
  on: string;
  /** The instant of recording, ISO 8601, UTC. */
  at: string;
  /** The same, with the wall-clock time at the recipient's seat. */
  recorded: string;
  /** The name of the Participant who acted; null where time itself or a clause did. */
  by: string | null;
  /** What was done, and the weightiest thing that came of it. */
  headline: string;
  /** The clause of that weightiest event; null where the memorandum has none on it. */
  clause: { id: string; text: string } | null;
  /** Of a digest: its acts, each as it was told, in the order in which they were recorded. */
  acts?: DigestedAct[];
  /** Every event of the act, or of a digest's acts, in the order in which they were recorded. */
  events: ToldEvent[];
  /** What follows from all of them together, each sentence once. */
  follows: string[];
  /** What is awaited next, of whom and since when; null where nothing is. */
  awaited: string | null;
  /** The dates that belong to the events, with their reasons. */
  dates: Explanation[];
  /** How a note on a notice or a discontinuation opens and closes; null for everything else. */
  courtesy: { opening: string; closing: string } | null;
  /** Said with every message: being told is not being served. */
  forInformation: string;
  /** What the act changed in the memorandum's calendar: each entry once, as it stands after the act. */
  calendar: CalendarEntry[];
};

/** What all recipients are told alike. */
export type ToldAct = {
  state: State;
  events: readonly Event[];
  common: Omit<Message, 'key' | 'recipient' | 'contact' | 'recipientName' | 'recorded' | 'courtesy'>;
};

const isFormal = ({ event }: ToldEvent): boolean => /^(Notice|NonRenewal|Discontinuation|Commencement|DeliveryRectified)/.test(event.type);

/** As in a note verbale: in the third person, from the register, which is what writes. */
const courtesyTo = (instrument: Instrument, recipient: string): Message['courtesy'] => {
  const register = speak(instrument, 'The register of the memorandum');
  const name = fullName(instrument, recipient);
  return {
    opening: `${register} presents its compliments to ${name} and has the honour to inform it of the following.`,
    closing: `${register} avails itself of this opportunity to renew to ${name} the assurances of its highest consideration.`,
  };
};

/** Where a memorandum has no clause on notices there is none to be told from. */
const forInformation = (instrument: Instrument): string => {
  const [notice, commencement] = [clauseOf(instrument, 'notice'), clauseOf(instrument, 'commencement')];
  const under = notice === null ? '' : ` under ${notice}`;
  const period = commencement === null ? '' : `, and starts no period (${commencement})`;
  return `This is a notification for information. It is not delivery of a notice${under}: that a mail server, a webhook or a folder took this message is never delivery${period}.`;
};

const shared = (event: Event): SharedEvent =>
  event.type === 'ContactsChanged'
    ? { ...event, data: { ...event.data, contacts: event.data.contacts.map(({ id, channel }) => ({ id, channel })) } }
    : event;

const once = <Item>(items: readonly Item[]): Item[] => [...new Set(items)];

const authorOf = (events: readonly Event[], { instrument }: State): string | null => {
  const by = events.find((event) => event.by !== null)?.by;
  return by ? sentenceCase(fullName(instrument, by)) : null;
};

/** What is told of an act, made once for all of its recipients. Undefined where there is nothing to tell of. */
export const toldAct = ({ before, events }: Act): ToldAct | undefined => {
  const last = events.at(-1);
  const main = weightiest(events, before);
  if (!last || !main) return undefined;
  const state = events.reduce<State | undefined>(evolve, before) as State;
  const { mou, instrument } = state;
  const explanationOf = explanationsOf(state);
  const tellings = tellingsOf(events, state, explanationOf, before);
  const told = tellings.map(({ event, headline, happened, follows }): ToldEvent => ({ event: shared(event), headline, happened, follows }));
  const happened = new Set(told.map((one) => one.happened));
  const dates = once(tellings.flatMap((one) => one.dates ?? [])).flatMap((id) => explanationOf(id) ?? []);
  const common: ToldAct['common'] = {
    mou,
    seq: last.seq,
    memorandum: { title: instrument.title, called: speak(instrument, 'Memorandum') },
    type: main.type,
    on: main.on,
    at: last.at,
    by: authorOf(events, state),
    headline: headlineOf({ before, events }, state),
    clause: main.clause === null ? null : { id: main.clause, text: clauseText(instrument, main.clause) },
    events: told,
    follows: once(told.flatMap(({ follows }) => follows)).filter((line) => !happened.has(line)),
    awaited: awaitedNext(state),
    dates,
    forInformation: forInformation(instrument),
    calendar: calendarChanges({ before, events }, state),
  };
  return { state, events, common };
};

/** The same for one recipient, under a key of its own. Undefined for who is no Participant any more. */
export const messageTo = ({ state, common }: ToldAct, { key, participant, contact }: Recipient): Message | undefined => {
  const { instrument } = state;
  const name = contact?.channel === 'memorandum' ? participant : instrument.participants.find(({ id }) => id === participant)?.name;
  if (name === undefined) return undefined;
  return {
    ...common,
    key: `${common.mou}/${common.seq}/${key}`,
    recipient: participant,
    ...(contact && { contact: contact.id }),
    recipientName: name,
    recorded: atSeat(instrument, common.at, participant),
    courtesy: common.events.some(isFormal) ? courtesyTo(instrument, participant) : null,
  };
};

/** What one recipient is told of one act. Undefined where there is nothing to tell, or nobody to tell it to. */
export const messageOf = (act: Act, recipient: Recipient): Message | undefined => {
  const told = toldAct(act);
  return told && messageTo(told, recipient);
};
