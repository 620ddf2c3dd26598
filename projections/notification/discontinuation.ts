/** What is told of notices and of discontinuation (III.3, III.4). */
import { periodInWords } from '../../domain/calendar.ts';
import { plain, quoted } from '../words.ts';
import { AT_ONCE, type Occasion, type Tellings } from './occasion.ts';

type Types =
  | 'NoticeGiven'
  | 'NoticeDelivered'
  | 'NoticeWithdrawn'
  | 'NoticeSuperseded'
  | 'DiscontinuationExpected'
  | 'DiscontinuationNoLongerExpected'
  | 'DiscontinuationCommenced'
  | 'CommencementSuperseded'
  | 'DeliveryRectified';

const GOVERNING = ['discontinuation', 'last-operative-day'];

const staysOperative = ({ state, committee }: Occasion): string =>
  `Until discontinuation commences the memorandum stays operative: decisions, the ${committee} and initiatives go on${state.paused ? ' once implementation is resumed' : ''}.`;

/** By the instrument's own rule, and never after commencement. */
const withdrawal = (occasion: Occasion): string => {
  const ways = {
    'mutual-decision': `by written mutual decision (${occasion.clause('modification')})`,
    unilateral: `by the Participant that gave it (${occasion.clause('notice')})`,
    never: '',
  };
  const way = ways[occasion.state.instrument.terms.noticeWithdrawal ?? 'mutual-decision'];
  return way ? `The notice may be withdrawn before commencement, ${way}.` : 'The instrument foresees no withdrawal of the notice.';
};

/** The date of a notice, unless it governs: then the discontinuation that it leads to says all. */
const ownDate = ({ state: { discontinuation } }: Occasion, notice: string): string[] =>
  discontinuation?.notice === notice ? [] : [`notice/${notice}`];

/** What the notice sets going: nothing, unless the instrument counts from the notice itself. */
const clockOf = (occasion: Occasion, notice: string): string[] => {
  const { period, state } = occasion;
  const clause = occasion.clause('commencement');
  if (state.instrument.terms.commencement?.from === 'notice') {
    return [
      `The period of ${period} is counted from the date of the notice (${clause}).`,
      ...occasion.reasons(...ownDate(occasion, notice)),
    ];
  }
  return [
    `The notice itself starts no clock: the period of ${period} is counted from the date on which the notice is delivered (${clause}).`,
    `Once its delivery is recorded, discontinuation is expected to commence ${period} after the date of delivery.`,
  ];
};

/** What a recorded delivery sets going. */
const afterDelivery = (occasion: Occasion, notice: string, servedOn: string | null): string[] => {
  const { by = '', deliveries = {} } = occasion.state.notices[notice] ?? {};
  const missing = occasion.others(by, ...Object.keys(deliveries));
  if (servedOn !== null || missing.length === 0) return occasion.reasons(...ownDate(occasion, notice));
  const clause = occasion.clause('commencement');
  return [`No period runs yet: it begins once ${occasion.names(missing)} too has been served, and the latest delivery counts (${clause}).`];
};

