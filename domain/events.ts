/**
 * What happened, in the past tense. Events are the record: they are never edited, and a correction is a further event.
 *
 * Each event keeps two times: `on`, the civil date on which the fact holds, and `at`, the instant at which it was
 * recorded (UTC). `by` is the Participant who acted, or null where time itself or a clause did.
 */
import { z } from 'zod';
import { Patch } from './acts.ts';
import { ContactList } from './contacts.ts';
import { ClauseId, Instrument } from './instrument.ts';
import { ActId, CalendarPeriod, Day, Document, Line, Prose, Sha256, Signatory, Slug, TimeZone } from './values.ts';

const data = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape);
const Instant = z.iso.datetime();
const reason = Prose.optional();
const document = Document.optional();

/** What makes a discontinuation expected: a notice or a decision. */
const cause = { notice: Slug.nullable(), decision: Slug.nullable() };

export const EVENTS = {
  MemorandumOpened: data({ mou: Slug, instrument: Instrument, sha256: Sha256 }),
  Signed: data({ signatory: Signatory, signedOn: Day, place: Line, timeZone: TimeZone.optional(), document: Document, originals: z.int() }),
  Confirmed: data({ confirmedOn: Day, document: Document }),
  BecameOperative: data({ operativeOn: Day }),
  /** With `period` and `expectedOn` where the instrument counts from the notice's own date. */
  NoticeGiven: data({ notice: Slug, noticeOn: Day, document: Document, period: CalendarPeriod.optional(), expectedOn: Day.optional() }),
  /** `complete` once every recipient has been served; until then no period runs and `expectedOn` is null. */
  NoticeDelivered: data({
    notice: Slug,
    to: Slug,
    deliveredOn: Day,
    place: Line,
    method: Line,
    evidence: Document,
    complete: z.boolean(),
    period: CalendarPeriod,
    expectedOn: Day.nullable(),
  }),
  NoticeWithdrawn: data({ notice: Slug, decision: Slug.nullable(), document }),
  NoticeSuperseded: data({ notice: Slug, cause: z.enum(['commencement', 'fresh-notice']), reason: Prose }),
  DiscontinuationExpected: data({ expectedOn: Day, ...cause, commencesAt: Instant, lastOperativeDay: Day }),
  DiscontinuationNoLongerExpected: data({ expectedOn: Day, reason: Prose }),
  DiscontinuationCommenced: data({ commencedOn: Day, lastOperativeDay: Day, ...cause }),
  /** A rectification showed that the commencement recorded earlier was not on its true date. */
  CommencementSuperseded: data({ commencedOn: Day, decision: Slug, notices: z.array(Slug), decisions: z.array(Slug) }),
  DecisionProposed: data({
    decision: Slug,
    kind: z.enum(['modify', 'withdraw-notice', 'discontinue-on', 'rectify']),
    title: Line.optional(),
    document: Document,
    patch: Patch.optional(),
    effectiveOn: Day.optional(),
    notice: Slug.optional(),
    to: Slug.optional(),
    on: Day.optional(),
    deliveredOn: Day.optional(),
    signature: Slug.optional(),
    signedOn: Day.optional(),
  }),
  DecisionConsented: data({ decision: Slug, document: Document }),
  DecisionDeclined: data({ decision: Slug, reason, document }),
  DecisionRetracted: data({ decision: Slug, reason, document }),
  DecisionTaken: data({ decision: Slug, kind: Line, takenOn: Day, effectiveOn: Day }),
  DecisionLapsed: data({ decision: Slug, cause: z.enum(['commencement', 'conflict']), reason: Prose }),
  ModificationTookEffect: data({ decision: Slug, version: z.int(), effectiveOn: Day, patch: Patch, sha256: Sha256 }),
  DeliveryRectified: data({
    decision: Slug,
    notice: Slug,
    to: Slug,
    previously: Day,
    deliveredOn: Day,
    period: CalendarPeriod,
    expectedOn: Day.nullable(),
  }),
  SignatureRectified: data({ decision: Slug, signature: Slug, previously: Day, signedOn: Day }),
  OperativeDateRectified: data({ decision: Slug, previously: Day, operativeOn: Day }),
  Paused: data({ reason, document }),
  Resumed: data({ reason, document }),
  MeetingScheduled: data({ meeting: Slug, on: Day, place: Line, timeZone: TimeZone.optional(), agenda: z.array(Line) }),
  MeetingHeld: data({ meeting: Slug, heldOn: Day }),
  MinutesRecorded: data({ meeting: Slug, document: Document }),
  MinutesApproved: data({ meeting: Slug, document: Document, final: z.boolean() }),
  MeetingCancelled: data({ meeting: Slug, reason }),
  ActionRecorded: data({ meeting: Slug, action: Slug, owner: Slug, what: Line, dueOn: Day }),
  ActionCompleted: data({ meeting: Slug, action: Slug, completedOn: Day }),
  /** `dueOn` is the date reminded of; `since` when what is outstanding was asked for, and `outstanding` of whom. */
  ReminderDue: z.discriminatedUnion('about', [
    data({ about: z.literal('action'), meeting: Slug, action: Slug, owner: Slug, what: Line, dueOn: Day }),
    data({ about: z.literal('commencement'), dueOn: Day, notice: Slug.optional(), decision: Slug.optional() }),
    data({ about: z.literal('meeting'), meeting: Slug, dueOn: Day }),
    data({ about: z.literal('signature'), since: Day, outstanding: z.array(Slug) }),
    data({ about: z.literal('consent'), decision: Slug, since: Day, outstanding: z.array(Slug) }),
  ]),
  InitiativeStarted: data({ initiative: Slug, area: Line, areaTitle: Line.optional(), title: Line }),
  InitiativeReported: data({ initiative: Slug, report: Prose.optional(), document }),
  InitiativeConcluded: data({ initiative: Slug, outcome: Prose.optional(), document }),
  DispositionRequested: data({ initiative: Slug }),
  /** Where a Participant is told of events from now on. Names of secrets and folders only: what they stand for is never recorded. */
  ContactsChanged: data({ participant: Slug, contacts: ContactList }),
} as const;

export type EventType = keyof typeof EVENTS;
export type DataOf<Type extends EventType> = z.output<(typeof EVENTS)[Type]>;

/** Which submission caused the event: the act's id, and the SHA-256 of the act's canonical JSON (RFC 8785). */
export const Cause = z.strictObject({ id: ActId, sha256: Sha256 });

type Envelope<Type extends EventType> = {
  seq: number;
  type: Type;
  at: string;
  on: string;
  by: string | null;
  clause: string;
  data: DataOf<Type>;
  /** Absent where time itself acted. */
  act?: z.output<typeof Cause>;
};

export type EventOf<Type extends EventType> = Envelope<Type>;
export type Event = { [Type in EventType]: Envelope<Type> }[EventType];

const envelope = z.strictObject({
  seq: z.int().min(1),
  type: z.enum(Object.keys(EVENTS) as [EventType, ...EventType[]]),
  at: Instant,
  on: Day,
  by: Slug.nullable(),
  clause: ClauseId,
  data: z.unknown(),
  act: Cause.optional(),
});

/** An event read back from a file or a store. Throws ZodError on anything that is none. */
export const parseEvent = (input: unknown): Event => {
  const event = envelope.parse(input);
  return { ...event, data: EVENTS[event.type].parse(event.data) } as Event;
};
