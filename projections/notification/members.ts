/** What is told of who leaves, who joins, and who joins later and waits. */
import { neverJoins } from '../../domain/end.ts';
import { plain, sentenceCase } from '../words.ts';
import { byWhat, type Occasion, type Tellings } from './occasion.ts';

type Members =
  | 'WithdrawalExpected'
  | 'ParticipantWithdrew'
  | 'WithdrawalSuperseded'
  | 'ParticipantAcceded'
  | 'MembershipExpected'
  | 'MembershipBegan'
  | 'MembershipSuperseded';

const consentIsNeeded = ({ cite }: Occasion): string =>
  `From now on its consent is needed for what the Participants decide together${cite('modification')}.`;

const othersGoOn = (occasion: Occasion, participant: string, notice: string): string =>
  `The memorandum stays operative between ${occasion.names(occasion.others(participant))}${occasion.citeLeaving(notice)}.`;

export const members: Tellings<Members> = {
  WithdrawalExpected: ({ participant, notice, lastDay }, occasion) => ({
    headline: `${sentenceCase(occasion.short(participant))} is expected to leave; its last day is ${lastDay}`,
    happened: occasion.reasons(`notice/${notice}`).join(' ') || `By notice ${notice} ${occasion.name(participant)} is expected to leave.`,
    follows: [
      `${sentenceCase(occasion.name(participant))} takes part until the end of ${lastDay}.`,
      othersGoOn(occasion, participant, notice),
    ],
    dates: [`notice/${notice}`],
  }),
  ParticipantWithdrew: ({ participant, notice, lastDay }, occasion) => ({
    headline: `${sentenceCase(occasion.short(participant))} left; its last day was ${lastDay}`,
    happened: `By notice ${notice} ${occasion.name(participant)} takes part in the memorandum no more; its last day was ${lastDay}${occasion.citeLeaving(notice)}.`,
    follows: [
      `${sentenceCase(occasion.name(participant))} acts no more under it, and is waited for no longer.`,
      othersGoOn(occasion, participant, notice),
    ],
    dates: [`last-day/${participant}`],
  }),
  WithdrawalSuperseded: ({ participant, withdrewOn, decision }, occasion) => ({
    headline: `${sentenceCase(occasion.short(participant))} did not leave on ${withdrewOn}`,
    happened: `${byWhat(decision)}, the withdrawal of ${occasion.name(participant)} recorded for ${withdrewOn} does not stand. The record of it is kept, and superseded.`,
    follows: [occasion.outlook()],
  }),
  ParticipantAcceded: ({ participant, since, from, signatory, signedOn, place, decision }, occasion) => ({
    headline: `${sentenceCase(occasion.short(participant.id))} joined${from ? ` by its signature of ${signedOn}` : `, and belongs since ${since}`}`,
    happened: `${sentenceCase(occasion.name(participant.id))} joined the memorandum${decision ? `, admitted by decision ${decision}` : ''}. It signed at ${plain(place)} on ${signedOn}, by ${plain(signatory.name)}, ${plain(signatory.title)}${occasion.cite('accession')}.`,
    follows: from ? [] : [`It belongs since ${since}. ${consentIsNeeded(occasion)}`],
    dates: [`member/${participant.id}`],
  }),
  MembershipExpected: ({ participant, expectedOn }, occasion) => {
    const never = neverJoins(occasion.state, expectedOn);
    return {
      headline: `${sentenceCase(occasion.short(participant))} ${never ? `would belong from ${expectedOn}, and the memorandum is over before` : `is expected to belong from ${expectedOn}`}`,
      happened: occasion.reasons(`member/${participant}`).join(' '),
      follows: never
        ? ['Its signature is kept in the record.']
        : ['Until that date its consent is not asked for, and no notice is delivered to it.'],
      dates: [`member/${participant}`],
    };
  },
  MembershipBegan: ({ participant, since }, occasion) => ({
    headline: `${sentenceCase(occasion.short(participant))} belongs since ${since}`,
    happened: occasion.reasons(`member/${participant}`).join(' '),
    follows: [consentIsNeeded(occasion)],
    dates: [`member/${participant}`],
  }),
  MembershipSuperseded: ({ participant, since, decision }, occasion) => ({
    headline: `${sentenceCase(occasion.short(participant))} did not belong since ${since}`,
    happened: `${byWhat(decision)}, the membership of ${occasion.name(participant)} recorded for ${since} does not stand. The record of it is kept, and superseded.`,
    follows: occasion.reasons(`member/${participant}`),
    dates: [`member/${participant}`],
  }),
};
