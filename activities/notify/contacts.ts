/**
 * Who is told: contact settings, apart from the instrument, because people change office more often than a memorandum
 * changes its text. A YAML file that maps a Participant's id to its contacts:
 *
 *     us: [{ name: Desk Officer, email: desk@us.example }]
 *     rok: [{ name: 담당관, email: desk@rok.example }]
 */
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { check, describeIssues } from '../../domain/issues.ts';
import { EmailAddress, Line, Slug } from '../../domain/values.ts';
import { BadSetting, type Contact } from './port.ts';

const MOST_BYTES = 1_000_000;

/** `Line` and `EmailAddress` both exclude line breaks, so that neither can forge a header. */
const ContactShape = z.strictObject({ name: Line, email: EmailAddress });

const Contacts = z.record(Slug, z.array(ContactShape).max(50, 'must name at most 50 contacts'));
type Contacts = z.output<typeof Contacts>;

const sameAddressOnce = (contacts: readonly Contact[]): Contact[] => [
  ...new Map(contacts.map((contact) => [contact.email.toLowerCase(), contact])).values(),
];

/**
 * What tells one version of a file from another, and how many milliseconds ago it was written. Asked for each mail, and
 * answered from memory: the way over another thread would cost thirty times as much.
 */
const versionOf = (file: string): { version: string; age: number } => {
  const { size, ino, mtimeNs, ctimeNs, mtimeMs } = statSync(file, { bigint: true });
  if (size > MOST_BYTES) throw new Error(`is larger than ${MOST_BYTES} bytes`);
  return { version: [ino, size, mtimeNs, ctimeNs].join(), age: Date.now() - Number(mtimeMs) };
};

const parsed = async (file: string): Promise<Contacts> => {
  const input: unknown = parse(await readFile(file, 'utf8')) ?? {};
  const checked = check(Contacts, input);
  if (checked.success) return checked.data;
  throw new Error(describeIssues(checked.error, input));
};

/** A file system may not tell two versions apart that were written within this many milliseconds. */
const SETTLED = 2_000;

/** The file that was read last. */
let last: { file: string; version: string; contacts: Contacts } | undefined;

const read = async (file: string): Promise<Contacts> => {
  const { version, age } = versionOf(file);
  if (last?.file === file && last.version === version) return last.contacts;
  const contacts = await parsed(file);
  last = age > SETTLED ? { file, version, contacts } : undefined;
  return contacts;
};

/** All, by Participant. Throws `BadSetting`, which names the file and the field. */
export const allContacts = async (file: string): Promise<Contacts> => {
  try {
    return await read(file);
  } catch (error) {
    throw new BadSetting(`Contacts file ${file}: ${(error as Error).message}`);
  }
};

/**
 * A Participant's contacts as the file names them at this moment: it is read again as soon as it is another one, so that a
 * change needs no restart. Throws `BadSetting`, which names the file and the field.
 */
export const contactsOf = async (file: string, participant: string): Promise<Contact[]> => {
  const contacts = await allContacts(file);
  return Object.hasOwn(contacts, participant) ? sameAddressOnce(contacts[participant] ?? []) : [];
};
