/** A message as an e-mail, but for whom it is to: what SMTP hands over and what a file drop keeps are the same. */
import type { SendMailOptions } from 'nodemailer';
import { calendarFiles } from '../../projections/icalendar.ts';
import type { Message } from '../../projections/message.ts';
import { messageIdOf, nameOf } from './identity.ts';
import { render } from './render.ts';

/** Taken as it is, unfolded and unencoded, which is safe for printable ASCII only. */
const verbatim = (value: string) => ({ prepared: true, value: value.replace(/[^\x21-\x7e]/g, '') });

const headersOf = ({ key, events }: Message) => ({
  'X-MOU-Idempotency-Key': verbatim(key),
  'X-MOU-Events': verbatim(events.map(({ event }) => event.type).join()),
  // RFC 3834: nobody's absence notice is to answer.
  'Auto-Submitted': 'auto-generated',
});

/** All mail of a memorandum to one recipient hangs below the first. */
const threadOf = (message: Message, domain: string) => {
  const first = messageIdOf(message, 1, domain);
  return message.seq > 1 ? { inReplyTo: first, references: [first] } : {};
};

/** The first file is the part that a mail program acts on, and the others are attached: their methods are not the same. */
const calendarOf = (message: Message, from: string): Pick<SendMailOptions, 'icalEvent' | 'attachments'> => {
  const [first, ...others] = calendarFiles(message.calendar, from);
  if (!first) return {};
  const name = nameOf(message);
  return {
    icalEvent: { ...first, filename: `${name}.ics` },
    attachments: others.map(({ method, content }, at) => ({
      filename: `${name}.${at + 2}.ics`,
      contentType: `text/calendar; charset=utf-8; method=${method}`,
      content,
    })),
  };
};

export const mailOf = (message: Message, from: string): SendMailOptions => {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    ...render(message),
    ...threadOf(message, domain),
    ...calendarOf(message, from),
    from: { name: 'MOU register', address: from },
    messageId: messageIdOf(message, message.seq, domain),
    headers: headersOf(message),
  };
};