export const discontinuation: Tellings<Types> = {
  NoticeGiven: ({ notice, noticeOn, document }, occasion) => ({
    headline: `${occasion.who} gave notice of discontinuation, dated ${noticeOn}`,
    happened: `${occasion.By} has given ${occasion.names(occasion.others(occasion.event.by ?? ''))} written notice of discontinuation, dated ${noticeOn}. It is recorded as notice ${notice}, ${quoted(document.title)}.`,
    follows: [...clockOf(occasion, notice), staysOperative(occasion), withdrawal(occasion)],
    dates: ownDate(occasion, notice),
  }),
  NoticeDelivered: ({ notice, to, deliveredOn, place, method, evidence, servedOn, period, expectedOn }, occasion) => ({
    headline: `Notice ${notice} was delivered to ${occasion.short(to)} on ${deliveredOn}`,
    happened: `Notice ${notice} of ${occasion.name(occasion.state.notices[notice]?.by ?? '')} was delivered to ${occasion.name(to)} at ${plain(place)} on ${deliveredOn} (${plain(method)}); the evidence is ${quoted(evidence.title)}.`,
    follows: [
      ...afterDelivery(occasion, notice, servedOn),
      ...(period === null
        ? []
        : [`The day of delivery is not counted in the ${periodInWords(period)}, and no date moves for a weekend or a holiday.`]),
      ...(expectedOn && occasion.hasBegun(expectedOn) ? [AT_ONCE] : [staysOperative(occasion), withdrawal(occasion)]),
    ],
    dates: ownDate(occasion, notice),
  }),
  NoticeWithdrawn: ({ notice, decision }, occasion) => ({
    headline: `Notice ${notice} was withdrawn`,
    happened: `Notice ${notice} of ${occasion.name(occasion.state.notices[notice]?.by ?? '')} was withdrawn on ${occasion.event.on}, ${decision ? `by decision ${decision} of the Participants` : `by ${occasion.by}`}. It will never take effect.`,
    follows: [occasion.outlook()],
    dates: [`notice/${notice}`, ...(decision ? [`decision/${decision}`] : [])],
  }),
  NoticeSuperseded: ({ notice, reason }, occasion) => ({
    headline: `Notice ${notice} is superseded`,
    happened: `Notice ${notice} of ${occasion.name(occasion.state.notices[notice]?.by ?? '')} is superseded. ${plain(reason, 500)}`,
    follows: ['Nothing more follows from it.', occasion.outlook()],
    dates: [`notice/${notice}`],
  }),
  DiscontinuationExpected: ({ expectedOn, notice }, occasion) => ({
    headline: `Discontinuation is expected to commence on ${expectedOn}`,
    happened: occasion.reasons('discontinuation').join(' '),
    follows: [
      ...occasion.reasons('last-operative-day'),
      ...(occasion.hasBegun(expectedOn) ? [AT_ONCE] : [staysOperative(occasion), ...(notice ? [withdrawal(occasion)] : [])]),
    ],
    dates: GOVERNING,
  }),
  DiscontinuationNoLongerExpected: ({ expectedOn, reason }, occasion) => ({
    headline: `Discontinuation is no longer expected on ${expectedOn}`,
    happened: `Discontinuation is no longer expected to commence on ${expectedOn}. ${plain(reason, 500)}`,
    follows: [occasion.outlook()],
    dates: ['operative', ...Object.keys(occasion.state.notices).map((id) => `notice/${id}`)],
  }),
  DiscontinuationCommenced: ({ commencedOn }, occasion) => ({
    headline: `Discontinuation commenced on ${commencedOn}`,
    happened: occasion.reasons('discontinuation').join(' '),
    follows: [
      ...occasion.reasons('last-operative-day'),
      'Decisions not yet in effect lapse, pending notices are superseded, and the Participants are asked for a disposition of each initiative still under way.',
      `The ${occasion.committee} does not close with the memorandum: it does not rest on it alone (${occasion.clause('committee')}).`,
      `From now on every act under the memorandum is refused, save a decision to rectify the record (${occasion.clause('modification')}).`,
    ],
    dates: GOVERNING,
  }),
  CommencementSuperseded: ({ commencedOn, decision }, occasion) => ({
    headline: `The commencement recorded for ${commencedOn} is superseded`,
    happened: `Decision ${decision} set the record right, and the commencement recorded for ${commencedOn} does not stand. The record of it is kept, and superseded.`,
    follows: [
      'What that commencement had closed is open again, and what now governs is computed from the record as corrected.',
      occasion.outlook(),
    ],
    dates: [`decision/${decision}`],
  }),
  DeliveryRectified: ({ decision, notice, to, previously, deliveredOn }, occasion) => ({
    headline: `The delivery of notice ${notice} was corrected to ${deliveredOn}`,
    happened: `By decision ${decision} the date on which notice ${notice} was delivered to ${occasion.name(to)} was corrected from ${previously} to ${deliveredOn}. The correction supersedes what was recorded; nothing was erased.`,
    follows: occasion.reasons(...ownDate(occasion, notice)),
    dates: [...ownDate(occasion, notice), `decision/${decision}`],
  }),
};
