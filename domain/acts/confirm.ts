/** The confirmation that some memoranda ask for before they become operative (III.1). */
import { nameOf, seatZone } from '../instrument.ts';
import { refuse, mustBeParticipant, mustHaveBegun } from '../rules/recording.ts';
import { becomeOperative } from '../rules/signature.ts';
import { Day } from '../values.ts';
import { defineAct } from './define.ts';
import { by, COMMON, document } from './fields.ts';

export const confirm = defineAct({
  name: 'confirm',
  summary: 'Records the confirmation by which some memoranda become operative.',
  who: 'Each Participant that has signed, where the instrument asks for confirmations.',
  term: 'operative',
  fields: { by, confirmedOn: Day.describe('the date of the confirmation'), document: document('the confirmation') },
  events: ['Confirmed', 'BecameOperative'],
  refusals: [...COMMON, 'NOT_FORESEEN', 'NOT_SIGNED', 'ALREADY_CONFIRMED', 'ALREADY_OPERATIVE', 'FUTURE_DATE'],
  rule: (recording, { by, confirmedOn, document }) => {
    const clause = recording.clause('operative');
    const { instrument, signatures, confirmations, operativeOn } = recording.state;
    mustBeParticipant(instrument, by, clause);
    const name = nameOf(instrument, by);
    if (instrument.terms.operative.rule !== 'mutual-confirmation') {
      refuse('NOT_FORESEEN', 'do: this memorandum becomes operative by signature alone; it foresees no confirmation', clause);
    }
    if (!signatures.some((signature) => signature.by === by)) refuse('NOT_SIGNED', `by: ${name} has not signed yet`, clause);
    if (confirmations.some((confirmation) => confirmation.by === by))
      refuse('ALREADY_CONFIRMED', `by: ${name} has already confirmed`, clause);
    // A modification may ask for confirmation from now on; what has become operative by signature stays so.
    if (operativeOn !== null) refuse('ALREADY_OPERATIVE', `do: the memorandum is operative since ${operativeOn}`, clause);
    mustHaveBegun('confirmedOn', confirmedOn, seatZone(instrument, by), recording.now, clause);
    recording.record('Confirmed', { on: confirmedOn, by, clause, data: { confirmedOn, document } });
    becomeOperative(recording);
  },
});
