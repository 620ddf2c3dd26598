import type { RecordedContact } from '../../../domain/contacts.ts';
import { asked } from '../../asking.ts';
import { answer } from '../../output.ts';
import { table } from '../../table.ts';
import type { Verb } from '../../verb.ts';

/** Its address, its URL with the name of its secret, or its folder. */
const where = (contact: RecordedContact): string => {
  if (contact.channel === 'webhook') return `${contact.url}, ${contact.secret}`;
  if (contact.channel === 'file') return contact.folder;
  return contact.name === undefined ? contact.address : `${contact.address}, ${contact.name}`;
};

/** "notices, end, not its own acts; each morning, but signatures at once". */
const wishes = (contact: RecordedContact): string => {
  const of = contact.tellOf?.join(', ') ?? 'all';
  const own = contact.ownActs === false ? ', not its own acts' : '';
  if (contact.channel === 'webhook' || contact.as !== 'digest') return `${of}${own}`;
  return `${of}${own}; each morning${contact.atOnce ? `, but ${contact.atOnce.join(', ')} at once` : ''}`;
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
        ? [[participant, '–', '', "those in the worker's settings, where it has any", 'all']]
        : all.map((contact) => [participant, contact.id, contact.channel, where(contact), wishes(contact)]),
    );
    answer(options, { mou, contacts: byParticipant }, () => table(['Participant', 'contact', 'channel', 'where', 'told of'], rows));
  },
};
