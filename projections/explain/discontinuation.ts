/** The dates of a discontinuation, each with its reason (III.3, III.4, or a decision by III.2). */
import { addDays, type CivilDate, parseInstant, periodInWords, wallClock } from '../../domain/calendar.ts';
import { type Instrument, nameOf } from '../../domain/instrument.ts';
import { governing, lastDecided } from '../../domain/rules/governing.ts';
import type { Discontinuation, Notice, State } from '../../domain/state.ts';
import { beginsWords, EVERY_SEAT, type Explanation, explanation, type Input } from './explanation.ts';

/** A notice whose period runs or has run. */
type Running = Notice & { from: 'delivery' | 'notice'; started: CivilDate; period: string; expectedOn: CivilDate };

const isRunning = (notice: Notice): notice is Running => notice.started !== null && notice.expectedOn !== null;

/** "180 days after 2027-02-01, the date on which notice n1 was delivered". */
const reckoning = (id: string, { period, started, from }: Running): string =>
  `${periodInWords(period)} after ${started}, ${from === 'delivery' ? `the date on which notice ${id} was delivered` : `the date of notice ${id}`}`;

/** What governs now. Between two events of one act the state may not say so yet; the rule always does. */
export const governs = (state: State): Pick<Discontinuation, 'expectedOn' | 'notice' | 'decision'> | undefined =>
  state.status === 'discontinued' ? (state.discontinuation ?? undefined) : governing(state);

const named = ({ notice, decision }: Pick<Discontinuation, 'notice' | 'decision'>): string =>
  decision ? `decision ${decision}` : `notice ${notice}`;

/** Right after a rectification the commencement still recorded may be on another date than the notice now leads to. */
const effective = ({ discontinuation }: State, id: string, date: CivilDate, because: string): { expected: boolean; sentence: string } => {
  const recorded = discontinuation?.commencedOn ?? date;
  if (recorded === date) return { expected: false, sentence: `By notice ${id} discontinuation commenced on ${date}, ${because}` };
  const sentence = `By notice ${id} discontinuation is expected to commence on ${date}, ${because}, and not on the date recorded, ${recorded}`;
  return { expected: true, sentence };
};

/** How a notice stands: what its sentence says, and whether its date is still expected. */
const standing = (state: State, id: string, notice: Running): { expected: boolean; sentence: string } => {
  const { expectedOn, status } = notice;
  const because = reckoning(id, notice);
  const gone = (why: string) => ({
    expected: false,
    sentence: `By notice ${id} discontinuation would have commenced on ${expectedOn}, ${because}; ${why}`,
  });
  if (status === 'withdrawn') return gone('the notice was withdrawn');
  const decided = lastDecided(state);
  if (notice.closedBy === 'decided-date')
    return gone(decided ? `decision ${decided.id} stands in its place` : 'a decided date took its place');
  if (status === 'superseded') return gone('the notice was superseded');
  if (status === 'effective') return effective(state, id, expectedOn, because);
  const first = governs(state);
  const other = first && first.notice !== id ? `; ${named(first)} governs, for ${first.expectedOn}` : '';
  return { expected: true, sentence: `By notice ${id} discontinuation is expected to commence on ${expectedOn}, ${because}${other}` };
};

const noticeInputs = (state: State, { noticeOn, deliveries, period }: Running): Input[] => [
  { name: 'date of the notice', value: noticeOn },
  ...Object.entries(deliveries).map(([to, on]) => ({ name: `delivered to ${nameOf(state.instrument, to)}`, value: on })),
  { name: 'period', value: `${periodInWords(period)} (${period})` },
];

const noticeRule = ({ terms, participants }: Instrument, { from, period }: Running): string => {
  const counted =
    from === 'delivery'
      ? 'The day of delivery is not counted; every calendar day after it is'
      : 'The day of the notice is not counted; every calendar day after it is';
  const rolling = ', and no date moves for a weekend or a holiday.';
  const last = from === 'delivery' && participants.length > 2 ? ' Among several recipients the latest delivery counts.' : '';
  const kept =
    !terms.commencement || period === terms.commencement.period
      ? ''
      : ` The period had begun before the memorandum came to say ${periodInWords(terms.commencement.period)}, and keeps its length.`;
  return `${counted}${rolling}${last}${kept}`;
};

/** Served, and yet it starts no period: what would start it is of before the operative date. */
const idle = (state: State, id: string, notice: Notice): Explanation[] => {
  const { deliveredOn, noticeOn, started } = notice;
  const date = deliveredOn ?? noticeOn;
  if (started !== null || notice.kind !== 'discontinuation' || (state.operativeOn !== null && date >= state.operativeOn)) return [];
  const was = deliveredOn === null ? 'is dated' : 'was delivered on';
  const before = state.operativeOn === null ? '' : `, ${state.operativeOn},`;
  return [
    explanation(state, {
      id: `notice/${id}`,
      what: `notice ${id}`,
      date,
      term: 'commencement',
      inputs: [{ name: 'date of the notice', value: noticeOn }],
      rule: 'A notice starts no period before the memorandum is operative: a fresh notice is needed.',
      expected: false,
      sentence: `Notice ${id} ${was} ${date}, before the operative date${before} and so starts no period`,
    }),
  ];
};

