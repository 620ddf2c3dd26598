import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MailDev } from 'maildev';
import { freePort } from './free-port.ts';

export interface InboxOptions {
  smtpPort?: number | undefined;
  webPort?: number | undefined;
  /** Keeps the mails over a restart; without it they go when the inbox stops. */
  dir?: string | undefined;
}

export interface Inbox {
  /** For a mail transport, `smtp://127.0.0.1:…`. */
  smtpUrl: string;
  /** The page to look at. */
  webUrl: string;
  /** All mails as JSON; one of them at `…/ID`. */
  apiUrl: string;
  stop(): Promise<void>;
}

/** A mail server on 127.0.0.1 that keeps every mail and sends none on. Throws if a port asked for is in use. */
export async function startInbox({ smtpPort, webPort, dir }: InboxOptions = {}): Promise<Inbox> {
  // MailDev would leave its first server running at an error with the second one's port.
  const smtp = await freePort(smtpPort);
  const web = await freePort(webPort);
  // Without a folder of our own, attachments would go into one that all inboxes of this machine share.
  const mailDirectory = dir ?? (await mkdtemp(join(tmpdir(), 'mou-inbox-')));
  await mkdir(mailDirectory, { recursive: true });
  const inbox = new MailDev({ smtp, web, ip: '127.0.0.1', webIp: '127.0.0.1', mailDirectory, silent: true });
  await silently(() => inbox.start());
  const webUrl = `http://127.0.0.1:${web}`;
  const stop = async () => {
    await inbox.stop();
    if (!dir) await rm(mailDirectory, { recursive: true, force: true });
  };
  return { smtpUrl: `smtp://127.0.0.1:${smtp}`, webUrl, apiUrl: `${webUrl}/api/email`, stop };
}

/** MailDev announces its address on standard output, which belongs to the command's own answer; it knows no option against it. */
async function silently(start: () => Promise<unknown>): Promise<void> {
  const output = globalThis.console;
  const info = output.info.bind(output);
  output.info = () => {};
  try {
    await start();
  } finally {
    output.info = info;
  }
}
