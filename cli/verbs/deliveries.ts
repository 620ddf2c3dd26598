/** What became of a memorandum's messages, where its Participants are told, and sending again. */
import type { Delivery, MouClient } from '../../client/index.ts';
import { connect } from '../connect.ts';
import type { RecordedContact } from '../../domain/contacts.ts';
import { UsageError } from '../failure.ts';
import { answer, type Options, progress, table } from '../output.ts';
import { readable } from '../readable.ts';

const asked = async <Answer>(question: (client: MouClient) => Promise<Answer>): Promise<Answer> => {
  const client = await connect();
  try {
    return await question(client);
  } finally {
    await client.close();
  }
};

const NOTE = 'Accepted says that the other side took the message. It is never delivery of a notice.';

const row = ({ key, channel, status, at, detail }: Delivery): string[] => [key, channel, status, at, detail];

export const deliveries = async (mou: string, options: Options): Promise<void> => {
  const [all, { waiting, dead }] = await asked((client) => Promise.all([client.deliveries(mou), client.outbox(mou)]));
  answer(options, { mou, waiting, dead, deliveries: all }, () => [
    ...(all.length === 0 ? ['No message was sent yet.'] : table(['key', 'channel', 'status', 'at', ''], all.map(row))),
    '',
    `${waiting} still to be sent, ${dead} did not arrive. ${NOTE}`,
  ]);
};

export const resend = async (mou: string, options: Options): Promise<void> => {
  const key = options.key as string | undefined;
  if ((key === undefined) === (options.all !== true)) throw new UsageError('give either --key KEY, as mou deliveries shows it, or --all');
  const keys = await asked((client) => client.resend(mou, key === undefined ? null : [key]));
  answer(options, { mou, resending: keys }, () => (keys.length === 0 ? ['Nothing is to be sent again.'] : ['Being sent again:', ...keys]));
};

const where = (contact: RecordedContact): string => {
  switch (contact.channel) {
    case 'email':
      return contact.address;
    case 'webhook':
      return `${contact.url}, signed by ${contact.secret}`;
    case 'file':
      return contact.folder;
    default:
      return contact satisfies never;
  }
};

export const contacts = async (mou: string, options: Options): Promise<void> => {
  const state = await asked((client) => client.state(mou));
  const byParticipant = Object.fromEntries(state.instrument.participants.map(({ id }) => [id, state.contacts[id] ?? []]));
  const rows = Object.entries(byParticipant).flatMap(([participant, all]) =>
    all.length === 0
      ? [[participant, '–', '', "those in the worker's settings, where it has any"]]
      : all.map((contact) => [participant, contact.id, contact.channel, where(contact)]),
  );
  answer(options, { mou, contacts: byParticipant }, () => table(['Participant', 'contact', 'channel', 'where'], rows));
};

/** Reads what mail servers reported, and records it with the messages it speaks of. Reading the same mailbox again changes nothing. */
export const bounces = async (mailbox: string, options: Options): Promise<void> => {
  const { reportsIn } = await import('../../client/bounces.ts');
  const reports = await readable(mailbox, () => reportsIn(mailbox));
  const recorded: string[] = [];
  await asked(async (client) => {
    for (const { mou, ...bounce } of reports) {
      try {
        await client.recordBounce(mou, bounce);
        recorded.push(bounce.key);
      } catch (error) {
        // Of a message that no memorandum here knows of: the mailbox may serve another register too.
        if ((error as Error).name !== 'Refusal') throw error;
        progress(`${bounce.key}: ${(error as Error).message}`);
      }
    }
  });
  const keys = [...new Set(recorded)];
  answer(options, { reports: reports.length, recorded: keys }, () => [
    `${reports.length} reports, of ${keys.length} messages that were sent from here.`,
    ...keys,
  ]);
};
