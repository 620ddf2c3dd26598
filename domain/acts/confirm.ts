/** The confirmation that some memoranda ask for before they become operative (III.1). */
import { nameOf, seatZone } from '../instrument.ts';
import { countsOn } from '../reckoning/from-state.ts';
import { recordConsequences } from '../rules/consequences.ts';
import { mustHaveBeenReceived } from '../rules/confirmation.ts';
import { mustBeParticipant, mustHaveBegun, refuse } from '../rules/recording.ts';
import { Day } from '../values.ts';
import { defineAct } from './define.ts';
import { by, COMMON, document } from './fields.ts';

export const confirm = defineAct({
  name: 'confirm',
  summary: 'Records the confirmation by which some memoranda become operative.',
  who: 'Each Participant that has signed, where the instrument asks for confirmations.',
  term: 'operative',
  fields: {
    by,
    confirmedOn: Day.describe('the date of the confirmation'),
    receivedOn: Day.optional().describe('the date on which the others, or the depositary, received it, where that is the date that counts'),
    document: document('the confirmation'),
  },
  events: ['Confirmed'],
  consequences: true,
  refusals: [...COMMON, 'NOT_FORESEEN', 'NOT_SIGNED', 'ALREADY_CONFIRMED', 'ALREADY_OPERATIVE', 'FUTURE_DATE', 'TOO_EARLY'],
  dated: (act, { instrument }) => countsOn(instrument, act),
  rule: (recording, { by, confirmedOn, receivedOn, document }) => {
    const clause = recording.clause('operative');
    const { instrument, signatures, confirmations, operativeOn } = recording.state;
    const { operative } = instrument.terms;
    mustBeParticipant(instrument, by, clause);
    const name = nameOf(instrument, by);
    if (operative.rule !== 'mutual-confirmation') {
      refuse('NOT_FORESEEN', 'do: this memorandum becomes operative by signature alone; it foresees no confirmation', clause);
    }
    const follows = operative.confirmations !== 'notes-only';
    if (follows && !signatures.some((signature) => signature.by === by)) refuse('NOT_SIGNED', `by: ${name} has not signed yet`, clause);
    if (confirmations.some((one) => one.by === by)) refuse('ALREADY_CONFIRMED', `by: ${name} has already confirmed`, clause);
    // A modification may ask for confirmation from now on; what has become operative by signature stays so.
    if (operativeOn !== null) refuse('ALREADY_OPERATIVE', `do: the memorandum is operative since ${operativeOn}`, clause);
    mustHaveBegun('confirmedOn', confirmedOn, seatZone(instrument, by), recording.now, clause);
    if (operative.counts === 'receipt' && receivedOn === undefined) {
      refuse('INVALID', 'receivedOn: is missing; the date on which a note was received is the one that counts', clause);
    }
    if (receivedOn !== undefined) mustHaveBeenReceived(recording, by, confirmedOn, receivedOn, clause);
    const data = { confirmedOn, ...(receivedOn && { receivedOn }), document };
    const on = countsOn(instrument, data);
    recording.record('Confirmed', { on, by, clause, data });
    recordConsequences(recording, on);
  },
});
