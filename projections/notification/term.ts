/** What is told of waiting to be operative, of the term and its renewals, and of reviews. */
import { afterwards } from '../afterwards.ts';
import { periodInWords } from '../../domain/calendar.ts';
import { plain, quoted } from '../words.ts';
import { AT_ONCE, byWhat, type Occasion, reasonGiven, type Telling, type Tellings, toTheOthers } from './occasion.ts';

type Operation = 'OperationExpected' | 'OperationNoLongerExpected' | 'Lapsed' | 'LapseSuperseded' | 'Annulled';
type Term =
  | 'NonRenewalGiven'
  | 'ExpiryExpected'
  | 'ExpiryNoLongerExpected'
  | 'Renewed'
  | 'RenewalsSuperseded'
  | 'Extended'
  | 'Expired'
  | 'ExpirySuperseded'
  | 'ReviewDue'
  | 'ReviewSuperseded';

export const operation: Tellings<Operation> = {
  OperationExpected: ({ expectedOn }, occasion) => ({
    headline: `The memorandum is expected to become operative on ${expectedOn}`,
    happened: occasion.reasons('operative').join(' '),
    follows: [
      occasion.hasBegun(expectedOn)
        ? AT_ONCE
        : 'Until that date there is no modification and no discontinuation of it, and nothing is carried out under it.',
      ...occasion.reasons('lapse'),
    ],
    dates: ['operative', 'lapse'],
  }),
  OperationNoLongerExpected: ({ expectedOn, reason }, occasion) => ({
    headline: `The memorandum is no longer expected to become operative on ${expectedOn}`,
    happened: plain(reason, 500),
    follows: occasion.reasons('lapse'),
    dates: ['operative', 'lapse'],
  }),
  Lapsed: ({ lapsedOn }, occasion) => ({
    headline: `The memorandum lapsed on ${lapsedOn}`,
    happened: occasion.reasons('lapse').join(' '),
    follows: ['Nothing can be signed or confirmed under it any more; the record is kept.'],
    dates: ['lapse'],
  }),
  LapseSuperseded: ({ lapsedOn, decision }, occasion) => ({
    headline: 'The memorandum has not lapsed',
    happened: `${byWhat(decision)}, what was needed for the memorandum to become operative was there in time: the lapse recorded for ${lapsedOn} does not stand.`,
    follows: [occasion.outlook()],
    dates: ['operative', 'lapse'],
  }),
  Annulled: ({ reason }) => ({
    headline: 'The opening of the memorandum was annulled',
    happened: `The memorandum was opened by mistake, and its opening is annulled.${reasonGiven(reason)}`,
    follows: ['Nothing was signed, and nothing follows. The id stays spent: to open it once more, choose another.'],
  }),
};

const stays = ({ business }: Occasion): string => `Until the end of the term the memorandum stays operative: ${business} go on.`;

const expected: Telling<'ExpiryExpected'> = ({ lastOperativeDay }, occasion) => ({
  headline: `The current term is expected to end with ${lastOperativeDay}`,
  happened: occasion.reasons('term-end').join(' '),
  follows: [...occasion.reasons('notice-by'), stays(occasion)],
  dates: ['term-end', 'notice-by', 'last-operative-day'],
});

/** Once the memorandum is over: what is known then of the term in which it ended. */
const reckonedAgain: Telling<'ExpiryExpected'> = ({ lastOperativeDay, renewals, noticeBy }, occasion) => {
  const renewed = renewals === 0 ? '' : `, after ${renewals === 1 ? 'one renewal' : `${renewals} renewals`}`;
  const stopped = noticeBy === null ? '' : `; ${noticeBy} was the last day on which a notice could have stopped its renewal`;
  return {
    headline: `The term in which the memorandum ended was one to the end of ${lastOperativeDay}`,
    happened: `By what is recorded now, the term in which the memorandum ended was one to the end of ${lastOperativeDay}${renewed}${stopped}${occasion.cite('duration')}.`,
    follows: [occasion.outlook()],
  };
};

