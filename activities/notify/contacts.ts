/**
 * Who is told: contact settings, apart from the instrument, because people change office more often than a memorandum
 * changes its text. A YAML file that maps a Participant's id to its contacts:
 *
 *     us: [{ name: Desk Officer, email: desk@us.example }]
 *     rok: [{ name: 담당관, email: desk@rok.example }]
 */
import { readFile, stat } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { describeIssues } from '../../domain/issues.ts';
import { EmailAddress, Line, Slug } from '../../domain/values.ts';
import { BadSetting, type Contact } from './port.ts';

const MOST_BYTES = 1_000_000;

/** `Line` and `EmailAddress` both exclude line breaks, so that neither can forge a header. */
const ContactShape = z.strictObject({ name: Line, email: EmailAddress });

const Contacts = z.record(Slug, z.array(ContactShape).max(50, 'must name at most 50 contacts'));

const read = async (file: string): Promise<unknown> => {
  const { size } = await stat(file);
  if (size > MOST_BYTES) throw new Error(`is larger than ${MOST_BYTES} bytes`);
  return parse(await readFile(file, 'utf8')) ?? {};
};

const sameAddressOnce = (contacts: readonly Contact[]): Contact[] => [
  ...new Map(contacts.map((contact) => [contact.email.toLowerCase(), contact])).values(),
];

/**
 * A Participant's contacts as the file names them at this moment: it is read again each time, so that a change needs no
 * restart. Throws `BadSetting`, which names the file and the field.
 */
export const contactsOf = async (file: string, participant: string): Promise<Contact[]> => {
  let input: unknown;
  try {
    input = await read(file);
  } catch (error) {
    throw new BadSetting(`Contacts file ${file}: ${(error as Error).message}`);
  }
  const checked = Contacts.safeParse(input);
  if (!checked.success) throw new BadSetting(`Contacts file ${file}: ${describeIssues(checked.error, input)}`);
  return Object.hasOwn(checked.data, participant) ? sameAddressOnce(checked.data[participant] ?? []) : [];
};