/** Each notice's own commencement date, whatever became of the notice. */
export const noticeDates = (state: State): Explanation[] =>
  Object.entries(state.notices).flatMap(([id, notice]) => {
    if (!isRunning(notice)) return idle(state, id, notice);
    const inputs = noticeInputs(state, notice);
    const rule = noticeRule(state.instrument, notice);
    const what = `commencement by notice ${id}`;
    return [
      explanation(state, {
        id: `notice/${id}`,
        what,
        date: notice.expectedOn,
        term: 'commencement',
        inputs,
        rule,
        ...standing(state, id, notice),
      }),
    ];
  });

/** All that could have governed, and the wall clock at each seat when the date begins. */
const governingInputs = (state: State, at: number): Input[] => {
  const counts = ({ status, closedBy }: Notice) =>
    status === 'delivered' || status === 'given' || status === 'effective' || closedBy === 'commencement';
  const notices = Object.entries(state.notices).flatMap(([id, notice]) =>
    counts(notice) && notice.expectedOn ? [{ name: `commencement by notice ${id}`, value: notice.expectedOn }] : [],
  );
  const decided = lastDecided(state);
  const decisions = decided ? [{ name: `decision ${decided.id}, taken on ${decided.takenOn}`, value: decided.effectiveOn }] : [];
  const seats = state.instrument.participants.map(({ seat }) => ({
    name: `wall clock in ${seat.city}`,
    value: wallClock(at, seat.timeZone),
  }));
  return [...notices, ...decisions, ...seats];
};

const governingRule = (state: State, decision: string | null): string => {
  if (decision)
    return 'A date decided together stands in place of the notices that were running when it was decided, sooner or later than theirs.';
  const again = lastDecided(state) ? ' It began after the date last decided together, and so counts again.' : '';
  return `Of the notices that count, the earliest commencement governs.${again}`;
};

const reason = (state: State, { notice: id, decision, expectedOn, commencedOn }: Discontinuation): string => {
  if (decision) return `the date on which the Participants decided in decision ${decision}`;
  const notice = id ? state.notices[id] : undefined;
  return id && notice && isRunning(notice) && notice.expectedOn === (commencedOn ?? expectedOn) ? reckoning(id, notice) : `by notice ${id}`;
};

const commencement = (state: State, discontinuation: Discontinuation): Explanation => {
  const { expectedOn, commencesAt, commencedOn, decision } = discontinuation;
  const date = commencedOn ?? expectedOn;
  const at = parseInstant(commencesAt);
  const expected = commencedOn === null;
  const verb = expected ? 'is expected to commence' : 'commenced';
  return explanation(state, {
    id: 'discontinuation',
    what: expected ? 'discontinuation expected to commence' : 'discontinuation commenced',
    date,
    at: commencesAt,
    term: decision ? 'modification' : 'commencement',
    inputs: governingInputs(state, at),
    rule: `${governingRule(state, decision)} ${EVERY_SEAT}`,
    expected,
    sentence: `Discontinuation ${verb} on ${date}, ${reason(state, discontinuation)}`,
    more: beginsWords(state.instrument, commencesAt, expected),
  });
};

const lastOperativeDay = (state: State, { expectedOn, commencedOn, decision }: Discontinuation): Explanation => {
  const commencing = commencedOn ?? expectedOn;
  const date = addDays(commencing, -1);
  const expected = commencedOn === null;
  const [is, commences] = expected ? ['is expected to be', 'commences'] : ['was', 'commenced'];
  return explanation(state, {
    id: 'last-operative-day',
    what: 'last operative day',
    date,
    term: decision ? 'modification' : 'commencement',
    inputs: [{ name: expected ? 'discontinuation expected on' : 'discontinuation commenced on', value: commencing }],
    rule: 'The memorandum stays operative to the end of the day before discontinuation commences.',
    expected,
    sentence: `The last operative day ${is} ${date}, the day before discontinuation ${commences}`,
  });
};

/**
 * The discontinuation that governs, and the last operative day before it. Between two events of one act the state may
 * still hold one that governs no longer: the event that follows says what does.
 */
export const discontinuationDates = (state: State): Explanation[] => {
  const { discontinuation } = state;
  const now = governs(state);
  if (!discontinuation || !now || now.expectedOn !== discontinuation.expectedOn) return [];
  return [commencement(state, discontinuation), lastOperativeDay(state, discontinuation)];
};
