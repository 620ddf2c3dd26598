import type { RecordedContact } from '../../../domain/contacts.ts';
import { asked } from '../../asking.ts';
import { answer } from '../../output.ts';
import { table } from '../../table.ts';
import type { Verb } from '../../verb.ts';

/** Its address, its URL with the name of its secret, its folder, as the channel has it. */
const where = ({ id: _, channel: __, ...rest }: RecordedContact): string => Object.values(rest).join(', ');

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
