import type { RecordedContact } from '../../../domain/contacts.ts';
import { asked } from '../../asking.ts';
import { answer } from '../../output.ts';
import { table } from '../../table.ts';
import type { Verb } from '../../verb.ts';

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

export const verb: Verb = {
  usage: 'contacts <id>',
  summary: 'Shows where each Participant is told of events.',
  examples: ['contacts MOU'],
  run: async (options, mou) => {
    const state = await asked((client) => client.state(mou));
    const byParticipant = Object.fromEntries(state.instrument.participants.map(({ id }) => [id, state.contacts[id] ?? []]));
    const rows = Object.entries(byParticipant).flatMap(([participant, all]) =>
      all.length === 0
        ? [[participant, '–', '', "those in the worker's settings, where it has any"]]
        : all.map((contact) => [participant, contact.id, contact.channel, where(contact)]),
    );
    answer(options, { mou, contacts: byParticipant }, () => table(['Participant', 'contact', 'channel', 'where'], rows));
  },
};
