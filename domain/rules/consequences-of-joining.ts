/** Since when one belongs that joins later and waits: expected as long as that day lies ahead, begun once it has come (III.1). */
import type { CivilDate } from '../calendar.ts';
import { hasToWait } from '../reckoning/joining.ts';
import type { Life } from '../reckoning/life.ts';
import type { Member } from '../reckoning/outcomes.ts';
import { beginning } from '../seats.ts';
import type { Joining, State } from '../state.ts';
import type { Reckoned } from './reckoned.ts';
import type { Recording } from './recording.ts';
import { groundOf, joinsBy } from './text.ts';

/** Of whom something is to be recorded: who waits, or was found to wait before. */
const waiting = ({ joining = {} }: State, { members, operativeOn }: Life): [string, Member][] =>
  [...members].filter(([id, one]) => hasToWait(one, operativeOn) || Object.hasOwn(joining, id));

const isKnown = (state: State, known: Joining | undefined, next: Joining): boolean => {
  if (known?.since !== next.since || known.from !== next.from) return false;
  const haveBegun = [known, next].map(({ beginsAt }) => beginsAt === null);
  // A seat that moves leaves the date, and moves the instant; where all is over, no day comes any more.
  return haveBegun[0] === haveBegun[1] && (state.status !== 'operative' || known.beginsAt === next.beginsAt);
};

/** Since when it did by what was known: also who was among the first that signed, and by an earlier signature is not. */
const hasBelonged = ({ state, before }: Recording, id: string): CivilDate | null => {
  const known = state.joining?.[id];
  if (known) return known.beginsAt === null ? known.since : null;
  return before?.participants[id]?.since ?? null;
};

const recordJoining = (recording: Recording, id: string, { from, since, beginsAt }: Joining, on: CivilDate): void => {
  const { clause } = groundOf(recording.state, from, joinsBy(recording.state, id));
  if (beginsAt === null) recording.record('MembershipBegan', { on: since, clause, data: { participant: id, from, since } });
  else recording.record('MembershipExpected', { on, clause, data: { participant: id, from, expectedOn: since, beginsAt } });
};

/** Nobody joins what is over: what would begin on the day of the end or after it is expected, and never begins. */
export const recordJoinings = (recording: Recording, { lived, today }: Reckoned, on: CivilDate, decision: string | null): void => {
  const { state } = recording;
  if (state.operativeOn === null) return;
  for (const [id, { from, since }] of waiting(state, lived)) {
    const known = state.joining?.[id];
    const hasBegun = since <= today && (lived.isInTime(since) || (known?.since === since && known.beginsAt === null));
    const next = { from, since, beginsAt: hasBegun ? null : beginning(state, since) };
    if (isKnown(state, known, next)) continue;
    const belonged = hasBelonged(recording, id);
    if (belonged !== null) {
      const { clause } = groundOf(state, from, joinsBy(state, id));
      recording.record('MembershipSuperseded', { on, clause, data: { participant: id, since: belonged, decision } });
    }
    recordJoining(recording, id, next, on);
  }
};
