/**
 * What mail servers reported of messages later (RFC 3464), read from a mailbox: an mbox file, a Maildir, or a folder of
 * `.eml` files. A report is evidence of a message, and whoever can send mail to the mailbox can forge one: it never
 * counts as delivery of a notice (III.4), nor against one.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Attachment, simpleParser } from 'mailparser';
import type { Bounce } from '../workflows/messages.ts';

export type Report = Bounce & { mou: string };

const LONGEST_MESSAGE = 10_000_000;
const isDirectory = async (path: string): Promise<boolean> => (await stat(path)).isDirectory();

/** Messages begin at a line "From …" after an empty one; within them such a line is marked by ">". */
const fromMbox = (text: string): string[] =>
  text
    .split(/(?:^|\r?\n\r?\n|(?<=^\n))From [^\r\n]*\r?\n/)
    .filter((message) => message.trim() !== '')
    .map((message) => message.replace(/^>(>*From )/gm, '$1'));

const filesIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder);
  const isMaildir = names.includes('cur') && names.includes('new');
  if (isMaildir) return (await Promise.all(['cur', 'new'].map((name) => filesOf(join(folder, name), () => true)))).flat();
  return await filesOf(folder, (name) => name.endsWith('.eml'));
};

const filesOf = async (folder: string, chosen: (name: string) => boolean): Promise<string[]> =>
  (await readdir(folder))
    .filter(chosen)
    .sort()
    .map((name) => join(folder, name));

/** Each message of a mailbox, one after the other. Throws where the mailbox cannot be read. */
async function* messagesIn(mailbox: string): AsyncGenerator<string> {
  if (!(await isDirectory(mailbox))) {
    yield* fromMbox(await readFile(mailbox, 'latin1'));
    return;
  }
  for (const file of await filesIn(mailbox)) {
    if ((await stat(file)).size <= LONGEST_MESSAGE) yield await readFile(file, 'latin1');
  }
}

const contentOf = (attachments: readonly Attachment[], type: string): string =>
  attachments
    .filter(({ contentType }) => contentType === type)
    .map(({ content }) => content.toString('latin1'))
    .join('\n\n')
    .replace(/\r?\n[ \t]+/g, ' ');

const field = (text: string, name: string): string | undefined =>
  new RegExp(`^${name}:[ \\t]*(.+?)[ \\t]*$`, 'im').exec(text)?.[1]?.replace(/^(rfc822|smtp|utf-8);\s*/i, '');

/** Printable, and no longer than a line: it was written elsewhere. */
const said = (text: string | undefined): string => (text ?? '').replace(/[^\x20-\x7e]+/g, ' ').slice(0, 200);

const KEY = /^X-MOU-Idempotency-Key:[ \t]*([\w.-]+\/\d+\/[\w./-]+)[ \t]*$/im;

const instantOf = (status: string, sent: Date | undefined): string => {
  const arrival = new Date(field(status, 'Last-Attempt-Date') ?? field(status, 'Arrival-Date') ?? '');
  const at = [arrival, sent].find((date) => date && !Number.isNaN(date.getTime()));
  return (at ?? new Date(0)).toISOString();
};

/** The report in one message; undefined where it is none, or none of a message of ours. */
export const reportIn = async (raw: string): Promise<Report | undefined> => {
  const { attachments, date } = await simpleParser(Buffer.from(raw, 'latin1'), { keepDeliveryStatus: true });
  const status = contentOf(attachments, 'message/delivery-status');
  const action = field(status, 'Action')?.toLowerCase();
  const key = KEY.exec(raw.replace(/\r?\n[ \t]+/g, ' '))?.[1];
  if (!action || !key) return undefined;
  const recipient = field(status, 'Final-Recipient') ?? field(status, 'Original-Recipient');
  const detail = [said(recipient), action, said(field(status, 'Status')), said(field(status, 'Diagnostic-Code'))].filter(Boolean).join(' ');
  return { mou: key.split('/')[0] ?? '', key, at: instantOf(status, date), failed: action === 'failed', detail };
};

/** All reports of our messages in a mailbox; reading it again gives the same ones. */
export const reportsIn = async (mailbox: string): Promise<Report[]> => {
  const reports: Report[] = [];
  for await (const message of messagesIn(mailbox)) {
    const report = await reportIn(message);
    if (report) reports.push(report);
  }
  return reports;
};
