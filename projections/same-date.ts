/** An expected date told once more because the instant moved at which it has begun at every seat: the date itself is as it was. */
import type { Event } from '../domain/events.ts';
import type { State } from '../domain/state.ts';
import { beginning } from './explain/explanation.ts';

export type Moved = { on: string; from: string; to: string };

/** The instants of a date that the state before the act expected too, for the same reason. */
const instantsOf = ({ type, data }: Event, before: State): Moved | undefined => {
  const { discontinuation, expiry, joining = {}, notices } = before;
  switch (type) {
    case 'DiscontinuationExpected': {
      const { expectedOn: on, commencesAt: to, notice, decision } = data;
      const isSame = discontinuation?.expectedOn === on && discontinuation.notice === notice && discontinuation.decision === decision;
      return isSame && discontinuation.commencedOn === null ? { on, from: discontinuation.commencesAt, to } : undefined;
    }
    case 'ExpiryExpected': {
      const { expectedOn: on, ceasesAt: to, noticeBy, renewals } = data;
      const isSame = expiry?.expectedOn === on && expiry.noticeBy === noticeBy && expiry.renewals === renewals;
      return isSame && expiry.expiredOn === null ? { on, from: expiry.ceasesAt, to } : undefined;
    }
    case 'MembershipExpected': {
      const { since, beginsAt: from = null } = joining[data.participant] ?? {};
      return since === data.expectedOn && from !== null ? { on: since, from, to: data.beginsAt } : undefined;
    }
    case 'WithdrawalExpected': {
      const { expectedOn: on, takesOut } = notices[data.notice] ?? {};
      return takesOut && on === data.expectedOn ? { on, from: beginning(before, on), to: data.leavesAt } : undefined;
    }
    default:
      return undefined;
  }
};

/** From which instant to which; undefined where more than the instant is another. */
export const movedInstant = (event: Event, before: State | undefined): Moved | undefined => {
  const instants = before && instantsOf(event, before);
  return instants && instants.from !== instants.to ? instants : undefined;
};
