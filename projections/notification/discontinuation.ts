/** What is told of notices and of discontinuation (III.3, III.4). */
import { periodInWords } from '../../domain/calendar.ts';
import { depositaryFor } from '../../domain/rules/depositary.ts';
import { isAtOnce, plain, quoted, sentenceCase, whenItTakesEffect } from '../words.ts';
import { AT_ONCE, byWhat, NOTHING_ERASED, type Occasion, type Tellings, toTheOthers } from './occasion.ts';
import { afterwards } from '../afterwards.ts';

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

const staysOperative = ({ state, business }: Occasion): string =>
  `Until discontinuation commences the memorandum stays operative: ${business} go on${state.paused ? ' once implementation is resumed' : ''}.`;

/** A notice that takes out its giver alone ends nothing for the others, unless too few would remain. */
const isLeaving = ({ state }: Occasion, notice: string): boolean => {
  const { takesOut = false } = state.notices[notice] ?? {};
  const foreseen = state.instrument.terms.withdrawal !== undefined && state.notices[notice]?.started === null;
  return (takesOut || foreseen) && state.discontinuation?.notice !== notice;
};

/** How it stands until the notice has its effect. */
const meanwhile = (occasion: Occasion, notice: string): string[] => {
  if (occasion.state.notices[notice]?.kind === 'non-renewal') return [];
  return isLeaving(occasion, notice) ? [] : [staysOperative(occasion)];
};

/** By the instrument's own rule, and never from the date on which it has its effect: one that does at once is past withdrawing. */
const withdrawal = (occasion: Occasion, notice: string): string[] => {
  const { started = null, expectedOn = null } = occasion.state.notices[notice] ?? {};
  if (started !== null && started === expectedOn) return [];
  const ways = {
    'mutual-decision': `by written mutual decision${occasion.cite('modification')}`,
    unilateral: `by the Participant that gave it${occasion.cite('notice')}`,
    never: '',
  };
  const way = ways[occasion.state.instrument.terms.noticeWithdrawal ?? 'mutual-decision'];
  return [way ? `The notice may be withdrawn before commencement, ${way}.` : 'The instrument foresees no withdrawal of the notice.'];
};

/** The date of a notice, unless it governs: then the discontinuation that it leads to says all. */
const ownDate = ({ state: { discontinuation } }: Occasion, notice: string): string[] =>
  discontinuation?.notice === notice ? [] : [`notice/${notice}`];

/** A notice of non-renewal has no date of its own: it stands or falls with the end of the term. */
const rectifiedDates = (occasion: Occasion, notice: string): string[] =>
  occasion.notice(notice).kind === 'non-renewal' ? ['term-end'] : ownDate(occasion, notice);

/** What the notice sets going: nothing, unless the instrument counts from the notice itself. */
const clockOf = (occasion: Occasion, notice: string): string[] => {
  const { state } = occasion;
  const { commencement } = state.instrument.terms;
  if (!commencement) return [];
  const { from, period } = commencement;
  const clause = occasion.cite('commencement');
  const counted = isAtOnce(period) ? 'it takes effect' : `the period of ${periodInWords(period)} is counted`;
  if (from === 'notice')
    return [`${sentenceCase(counted)} from the date of the notice${clause}.`, ...occasion.reasons(...ownDate(occasion, notice))];
  const when = whenItTakesEffect(commencement, 'on the date of delivery', 'the date of delivery');
  const depositary = occasion.depositaryOf(notice);
  const toWhom = depositary ? `${depositary}, receives it` : 'the notice is delivered';
  return [
    `The notice itself starts no clock: ${counted} from the date on which ${toWhom}${clause}.`,
    isLeaving(occasion, notice)
      ? `Once its delivery is recorded, ${occasion.name(state.notices[notice]?.by ?? notice)} is expected to leave ${when}; the others go on as long as enough remain${occasion.cite('withdrawal')}.`
      : `Once its delivery is recorded, discontinuation is expected to commence ${when}.`,
  ];
};

const afterNonRenewal = (occasion: Occasion, notice: string, servedOn: string | null, missing: readonly string[]): string[] =>
  servedOn !== null
    ? [`Notice ${notice} was delivered in time, and stops the renewal${occasion.cite('duration')}.`, ...occasion.reasons('term-end')]
    : [
        `It stops the renewal once ${occasion.names(missing)} too ${missing.length > 1 ? 'have' : 'has'} been served in time.`,
        ...occasion.reasons('notice-by'),
      ];

/** What the depositary receives is delivered to each of the others by that. */
const countsForAll = (occasion: Occasion, notice: string, to: string): string => {
  const given = occasion.notice(notice);
  const depositary = depositaryFor(occasion.state, given, given.deliveries[to]);
  return depositary?.id === to
    ? ` It is the depositary: what it receives counts for all others, on the day of its seat, ${depositary.seat.city}${occasion.cite('depositary')}.`
    : '';
};

