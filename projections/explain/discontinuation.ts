/** The dates of a discontinuation, each with its reason (III.3, III.4, or a decision by III.2). */
import {
  addDays,
  addPeriod,
  type CivilDate,
  firstOfNextMonth,
  firstOfNextYear,
  parseInstant,
  periodInWords,
  wallClock,
} from '../../domain/calendar.ts';
import { endsWithTerm } from '../../domain/end.ts';
import { type Instrument, nameOf, type Participant, type Term } from '../../domain/instrument.ts';
import { depositaryFor } from '../../domain/rules/depositary.ts';
import { textHaving, textOfNotice } from '../../domain/rules/text.ts';
import { seatsAt } from '../../domain/seats.ts';
import type { Decision, Discontinuation, Notice, State } from '../../domain/state.ts';
import { fullName, isAtOnce, withinSentence } from '../words.ts';
import { CLOSED } from './closed.ts';
import { beginsWords, EVERY_SEAT, type Explanation, explanation, type Input } from './explanation.ts';
import { leavesAlone } from './leaving-alone.ts';
import { withoutEnd } from './notices-without-end.ts';

/** A notice whose period runs or has run. */
type Running = Notice & { from: 'delivery' | 'notice'; started: CivilDate; period: string; expectedOn: CivilDate };

const isRunning = (notice: Notice): notice is Running => notice.started !== null && notice.expectedOn !== null;

type Later = Pick<Running, 'expectedOn' | 'takesEffectOn'> & { reached: CivilDate; lead: string };

/** What makes it later than the period leads to: `lead` is "180 days after 2027-02-01 …, lead". */
const laterThan = ({ operativeOn, instrument }: State, { expectedOn, takesEffectOn, reached, lead }: Later): string => {
  const { notBefore, ends } = instrument.terms.commencement ?? {};
  if (takesEffectOn === expectedOn) return `the date that the notice states; ${lead} to ${reached}`;
  if (notBefore && operativeOn && addPeriod(operativeOn, notBefore) === expectedOn)
    return `${periodInWords(notBefore)} after the operative date, before which no notice takes effect; ${lead} to ${reached}`;
  if (ends === 'end-of-month' && firstOfNextMonth(reached) === expectedOn) return `the day after the end of the month to which ${lead}`;
  if (ends === 'end-of-year' && firstOfNextYear(reached) === expectedOn) return `the first day after the calendar year to which ${lead}`;
  if (ends !== 'end-of-term') return `by what the memorandum said when the period began; ${lead} to ${reached}`;
  return takesEffectOn && takesEffectOn > reached
    ? `the first end of a term that is not before ${takesEffectOn}, the date that the notice states; ${lead} to ${reached}`
    : `the first end of a term that is not before ${reached}, to which ${lead}`;
};

/** "180 days after 2027-02-01, the date on which notice n1 was delivered", and what makes it later than that. */
const reckoning = (state: State, id: string, { period, started, from, ...notice }: Running): string => {
  const depositary = from === 'delivery' && depositaryFor(state, notice, started) ? ' to the depositary' : '';
  const start = from === 'delivery' ? `the date on which notice ${id} was delivered${depositary}` : `the date of notice ${id}`;
  const reached = addPeriod(started, period);
  const isReached = reached === notice.expectedOn;
  if (isAtOnce(period)) return isReached ? start : laterThan(state, { ...notice, reached, lead: `${started}, ${start}, leads` });
  const counted = `${periodInWords(period)} after ${started}, ${start}`;
  const lead = `${counted}, lead${/^P1[YMWD]$/.test(period) ? 's' : ''}`;
  return isReached ? counted : laterThan(state, { ...notice, reached, lead });
};

type Cause = Pick<Discontinuation, 'expectedOn' | 'notice' | 'decision'>;

const named = ({ notice, decision }: Cause): string => (decision ? `decision ${decision}` : `notice ${notice}`);

/** Right after a rectification the commencement still recorded may be on another date than the notice now leads to. */
const effective = ({ discontinuation }: State, id: string, date: CivilDate, because: string): { expected: boolean; sentence: string } => {
  const recorded = discontinuation?.commencedOn ?? date;
  if (recorded === date) return { expected: false, sentence: `By notice ${id} discontinuation commenced on ${date}, ${because}` };
  const sentence = `By notice ${id} discontinuation is expected to commence on ${date}, ${because}, and not on the date recorded, ${recorded}`;
  return { expected: true, sentence };
};

/** What a notice leads to: the end for all or, where it takes out its giver alone, the departure of that one. */
const effectOf = (state: State, id: string, notice: Running) => {
  const giver = fullName(state.instrument, notice.by);
  return leavesAlone(state, id, notice)
    ? { expected: `${giver} is expected to leave`, was: `${giver} would have left` }
    : { expected: 'discontinuation is expected to commence', was: 'discontinuation would have commenced' };
};

