/**
 * Contacts: an administrative act. It is open before the memorandum is operative and after discontinuation, because it
 * changes nothing under the memorandum: a contact is where information goes, never where a notice is delivered (III.3).
 */
import type { ActOf } from '../acts.ts';
import { Refusal } from '../refusal.ts';
import { mustBeParticipant, type Recording } from './recording.ts';

/** Each Participant changes its own contacts, and nobody else's: `NOT_AUTHORISED`. */
export const changeContacts = (recording: Recording, act: ActOf<'change-contacts'>): void => {
  const clause = recording.clause('notice');
  const { by, participant = by, contacts } = act;
  mustBeParticipant(recording.state.instrument, by, clause);
  if (participant !== by) {
    throw new Refusal('NOT_AUTHORISED', `participant: ${by} may change its own contacts, not those of ${participant}`, clause);
  }
  recording.record('ContactsChanged', { on: recording.today(by), by, clause, data: { participant, contacts } });
};
