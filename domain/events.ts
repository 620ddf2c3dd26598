/**
 * What happened, in the past tense. Events are the record: they are never edited, and a correction is a further event.
 *
 * Each event keeps two times: `on`, the civil date on which the fact holds, and `at`, the instant at which it was
 * recorded (UTC). `by` is the Participant who acted, or null where time itself or a clause did.
 */
import { z } from 'zod';
import { ContactList } from './contacts.ts';
import { type Kind, KINDS } from './decision-kinds.ts';
import { ClauseId, Instrument, Participant } from './instrument.ts';
import { check, inWords } from './issues.ts';
import { KeyId, RegisteredKey } from './keys.ts';
import { Jws } from './signed-act.ts';
import { Change, PartChange } from './text/change-schema.ts';
import { ActId, CalendarPeriod, Day, Document, Line, NoticePeriod, Prose, Sha256, Signatory, Slug, TimeZone } from './values.ts';

const data = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape);
const Instant = z.iso.datetime();
const reason = Prose.optional();
const document = Document.optional();
/** The number of the event as of which another memorandum told it. */
const asOfEvent = z.int().positive().optional();

/** What makes a discontinuation expected: a notice or a decision. */
const cause = { notice: Slug.nullable(), decision: Slug.nullable() };
/** Why it follows: a decision that rectifies, or null where another fact came to light. */
const decision = Slug.nullable();

/**
 * The clock of a notice after a delivery: the latest delivery once every recipient has been served, from what the period
 * counts, the date that started it, and where it leads. Until it has started, `started` and `expectedOn` are null.
 */
const clock = {
  servedOn: Day.nullable(),
  from: z.enum(['delivery', 'notice']).nullable(),
  started: Day.nullable(),
  period: NoticePeriod.nullable(),
  expectedOn: Day.nullable(),
  takesOut: z.boolean(),
};

/** Who signed, when and where. */
const signing = { signatory: Signatory, signedOn: Day, place: Line, timeZone: TimeZone.optional(), document: Document };

/** Where a term ends; `noticeBy` is the last day for a notice that stops its renewal. */
const term = { expectedOn: Day, lastOperativeDay: Day, ceasesAt: Instant, noticeBy: Day.nullable(), renewals: z.int() };

const CLOSINGS = z.enum(['commencement', 'expiry', 'fresh-notice', 'decided-date', 'departure', 'replaced', 'withdrawn', 'conflict']);

const proposed = <Name extends Kind, Shape extends z.ZodRawShape>(kind: Name, shape: Shape) =>
  data({ decision: Slug, kind: z.literal(kind), title: Line.optional(), document: Document, ...shape });

