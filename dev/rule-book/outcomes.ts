/**
 * What time records, and which clauses the events cite. Kept by hand, because the rules say it in code; what each act can
 * come to, the act says itself. The tests prove all of it in both directions: what is listed is provoked, and whatever
 * their stories provoke is listed (test/domain/rule-book.test.ts, test/support/observed-decider.ts).
 */
import type { DueAct } from '../../domain/due.ts';
import type { EventType } from '../../domain/events.ts';
import type { Term } from '../../domain/instrument.ts';

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
