/** An event of the record as a CloudEvent 1.0 in the JSON format: the same in an export and in a webhook. */
import type { Event } from '../domain/events.ts';

/**
 * CloudEvents asks for a name that its owner alone uses. Under `.alt` (RFC 9476) nobody can register a domain, so that the
 * name means this engine's events and never somebody's domain.
 */
export const CLOUD_EVENT_TYPE_PREFIX = 'alt.mou-engine.';

type Recorded = Pick<Event, 'seq' | 'type' | 'at'> & { data: object };

type Envelope = {
  specversion: '1.0';
  /** `mou/seq` of an event: the same for the same event wherever it is read. */
  id: string;
  /** A URI reference: all events of one memorandum have the same. */
  source: string;
  type: string;
  subject: string;
  /** The instant of recording; the civil date on which the fact holds is in the data. */
  time: string;
  datacontenttype: 'application/json';
};

export type CloudEvent<Of extends Recorded = Event> = Envelope & {
  /** The events of one source in their order, as the CloudEvents extension "sequence" has it. */
  sequence: string;
  /** The head of the hash chain after the event, where it is known. */
  mouhead?: string;
  data: Of;
};

export type CloudEventOf<Data> = Envelope & { data: Data };

/** `NoticeDelivered` is `alt.mou-engine.notice-delivered`. */
export const cloudEventType = (type: string): string =>
  `${CLOUD_EVENT_TYPE_PREFIX}${type.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}`;

const ABOUT = ['notice', 'decision', 'meeting', 'initiative'] as const;

/** What the event is about, `notice/n1`; the memorandum itself where it is about nothing in it. */
const subjectOf = (mou: string, { data }: Recorded): string => {
  const named = data as Record<string, unknown>;
  const about = ABOUT.find((kind) => typeof named[kind] === 'string');
  return about ? `${about}/${String(named[about])}` : mou;
};

export const envelope = (mou: string, rest: Pick<Envelope, 'id' | 'type' | 'subject' | 'time'>): Envelope => ({
  specversion: '1.0',
  source: `/mou/${mou}`,
  datacontenttype: 'application/json',
  ...rest,
});

export const cloudEvent = <Of extends Recorded>(mou: string, event: Of, head?: string): CloudEvent<Of> => ({
  ...envelope(mou, { id: `${mou}/${event.seq}`, type: cloudEventType(event.type), subject: subjectOf(mou, event), time: event.at }),
  // Padded, so that sequences sort as the text that they are.
  sequence: String(event.seq).padStart(10, '0'),
  ...(head !== undefined && { mouhead: head }),
  data: event,
});