export const term: Tellings<Term> = {
  NonRenewalGiven: ({ notice, noticeOn, document }, occasion) => ({
    headline: `${occasion.who} gave notice that the memorandum is not to be renewed, dated ${noticeOn}`,
    happened: `${occasion.By} has given ${toTheOthers(occasion, notice)}written notice, dated ${noticeOn}, that the memorandum is not to be renewed. It is recorded as notice ${notice}, ${quoted(document.title)}.`,
    follows: [
      'The notice itself stops no renewal: it does once its delivery is recorded, if that is in time.',
      ...occasion.reasons('notice-by'),
      stays(occasion),
    ],
    dates: ['notice-by', 'term-end'],
  }),
  ExpiryExpected: (data, occasion) => (occasion.state.status === 'operative' ? expected : reckonedAgain)(data, occasion),
  ExpiryNoLongerExpected: ({ expectedOn, reason }, occasion) => ({
    headline: `The term is no longer expected to end on ${expectedOn}`,
    happened: `The term is no longer expected to end on ${expectedOn}. ${plain(reason, 500)}`,
    follows: [occasion.outlook()],
    dates: ['term-end'],
  }),
  Renewed: ({ renewals, renewedOn, period }, occasion) => ({
    headline: `The memorandum was renewed on ${renewedOn}, for ${periodInWords(period)}`,
    happened: `Nothing stopped it, and so the memorandum was renewed on ${renewedOn} for ${periodInWords(period)}${occasion.cite('duration')}. It is renewal ${renewals}.`,
    follows: occasion.reasons('term-end', 'notice-by'),
    dates: ['term-end', 'notice-by'],
  }),
  RenewalsSuperseded: ({ previously, renewals, decision }, occasion) => ({
    headline: `Renewals of the memorandum: ${renewals}, not ${previously}`,
    happened: `${byWhat(decision)}, ${previously - renewals} of the renewals recorded ${previously - renewals === 1 ? 'does' : 'do'} not stand. The record is kept, and superseded.`,
    follows: [occasion.outlook()],
    dates: ['term-end', 'notice-by'],
  }),
  Extended: ({ decision, expectedOn, previously }, occasion) => ({
    headline: `Decision ${decision} extended the term: it ends on ${expectedOn} instead of ${previously}`,
    happened: `By decision ${decision} the term ends on ${expectedOn}, and no longer on ${previously}${occasion.cite('modification')}.`,
    follows: occasion.reasons('term-end', 'notice-by'),
    dates: ['term-end', 'notice-by', `decision/${decision}`],
  }),
  Expired: ({ expiredOn, lastOperativeDay }, occasion) => ({
    headline: `The term of the memorandum ended with ${lastOperativeDay}`,
    happened: occasion.reasons('term-end').join(' '),
    follows: [
      `From ${expiredOn} the memorandum is no longer operative: open decisions lapse, and pending notices are superseded.`,
      ...afterwards(occasion.state.instrument),
      `From now on every act under the memorandum is refused, save a decision to rectify the record and what winds up what was begun${occasion.cite('modification')}.`,
    ],
    dates: ['term-end', 'last-operative-day'],
  }),
  ExpirySuperseded: ({ expiredOn, decision }, occasion) => ({
    headline: `The memorandum did not expire on ${expiredOn}`,
    happened: `${byWhat(decision)}, the end recorded for ${expiredOn} does not stand. The record of it is kept, and superseded.`,
    follows: [occasion.outlook()],
    dates: ['term-end', 'discontinuation'],
  }),
  ReviewDue: ({ review, dueOn }, occasion) => ({
    headline: `Review ${review} of the memorandum is due on ${dueOn}`,
    happened: `Review ${review} of the memorandum is due on ${dueOn}${occasion.cite('review')}.`,
    follows: [...occasion.reasons('review'), 'What comes of it the Participants may decide together in writing.'],
    dates: ['review'],
  }),
  ReviewSuperseded: ({ review, dueOn, decision }, occasion) => ({
    headline: `Review ${review}, recorded for ${dueOn}, is superseded`,
    happened: `${byWhat(decision)}, review ${review} of the memorandum was not due on ${dueOn}${occasion.cite('review', dueOn)}. The record of it is kept, and superseded.`,
    follows: [...occasion.reasons('review'), occasion.outlook()],
    dates: ['review'],
  }),
};
