/**
 * What mail servers reported of messages later (RFC 3464), read from a mailbox: an mbox file, a Maildir, or a folder of
 * `.eml` files. A report is evidence of a message, and anybody who can send mail to the mailbox can forge one: it never
 * counts as delivery of a notice (III.4), nor against one.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Attachment, simpleParser } from 'mailparser';
import { REPORTED, type Report } from '../domain/report.ts';
import { keyIn } from '../projections/message-identity.ts';
import { plain } from '../projections/words.ts';

/** A report, and the memorandum whose message it is of. */
export type ReportOf = Report & { mou: string };

/** A UTF-8 byte order mark, as latin1 reads it. */
const BOM = /^\u00ef\u00bb\u00bf/;

const LONGEST_MESSAGE = 10_000_000;
const isDirectory = async (path: string): Promise<boolean> => (await stat(path)).isDirectory();

/** Messages begin at a line "From …" after an empty one; within them such a line is marked by ">". */
const fromMbox = (text: string): string[] =>
  text
    .replace(BOM, '')
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

const STATUS = /^message\/(global-)?delivery-status$/;
/** The message that is reported of, or its headers (RFC 3462, RFC 6533). */
const RETURNED = /^(message\/(rfc822|global|global-headers)|text\/rfc822-headers)$/;

/** The parts of those types, decoded, with each field on a line of its own. */
const partsOf = (attachments: readonly Attachment[], type: RegExp): string[] =>
  attachments
    .filter(({ contentType }) => type.test(contentType))
    .map(({ content }) =>
      new TextDecoder()
        .decode(content)
        .replace(/\r\n?/g, '\n')
        .replace(/\n[ \t]+/g, ' '),
    );

/** Groups of fields, divided by empty lines: the first is of the message, and each other of one recipient (RFC 3464, 2.1). */
const groupsIn = (status: string): string[] => status.split(/\n{2,}/).filter((group) => group.trim() !== '');

const field = (text: string, name: string): string | undefined => new RegExp(`^${name}:[ \\t]*(.+?)[ \\t]*$`, 'im').exec(text)?.[1];

/** Without its type: `rfc822; desk@us.example`. */
const typed = (text: string, name: string): string | undefined => field(text, name)?.replace(/^[\w-]+;\s*/, '');

const addressesIn = (group: string): string[] => {
  const named = ['Original-Recipient', 'Final-Recipient'].flatMap((name) => typed(group, name) ?? []);
  return [...new Set(named.map((address) => plain(address.replace(/^<|>$/g, ''), 254)))];
};

/** The date of the report itself: when the mail server got the message (`Arrival-Date`) says nothing of how it went on. */
const dateOf = (date: Date | undefined, group: string): string | undefined => {
  const lastAttempt = new Date(field(group, 'Last-Attempt-Date') ?? '');
  return [date, lastAttempt].find((one) => one && !Number.isNaN(one.getTime()))?.toISOString();
};

const KEY = /^[\w.-]+\/\d+\/[\w.-]+(\/[\w.-]+)?$/;

/** Which message, and which attempt at sending it, by the headers that came back; else by what the report refers to. */
const messageOf = (returned: string, referred: readonly string[]): { key: string; messageId: string | null } | undefined => {
  const headers = returned.split('\n\n')[0] ?? '';
  const ids = [field(headers, 'Message-ID'), ...referred].filter((id) => id !== undefined);
  const messageId = ids.find((id) => keyIn(id) !== undefined) ?? null;
  const named = field(headers, 'X-MOU-Idempotency-Key');
  const key = named !== undefined && KEY.test(named) ? named : messageId === null ? undefined : keyIn(messageId);
  return key === undefined ? undefined : { key, messageId };
};

const isAction = (action: string | undefined): action is Report['action'] => REPORTED.some((one) => one === action);

/** The reports in one message, one for each recipient; none where it is no report, or none of a message of ours. */
export const reportsOf = async (raw: string): Promise<ReportOf[]> => {
  const mail = await simpleParser(Buffer.from(raw.replace(BOM, ''), 'latin1'), { keepDeliveryStatus: true });
  const referred = [mail.inReplyTo, mail.references].flat().filter((id) => id !== undefined);
  const message = messageOf(partsOf(mail.attachments, RETURNED)[0] ?? '', referred);
  if (!message) return [];
  return partsOf(mail.attachments, STATUS)
    .flatMap(groupsIn)
    .flatMap((group) => {
      const action = field(group, 'Action')?.toLowerCase();
      const at = dateOf(mail.date, group);
      const addresses = addressesIn(group);
      if (!isAction(action) || at === undefined) return [];
      const words = [addresses.at(-1), action, field(group, 'Status'), typed(group, 'Diagnostic-Code')].filter((one) => one !== undefined);
      return [{ mou: message.key.split('/')[0] ?? '', ...message, addresses, at, action, detail: plain(words.join(' '), 300) }];
    });
};

/** All reports of our messages in a mailbox; reading it again gives the same ones. */
export const reportsIn = async (mailbox: string): Promise<ReportOf[]> => {
  const reports: ReportOf[] = [];
  for await (const message of messagesIn(mailbox)) reports.push(...(await reportsOf(message)));
  return reports;
};
