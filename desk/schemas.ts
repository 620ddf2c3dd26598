/** What the answers hold, for the OpenAPI document and the clients that are made of it. They describe; the engine's own types bind. */
import { z } from 'zod';
import { AWAITED } from '../domain/awaited.ts';
import { DEADLINES } from '../domain/deadlines.ts';
import { Delivery as DeliverySchema } from '../domain/delivery.ts';
import { EVENTS, type EventType } from '../domain/events.ts';

const Day = z.string().describe('a civil date, YYYY-MM-DD').meta({ format: 'date' });
const Instant = z.string().describe('an instant, ISO 8601, UTC').meta({ format: 'date-time' });
const Hash = z.string().describe('SHA-256, lower-case hexadecimal');

export const Status = z.enum(['open', 'operative', 'discontinued', 'expired', 'lapsed', 'annulled']);

const types = Object.keys(EVENTS) as [EventType, ...EventType[]];

/** An event of the record. What is in `data` depends on the type: docs/rule-book.md lists it. */
export const Event = z.object({
  seq: z.int(),
  type: z.enum(types),
  at: Instant.describe('when it was recorded'),
  on: Day.describe('the civil date on which the fact holds'),
  by: z.string().nullable().describe('the Participant who acted'),
  clause: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  act: z.object({ id: z.string(), sha256: Hash }).optional().describe('the act that caused it; absent where time did'),
  quiet: z.literal(true).optional(),
});

export const Awaited = z.object({
  mou: z.string(),
  of: z.string().describe('the Participant'),
  what: z.enum(AWAITED),
  about: z.string().nullable(),
  meeting: z.string().optional().describe('of an action: the meeting that it is of'),
  since: Day,
  dueOn: Day.nullable(),
});

export const Deadline = z.object({
  mou: z.string(),
  title: z.string(),
  on: Day,
  what: z.enum(DEADLINES),
  about: z.string().nullable(),
  of: z.array(z.string()),
  clause: z.string().nullable(),
});

const Clause = z.object({ id: z.string(), heading: z.string().optional(), text: z.string() });

const AnsweredBy = z.object({
  seq: z.int(),
  from: z.enum(['workflow', 'register']),
  head: Hash.optional(),
  why: z.string().optional(),
  stuck: z.object({ what: z.string(), since: Instant, reason: z.string() }).optional(),
});

const Things = z.record(z.string(), z.looseObject({ status: z.string() }));

export const State = z.looseObject({
  mou: z.string(),
  seq: z.int().describe('the number of the last event'),
  openedAt: Instant,
  status: Status,
  operativeOn: Day.nullable(),
  version: z.int().describe('of the text'),
  discontinuation: z
    .object({
      expectedOn: Day,
      commencesAt: Instant,
      notice: z.string().nullable(),
      decision: z.string().nullable(),
      commencedOn: Day.nullable(),
    })
    .nullable(),
  expiry: z.looseObject({ expectedOn: Day, noticeBy: Day.nullable(), expiredOn: Day.nullable() }).nullable(),
  participants: z.record(z.string(), z.object({ since: Day.nullable(), until: Day.nullable() })),
  joining: z
    .record(z.string(), z.looseObject({ from: Day, since: Day, beginsAt: Instant.nullable() }))
    .optional()
    .describe('who joined later and had to wait: since when it belongs, or is to belong; `beginsAt` is null once it does'),
  signatures: z.array(z.looseObject({ by: z.string(), signedOn: Day, place: z.string() })),
  notices: Things,
  decisions: Things,
  meetings: Things,
  initiatives: Things,
  awaited: z.array(Awaited.omit({ mou: true })),
  instrument: z.looseObject({ title: z.string(), clauses: z.array(Clause) }),
  answeredBy: AnsweredBy.optional(),
  expected: z.literal(true).optional().describe('as of a date that lies ahead, by what is decided'),
});

