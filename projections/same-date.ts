/** An expected date told once more because the instant moved at which it has begun at every seat: the date itself is as it was. */
import type { DataOf, Event, EventType } from '../domain/events.ts';
import type { State } from '../domain/state.ts';
import { beginning } from '../domain/seats.ts';

export type Moved = { on: string; from: string; to: string };

/** The instants of a date that the state before the act expected too, for the same reason. */
const INSTANTS: { [Type in EventType]?: (data: DataOf<Type>, before: State) => Moved | undefined } = {
  DiscontinuationExpected: ({ expectedOn: on, commencesAt: to, notice, decision }, { discontinuation: known }) => {
    const isSame = known?.expectedOn === on && known.notice === notice && known.decision === decision;
    return isSame ? { on, from: known.commencesAt, to } : undefined;
  },
  ExpiryExpected: ({ expectedOn: on, ceasesAt: to, noticeBy, renewals }, { expiry: known }) => {
    const isSame = known?.expectedOn === on && known.noticeBy === noticeBy && known.renewals === renewals;
    return isSame && known.expiredOn === null ? { on, from: known.ceasesAt, to } : undefined;
  },
  MembershipExpected: ({ participant, expectedOn: on, beginsAt: to }, { joining = {} }) => {
    const { since, beginsAt: from = null } = joining[participant] ?? {};
    return since === on && from !== null ? { on, from, to } : undefined;
  },
  WithdrawalExpected: ({ notice, expectedOn: on, leavesAt: to }, before) => {
    const { expectedOn, takesOut } = before.notices[notice] ?? {};
    return takesOut && expectedOn === on ? { on, from: beginning(before, on), to } : undefined;
  },
};

/** From which instant to which; undefined where more than the instant is another. */
export const movedInstant = ({ type, data }: Event, before: State | undefined): Moved | undefined => {
  const instants = before && (INSTANTS[type] as ((data: unknown, before: State) => Moved | undefined) | undefined)?.(data, before);
  return instants && instants.from !== instants.to ? instants : undefined;
};
