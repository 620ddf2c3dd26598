/** What a workflow is started with that takes up a memorandum whose earlier workflow has ended. */
import { type Milliseconds, parseInstant } from '../domain/calendar.ts';
import { packBase } from '../domain/base.ts';
import { isDead } from '../domain/dead-letter.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import { evolve } from '../domain/evolve.ts';
import type { Memorandum } from '../domain/memorandum.ts';
import { recipientsIn, recipientsOfAct } from '../domain/recipients.ts';
import type { State } from '../domain/state.ts';
import { actsOf } from '../projections/acts.ts';
import { type Carried, EMPTY_LEDGER, NO_DELIVERIES, packOutbox, type Pending } from '../workflows/messages.ts';

export type { Carried } from '../workflows/messages.ts';

/** Messages are tried for as long. What is older was told, or given up. */
const TRIED_FOR_MS = 7 * 24 * 60 * 60 * 1_000;

/**
 * After a restore: what was recorded lately, and of which the register does not know that a recipient was told. It is told again
 * under the same key; a recipient that had it all the same knows it by that.
 */
export const untoldOf = (memorandum: Memorandum, deliveries: readonly Delivery[], now: Milliseconds): Pending[] => {
  const known = new Set(deliveries.map(({ key }) => key));
  let after: State | undefined;
  return actsOf(memorandum.log).flatMap((events): Pending[] => {
    const [first, last] = [events[0] as Event, events.at(-1) as Event];
    const at = parseInstant(last.at);
    const before = after;
    after = events.reduce<State | undefined>(evolve, before);
    if (at < now - TRIED_FOR_MS || events.every(({ quiet }) => quiet)) return [];
    const recipients = recipientsOfAct(before, after as State);
    const to = recipients.map(({ key }) => key).filter((key) => !known.has(`${memorandum.standing.mou}/${last.seq}/${key}`));
    const heads = { before: memorandum.headAt(first.seq - 1), head: memorandum.headAt(last.seq) };
    return to.length === 0 ? [] : [{ first: first.seq, last: last.seq, ...heads, to, at }];
  });
};

/** As far as each recipient was told before the first of these. */
const sentBefore = (sent: Record<string, number>, pending: readonly Pending[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(sent).map(([key, seq]) => [key, Math.min(seq, (pending.find(({ to }) => to.includes(key))?.first ?? seq + 1) - 1)]),
  );

type Told = { sent: Record<string, number>; deliveries: readonly Delivery[]; isKept: boolean; pending?: readonly Pending[] };

export const takenUp = (memorandum: Memorandum, { sent, deliveries, isKept, pending = [] }: Told): Carried => {
  const { standing, log, seq } = memorandum;
  const state = standing.state as State;
  const head = memorandum.headAt(seq);
  const length = actsOf(log).at(-1)?.length ?? 0;
  const latest = { first: seq - length + 1, last: seq, before: memorandum.headAt(seq - length), head };
  return {
    ledger: {
      ...EMPTY_LEDGER,
      ...{ seq, head, status: state.status },
      ...(isKept ? { base: packBase({ ...standing, head }), appended: seq, spent: null } : { since: [...log] }),
    },
    outbox: packOutbox({
      pending: [...pending],
      sent: sentBefore(sent, pending),
      recipients: recipientsIn(state).map(({ key }) => key),
      apart: [],
      digests: [],
      latest,
    }),
    deliveries: { ...NO_DELIVERIES, deliveries: deliveries.filter((one) => !isKept || isDead(one)) },
    ...{ next: null, shown: null, closesAt: null, stuck: null },
  };
};
