/** A notification as a CloudEvent 1.0 in the JSON format: what a webhook carries. */
import { methodOf, toIcs } from '../../projections/icalendar.ts';
import type { Notification } from '../../projections/notification.ts';

export type CloudEvent = {
  specversion: '1.0';
  /** The idempotency key: the same id is the same message, however often it arrives. */
  id: string;
  source: string;
  type: string;
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  /** An extension: who is told, `us` or `us/desk`. */
  recipient: string;
  data: Notification & { ics?: string };
};

/** The same notification gives the same envelope. `data.ics` is an iCalendar file, where the event moved a date. */
export const cloudEventOf = (notification: Notification): CloudEvent => {
  const { key, mou, seq, type, at, recipient, contact, calendar } = notification;
  return {
    specversion: '1.0',
    id: key,
    source: `/mou/${mou}`,
    type: `mou.${type}`,
    subject: String(seq),
    time: at,
    datacontenttype: 'application/json',
    recipient: contact === undefined ? recipient : `${recipient}/${contact}`,
    data: { ...notification, ...(calendar && { ics: toIcs(calendar, { method: methodOf(calendar) }) }) },
  };
};
