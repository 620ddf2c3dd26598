/**
 * What each Participant is told of each event: plain JSON, the same however often it is made. An adapter puts it into an
 * e-mail, a webhook or a calendar, and adds nothing to what it says.
 */
import type { Recipient } from '../domain/contacts.ts';
import { type CalendarEntry, calendarChanges } from './calendar-entries.ts';
import type { Event, EventType } from '../domain/events.ts';
import { fold } from '../domain/evolve.ts';
import type { Explanation } from './explain.ts';
import { clauseText, type Instrument } from '../domain/instrument.ts';
import { contacts } from './notification/contacts.ts';
import { initiatives, meetings } from './notification/cooperation.ts';
import { decision } from './notification/decision.ts';
import { discontinuation } from './notification/discontinuation.ts';
import { Occasion, type Telling, type Tellings } from './notification/occasion.ts';
import { reminders } from './notification/reminder.ts';
import { signature } from './notification/signature.ts';
import { clauseOf } from '../domain/rules/recording.ts';
import type { State } from '../domain/state.ts';
import { atSeat, fullName, sentenceCase } from './words.ts';

export type Notification = {
  /** `mou/seq/recipient`: the same key is the same notification, however often it is sent. */
  key: string;
  mou: string;
  seq: number;
  /** The Participant's id. */
  recipient: string;
  /** The id of the recorded contact that is told; absent for the contacts in the worker's settings. */
  contact?: string;
  recipientName: string;
  memorandum: { title: string };
  type: EventType;
  /** The civil date on which the fact holds. */
  on: string;
  /** The instant of recording, ISO 8601, UTC. */
  at: string;
  /** The same, with the wall-clock time at the recipient's seat. */
  recorded: string;
  /** The name of the Participant who acted; null where time itself or a clause did. */
  by: string | null;
  clause: { id: string; text: string };
  headline: string;
  happened: string;
  follows: string[];
  /** The dates that belong to the event, with their reasons. */
  dates: Explanation[];
  /** How a note on a notice or a discontinuation opens and closes; null for everything else. */
  courtesy: { opening: string; closing: string } | null;
  /** Said with every notification: being told is not being served. */
  forInformation: string;
  /** What the event made of the memorandum's dates; absent where it moved none. */
  calendar?: CalendarEntry[];
};

/** A type of event that is missing here does not compile. */
const TELLINGS: Tellings<EventType> = {
  ...signature,
  ...discontinuation,
  ...decision,
  ...meetings,
  ...initiatives,
  ...reminders,
  ...contacts,
};

const isFormal = (type: EventType): boolean => /^(Notice|Discontinuation|Commencement|DeliveryRectified)/.test(type);

/** As in a note verbale: in the third person, from the register, which is what writes. */
const courtesyTo = (instrument: Instrument, recipient: string): Notification['courtesy'] => {
  const name = fullName(instrument, recipient);
  return {
    opening: `The register of the memorandum presents its compliments to ${name} and has the honour to inform it of the following.`,
    closing: `The register of the memorandum avails itself of this opportunity to renew to ${name} the assurances of its highest consideration.`,
  };
};

const forInformation = (instrument: Instrument): string =>
  `This is a notification for information. It is not delivery of a notice under ${clauseOf(instrument, 'notice')}: that a mail server, a webhook or a folder took this message is never delivery, and starts no period (${clauseOf(instrument, 'commencement')}).`;

/**
 * One notification for each Participant, in the order of the instrument. Pure and deterministic: no clock is read.
 *
 * @param state the state after the event, whether or not later events of the same act are in it
 */
export const notificationsOf = (event: Event, state: State): Notification[] => {
  const { mou, instrument } = state;
  const occasion = new Occasion(event, state);
  const { dates = [], ...told } = (TELLINGS[event.type] as Telling<EventType>)(event.data, occasion);
  const explained = dates.flatMap((id) => occasion.explanations.filter((one) => one.id === id));
  return instrument.participants.map(({ id: recipient, name }) => ({
    key: `${mou}/${event.seq}/${recipient}`,
    mou,
    seq: event.seq,
    recipient,
    recipientName: name,
    memorandum: { title: instrument.title },
    type: event.type,
    on: event.on,
    at: event.at,
    recorded: atSeat(instrument, event.at, recipient),
    by: event.by === null ? null : sentenceCase(fullName(instrument, event.by)),
    clause: { id: event.clause, text: clauseText(instrument, event.clause) },
    ...told,
    dates: explained,
    courtesy: isFormal(event.type) ? courtesyTo(instrument, recipient) : null,
    forInformation: forInformation(instrument),
  }));
};

/** What is told of one event: the same to every Participant but for its name, and the dates that the event moved. */
export type Told = { notifications: Notification[]; calendar: CalendarEntry[] };

/**
 * What is told of the event of that number: from the log alone, so that it is what was true when the event was recorded,
 * however late it is sent.
 */
export const toldOf = (log: readonly Event[], seq: number): Told => {
  const event = log[seq - 1];
  const then = fold(log.slice(0, seq));
  return { notifications: event && then ? notificationsOf(event, then) : [], calendar: calendarChanges(log, seq) };
};

/** The same for one recipient, under a key of its own. Undefined for who is no Participant any more. */
export const notificationFor = ({ notifications, calendar }: Told, { key, participant, contact }: Recipient): Notification | undefined => {
  const told = notifications.find(({ recipient }) => recipient === participant);
  if (!told) return undefined;
  return {
    ...told,
    key: `${told.mou}/${told.seq}/${key}`,
    ...(contact && { contact: contact.id }),
    ...(calendar.length > 0 && { calendar }),
  };
};