export const EVENTS = {
  /** With keys, all further acts are signed. */
  MemorandumOpened: data({ mou: Slug, instrument: Instrument, sha256: Sha256, keys: z.array(RegisteredKey).optional() }),
  /** `recordedOn`: the date, begun at every seat, on which it was recorded. */
  Signed: data({
    ...signing,
    originals: z.int().optional(),
    recordedOn: Day,
    /** Who signed before and named a document of another hash. */
    differsFrom: z.array(Slug).optional(),
  }),
  Confirmed: data({ confirmedOn: Day, receivedOn: Day.optional(), document: Document }),
  /** Everything is there, and the date has to be waited for. */
  OperationExpected: data({ expectedOn: Day, beginsAt: Instant }),
  OperationNoLongerExpected: data({ expectedOn: Day, reason: Prose }),
  BecameOperative: data({ operativeOn: Day }),
  /** It can no longer become operative. */
  Lapsed: data({ lapsedOn: Day }),
  /** A signature of before it lapsed came to light. */
  LapseSuperseded: data({ lapsedOn: Day, decision }),
  /** Opened by mistake, while nothing was signed. */
  Annulled: data({ reason: Prose, document }),
  /** With a clock where the instrument counts from the notice's own date. */
  NoticeGiven: z.union([
    data({ notice: Slug, noticeOn: Day, takesEffectOn: Day.optional(), document: Document }),
    data({
      notice: Slug,
      noticeOn: Day,
      takesEffectOn: Day.optional(),
      document: Document,
      from: z.literal('notice'),
      started: Day,
      period: NoticePeriod,
      expectedOn: Day.nullable(),
      takesOut: z.boolean(),
    }),
  ]),
  /** A notice that the memorandum is not to be renewed at the end of its term. */
  NonRenewalGiven: data({ notice: Slug, noticeOn: Day, document: Document }),
  /** `servedOn` is null until every recipient has been served. */
  NoticeDelivered: data({
    notice: Slug,
    to: Slug,
    deliveredOn: Day,
    place: Line,
    timeZone: TimeZone.optional(),
    method: Line,
    evidence: Document,
    ...clock,
  }),
  NoticeWithdrawn: data({ notice: Slug, decision: Slug.nullable(), document }),
  NoticeSuperseded: data({ notice: Slug, cause: CLOSINGS, reason: Prose }),
  /** What had closed it was superseded. */
  NoticeReopened: data({ notice: Slug, status: z.enum(['given', 'delivered']) }),
  /**
   * Another fact moved its period or its end: the text in force on the day that started it, the end of a term. `tooLateAfter` of a
   * non-renewal that stops nothing: the last day for it when it was delivered; null where no renewal was left to stop.
   */
  NoticeDatesChanged: data({ notice: Slug, decision, ...clock, tooLateAfter: Day.nullable().optional() }),
  DiscontinuationExpected: data({ expectedOn: Day, ...cause, commencesAt: Instant, lastOperativeDay: Day }),
  DiscontinuationNoLongerExpected: data({ expectedOn: Day, reason: Prose }),
  DiscontinuationCommenced: data({ commencedOn: Day, lastOperativeDay: Day, ...cause }),
  /** A rectification or a fact that came to light showed that the commencement recorded earlier was not on its true date. */
  CommencementSuperseded: data({ commencedOn: Day, decision }),
  ExpiryExpected: data(term),
  ExpiryNoLongerExpected: data({ expectedOn: Day, reason: Prose }),
  /** At the old end, by time itself. */
  Renewed: data({ renewals: z.int(), renewedOn: Day, period: CalendarPeriod }),
  RenewalsSuperseded: data({ previously: z.int(), renewals: z.int(), decision }),
  Extended: data({ decision: Slug, previously: Day, expectedOn: Day }),
  Expired: data({ expiredOn: Day, lastOperativeDay: Day, notice: Slug.nullable() }),
  ExpirySuperseded: data({ expiredOn: Day, decision }),
  WithdrawalExpected: data({ participant: Slug, notice: Slug, expectedOn: Day, lastDay: Day, leavesAt: Instant }),
  /** It belongs until its last day; the others go on. */
  ParticipantWithdrew: data({ participant: Slug, notice: Slug, withdrewOn: Day, lastDay: Day }),
  WithdrawalSuperseded: data({ participant: Slug, withdrewOn: Day, decision }),
  /** `from` where it has to wait: the date from which that counts. Then `since` lies after it. */
  ParticipantAcceded: data({
    participant: Participant,
    since: Day,
    from: Day.optional(),
    ...signing,
    decision,
  }),
  /** Who joined later waits; `from` is the date of its signature, or of the decision that admits it, from which that counts. */
  MembershipExpected: data({ participant: Slug, from: Day, expectedOn: Day, beginsAt: Instant }),
  /** Its wait is over: by time itself, or at once where it was over already. */
  MembershipBegan: data({ participant: Slug, from: Day, since: Day }),
  /** By what came to light it did not belong since that day. */
  MembershipSuperseded: data({ participant: Slug, since: Day, decision }),
  /** The n-th review that fell due; its date is counted from the operative date. */
  ReviewDue: data({ review: z.int(), dueOn: Day }),
  /** By what came to light none was due on that day; `reviews`: how many stand, the last of them on `after`, from which the next are told. */
  ReviewSuperseded: data({ review: z.int(), dueOn: Day, reviews: z.int(), after: Day.nullable(), decision }),
  DecisionProposed: z.discriminatedUnion('kind', [
    proposed('modify', { ...KINDS.modify, changes: z.array(Change), touches: z.array(ClauseId) }),
    proposed('withdraw-notice', KINDS['withdraw-notice']),
    proposed('discontinue-on', KINDS['discontinue-on']),
    proposed('extend', KINDS.extend),
    proposed('withdraw-decision', KINDS['withdraw-decision']),
    proposed('admit', KINDS.admit),
    proposed('change-keys', KINDS['change-keys']),
    proposed('rectify', KINDS.rectify),
  ]),
  DecisionConsented: data({ decision: Slug, document: Document }),
  /** A memorandum that supersedes this one is operative: `decided` says who has decided by signing it that this one ends, and on which date. */
  SuccessorRecorded: data({
    successor: Slug,
    decision: Slug,
    title: Line,
    on: Day,
    decided: z.record(Slug, Day),
    document: Document,
    asOfEvent,
  }),
  DecisionDeclined: data({ decision: Slug, reason, document }),
  DecisionRetracted: data({ decision: Slug, reason, document }),
  /** `touches`: the clauses that a modification touches. */
  DecisionTaken: data({ decision: Slug, kind: Line, takenOn: Day, effectiveOn: Day, touches: z.array(ClauseId).optional() }),
  /** Another fact moved the date on which it was taken or takes effect. */
  DecisionDatesChanged: data({
    decision: Slug,
    previously: data({ takenOn: Day, effectiveOn: Day }),
    takenOn: Day,
    effectiveOn: Day,
  }),
  DecisionLapsed: data({ decision: Slug, cause: CLOSINGS, reason: Prose }),
  /** What had closed it was superseded. */
  DecisionReopened: data({ decision: Slug, status: z.enum(['proposed', 'taken', 'effective']) }),
  /** `sha256` is that of the whole instrument as it became. */
  ModificationTookEffect: data({
    decision: Slug,
    version: z.int(),
    effectiveOn: Day,
    touches: z.array(ClauseId),
    parts: z.array(PartChange),
    sha256: Sha256,
  }),
  /** It did not take effect: what it was recorded to change stands as it was. */
  ModificationSuperseded: data({ decision: Slug, version: z.int(), reason: Prose, parts: z.array(PartChange), sha256: Sha256 }),
  /** `previously` is null where the delivery had never been recorded. */
  DeliveryRectified: data({
    decision: Slug,
    notice: Slug,
    to: Slug,
    previously: Day.nullable(),
    deliveredOn: Day,
    ...clock,
  }),
  NoticeDateRectified: data({ decision: Slug, notice: Slug, previously: Day, noticeOn: Day, takesEffectOn: Day.optional() }),
  SignatureRectified: data({ decision: Slug, signature: Slug, previously: Day, signedOn: Day }),
  ConfirmationRectified: data({
    decision: Slug,
    confirmation: Slug,
    previously: data({ confirmedOn: Day, receivedOn: Day.optional() }),
    confirmedOn: Day,
    receivedOn: Day.optional(),
  }),
  ConsentRectified: data({ decision: Slug, of: Slug, consent: Slug, previously: Day, consentedOn: Day }),
  OperativeDateRectified: data({ decision, previously: Day, operativeOn: Day }),
  Paused: data({ reason, document }),
  Resumed: data({ reason, document }),
  MeetingRescheduled: data({ meeting: Slug, previously: Day, on: Day, place: Line, timeZone: TimeZone.optional(), reason, document }),
  MeetingScheduled: data({ meeting: Slug, on: Day, place: Line, timeZone: TimeZone.optional(), agenda: z.array(Line) }),
  MeetingHeld: data({ meeting: Slug, heldOn: Day }),
  MinutesRecorded: data({ meeting: Slug, document: Document }),
  // `outstanding`: the co-chairs that belonged by then and had not approved them, also those that had left since; absent where there was none.
  MinutesApproved: data({ meeting: Slug, document: Document, final: z.boolean(), outstanding: z.array(Slug).optional() }),
  MeetingCancelled: data({ meeting: Slug, reason, document }),
  ActionRecorded: data({ meeting: Slug, action: Slug, owner: Slug, what: Line, dueOn: Day }),
  ActionCompleted: data({ meeting: Slug, action: Slug, completedOn: Day, document }),
  /** `dueOn` is the date reminded of; `since` when what is outstanding was asked for, and `outstanding` of whom. */
  ReminderDue: z.discriminatedUnion('about', [
    data({ about: z.literal('action'), meeting: Slug, action: Slug, owner: Slug, what: Line, dueOn: Day }),
    data({ about: z.literal('commencement'), dueOn: Day, notice: Slug.optional(), decision: Slug.optional() }),
    data({ about: z.literal('withdrawal'), notice: Slug, participant: Slug, dueOn: Day }),
    data({ about: z.literal('meeting'), meeting: Slug, dueOn: Day }),
    data({ about: z.literal('renewal'), dueOn: Day, expectedOn: Day }),
    data({ about: z.literal('expiry'), dueOn: Day }),
    data({ about: z.literal('review'), review: z.int(), dueOn: Day }),
    data({ about: z.literal('lapse'), dueOn: Day, outstanding: z.array(Slug) }),
    data({ about: z.literal('signature'), since: Day, outstanding: z.array(Slug) }),
    data({ about: z.literal('consent'), decision: Slug, since: Day, outstanding: z.array(Slug) }),
  ]),
  InitiativeStarted: data({ initiative: Slug, area: Line, areaTitle: Line.optional(), title: Line }),
  InitiativeReported: data({ initiative: Slug, report: Prose.optional(), document }),
  InitiativeConcluded: data({ initiative: Slug, outcome: Prose.optional(), document }),
  DispositionRequested: data({ initiative: Slug }),
  /** A clerical fact on which no date rests, as it was recorded and as it is. */
  Corrected: data({
    what: z.enum(['signature', 'confirmation', 'notice', 'delivery', 'decision', 'meeting', 'minutes', 'action', 'initiative']),
    of: Line,
    previously: z.record(z.string(), z.json()),
    corrected: z.record(z.string(), z.json()),
    reason: Prose,
    document: Document,
  }),
  /** Another memorandum stands under this one, as an annex or an implementing arrangement; `title` null: it no longer does. */
  AnnexRecorded: data({ annex: Slug, title: Line.nullable(), asOfEvent }),
  /** Of the memorandum under which this one stands: both null where no end is expected any more. */
  ParentEndRecorded: data({ parent: Slug, expectedOn: Day.nullable(), endedOn: Day.nullable(), asOfEvent }),
  /** Where a Participant is told of events from now on. Names of secrets and folders only: what they stand for is never recorded. */
  ContactsChanged: data({ participant: Slug, contacts: ContactList }),
  KeyRegistered: data(RegisteredKey.shape),
  /** From then on the key no longer holds; what it signed before stands. */
  KeyRevoked: data({ kid: KeyId, of: Slug.nullable(), from: Instant, reason }),
} as const;

