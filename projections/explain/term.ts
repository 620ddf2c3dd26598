/** The end of the term, the last day for a notice that stops its renewal, and reviews. */
import { periodInWords } from '../../domain/calendar.ts';
import { endsWithTerm, lateForTheTerm, stopsOf } from '../../domain/end.ts';
import { foreseenReview } from '../../domain/review.ts';
import type { Expiry, State } from '../../domain/state.ts';
import { listed } from '../words.ts';
import { beginsWords, EVERY_SEAT, type Explanation, explanation, type Input } from './explanation.ts';

const extensionsOf = ({ decisions }: State): string[] =>
  Object.entries(decisions).flatMap(([id, { kind, status }]) => (kind === 'extend' && status === 'effective' ? [id] : []));

const countedFrom = (state: State, { renewals }: Expiry): string => {
  const { period, until } = state.instrument.terms.duration ?? {};
  const first =
    until === undefined ? `the term of ${period ? periodInWords(period) : 'no length'} from the operative date` : `the term until ${until}`;
  const more = [
    ...(renewals > 0 ? [renewals === 1 ? 'one renewal' : `${renewals} renewals`] : []),
    ...extensionsOf(state).map((id) => `the extension by decision ${id}`),
  ];
  return more.length > 0 ? `${first} with ${listed(more)}` : first;
};

/** What happens at the end, as things stand; `late`: the notices that came too late to stop the renewal. */
const atTheEnd = (state: State, { renewals, noticeBy, expectedOn }: Expiry, late: readonly string[]): string => {
  const renewal = state.instrument.terms.duration?.renewal;
  const stops = stopsOf(state);
  if (stops.length > 0) return `Notice ${listed(stops)} stops the renewal.`;
  if (renewal?.rule === 'by-decision') return 'Only a decision of the Participants extends it.';
  if (renewal === undefined) return 'It is not renewed by itself; the Participants may decide to extend it.';
  if (renewal.times !== undefined && renewals >= renewal.times) return 'It is renewed no further by itself.';
  if (late.length > 0)
    return `On ${expectedOn} it is renewed for ${periodInWords(renewal.period)}: notice ${listed(late)} was delivered after ${noticeBy}, too late to stop that.`;
  const unless = noticeBy === null ? '' : `, unless a notice that it is not to be renewed is delivered by ${noticeBy}`;
  return `On ${expectedOn} it is renewed for ${periodInWords(renewal.period)}${unless}.`;
};

/** Where another end comes first, it governs; of two on one day, the discontinuation. */
const governed = ({ discontinuation }: State, { expectedOn }: Expiry): string => {
  if (!discontinuation || discontinuation.commencedOn !== null || discontinuation.expectedOn > expectedOn) return '';
  const by = discontinuation.decision ? `decision ${discontinuation.decision}` : `notice ${discontinuation.notice}`;
  const end =
    discontinuation.expectedOn === expectedOn ? 'discontinuation on the same day' : `an earlier end, ${discontinuation.expectedOn}`;
  return `; ${by} leads to ${end}, and so governs`;
};

const termInputs = (state: State, { renewals }: Expiry): Input[] => {
  const { period, until, renewal } = state.instrument.terms.duration ?? {};
  return [
    ...(until === undefined
      ? [
          { name: 'operative date', value: state.operativeOn ?? 'none' },
          { name: 'term', value: period ? `${periodInWords(period)} (${period})` : 'none' },
        ]
      : [{ name: 'last day that the text names', value: until }]),
    ...(renewal?.rule === 'automatic'
      ? [
          { name: 'renewals so far', value: `${renewals}` },
          { name: 'each further renewal', value: periodInWords(renewal.period) },
        ]
      : []),
    ...extensionsOf(state).map((id) => ({ name: `decision ${id}`, value: 'extends the term' })),
    ...stopsOf(state).map((id) => ({ name: `notice ${id}`, value: 'stops the renewal' })),
  ];
};

const termEnd = (state: State, expiry: Expiry, late: readonly string[]): Explanation => {
  const { expectedOn, lastOperativeDay, ceasesAt, expiredOn } = expiry;
  const expected = expiredOn === null && state.status === 'operative';
  const other = governed(state, expiry);
  const next = other ? '' : `${atTheEnd(state, expiry, late)} `;
  const counted = countedFrom(state, expiry);
  return explanation(state, {
    id: 'term-end',
    what: expected ? 'current term expected to be over' : 'term over',
    date: expectedOn,
    at: ceasesAt,
    term: 'duration',
    inputs: termInputs(state, expiry),
    rule: `Each end is counted from the operative date with the sum of the periods, never from the end before: no day is lost. ${EVERY_SEAT}`,
    expected,
    sentence: expected
      ? `The current term is expected to end with ${lastOperativeDay}, by ${counted}${other}`
      : `The term ended with ${lastOperativeDay}, by ${counted}`,
    more: expected ? next + beginsWords(state, ceasesAt, true) : undefined,
  });
};