/** What comes first where this notice does not: the earliest end governs. */
const overtakenBy = (state: State, id: string, { expectedOn }: Running): string => {
  const { discontinuation, expiry } = state;
  if (
    discontinuation &&
    discontinuation.notice !== id &&
    discontinuation.commencedOn === null &&
    discontinuation.expectedOn <= expectedOn
  ) {
    return `; ${named(discontinuation)} governs, for ${discontinuation.expectedOn}`;
  }
  return !discontinuation && expiry && expiry.expectedOn <= expectedOn
    ? `; the term ends before, on ${expiry.expectedOn}${endsWithTerm(state) ? '' : ', unless it is renewed'}`
    : '';
};

/** How a notice stands: what its sentence says, and whether its date is still expected. */
const standing = (state: State, id: string, notice: Running): { expected: boolean; sentence: string } => {
  const { expectedOn, status, by } = notice;
  const because = reckoning(state, id, notice);
  const effect = effectOf(state, id, notice);
  const gone = (why: string) => ({ expected: false, sentence: `By notice ${id} ${effect.was} on ${expectedOn}, ${because}; ${why}` });
  if (status === 'withdrawn') return gone('the notice was withdrawn');
  const [decided] = decidedDates(state).at(-1) ?? [];
  if (notice.closedBy === 'decided-date' && decided) return gone(`decision ${decided} stands in its place`);
  if (status === 'superseded') return gone(notice.closedBy ? CLOSED[notice.closedBy] : 'the notice was superseded');
  if (status === 'effective' && leavesAlone(state, id, notice)) {
    return { expected: false, sentence: `By notice ${id} ${fullName(state.instrument, by)} left on ${expectedOn}, ${because}` };
  }
  if (status === 'effective') return effective(state, id, expectedOn, because);
  const other = overtakenBy(state, id, notice);
  return { expected: true, sentence: `By notice ${id} ${effect.expected} on ${expectedOn}, ${because}${other}` };
};

const noticeInputs = (state: State, { noticeOn, takesEffectOn, deliveries, period }: Running): Input[] => [
  { name: 'date of the notice', value: noticeOn },
  ...(takesEffectOn ? [{ name: 'date that it states', value: takesEffectOn }] : []),
  ...Object.entries(deliveries).map(([to, on]) => ({ name: `delivered to ${nameOf(state.instrument, to)}`, value: on })),
  { name: 'period', value: `${periodInWords(period)} (${period})` },
];

const noticeRule = (state: State, { from, period, ...notice }: Running): string => {
  const { terms, participants } = state.instrument;
  const day = from === 'delivery' ? 'The day of delivery' : 'The day of the notice';
  const counted = isAtOnce(period) ? `${day} itself counts: no period follows it` : `${day} is not counted; every calendar day after it is`;
  const rolling = ', and no date moves for a weekend or a holiday.';
  const depositary = from === 'delivery' ? depositaryFor(state, notice, notice.started) : undefined;
  const latest = from === 'delivery' && participants.length > 2 ? ' Among several recipients the latest delivery counts.' : '';
  const last = depositary ? forAll(state, notice.noticeOn, depositary) : latest;
  return `${counted}${rolling}${last}${keptLength(terms, period)}`;
};

/** By which clause one delivery counts for all. */
const forAll = (state: State, noticeOn: CivilDate, { name, seat }: Participant): string => {
  const { clause } = textHaving('depositary', state, noticeOn).terms.depositary ?? {};
  const cited = clause === undefined ? '' : ` (${clause})`;
  return ` What ${withinSentence(name)}, the depositary, receives counts for all others, on the day of its seat, ${seat.city}${cited}.`;
};

/** A modification leaves a period that runs already alone. */
const keptLength = ({ commencement }: Instrument['terms'], period: string): string => {
  if (!commencement) return ' The period had begun before the memorandum ceased to foresee any, and keeps its length.';
  return period === commencement.period
    ? ''
    : ` The period had begun before the memorandum came to say ${periodInWords(commencement.period)}, and keeps its length.`;
};

/** Each notice's own commencement date, also of a notice that is over. */
export const noticeDates = (state: State): Explanation[] =>
  Object.entries(state.notices).flatMap(([id, notice]) => {
    if (!isRunning(notice)) return withoutEnd(state, id, notice);
    const inputs = noticeInputs(state, notice);
    const rule = noticeRule(state, notice);
    const what = `${leavesAlone(state, id, notice) ? 'leaving' : 'commencement'} by notice ${id}`;
    return [
      explanation(state, {
        id: `notice/${id}`,
        what,
        date: notice.expectedOn,
        term: 'commencement',
        text: textOfNotice(state, id, 'commencement'),
        inputs,
        rule,
        ...standing(state, id, notice),
      }),
    ];
  });

