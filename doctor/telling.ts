/** The ways of telling: the mail server, the contacts, the secrets of webhooks, the folder of files. */
import { access, constants, stat } from 'node:fs/promises';
import { allContacts } from '../activities/notify/contacts.ts';
import { allSecrets } from '../activities/notify/secrets.ts';
import { tryMailServer } from '../activities/notify/smtp.ts';
import type { Settings } from '../worker/settings.ts';
import { type Found, off, ok } from './findings.ts';
import { counted } from '../projections/words.ts';

const MAIL_MS = 5_000;

export const ofMail = async ({ MOU_SMTP_URL: url }: Partial<Settings>): Promise<Found> => {
  if (url === undefined) return off('MOU_SMTP_URL is not set here: a worker with these settings sends no mail');
  await tryMailServer(url, MAIL_MS);
  return ok(`${new URL(url).host} answers; nothing was sent`);
};

export const ofContacts = async ({ MOU_CONTACTS: file }: Partial<Settings>): Promise<Found> => {
  if (file === undefined) return off("MOU_CONTACTS is not set here: a worker with these settings tells a memorandum's own contacts alone");
  const all = await allContacts(file);
  const count = Object.values(all).reduce((sum, contacts) => sum + contacts.length, 0);
  return ok(`${file} names ${counted(count, 'contact')} of ${counted(Object.keys(all).length, 'Participant')}`);
};

export const ofWebhooks = async ({ MOU_WEBHOOK_SECRETS: file }: Partial<Settings>): Promise<Found> => {
  if (file === undefined) return off('MOU_WEBHOOK_SECRETS is not set here: a worker with these settings sends no webhook');
  return ok(`${file} names ${Object.keys(await allSecrets(file)).length} secrets`);
};

export const ofFiles = async ({ MOU_DROP_FOLDER: folder }: Partial<Settings>): Promise<Found> => {
  if (folder === undefined) return off('MOU_DROP_FOLDER is not set here: a worker with these settings writes no file');
  const found = await stat(folder);
  if (!found.isDirectory()) throw new Error(`${folder} is no folder`);
  await access(folder, constants.W_OK);
  return ok(`${folder} can be written`);
};
