/** Who is told of events, since when and until when, by the changes of contacts that were recorded. */
import type { RecordedContact } from './contacts.ts';
import type { Event } from './events.ts';

/** The events a recipient is told of, by their numbers, both ends included; `until` is null while it goes on. */
type Span = { since: number; until: number | null };

/** Each that is told apart from others: a recorded contact, or a Participant's contacts in the worker's settings together. */
export type Recipient = {
  /** `us/c1` for a recorded contact, `us` for those in the settings. It is part of every message's idempotency key. */
  key: string;
  participant: string;
  /** As last recorded; null for those in the settings. */
  contact: RecordedContact | null;
  spans: Span[];
};

const isOpen = ({ spans }: Recipient): boolean => spans.at(-1)?.until === null;

/** True while the recipient is told of what happens now. */
export const isServed = isOpen;

/** True where the recipient is told of the event of that number. */
export const isTold = ({ spans }: Recipient, seq: number): boolean =>
  spans.some(({ since, until }) => since <= seq && (until === null || seq <= until));

/** How many of the events after one, up to another, a recipient is told of. */
export const countTold = ({ spans }: Recipient, after: number, last: number): number =>
  spans.reduce((sum, { since, until }) => sum + Math.max(0, Math.min(until ?? last, last) - Math.max(since - 1, after)), 0);

/** Opened again where it had been closed; a contact known before keeps its key, and so its place in the log. */
const opened = (before: Recipient | undefined, fresh: Recipient, seq: number): Recipient => {
  if (!before) return { ...fresh, spans: [{ since: seq, until: null }] };
  return { ...fresh, spans: isOpen(before) ? before.spans : [...before.spans, { since: seq, until: null }] };
};

/** The change itself is the last thing told: the one who was put in another's place learns of it. */
const closed = (recipient: Recipient, seq: number): Recipient =>
  isOpen(recipient)
    ? { ...recipient, spans: recipient.spans.map((span, at) => (at === recipient.spans.length - 1 ? { ...span, until: seq } : span)) }
    : recipient;

const changed = (recipients: Map<string, Recipient>, event: Extract<Event, { type: 'ContactsChanged' }>): void => {
  const { participant, contacts } = event.data;
  const named: Recipient[] = contacts.map((contact) => ({ key: `${participant}/${contact.id}`, participant, contact, spans: [] }));
  const now = named.length > 0 ? named : [{ key: participant, participant, contact: null, spans: [] }];
  const keys = new Set(now.map(({ key }) => key));
  for (const [key, one] of recipients) if (one.participant === participant && !keys.has(key)) recipients.set(key, closed(one, event.seq));
  for (const one of now) recipients.set(one.key, opened(recipients.get(one.key), one, event.seq));
};

/**
 * Everybody who is or was told of events, by the changes recorded. A contact is told of what was recorded from the
 * change that named it to the change that left it out, both included; the contacts in the worker's settings stand in for
 * a Participant that has recorded none.
 */
export const recipientsOf = (participants: readonly string[], log: readonly Event[]): Recipient[] => {
  const recipients = new Map<string, Recipient>(
    participants.map((participant) => [participant, { key: participant, participant, contact: null, spans: [{ since: 1, until: null }] }]),
  );
  for (const event of log) if (event.type === 'ContactsChanged') changed(recipients, event);
  return [...recipients.values()];
};
