/** A memorandum as one JSON document: all that is needed to take it up elsewhere, and to see that nothing was changed on the way. */
import { type PlainState, plainState } from '../domain/awaited.ts';
import { genesis, link } from '../domain/chain.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Event } from '../domain/events.ts';
import type { Dossier } from './dossier.ts';

export const FORMAT = 'mou-export';
export const FORMAT_VERSION = 1;

export type ExportDocument = {
  format: typeof FORMAT;
  version: typeof FORMAT_VERSION;
  mou: string;
  /** ISO 8601, UTC. */
  exportedAt: string;
  /** What `state` answers to. The events are all that were known at the instant, of any date: the chain needs them all. */
  asOf: Dossier['asOf'];
  events: readonly Event[];
  /** The head of the hash chain after each event (`domain/chain.ts`). */
  heads: string[];
  /** The last of them. */
  head: string;
  state: PlainState;
  /** What happened to the messages: evidence, in no chain. Only as of now, and where it is known. */
  deliveries?: readonly Delivery[];
};

export const headsOf = (mou: string, log: readonly Event[]): string[] => {
  const heads: string[] = [];
  for (const event of log) heads.push(link(heads.at(-1) ?? genesis(mou), event));
  return heads;
};

export const exportDocument = ({ mou, log, state, asOf, madeAt }: Dossier, deliveries?: readonly Delivery[]): ExportDocument => {
  const heads = headsOf(mou, log);
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    mou,
    exportedAt: madeAt,
    asOf,
    events: log,
    heads,
    head: heads.at(-1) ?? genesis(mou),
    state: plainState(state),
    ...(deliveries && { deliveries }),
  };
};
