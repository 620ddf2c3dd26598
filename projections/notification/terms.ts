/** What is told of terms, withdrawals, accessions, reviews and corrections. */
import { periodInWords } from '../../domain/calendar.ts';
import { plain } from '../words.ts';
import type { Told, Tellings } from './occasion.ts';

type Types =
  | 'OperationExpected'
  | 'Lapsed'
  | 'LapseSuperseded'
  | 'Annulled'
  | 'NonRenewalGiven'
  | 'NoticeReopened'
  | 'NoticeDatesChanged'
  | 'ExpiryExpected'
  | 'ExpiryNoLongerExpected'
  | 'Renewed'
  | 'RenewalsSuperseded'
  | 'Extended'
  | 'Expired'
  | 'ExpirySuperseded'
  | 'WithdrawalExpected'
  | 'ParticipantWithdrew'
  | 'WithdrawalSuperseded'
  | 'ParticipantAcceded'
  | 'ReviewDue'
  | 'DecisionDatesChanged'
  | 'DecisionReopened'
  | 'ModificationSuperseded'
  | 'NoticeDateRectified'
  | 'ConfirmationRectified'
  | 'ConsentRectified'
  | 'MeetingRescheduled'
  | 'Corrected';

const said = (headline: string, ...more: string[]): Told => ({ headline, happened: [`${headline}.`, ...more].join(' '), follows: [] });

export const terms: Tellings<Types> = {
  OperationExpected: ({ expectedOn }) => said(`The memorandum is expected to become operative on ${expectedOn}`),
  Lapsed: ({ lapsedOn }) => said(`The memorandum lapsed on ${lapsedOn}`, 'It had not become operative in time.'),
  LapseSuperseded: () => said('The memorandum has not lapsed', 'What was needed for it to become operative was there in time.'),
  Annulled: ({ reason }) => said('The opening of the memorandum was annulled', plain(reason)),
  NonRenewalGiven: ({ notice, noticeOn }, occasion) =>
    said(`${occasion.who} gave notice ${notice} of ${noticeOn}, that the memorandum is not to be renewed`, 'It counts from its delivery.'),
  NoticeReopened: ({ notice }) => said(`Notice ${notice} is pending again`),
  NoticeDatesChanged: ({ notice, expectedOn }) =>
    said(`The dates of notice ${notice} were reckoned again`, expectedOn ? `It leads to ${expectedOn}.` : 'It leads to no date.'),
  ExpiryExpected: ({ expectedOn, lastOperativeDay, noticeBy }) =>
    said(
      `The term is expected to end with ${lastOperativeDay}`,
      `From ${expectedOn} the memorandum is no longer operative, unless it is renewed or extended.`,
      ...(noticeBy ? [`${noticeBy} is the last day on which a notice that stops the renewal may be delivered.`] : []),
    ),
  ExpiryNoLongerExpected: ({ expectedOn, reason }) => said(`The term is no longer expected to end on ${expectedOn}`, reason),
  Renewed: ({ renewedOn, period }) => said(`The memorandum was renewed on ${renewedOn}, for ${periodInWords(period)}`),
  RenewalsSuperseded: ({ previously, renewals }) => said(`The memorandum was renewed ${renewals} times, not ${previously}`),
  Extended: ({ decision, expectedOn, previously }) =>
    said(`Decision ${decision} extended the term`, `It ends on ${expectedOn}, no longer on ${previously}.`),
  Expired: ({ lastOperativeDay }) => said(`The term of the memorandum ended with ${lastOperativeDay}`),
  ExpirySuperseded: ({ expiredOn }) => said(`The memorandum did not expire on ${expiredOn}`),
  WithdrawalExpected: ({ participant, lastDay }, occasion) =>
    said(`${occasion.short(participant)} is expected to withdraw; its last day is ${lastDay}`, 'The others go on.'),
  ParticipantWithdrew: ({ participant, lastDay }, occasion) =>
    said(`${occasion.short(participant)} withdrew; its last day was ${lastDay}`, 'The others go on.'),
  WithdrawalSuperseded: ({ participant, withdrewOn }, occasion) => said(`${occasion.short(participant)} did not withdraw on ${withdrewOn}`),
  ParticipantAcceded: ({ participant, since }) => said(`${plain(participant.shortName)} joined, and belongs since ${since}`),
  ReviewDue: ({ review, dueOn }) => said(`Review ${review} of the memorandum is due on ${dueOn}`),
  DecisionDatesChanged: ({ decision, takenOn, effectiveOn }) =>
    said(`Decision ${decision} was taken on ${takenOn}, with effect on ${effectiveOn}`),
  DecisionReopened: ({ decision, status }) => said(`Decision ${decision} is ${status} again`),
  ModificationSuperseded: ({ decision, reason }) => said(`The modification by decision ${decision} did not take effect`, reason),
  NoticeDateRectified: ({ decision, notice, previously, noticeOn }) =>
    said(`The date of notice ${notice} was corrected to ${noticeOn}`, `By decision ${decision}, from ${previously}. Nothing was erased.`),
  ConfirmationRectified: ({ decision, confirmation, confirmedOn, receivedOn }, occasion) =>
    said(
      `The date of the confirmation of ${occasion.short(confirmation)} was corrected to ${receivedOn ?? confirmedOn}`,
      `By decision ${decision}. Nothing was erased.`,
    ),
  ConsentRectified: ({ decision, of, consent, previously, consentedOn }, occasion) =>
    said(
      `The date on which ${occasion.short(consent)} consented to decision ${of} was corrected to ${consentedOn}`,
      `By decision ${decision}, from ${previously}. Nothing was erased.`,
    ),
  MeetingRescheduled: ({ meeting, previously, on }) => said(`Meeting ${meeting} was moved from ${previously} to ${on}`),
  Corrected: ({ what, of, reason }) => said(`A clerical fact was corrected: ${what} ${plain(of)}`, plain(reason)),
};
