/**
 * What a webhook carries: a batch of CloudEvents 1.0 in the JSON format. One for each event of the act, the same as in an
 * export, and at the end one that is the message itself, in words.
 */
import { type CloudEvent, type CloudEventOf, cloudEvent, cloudEventType, envelope } from '../../projections/cloud-events.ts';
import { type CalendarFile, calendarFiles } from '../../projections/icalendar.ts';
import type { Message, SharedEvent, ToldEvent } from '../../projections/message.ts';

type Words = Omit<Message, 'events'> & { events: (Omit<ToldEvent, 'event'> & { seq: number })[]; ics: CalendarFile[] };

export type MessageEvent = CloudEventOf<Words> & {
  /** An extension: who is told, `us` or `us/desk`. */
  recipient: string;
};

/** The message in words: its `id` is the idempotency key, and `data.ics` holds iCalendar files where a date moved. */
const messageEvent = (message: Message): MessageEvent => {
  const { key, mou, seq, at, recipient, contact, calendar } = message;
  const events = message.events.map(({ event, ...told }) => ({ seq: event.seq, ...told }));
  return {
    ...envelope(mou, { id: key, type: cloudEventType('Message'), subject: String(seq), time: at }),
    recipient: contact === undefined ? recipient : `${recipient}/${contact}`,
    data: { ...message, events, ics: calendarFiles(calendar) },
  };
};

/** The same message gives the same batch. */
export const batchOf = (message: Message): (CloudEvent<SharedEvent> | MessageEvent)[] => [
  ...message.events.map(({ event }) => cloudEvent(message.mou, event)),
  messageEvent(message),
];
