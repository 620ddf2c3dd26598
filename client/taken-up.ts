/** What a workflow is started with that takes up a memorandum whose earlier workflow has ended. */
import { packBase } from '../domain/base.ts';
import { isDead } from '../domain/dead-letter.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Memorandum } from '../domain/memorandum.ts';
import { recipientsIn } from '../domain/recipients.ts';
import type { State } from '../domain/state.ts';
import { actsOf } from '../projections/acts.ts';
import { type Carried, EMPTY_LEDGER, NO_DELIVERIES, packOutbox } from '../workflows/messages.ts';

export type { Carried } from '../workflows/messages.ts';

type Told = { sent: Record<string, number>; deliveries: readonly Delivery[]; isKept: boolean };

export const takenUp = (memorandum: Memorandum, { sent, deliveries, isKept }: Told): Carried => {
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
    outbox: packOutbox({ pending: [], sent, recipients: recipientsIn(state).map(({ key }) => key), apart: [], digests: [], latest }),
    deliveries: { ...NO_DELIVERIES, deliveries: deliveries.filter((one) => !isKept || isDead(one)) },
    ...{ next: null, shown: null, closesAt: null, stuck: null },
  };
};
