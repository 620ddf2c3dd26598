/**
 * Contacts: an administrative act. It is open before the memorandum is operative and after discontinuation, because it
 * changes nothing under the memorandum: a contact is where information goes, never where a notice is delivered (III.3).
 */
import { ContactList } from '../contacts.ts';
import { nameOf } from '../instrument.ts';
import { mustBeParticipant, refuse } from '../rules/recording.ts';
import { ParticipantId } from '../values.ts';
import { defineAct } from './define.ts';

/** Each Participant changes its own contacts, and nobody else's. */
export const changeContacts = defineAct({
  name: 'change-contacts',
  summary: 'Records where a Participant is told of events: by e-mail, by webhook or as files. Changes nothing under the memorandum.',
  who: 'Each Participant, for its own contacts.',
  term: 'notice',
  examples: [
    `change-contacts MOU --by us --contacts '[{"id":"desk","channel":"email","address":"desk@us.example"}]'`,
    'change-contacts MOU --by rok --contacts @contacts.json',
  ],
  fields: {
    by: ParticipantId.describe('the Participant whose contacts they are'),
    participant: ParticipantId.optional().describe('whose contacts they are, if stated: the same as `by`'),
    /** An empty list goes back to the contacts in the worker's settings. */
    contacts: ContactList.describe('the whole list, which replaces the one before'),
  },
  events: ['ContactsChanged'],
  refusals: ['INVALID', 'ALREADY_RECORDED', 'UNKNOWN_MOU', 'NOT_A_PARTICIPANT', 'NOT_AUTHORISED'],
  // The one who is told of late mail may have moved in the meantime.
  afterTheEnd: () => true,
  rule: (recording, { by, participant = by, contacts }) => {
    const clause = recording.clause('notice');
    const { instrument } = recording.state;
    mustBeParticipant(instrument, by, clause);
    if (participant !== by) {
      refuse(
        'NOT_AUTHORISED',
        `participant: ${nameOf(instrument, by)} may change its own contacts, not those of ${nameOf(instrument, participant)}`,
        clause,
      );
    }
    recording.record('ContactsChanged', { on: recording.today(by), by, clause, data: { participant, contacts } });
  },
});
