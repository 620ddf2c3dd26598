/**
 * What time records, and which clauses the events cite. Kept by hand, because the rules say it in code; what each act can
 * come to, the act says itself. The tests prove all of it in both directions: what is listed is provoked, and all that
 * their stories provoke is listed (test/domain/rule-book.test.ts, test/support/observed-decider.ts).
 */
import { ACTS } from '../../domain/acts/index.ts';
import type { DueAct } from '../../domain/due.ts';
import type { EventType } from '../../domain/events.ts';
import type { Term } from '../../domain/instrument.ts';

/** What time itself records. It cannot be refused. */
export const OF_TIME: Record<DueAct['do'], readonly EventType[]> = {
  commence: ['DiscontinuationCommenced', 'DispositionRequested'],
  lapse: ['Lapsed'],
  'become-operative': ['BecameOperative'],
  'end-term': ['Renewed', 'Expired', 'DispositionRequested'],
  withdraw: [
    'ParticipantWithdrew',
    'DeliveryRectified',
    'NoticeDateRectified',
    'SignatureRectified',
    'ConfirmationRectified',
    'ConsentRectified',
  ],
  review: ['ReviewDue'],
  'take-effect': ['ModificationTookEffect'],
  'begin-membership': ['MembershipBegan'],
  remind: ['ReminderDue'],
};

/** Where an event cites another clause than that of the act that records it: of a discontinuation, that of the decision where no notice governs; of a reminder, that of what it is about. */
const CITES: Partial<Record<EventType, readonly Term[]>> = {
  Signed: ['signature', 'operative'],
  BecameOperative: ['operative'],
  NoticeWithdrawn: ['notice', 'modification'],
  NoticeSuperseded: ['notice'],
  DiscontinuationExpected: ['commencement', 'modification'],
  DiscontinuationNoLongerExpected: ['commencement'],
  OperationNoLongerExpected: ['operative'],
  DiscontinuationCommenced: ['commencement', 'modification'],
  CommencementSuperseded: ['commencement'],
  DecisionTaken: ['modification'],
  DecisionLapsed: ['modification'],
  ModificationTookEffect: ['modification'],
  OperativeDateRectified: ['operative'],
  Resumed: ['pause', 'modification'],
  ReminderDue: ['committee', 'commencement', 'modification', 'signature', 'operative', 'duration', 'review', 'withdrawal'],
  DispositionRequested: ['cooperation'],
  OperationExpected: ['operative'],
  Lapsed: ['operative'],
  LapseSuperseded: ['operative'],
  NonRenewalGiven: ['duration'],
  NoticeDelivered: ['commencement', 'duration'],
  NoticeReopened: ['notice'],
  NoticeDatesChanged: ['commencement'],
  ExpiryExpected: ['duration'],
  ExpiryNoLongerExpected: ['modification'],
  Renewed: ['duration'],
  RenewalsSuperseded: ['duration'],
  Extended: ['duration'],
  Expired: ['duration'],
  ExpirySuperseded: ['duration'],
  WithdrawalExpected: ['withdrawal'],
  ParticipantWithdrew: ['withdrawal'],
  WithdrawalSuperseded: ['withdrawal'],
  MembershipExpected: ['accession', 'operative'],
  MembershipBegan: ['accession', 'operative'],
  MembershipSuperseded: ['accession', 'operative'],
  ReviewDue: ['review'],
  ReviewSuperseded: ['review'],
  DecisionDatesChanged: ['modification'],
  DecisionReopened: ['modification'],
  ModificationSuperseded: ['modification'],
  // Of memoranda that belong together no clause speaks.
  AnnexRecorded: [],
  ParentEndRecorded: [],
  KeyRegistered: ['operative', 'modification'],
  KeyRevoked: ['operative', 'modification'],
};

/** The terms whose clause an event cites: unless it is said above, that on which the act rests that records it. */
export const citesOf = (type: EventType): readonly Term[] =>
  CITES[type] ?? [...new Set(Object.values(ACTS).flatMap(({ events, term }) => (events.includes(type) ? [term] : [])))];
