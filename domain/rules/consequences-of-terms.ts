/** What follows for the term: its end, its renewals, and the last day for a notice that stops the next (III.4). */
import { addDays, type CivilDate } from '../calendar.ts';
import type { Life } from '../reckoning/life.ts';
import { noticeByOf, type Term } from '../reckoning/term.ts';
import { beginning } from '../seats.ts';
import type { Expiry, State } from '../state.ts';
import { isOver, type Reckoned } from './reckoned.ts';
import type { Recording } from './recording.ts';

/**
 * A modification is to change the text on a day that has not begun everywhere, or is due beside the one that has just taken effect: what
 * it makes of the term, time records with it.
 */
const isToChange = ({ modifications }: State, { lived, today }: Reckoned, on: CivilDate, decision: string | null): boolean => {
  const takesEffect = decision !== null && modifications.includes(decision);
  return lived.inOrder(lived.inEffect).some((one) => (one.on > today || (takesEffect && one.on >= on)) && !modifications.includes(one.id));
};

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
  if (isToChange(state, reckoned, on, decision)) return;
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
