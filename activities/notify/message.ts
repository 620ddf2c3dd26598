/** A message as an e-mail, but for whom it is to: what SMTP hands over and what a file drop keeps are the same. */
import type { SendMailOptions } from 'nodemailer';
import { calendarFiles } from '../../projections/icalendar.ts';
import type { Message } from '../../projections/message.ts';
import { messageIdOf, nameOf, threadIdOf } from '../../projections/message-identity.ts';
import { render, typesOf } from './render.ts';

/** Taken as it is, unfolded and unencoded, which is safe for printable ASCII only. */
const verbatim = (value: string) => ({ prepared: true, value: value.replace(/[^\x21-\x7e]/g, '') });

const headersOf = (message: Message) => ({
  'X-MOU-Idempotency-Key': verbatim(message.key),
  'X-MOU-Events': verbatim(typesOf(message).join()),
  // RFC 3834: nobody's absence notice is to answer.
  'Auto-Submitted': 'auto-generated',
});

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

/** Whose mails they are: the address that they are sent from, and where people find the desk. */
export type Sender = {
  /** Its domain is that of every Message-ID. */
  from: string;
  deskUrl?: string | undefined;
};

/** @param attempt the mark of this attempt; none for a file, which is only ever one */
export const mailOf = (message: Message, { from, deskUrl }: Sender, attempt?: string): SendMailOptions & { messageId: string } => {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    ...render(message, deskUrl),
    ...calendarOf(message, from),
    from: { name: 'MOU register', address: from },
    messageId: messageIdOf(message, domain, attempt),
    references: [threadIdOf(message, domain)],
    headers: headersOf(message),
  };
};