export type EventType = keyof typeof EVENTS;
export type DataOf<Type extends EventType> = z.output<(typeof EVENTS)[Type]>;

/** What a Participant does: `by` names it. Everything else may be recorded by nobody: by time, by a clause, by the keeper. */
const OF_PARTICIPANTS = [
  'Signed',
  'Confirmed',
  'NoticeGiven',
  'NonRenewalGiven',
  'DecisionProposed',
  'DecisionConsented',
  'DecisionDeclined',
  'DecisionRetracted',
  'Paused',
  'Resumed',
  'MeetingScheduled',
  'MinutesApproved',
  'InitiativeStarted',
  'ContactsChanged',
] as const satisfies EventType[];

type OfParticipant = (typeof OF_PARTICIPANTS)[number];
export type ByOf<Type extends EventType> = Type extends OfParticipant ? string : string | null;

/** Which submission caused the event: the act's id, and the SHA-256 of the act's canonical JSON (RFC 8785). */
export const Cause = z.strictObject({ id: ActId, sha256: Sha256 });

/**
 * Who signed the act, with the first of its events: whose key (null: the keeper's of the record), and the act as it was
 * signed, so that anybody can check it again. The instrument of an opening is in the event's data.
 */
export const Proof = z.strictObject({ by: Slug.nullable(), kid: KeyId, jws: Jws, act: z.record(z.string(), z.json()) });
export type Proof = { by: string | null; kid: string; jws: string; act: object };