const noticeBy = (state: State, { noticeBy: date, expectedOn }: Expiry, late: readonly string[]): Explanation[] => {
  const renewal = state.instrument.terms.duration?.renewal;
  if (date === null || state.status !== 'operative' || renewal?.rule !== 'automatic' || !renewal.unless || stopsOf(state).length > 0)
    return [];
  const isOver = late.length > 0;
  const asExpected = isOver ? `${date} was` : `As expected now, ${date} is`;
  return [
    explanation(state, {
      id: 'notice-by',
      what: 'last day for a notice of non-renewal',
      date,
      term: 'duration',
      inputs: [
        { name: 'end of the current term', value: expectedOn },
        { name: 'time before', value: `${periodInWords(renewal.unless)} (${renewal.unless})` },
      ],
      rule: 'Counted back from the end of the current term; a delivery on that day is still in time.',
      expected: !isOver,
      sentence: `${asExpected} the last day on which a notice that the memorandum is not to be renewed ${isOver ? 'could' : 'can'} be delivered in time, ${periodInWords(renewal.unless)} before the end of the current term`,
    }),
  ];
};

const reviews = (state: State): Explanation[] => {
  const foreseen = foreseenReview(state);
  if (!foreseen) return [];
  const { review: number, dueOn: date } = foreseen.next;
  const { every, first } = foreseen.reviews ?? {};
  return [
    explanation(state, {
      id: 'review',
      what: `review ${number}`,
      date,
      term: 'review',
      inputs: [
        { name: 'operative date', value: state.operativeOn ?? 'none' },
        ...(first ? [{ name: 'first review', value: `${periodInWords(first)} after (${first})` }] : []),
        ...(every ? [{ name: 'every', value: `${periodInWords(every)} (${every})` }] : []),
      ],
      rule: 'Each review is counted from the operative date, never from the review before. One is due where the text of its day, as decided so far, foresees it.',
      expected: true,
      sentence: `Review ${number} of the memorandum is expected on ${date}`,
    }),
  ];
};

const lastDay = (state: State, { lastOperativeDay, expectedOn }: Expiry): Explanation[] =>
  state.discontinuation || !endsWithTerm(state)
    ? []
    : [
        explanation(state, {
          id: 'last-operative-day',
          what: 'last operative day',
          date: lastOperativeDay,
          term: 'duration',
          inputs: [{ name: 'no longer operative from', value: expectedOn }],
          rule: 'The memorandum stays operative to the end of the last day of its term.',
          expected: state.status === 'operative',
          sentence: `The last operative day ${state.status === 'operative' ? 'is expected to be' : 'was'} ${lastOperativeDay}`,
        }),
      ];

/** The end of the memorandum under which it stands, as that one told it. */
const above = (state: State): Explanation[] => {
  const { parentEnd, instrument } = state;
  const { expectedOn = null, endedOn = null } = parentEnd ?? {};
  const date = endedOn ?? expectedOn;
  if (date === null) return [];
  const expected = endedOn === null;
  return [
    explanation(state, {
      id: 'parent-end',
      what: `end of ${instrument.under}`,
      date,
      term: null,
      inputs: [{ name: 'stands under', value: instrument.under ?? 'none' }],
      rule: 'As it was told by that memorandum, whose own explanation gives the reasons. It ends nothing here by itself.',
      expected,
      sentence: `The memorandum ${instrument.under}, under which this one stands, ${expected ? 'is expected to end' : 'is no longer operative since'} ${expected ? `on ${date}` : date}`,
    }),
  ];
};

export const termDates = (state: State): Explanation[] => {
  // Where discontinuation came first, the term has no end of its own any more.
  const expiry = state.status === 'discontinued' ? null : state.expiry;
  const late = lateForTheTerm(state);
  const term = expiry ? [termEnd(state, expiry, late), ...noticeBy(state, expiry, late), ...lastDay(state, expiry)] : [];
  return [...term, ...reviews(state), ...above(state)];
};
