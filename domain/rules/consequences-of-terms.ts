/** What follows for the term: its end, its renewals, and the last day for a notice that stops the next (III.4). */
import { addDays, type CivilDate } from '../calendar.ts';
import type { Life } from '../reckoning/life.ts';
import { noticeByOf, type Term } from '../reckoning/term.ts';
import { beginning } from '../seats.ts';
import type { Expiry, State } from '../state.ts';
import { isOver, type Reckoned } from './reckoned.ts';
import type { Recording } from './recording.ts';

/**
 * A modification is to change the text, on a day that has not begun everywhere or is due: what it makes of the term, time records with
 * it, unless the end of the term comes first.
 */
const isToChange = ({ modifications, expiry }: State, { lived }: Reckoned, on: CivilDate): boolean =>
  (expiry === null || on < expiry.expectedOn) && lived.inEffect.some((id) => !modifications.includes(id));

/**
 * The current term: as long as it is operative, as far as it is recorded that it was renewed, for that is time's to do; once it is
 * over, that in which it ended, whatever was recorded first.
 */
const termIn = (state: State, { terms, term }: Life): Term | null => {
  const most = term?.renewals ?? 0;
  const recorded = isOver(state) ? most : Math.min(state.expiry?.renewals ?? 0, most);
  return terms.find(({ renewals }) => renewals >= recorded) ?? term;
};

const expiryBy = (state: State, { text }: Life, term: Term) => ({
  expectedOn: term.end,
  lastOperativeDay: addDays(term.end, -1),
  ceasesAt: beginning(state, term.end),
  noticeBy: noticeByOf(text.terms.duration, term),
  renewals: term.renewals,
});

const isSame = (known: Expiry, next: ReturnType<typeof expiryBy>): boolean =>
  (['expectedOn', 'ceasesAt', 'noticeBy', 'renewals'] as const).every((part) => known[part] === next[part]);

export const recordTerm = (recording: Recording, reckoned: Reckoned, on: CivilDate, decision: string | null): void => {
  const { state } = recording;
  const { lived } = reckoned;
  const known = state.expiry;
  if (isToChange(state, reckoned, on)) return;
  const term = termIn(state, lived);
  if (!term) return known ? expectNoExpiry(recording, known, on) : undefined;
  const clause = recording.clause('duration');
  const { renewals } = term;
  if (known && known.renewals > renewals)
    recording.record('RenewalsSuperseded', { on, clause, data: { previously: known.renewals, renewals, decision } });
  const data = expiryBy(state, lived, term);
  if (!known || !isSame(known, data) || hasRenewed(recording)) recording.record('ExpiryExpected', { on, clause, data });
};

/** The clause on the term is gone: it went by a modification. */
const expectNoExpiry = (recording: Recording, { expectedOn }: Expiry, on: CivilDate): void => {
  const reason = 'The text no longer says for how long the memorandum is operative.';
  recording.record('ExpiryNoLongerExpected', { on, clause: recording.clause('modification'), data: { expectedOn, reason } });
};

const hasRenewed = ({ events }: Recording): boolean => events.some(({ type }) => type === 'Renewed' || type === 'RenewalsSuperseded');
