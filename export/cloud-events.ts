/** The log as a batch of CloudEvents 1.0 in JSON (media type `application/cloudevents-batch+json`), for event routers and stores. */
import type { Event } from '../domain/events.ts';
import type { Dossier } from './dossier.ts';
import { headsOf } from './json.ts';

export const CLOUD_EVENT_TYPE_PREFIX = 'mou-engine.mou.';

export type CloudEvent = {
  specversion: '1.0';
  /** `mou/seq`, the same for the same event whenever it is exported. */
  id: string;
  /** A URI reference: all events of one memorandum have the same. */
  source: string;
  type: string;
  subject: string;
  /** The instant of recording; the civil date on which the fact holds is in the data. */
  time: string;
  datacontenttype: 'application/json';
  /** The events of one source in their order, as the CloudEvents extension "sequence" has it. */
  sequence: string;
  /** The head of the hash chain after the event. */
  mouhead: string;
  data: Event;
};

const ABOUT = ['notice', 'decision', 'meeting', 'initiative'] as const;

/** What the event is about, `notice/n1`; the memorandum itself where it is about nothing in it. */
const subjectOf = (mou: string, { data }: Event): string => {
  const named = data as Record<string, unknown>;
  const about = ABOUT.find((kind) => typeof named[kind] === 'string');
  return about ? `${about}/${String(named[about])}` : mou;
};

export const cloudEvent = (mou: string, event: Event, head: string): CloudEvent => ({
  specversion: '1.0',
  id: `${mou}/${event.seq}`,
  source: `/mou/${mou}`,
  type: `${CLOUD_EVENT_TYPE_PREFIX}${event.type}`,
  subject: subjectOf(mou, event),
  time: event.at,
  datacontenttype: 'application/json',
  // Padded, so that sequences sort as the text that they are.
  sequence: String(event.seq).padStart(10, '0'),
  mouhead: head,
  data: event,
});

export const cloudEvents = ({ mou, log }: Dossier): CloudEvent[] => {
  const heads = headsOf(mou, log);
  return log.map((event, at) => cloudEvent(mou, event, heads[at] ?? ''));
};
