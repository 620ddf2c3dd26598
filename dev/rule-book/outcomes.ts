/**
 * What each act can record and why it can be refused. Kept by hand, because the rules say it in code; the tests prove it
 * in both directions: what is listed here is provoked, and whatever their stories provoke is listed here
 * (test/domain/rule-book.test.ts, test/domain/time-zones.test.ts).
 */
import type { ActName } from '../../domain/acts.ts';
import type { DueAct } from '../../domain/due.ts';
import type { EventType } from '../../domain/events.ts';
import type { Term } from '../../domain/instrument.ts';
import type { RefusalCode } from '../../domain/refusal.ts';

export type Outcomes = { events: readonly EventType[]; refusals: readonly RefusalCode[] };

/** Whoever acts, and whatever the act: a memorandum that is open and not discontinued, and a Participant of it. */
const COMMON = ['INVALID', 'UNKNOWN_MOU', 'NOT_A_PARTICIPANT', 'DISCONTINUED'] as const;
/** What is done under the memorandum, for which it must be operative and not paused. */
const UNDER = [...COMMON, 'NOT_OPERATIVE', 'PAUSED'] as const;

const acts = <Name extends ActName>(outcomes: Record<Name, Outcomes>): Record<Name, Outcomes> => outcomes;

const BEGINNING = acts({
  open: { events: ['MemorandumOpened'], refusals: ['INVALID', 'ALREADY_OPENED'] },
  sign: { events: ['Signed', 'BecameOperative'], refusals: [...COMMON, 'ALREADY_SIGNED', 'FUTURE_DATE'] },
  confirm: { events: ['Confirmed', 'BecameOperative'], refusals: [...COMMON, 'FUTURE_DATE'] },
  'change-contacts': { events: ['ContactsChanged'], refusals: ['INVALID', 'UNKNOWN_MOU', 'NOT_A_PARTICIPANT', 'NOT_AUTHORISED'] },
});

const NOTICES = acts({
  'give-notice': {
    events: ['NoticeSuperseded', 'NoticeGiven', 'DiscontinuationExpected'],
    refusals: [...COMMON, 'NOT_OPERATIVE', 'NOTICE_PENDING', 'FUTURE_DATE', 'PREMATURE'],
  },
  'record-delivery': {
    events: ['NoticeDelivered', 'DiscontinuationExpected'],
    refusals: [
      ...COMMON,
      'NOT_OPERATIVE',
      'NOTICE_UNKNOWN',
      'NOTICE_FINAL',
      'WRONG_RECIPIENT',
      'ALREADY_DELIVERED',
      'FUTURE_DATE',
      'PREMATURE',
    ],
  },
  'withdraw-notice': {
    events: ['NoticeWithdrawn', 'DiscontinuationExpected'],
    refusals: [...COMMON, 'NOT_OPERATIVE', 'NOTICE_UNKNOWN', 'NOTICE_FINAL', 'WITHDRAWAL_NOT_FORESEEN', 'NOT_AUTHORISED'],
  },
});

/** What a decision would do must be possible when it is proposed, and still be so when it is taken. */
const CONTENT = ['BEFORE_OPERATIVE', 'BAD_PATCH', 'NOTICE_FINAL', 'WITHDRAWAL_NOT_FORESEEN', 'FUTURE_DATE', 'PREMATURE'] as const;

const DECISIONS = acts({
  propose: { events: ['DecisionProposed'], refusals: [...COMMON, 'NOT_OPERATIVE', 'NOTICE_UNKNOWN', ...CONTENT] },
  consent: {
    events: [
      'DecisionConsented',
      'DecisionTaken',
      'ModificationTookEffect',
      'NoticeWithdrawn',
      'DeliveryRectified',
      'SignatureRectified',
      'OperativeDateRectified',
      'CommencementSuperseded',
      'DiscontinuationExpected',
      'DiscontinuationNoLongerExpected',
    ],
    refusals: [...COMMON, 'DECISION_UNKNOWN', 'DECISION_CLOSED', 'ALREADY_CONSENTED', 'TEXT_DIFFERS', ...CONTENT],
  },
  decline: { events: ['DecisionDeclined'], refusals: [...COMMON, 'DECISION_UNKNOWN', 'DECISION_CLOSED', 'ALREADY_CONSENTED'] },
  retract: { events: ['DecisionRetracted'], refusals: [...COMMON, 'DECISION_UNKNOWN', 'DECISION_CLOSED', 'NOT_AUTHORISED'] },
  pause: { events: ['Paused'], refusals: [...UNDER, 'NOT_AUTHORISED', 'FUTURE_DATE', 'BEFORE_OPERATIVE'] },
  resume: { events: ['Resumed'], refusals: [...COMMON, 'NOT_OPERATIVE', 'NOT_AUTHORISED', 'FUTURE_DATE', 'BEFORE_OPERATIVE'] },
});

