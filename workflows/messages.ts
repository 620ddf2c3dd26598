/** The names by which a memorandum is spoken to: what the client and the workflow share. */
import { SearchAttributeType } from '@temporalio/common';
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Act, ActName } from '../domain/acts.ts';
import type { Event } from '../domain/events.ts';
import type { Receipt } from '../domain/memorandum.ts';
import type { State } from '../domain/state.ts';

export const WORKFLOW_TYPE = 'memorandum';
export const TASK_QUEUE = 'mou';

/** The one place that makes a workflow id of a memorandum's id. */
export const workflowIdOf = (mou: string): string => `mou/${mou}`;
export const mouOf = (workflowId: string): string => workflowId.replace(/^mou\//, '');

/** One Update an act, named as the act: the Web UI shows an update by its name only. */
export const updateFor = (name: ActName) => defineUpdate<Receipt, [Act]>(name);

/** The state as of now; null before the memorandum is opened. */
export const stateQuery = defineQuery<State | null>('state');
/** Events with a number above `after`, as many as fit into one message; none at the end of the log. */
export const eventsQuery = defineQuery<Event[], [after: number]>('events');
/** What has still to be sent, and what could not be. */
export const outboxQuery = defineQuery<OutboxView>('outbox');

export type Undeliverable = { seq: number; recipient: string; reason: string };
/** `sent`: by recipient, the number of the last event they were notified of. */
export type OutboxView = { sent: Record<string, number>; waiting: number; undeliverable: Undeliverable[] };

/** Search attributes by name and type. They stay plain on the server: ids, statuses and dates only. */
export const SEARCH_ATTRIBUTES = {
  MouStatus: SearchAttributeType.KEYWORD,
  MouOperativeOn: SearchAttributeType.KEYWORD,
  MouDiscontinuationOn: SearchAttributeType.KEYWORD,
  MouParticipants: SearchAttributeType.KEYWORD_LIST,
} as const;

/** What a memorandum's workflow is started with. All but `mou` has a default. */
export type MemorandumInput = {
  mou: string;
  /** How long the workflow stays after commencement, for late mail and rectifications: an ISO 8601 period. Default `P30D`. */
  settling?: string;
  /** Milliseconds added to the server's clock, for the rehearsal of a scenario that lies in the past. Default 0. */
  clockOffset?: number;
  /** By recipient, how far the runs before this one had notified them. */
  sent?: Record<string, number>;
  undeliverable?: Undeliverable[];
};
