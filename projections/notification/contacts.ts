/** What is told of contacts: how many and by which channel, and no address, which concerns their Participant alone. */
import { type Channel, CHANNELS, type RecordedContact } from '../../domain/contacts.ts';
import { listed } from '../words.ts';
import type { Tellings } from './occasion.ts';

const inWord = (channel: Channel): string => `by ${channel === 'email' ? 'e-mail' : channel}`;

/** "2 by e-mail (c1 and c2) and 1 by webhook (c3)". */
const inWords = (contacts: readonly RecordedContact[]): string =>
  listed(
    CHANNELS.flatMap((channel) => {
      const ids = contacts.filter((contact) => contact.channel === channel).map(({ id }) => id);
      return ids.length === 0 ? [] : [`${ids.length} ${inWord(channel)} (${listed(ids)})`];
    }),
  );

export const contacts: Tellings<'ContactsChanged'> = {
  ContactsChanged: ({ contacts: all }, occasion) => ({
    headline: `${occasion.who} changed its contacts`,
    happened:
      all.length === 0
        ? `${occasion.By} recorded that it has no contacts of its own any more; those in the settings of the register stand in.`
        : `${occasion.By} changed the contacts at which it is told of events: ${inWords(all)}.`,
    follows: [
      'What is recorded from now on is told there. The earlier contacts are told of this change, and of nothing after it.',
      `Nothing changes under the memorandum: a contact is where information is sent, and never where a notice is delivered${occasion.cite('notice')}.`,
    ],
  }),
};
