/**
 * Whether each event of a log is what the rules make of those before it. The chain tells that nobody changed an event; this
 * tells that nobody made one up: an act is judged again from what it left in the log, and time at the instant it acted.
 */
import { canonicalJson } from './canonical.ts';
import { correctionBehind } from './acts/correct.ts';
import { ACTS, type ActName } from './acts/index.ts';
import { parseInstant } from './calendar.ts';
import type { Event } from './events.ts';
import { provenAct } from './proofs.ts';
import { parseAct } from './input.ts';
import { advanced, beforeOpening, judgeAct, judgeNextDue, type Standing } from './judge.ts';
import { Refusal } from './refusal.ts';
import type { Verify } from './signed-act.ts';

/**
 * The act of which each event is the record; `date`: the act's own date, which became the event's. An event that is the record
 * of an act and is not here is found by the tests, in which every act occurs.
 */
type Origin = { do: ActName; date?: string; kind?: string };
const ORIGINS: Partial<Record<Event['type'], Origin>> = {
  MemorandumOpened: { do: 'open' },
  Signed: { do: 'sign' },
  Confirmed: { do: 'confirm' },
  NoticeGiven: { do: 'give-notice' },
  NoticeDelivered: { do: 'record-delivery' },
  NonRenewalGiven: { do: 'give-notice', kind: 'non-renewal' },
  NoticeWithdrawn: { do: 'withdraw-notice', date: 'withdrawnOn' },
  DecisionProposed: { do: 'propose', date: 'proposedOn' },
  DecisionConsented: { do: 'consent', date: 'consentedOn' },
  DecisionDeclined: { do: 'decline', date: 'declinedOn' },
  DecisionRetracted: { do: 'retract', date: 'retractedOn' },
  Corrected: { do: 'correct', date: 'correctedOn' },
  Annulled: { do: 'annul', date: 'annulledOn' },
  ParticipantAcceded: { do: 'accede' },
  MeetingRescheduled: { do: 'reschedule-meeting', date: 'rescheduledOn' },
  Paused: { do: 'pause', date: 'pausedOn' },
  Resumed: { do: 'resume', date: 'resumedOn' },
  MeetingScheduled: { do: 'schedule-meeting' },
  MeetingHeld: { do: 'hold-meeting' },
  MinutesRecorded: { do: 'record-minutes', date: 'minutesOn' },
  MinutesApproved: { do: 'approve-minutes', date: 'approvedOn' },
  MeetingCancelled: { do: 'cancel-meeting', date: 'cancelledOn' },
  ActionRecorded: { do: 'record-action' },
  ActionCompleted: { do: 'complete-action' },
  InitiativeStarted: { do: 'start-initiative', date: 'startedOn' },
  InitiativeReported: { do: 'report-initiative', date: 'reportedOn' },
  InitiativeConcluded: { do: 'conclude-initiative', date: 'concludedOn' },
  ContactsChanged: { do: 'change-contacts' },
  AnnexRecorded: { do: 'record-annex' },
  ParentEndRecorded: { do: 'record-parent-end' },
  SuccessorRecorded: { do: 'record-successor' },
};

/** The number of the first event that does not follow, and why in one sentence. */
export type Unfounded = { seq: number; why: string };

/** The names of an act's fields, of all its kinds. */
const fieldsOf = (name: ActName): string[] => {
  const { input } = ACTS[name];
  return ('options' in input ? input.options : [input]).flatMap(({ shape }) => Object.keys(shape));
};

