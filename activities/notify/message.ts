/** A notification as an e-mail, but for whom it is to: what SMTP hands over and what a file drop keeps are the same. */
import type { SendMailOptions } from 'nodemailer';
import { methodOf, toIcs } from '../../projections/icalendar.ts';
import type { Notification } from '../../projections/notification.ts';
import { messageIdOf, nameOf } from './identity.ts';
import { render } from './render.ts';

/** Taken as it is, unfolded and unencoded, which is safe for printable ASCII only. */
const verbatim = (value: string) => ({ prepared: true, value: value.replace(/[^\x21-\x7e]/g, '') });

const headersOf = ({ key, type }: Notification) => ({
  'X-MOU-Idempotency-Key': verbatim(key),
  'X-MOU-Event': verbatim(type),
  // RFC 3834: nobody's absence notice is to answer.
  'Auto-Submitted': 'auto-generated',
});

/** All mail of a memorandum to one recipient hangs below the first. */
const threadOf = (notification: Notification, domain: string) => {
  const first = messageIdOf(notification, 1, domain);
  return notification.seq > 1 ? { inReplyTo: first, references: [first] } : {};
};

const calendarOf = (notification: Notification, from: string): Pick<SendMailOptions, 'icalEvent'> => {
  const { calendar } = notification;
  if (!calendar || calendar.length === 0) return {};
  const method = methodOf(calendar);
  return { icalEvent: { method, filename: `${nameOf(notification)}.ics`, content: toIcs(calendar, { method, organizer: from }) } };
};

export const messageOf = (notification: Notification, from: string): SendMailOptions => {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    ...render(notification),
    ...threadOf(notification, domain),
    ...calendarOf(notification, from),
    from: { name: 'MOU register', address: from },
    messageId: messageIdOf(notification, notification.seq, domain),
    headers: headersOf(notification),
  };
};