/** What a recorded delivery sets going. */
const afterDelivery = (occasion: Occasion, notice: string, servedOn: string | null): string[] => {
  const { by = '', deliveries = {} } = occasion.state.notices[notice] ?? {};
  const depositary = depositaryFor(occasion.state, occasion.notice(notice));
  const missing = depositary
    ? [depositary.id].filter((id) => deliveries[id] === undefined)
    : occasion.others(by, ...Object.keys(deliveries));
  if (occasion.state.notices[notice]?.kind === 'non-renewal') return afterNonRenewal(occasion, notice, servedOn, missing);
  if (servedOn !== null || missing.length === 0) return occasion.reasons(...ownDate(occasion, notice));
  const clause = occasion.cite('commencement');
  return [
    `No period runs yet: it begins once ${occasion.names(missing)} too ${missing.length > 1 ? 'have' : 'has'} been served, and the latest delivery counts${clause}.`,
  ];
};

export const discontinuation: Tellings<Types> = {
  NoticeGiven: ({ notice, noticeOn, takesEffectOn, document }, occasion) => ({
    headline: `${occasion.who} gave notice of discontinuation, dated ${noticeOn}`,
    happened: `${occasion.By} has given ${toTheOthers(occasion, notice)}written notice of discontinuation, dated ${noticeOn}. It is recorded as notice ${notice}, ${quoted(document.title)}.${takesEffectOn ? ` It states ${takesEffectOn} as the date on which it is to take effect.` : ''}`,
    follows: [...clockOf(occasion, notice), ...meanwhile(occasion, notice), ...withdrawal(occasion, notice)],
    dates: ownDate(occasion, notice),
  }),
  NoticeDelivered: ({ notice, to, deliveredOn, place, method, evidence, servedOn, period, expectedOn }, occasion) => ({
    headline: `Notice ${notice} was delivered to ${occasion.short(to)} on ${deliveredOn}`,
    happened: `Notice ${notice} of ${occasion.giver(notice)} was delivered to ${occasion.name(to)} at ${plain(place)} on ${deliveredOn} (${plain(method)}); the evidence is ${quoted(evidence.title)}.${countsForAll(occasion, notice, to)}`,
    follows: [
      ...afterDelivery(occasion, notice, servedOn),
      ...(period === null || isAtOnce(period)
        ? []
        : [`The day of delivery is not counted in the ${periodInWords(period)}, and no date moves for a weekend or a holiday.`]),
      ...(expectedOn && occasion.hasBegun(expectedOn) ? [AT_ONCE] : [...meanwhile(occasion, notice), ...withdrawal(occasion, notice)]),
    ],
    dates: ownDate(occasion, notice),
  }),
  NoticeWithdrawn: ({ notice, decision }, occasion) => ({
    headline: `Notice ${notice} was withdrawn`,
    happened: `Notice ${notice} of ${occasion.giver(notice)} was withdrawn on ${occasion.event.on}, ${decision ? `by decision ${decision} of the Participants` : `by ${occasion.by}`}. It will never take effect.`,
    follows: [occasion.outlook()],
    dates: [`notice/${notice}`, ...(decision ? [`decision/${decision}`] : [])],
  }),
  NoticeSuperseded: ({ notice, reason }, occasion) => ({
    headline: `Notice ${notice} is superseded`,
    happened: `Notice ${notice} of ${occasion.giver(notice)} is superseded. ${plain(reason, 500)}`,
    follows: ['Nothing more follows from it.', occasion.outlook()],
    dates: [`notice/${notice}`],
  }),
  DiscontinuationExpected: ({ expectedOn, notice }, occasion) => ({
    headline: `Discontinuation is expected to commence on ${expectedOn}`,
    happened: occasion.reasons('discontinuation').join(' '),
    follows: [
      ...occasion.reasons('last-operative-day'),
      ...(occasion.hasBegun(expectedOn) ? [AT_ONCE] : [staysOperative(occasion), ...(notice ? withdrawal(occasion, notice) : [])]),
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
      'Decisions not yet in effect lapse, and pending notices are superseded.',
      ...afterwards(occasion.state.instrument),
      ...(occasion.state.instrument.terms.committee
        ? [`The ${occasion.committee} does not close with the memorandum: it does not rest on it alone${occasion.cite('committee')}.`]
        : []),
      `From now on every act under the memorandum is refused, save a decision to rectify the record and what winds up what was begun${occasion.cite('modification')}.`,
    ],
    dates: GOVERNING,
  }),
  CommencementSuperseded: ({ commencedOn, decision }, occasion) => ({
    headline: `The commencement recorded for ${commencedOn} is superseded`,
    happened: `${byWhat(decision)}, the commencement recorded for ${commencedOn} does not stand. The record of it is kept, and superseded.`,
    follows: [
      'What that commencement had closed is open again, and what now governs is computed from the record as corrected.',
      occasion.outlook(),
    ],
    dates: [`decision/${decision}`],
  }),
  DeliveryRectified: ({ decision, notice, to, previously, deliveredOn }, occasion) => ({
    headline: `The delivery of notice ${notice} was corrected to ${deliveredOn}`,
    happened: `By decision ${decision} the date on which notice ${notice} was delivered to ${occasion.name(to)} was ${previously === null ? `recorded as ${deliveredOn}: none had been recorded.` : `corrected from ${previously} to ${deliveredOn}. ${NOTHING_ERASED}`}`,
    follows: occasion.reasons(...rectifiedDates(occasion, notice)),
    dates: [...rectifiedDates(occasion, notice), `decision/${decision}`],
  }),
};