export const Receipt = z.object({
  mou: z.string(),
  seq: z.int(),
  status: Status,
  events: z.array(Event),
  head: Hash.describe('of the chain after the last of the events'),
});

export const Text = z.object({
  mou: z.string(),
  version: z.int(),
  title: z.string(),
  clauses: z.array(Clause),
  expected: z.literal(true).optional(),
});

const Side = z.object({ version: z.int(), date: Day.optional(), expected: z.literal(true).optional() });
export const Difference = z.object({
  mou: z.string(),
  from: Side,
  to: Side,
  changes: z.array(
    z.object({
      clause: z.string().optional(),
      field: z.string().optional(),
      before: z.unknown(),
      after: z.unknown(),
      decision: z.string().nullable(),
    }),
  ),
});

const Explanation = z.object({
  id: z.string(),
  what: z.string(),
  date: Day,
  at: Instant.optional(),
  clause: z.string().nullable(),
  clauseText: z.string(),
  inputs: z.array(z.object({ name: z.string(), value: z.string() })),
  rule: z.string(),
  expected: z.boolean(),
  sentence: z.string(),
});
export const Explained = z.object({ mou: z.string(), dates: z.array(Explanation) });

export const Preview = z.object({
  mou: z.string(),
  at: Instant,
  seq: z.int().describe('the last event that is recorded'),
  repeated: z.boolean(),
  status: Status.describe('with what time does at once'),
  settled: z.array(Event).describe('what time has to do first'),
  events: z.array(Event),
  atOnce: z.array(Event).describe('what time does at once, right after the act, where a date that it brings has come already'),
  dates: z.array(Explanation),
  gone: z.array(Explanation).describe('the dates that it takes away, as they stood'),
  told: z.array(
    z.object({
      recipient: z.string(),
      participant: z.string(),
      channel: z.string().nullable(),
      digest: z.boolean(),
      unreached: z.string().nullable().describe('why the last message to it reached nobody; null where it did, or none was sent yet'),
    }),
  ),
  says: z.looseObject({ headline: z.string(), follows: z.array(z.string()) }).nullable(),
  awaited: z.array(Awaited.omit({ mou: true })),
  deadlines: z.array(Deadline.omit({ mou: true, title: true })),
  next: z.object({ do: z.string(), at: Instant }).nullable(),
});

export const Deliveries = z.object({ mou: z.string(), waiting: z.int(), dead: z.int(), deliveries: z.array(DeliverySchema) });

export const Listed = z.object({
  mou: z.string(),
  title: z.string().optional(),
  status: z.string(),
  participants: z.array(z.string()),
  operativeOn: Day.nullable(),
  expectedOn: Day.nullable().describe('when its discontinuation is expected to commence'),
  seq: z.int().optional(),
  head: Hash.optional(),
  version: z.int().optional(),
  commencesAt: Instant.nullable().optional(),
  commencedOn: Day.nullable().optional(),
  expiresOn: Day.nullable().optional().describe('the first day after the current term'),
  noticeBy: Day.nullable().optional(),
  expiredOn: Day.nullable().optional(),
  awaited: z.array(z.string()).optional().describe('of whom, and what: us:signature'),
  nextDate: Day.nullable().optional(),
  openDecisions: z.int().optional(),
  deadLetters: z.int(),
  changedAt: Instant.optional(),
  stuck: z.string().nullable().describe('why its workflow cannot go on'),
});

export const Proof = z.object({
  mou: z.string(),
  seq: z.int(),
  head: Hash,
  genesis: Hash,
  heads: z.array(Hash).describe('after each event'),
  ok: z.boolean().describe('whether the chain, computed again, is the one that is recorded'),
  findings: z.array(z.object({ mou: z.string(), seq: z.int(), wrong: z.string(), why: z.string() })),
  checkpoint: z.looseObject({}).optional().describe('signed, where the desk has a key'),
  extract: z.looseObject({}).optional().describe('what the checkpoint signs of this memorandum'),
});
