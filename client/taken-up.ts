/** What a workflow is started with that takes up a memorandum whose earlier workflow has ended. */
import { type Milliseconds, parseInstant } from '../domain/calendar.ts';
import { packBase } from '../domain/base.ts';
import { isDead } from '../domain/dead-letter.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import { evolve } from '../domain/evolve.ts';
import type { Memorandum } from '../domain/memorandum.ts';
import { recipientsIn, toldAtOnce, toldOfAct } from '../domain/recipients.ts';
import type { State } from '../domain/state.ts';
import { toldInDigests } from '../domain/told-in-digests.ts';
import { actsOf } from '../projections/acts.ts';
import { type HandedOver, type Digest, Digests, EMPTY_LEDGER, NO_DELIVERIES, packOutbox, type Pending } from '../workflows/messages.ts';

export type { HandedOver } from '../workflows/messages.ts';

/** Messages are tried for as long. What is older was told, or given up. */
const TRIED_FOR_MS = 7 * 24 * 60 * 60 * 1_000;

export type Untold = { pending: Pending[]; digests: Digest[] };

/**
 * What was recorded lately, and of which the register does not know that a recipient was told: at once, or in a digest of the
 * day, as each chose. It is told again under the same key; a recipient that had it all the same knows it by that.
 */
export const untoldOf = (memorandum: Memorandum, deliveries: readonly Delivery[], now: Milliseconds): Untold => {
  const known = new Set(deliveries.map(({ key }) => key));
  // Of a recipient that nobody is to be reached for, the last message alone is known.
  const skipped = new Map(deliveries.flatMap(({ status, recipient, seq }) => (status === 'skipped' ? [[recipient, seq]] : [])));
  const isUntold = (recipient: string, last: number) =>
    last > (skipped.get(recipient) ?? 0) && !known.has(`${memorandum.standing.mou}/${last}/${recipient}`);
  const pending: Pending[] = [];
  let [after, at]: [State | undefined, Milliseconds] = [undefined, 0];
  // Collected as they were: of each the first act decides when it is sent.
  const digests = new Digests([], () => at);
  for (const events of actsOf(memorandum.log)) {
    const [{ seq: first }, { seq: last, at: recorded }] = [events[0] as Event, events.at(-1) as Event];
    const before: State | undefined = after;
    after = events.reduce<State | undefined>(evolve, before);
    at = parseInstant(recorded);
    if (at < now - TRIED_FOR_MS) continue;
    const told = toldOfAct(before, events, after as State);
    const to = toldAtOnce(told).filter((key) => isUntold(key, last));
    const heads = { before: memorandum.headAt(first - 1), head: memorandum.headAt(last) };
    if (to.length > 0) pending.push({ first, last, ...heads, to, at });
    digests.add({ first, last, digests: toldInDigests(told, at) });
  }
  return { pending, digests: digests.all.filter(({ recipient, last }) => isUntold(recipient, last)) };
};

/** As far as each recipient was told before the first of these. */
const sentBefore = (sent: Record<string, number>, pending: readonly Pending[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(sent).map(([key, seq]) => [key, Math.min(seq, (pending.find(({ to }) => to.includes(key))?.first ?? seq + 1) - 1)]),
  );

type Told = { sent: Record<string, number>; deliveries: readonly Delivery[]; isKept: boolean; untold?: Untold };

export const takenUp = (memorandum: Memorandum, { sent, deliveries, isKept, untold = { pending: [], digests: [] } }: Told): HandedOver => {
  const { pending, digests } = untold;
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
      pending,
      sent: sentBefore(sent, pending),
      recipients: recipientsIn(state).map(({ key }) => key),
      apart: [],
      digests,
      latest,
    }),
    deliveries: { ...NO_DELIVERIES, deliveries: deliveries.filter((one) => !isKept || isDead(one)) },
    ...{ next: null, shown: null, closesAt: null, stuck: null },
  };
};
