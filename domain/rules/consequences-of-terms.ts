/** What follows for the term: its end, its renewals, and the last day for a notice that stops the next (III.4). */
import { addDays, type CivilDate } from '../calendar.ts';
import { noticeByOf } from '../reckoning/term.ts';
import { beginning } from '../seats.ts';
import type { Expiry } from '../state.ts';
import { isOver, type Reckoned } from './reckoned.ts';
import type { Recording } from './recording.ts';

/**
 * The end of the current term: as long as it is operative, as far as it is recorded that it was renewed, for that is time's to do; once
 * it is over, that of the term in which it ended, whatever was recorded first.
 */
export const recordTerm = (recording: Recording, { lived }: Reckoned, on: CivilDate, decision: string | null): void => {
  const clause = recording.clause('duration');
  const { state } = recording;
  const known = state.expiry;
  if (!lived.term) return known ? expectNoExpiry(recording, known, on) : undefined;
  const most = lived.term.renewals;
  if (known && known.renewals > most) {
    recording.record('RenewalsSuperseded', { on, clause, data: { previously: known.renewals, renewals: most, decision } });
  }
  const recorded = isOver(state) ? most : Math.min(known?.renewals ?? 0, most);
  const term = lived.terms.find(({ renewals }) => renewals >= recorded) ?? lived.term;
  const { end: expectedOn, renewals } = term;
  const noticeBy = noticeByOf(lived.text.terms.duration, term);
  const ceasesAt = beginning(state, expectedOn);
  const isKnown = known?.expectedOn === expectedOn && known.noticeBy === noticeBy && known.ceasesAt === ceasesAt;
  if (isKnown && known.renewals === renewals && !hasRenewed(recording)) return;
  recording.record('ExpiryExpected', {
    on,
    clause,
    data: { expectedOn, lastOperativeDay: addDays(expectedOn, -1), ceasesAt, noticeBy, renewals },
  });
};

/** The clause on the term is gone: it went by a modification. */
const expectNoExpiry = (recording: Recording, { expectedOn }: Expiry, on: CivilDate): void => {
  const reason = 'The text no longer says for how long the memorandum is operative.';
  recording.record('ExpiryNoLongerExpected', { on, clause: recording.clause('modification'), data: { expectedOn, reason } });
};

const hasRenewed = ({ events }: Recording): boolean => events.some(({ type }) => type === 'Renewed' || type === 'RenewalsSuperseded');