/** What the act must have been, with its own date given or left to the day of recording; none where no act leaves such events. */
const actsBehind = (group: readonly Event[]): object[] => {
  const signed = group[0] && provenAct(group[0]);
  if (signed) return [signed];
  const fact = group.find(({ type }) => type in ORIGINS);
  const origin = fact && ORIGINS[fact.type];
  if (!fact || !origin) return [];
  const { do: name, date, kind } = origin;
  const fields = fieldsOf(name);
  const stated = fact.type === 'Corrected' ? correctionBehind(fact.data) : fact.data;
  const facts = Object.entries(stated).filter(([field]) => fields.includes(field));
  const by = fact.by !== null && fields.includes('by') ? { by: fact.by } : {};
  const said = { ...(kind !== undefined && { kind }), ...(fact.quiet && { quiet: true }) };
  const act = { do: name, ...said, ...by, ...Object.fromEntries(facts) };
  return [act, ...(date === undefined ? [] : [{ ...act, [date]: fact.on }])];
};

/** Which act it was is not the rules' to say. */
const content = ({ act: _, ...event }: Event): string => canonicalJson(event);

const inWords = (event: Event | undefined): string => (event ? `${event.type} on ${event.on}` : 'nothing further');

/** What differs first between what is recorded and what the rules record. */
const difference = (recorded: readonly Event[], made: readonly Event[], seq: number): Unfounded | undefined => {
  for (let at = 0; at < Math.max(recorded.length, made.length); at += 1) {
    const [is, should] = [recorded[at], made[at]];
    if (is && should && content(is) === content(should)) continue;
    const differs = is && should && is.type === should.type && is.on === should.on ? ', of other content' : '';
    return { seq: seq + at, why: `it is ${inWords(is)}, and by the rules there is ${inWords(should)}${differs}` };
  }
  return undefined;
};

const judgedAgain = (
  before: Standing,
  act: object,
  { group, first, verify }: { group: readonly Event[]; first: Event; verify: Verify },
): Unfounded | undefined => {
  try {
    // What the deployment asked for stands in the opening.
    const asks = first.type === 'MemorandumOpened' && first.data.keys ? 'signed' : 'open';
    const { settled, judged } = judgeAct(before, parseAct(act), parseInstant(first.at), { asks, keepers: null, verify });
    const [missing] = settled;
    if (missing) return { seq: first.seq, why: `before it, time makes happen ${inWords(missing)}` };
    return difference(group, judged.events, first.seq);
  } catch (error) {
    if (error instanceof Refusal) return { seq: first.seq, why: `by the rules it is refused: ${error.code} ${error.message}` };
    throw error;
  }
};

/** The events of one act stand together. */
const groupFrom = (log: readonly Event[], at: number): Event[] => {
  const id = log[at]?.act?.id;
  let end = at + 1;
  while (end < log.length && log[end]?.act?.id === id) end += 1;
  return log.slice(at, end);
};

const ofAct = (before: Standing, first: Event, group: readonly Event[], verify: Verify): Unfounded | undefined => {
  let wrong: Unfounded | undefined;
  for (const act of actsBehind(group)) {
    const found = judgedAgain(before, act, { group, first, verify });
    if (!found) return undefined;
    wrong ??= found;
  }
  return wrong ?? { seq: first.seq, why: `no act records ${group.map(({ type }) => type).join(', ')}` };
};

const ofTime = (before: Standing, first: Event, log: readonly Event[], at: number): Unfounded | Event[] => {
  const made = judgeNextDue(before, parseInstant(first.at))?.events;
  if (!made) return { seq: first.seq, why: `it is ${inWords(first)}, by nobody's act, and time had nothing to do then` };
  const group = log.slice(at, at + made.length);
  return difference(group, made, first.seq) ?? group;
};

/** The first event that the rules would not have recorded there; undefined where all follow. */
export const firstUnfounded = (mou: string, log: readonly Event[], verify: Verify): Unfounded | undefined => {
  let standing = beforeOpening(mou);
  for (let at = 0; at < log.length; ) {
    const first = log[at] as Event;
    const group = first.act ? groupFrom(log, at) : ofTime(standing, first, log, at);
    const wrong = Array.isArray(group) ? (first.act ? ofAct(standing, first, group, verify) : undefined) : group;
    if (wrong || !Array.isArray(group)) return wrong;
    standing = group.reduce(advanced, standing);
    at += group.length;
  }
  return undefined;
};