const MEETINGS = acts({
  'schedule-meeting': { events: ['MeetingScheduled'], refusals: [...UNDER, 'BEFORE_OPERATIVE'] },
  'hold-meeting': { events: ['MeetingHeld'], refusals: [...UNDER, 'MEETING_UNKNOWN', 'FUTURE_DATE', 'BEFORE_OPERATIVE'] },
  'record-minutes': { events: ['MinutesRecorded'], refusals: [...UNDER, 'MEETING_UNKNOWN'] },
  'approve-minutes': { events: ['MinutesApproved'], refusals: [...UNDER, 'MEETING_UNKNOWN', 'NOT_AUTHORISED', 'TEXT_DIFFERS'] },
  'cancel-meeting': { events: ['MeetingCancelled'], refusals: [...UNDER, 'MEETING_UNKNOWN'] },
  'record-action': { events: ['ActionRecorded'], refusals: [...UNDER, 'MEETING_UNKNOWN', 'BEFORE_OPERATIVE'] },
  'complete-action': { events: ['ActionCompleted'], refusals: [...UNDER, 'MEETING_UNKNOWN', 'FUTURE_DATE', 'BEFORE_OPERATIVE'] },
});

const INITIATIVES = acts({
  'start-initiative': { events: ['InitiativeStarted'], refusals: [...UNDER, 'AREA_UNKNOWN', 'COMMITS_FUNDS'] },
  'report-initiative': { events: ['InitiativeReported'], refusals: [...UNDER, 'INITIATIVE_UNKNOWN', 'COMMITS_FUNDS'] },
  'conclude-initiative': { events: ['InitiativeConcluded'], refusals: [...UNDER, 'INITIATIVE_UNKNOWN', 'COMMITS_FUNDS'] },
});

export const OUTCOMES: Record<ActName, Outcomes> = { ...BEGINNING, ...NOTICES, ...DECISIONS, ...MEETINGS, ...INITIATIVES };

/** What time itself records. It cannot be refused. */
export const OF_TIME: Record<DueAct['do'], readonly EventType[]> = {
  commence: ['DiscontinuationCommenced', 'DecisionLapsed', 'NoticeSuperseded', 'DispositionRequested'],
  'take-effect': ['ModificationTookEffect', 'DiscontinuationExpected', 'DecisionLapsed'],
  remind: ['ReminderDue'],
};

/** The terms whose clause an event cites: of a discontinuation, that of the decision where no notice governs; of a reminder, that of what it is about. */
export const CITES: Record<EventType, readonly Term[]> = {
  MemorandumOpened: ['operative'],
  Signed: ['signature'],
  Confirmed: ['operative'],
  BecameOperative: ['operative'],
  NoticeGiven: ['notice'],
  NoticeDelivered: ['commencement'],
  NoticeWithdrawn: ['notice', 'modification'],
  NoticeSuperseded: ['notice'],
  DiscontinuationExpected: ['commencement', 'modification'],
  DiscontinuationNoLongerExpected: ['commencement'],
  DiscontinuationCommenced: ['commencement', 'modification'],
  CommencementSuperseded: ['modification'],
  DecisionProposed: ['modification'],
  DecisionConsented: ['modification'],
  DecisionDeclined: ['modification'],
  DecisionRetracted: ['modification'],
  DecisionTaken: ['modification'],
  DecisionLapsed: ['modification'],
  ModificationTookEffect: ['modification'],
  DeliveryRectified: ['modification'],
  SignatureRectified: ['modification'],
  OperativeDateRectified: ['operative'],
  Paused: ['pause'],
  Resumed: ['pause', 'modification'],
  MeetingScheduled: ['committee'],
  MeetingHeld: ['committee'],
  MinutesRecorded: ['committee'],
  MinutesApproved: ['committee'],
  MeetingCancelled: ['committee'],
  ActionRecorded: ['committee'],
  ActionCompleted: ['committee'],
  ReminderDue: ['committee', 'commencement', 'modification', 'signature'],
  InitiativeStarted: ['cooperation'],
  InitiativeReported: ['cooperation'],
  InitiativeConcluded: ['cooperation'],
  DispositionRequested: ['cooperation'],
  ContactsChanged: ['notice'],
};