/** All that could have governed, and the wall clock at each seat when the date begins. */
const governingInputs = (state: State, at: number): Input[] => {
  const counts = ({ status, closedBy, takesOut }: Notice, id: string) =>
    (!takesOut || state.discontinuation?.notice === id) &&
    (status === 'delivered' || status === 'given' || status === 'effective' || closedBy === 'commencement');
  const notices = Object.entries(state.notices).flatMap(([id, notice]) =>
    counts(notice, id) && notice.expectedOn ? [{ name: `commencement by notice ${id}`, value: notice.expectedOn }] : [],
  );
  const decisions = decidedDates(state).map(([id, { takenOn, effectiveOn }]) => ({
    name: `decision ${id}, taken on ${takenOn}`,
    value: effectiveOn ?? 'none',
  }));
  const term = state.expiry ? [{ name: 'end of the current term', value: state.expiry.expectedOn }] : [];
  const seats = seatsAt(state, at).map(({ city, timeZone }) => ({ name: `wall clock in ${city}`, value: wallClock(at, timeZone) }));
  return [...notices, ...decisions, ...term, ...seats];
};

/** Dates of discontinuation decided together, that stand. */
const decidedDates = ({ decisions }: State): [string, Decision][] =>
  Object.entries(decisions).filter(([, { kind, status }]) => kind === 'discontinue-on' && (status === 'taken' || status === 'effective'));

const governingRule = (state: State, { decision, notice }: Discontinuation): string => {
  if (decision) {
    const alone = state.instrument.terms.withdrawal ? ' Who leaves alone before it leaves all the same.' : '';
    return `A date decided together stands in place of the notices that were running when it was decided, sooner or later than theirs.${alone}`;
  }
  const { started = null } = state.notices[notice ?? ''] ?? {};
  const again = decidedDates(state).some(([, { takenOn }]) => takenOn !== null && started !== null && started > takenOn)
    ? ' It began after the date last decided together, and so counts again.'
    : '';
  return `Of several ends the earliest governs.${again}`;
};

const reason = (state: State, { notice: id, decision, expectedOn, commencedOn }: Discontinuation): string => {
  if (decision) return `the date on which the Participants decided in decision ${decision}`;
  const notice = id ? state.notices[id] : undefined;
  return id && notice && isRunning(notice) && notice.expectedOn === (commencedOn ?? expectedOn)
    ? reckoning(state, id, notice)
    : `by notice ${id}`;
};

/** The term on which the end rests, and the text that has it. */
const groundOf = (state: State, { notice, decision }: Discontinuation): { term: Term; text?: Instrument } => {
  if (decision !== null || notice === null) return { term: 'modification' };
  return { term: 'commencement', text: textOfNotice(state, notice, 'commencement') };
};

const commencement = (state: State, discontinuation: Discontinuation): Explanation => {
  const { expectedOn, commencesAt, commencedOn } = discontinuation;
  const date = commencedOn ?? expectedOn;
  const at = parseInstant(commencesAt);
  const expected = commencedOn === null;
  const verb = expected ? 'is expected to commence' : 'commenced';
  return explanation(state, {
    id: 'discontinuation',
    what: expected ? 'discontinuation expected to commence' : 'discontinuation commenced',
    date,
    at: commencesAt,
    ...groundOf(state, discontinuation),
    inputs: governingInputs(state, at),
    rule: `${governingRule(state, discontinuation)} ${EVERY_SEAT}`,
    expected,
    sentence: `Discontinuation ${verb} on ${date}, ${reason(state, discontinuation)}`,
    more: beginsWords(state, commencesAt, expected),
  });
};

const lastOperativeDay = (state: State, discontinuation: Discontinuation): Explanation => {
  const { expectedOn, commencedOn } = discontinuation;
  const commencing = commencedOn ?? expectedOn;
  const date = addDays(commencing, -1);
  const expected = commencedOn === null;
  const [is, commences] = expected ? ['is expected to be', 'commences'] : ['was', 'commenced'];
  return explanation(state, {
    id: 'last-operative-day',
    what: 'last operative day',
    date,
    ...groundOf(state, discontinuation),
    inputs: [{ name: expected ? 'discontinuation expected on' : 'discontinuation commenced on', value: commencing }],
    rule: 'The memorandum stays operative to the end of the day before discontinuation commences.',
    expected,
    sentence: `The last operative day ${is} ${date}, the day before discontinuation ${commences}`,
  });
};

/** The discontinuation that governs, and the last operative day before it. */
export const discontinuationDates = (state: State): Explanation[] =>
  state.discontinuation ? [commencement(state, state.discontinuation), lastOperativeDay(state, state.discontinuation)] : [];