export type EventOf<Type extends EventType> = {
  seq: number;
  type: Type;
  at: string;
  on: string;
  by: ByOf<Type>;
  /** Null where the memorandum has no clause on what happened. */
  clause: string | null;
  data: DataOf<Type>;
  /** Absent where time itself acted. */
  act?: z.output<typeof Cause>;
  /** Nobody was told: it was recorded as history. */
  quiet?: true;
  proof?: Proof;
};

export type Event = { [Type in EventType]: EventOf<Type> }[EventType];

export const isOfParticipant = (type: EventType): boolean => (OF_PARTICIPANTS as readonly EventType[]).includes(type);

const envelope = z
  .strictObject({
    seq: z.int().min(1),
    type: z.enum(Object.keys(EVENTS) as [EventType, ...EventType[]]),
    at: Instant,
    on: Day,
    by: Slug.nullable(),
    clause: ClauseId.nullable(),
    data: z.unknown(),
    act: Cause.optional(),
    quiet: z.literal(true).optional(),
    proof: Proof.optional(),
  })
  .refine(({ type, by }) => by !== null || !isOfParticipant(type), { path: ['by'], message: 'must name the Participant' });

/** An event read back from a file or a store. Throws ZodError on anything that is no event. */
export const parseEvent = (input: unknown): Event => {
  const event = envelope.parse(input, { error: inWords });
  const { success, data, error } = check(EVENTS[event.type], event.data);
  if (!success) throw new z.ZodError(error.issues.map((issue) => ({ ...issue, path: ['data', ...issue.path] })));
  return { ...event, data } as Event;
};
