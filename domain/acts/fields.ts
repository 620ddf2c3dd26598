/** The fields that several acts share, and the refusals that come with them. */
import { z } from 'zod';
import type { EventType } from '../events.ts';
import { Document, Line, ParticipantId, Prose, Slug, TimeZone } from '../values.ts';

/** Who acts: a Participant of the memorandum. */
export const by = ParticipantId.describe('the Participant who acts');
export const notice = Slug.describe("the notice's id");
export const decision = Slug.describe("the decision's id");
export const meeting = Slug.describe("the meeting's id");
export const action = Slug.describe("the action's id");
export const initiative = Slug.describe("the initiative's id");
export const title = Line.describe('a title');
export const reason = Prose.optional().describe('why');
export const timeZone = TimeZone.optional().describe('IANA time zone of the place, where the instrument does not list it');
/** Of what another memorandum tells here. */
export const asOfEvent = z
  .int()
  .positive()
  .optional()
  .describe('the number of the event there as of which it is told; what was told as of a later one stands');
export const document = (what: string) => Document.describe(what);

/** What would commit the Participants to the expenditure of funds: accepted as a field so that it is refused as such. */
export const funds = {
  funds: z.json().optional().describe('a commitment of funds, accepted as a field so that it is refused as such'),
  commitsFunds: z.boolean().optional().describe('it would commit funds (and is refused: III.9 of the seed)'),
};

export const CLERK = 'The one who keeps the record. `by`, where it is given, names a Participant.';

/** After the end nothing more is done under the memorandum. */
export const OVER = ['DISCONTINUED', 'EXPIRED', 'LAPSED', 'ANNULLED'] as const;
/** For every act, by anybody: a memorandum that is open and not over, and a Participant of it. */
export const COMMON = ['INVALID', 'ALREADY_RECORDED', 'UNKNOWN_MOU', 'NOT_A_PARTICIPANT', ...OVER] as const;
/** What is done under the memorandum, for which it must be operative and not paused. */
export const UNDER = [...COMMON, 'NOT_OPERATIVE', 'PAUSED'] as const;
/** What was begun under it can be wound up after its end. */
export const WINDING_UP = UNDER.filter((code) => code !== 'DISCONTINUED' && code !== 'EXPIRED');

/** What can follow from a fact, beside what the act itself records: it is reckoned, and recorded where it differs. */
export const CONSEQUENCES = [
  'OperationExpected',
  'OperationNoLongerExpected',
  'BecameOperative',
  'OperativeDateRectified',
  'Lapsed',
  'LapseSuperseded',
  'CommencementSuperseded',
  'ExpirySuperseded',
  'ParticipantWithdrew',
  'WithdrawalSuperseded',
  'MembershipExpected',
  'MembershipBegan',
  'MembershipSuperseded',
  'RenewalsSuperseded',
  'ModificationSuperseded',
  'ModificationTookEffect',
  'DecisionTaken',
  'DecisionDatesChanged',
  'DecisionLapsed',
  'DecisionReopened',
  'NoticeWithdrawn',
  'NoticeSuperseded',
  'NoticeReopened',
  'NoticeDatesChanged',
  'Extended',
  'ExpiryExpected',
  'ExpiryNoLongerExpected',
  'DiscontinuationExpected',
  'DiscontinuationNoLongerExpected',
  'WithdrawalExpected',
  'ReviewSuperseded',
  'KeyRegistered',
  'KeyRevoked',
  'SignatureRectified',
  'ConfirmationRectified',
  'NoticeDateRectified',
  'DeliveryRectified',
  'ConsentRectified',
] as const satisfies readonly EventType[];
