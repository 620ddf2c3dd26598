/** What stands on the timeline: moments with a label, moments without, and stretches of time. */
import { type CivilDate, daysBetween, earliest, latest, periodInWords } from '../../domain/calendar.ts';
import { type DeadlineOf, deadlinesOf } from '../../domain/deadlines.ts';
import type { DataOf, Event } from '../../domain/events.ts';
import { nameOf } from '../../domain/instrument.ts';
import type { Decision, Notice, State } from '../../domain/state.ts';
import { endsWithTerm } from '../../domain/end.ts';
import { openProposals } from '../../domain/rules/open-proposals.ts';
import { speak } from '../../domain/speak.ts';
import { counted } from '../../projections/words.ts';
import { standingOf } from '../../projections/standing.ts';
import type { Dossier } from '../dossier.ts';
import type { Line } from './history.ts';

export type Mark = {
  date: CivilDate;
  /** Null for a moment that is only a dot: the record names it. */
  label: string | null;
  kind: 'act' | 'operative' | 'discontinuation' | 'superseded' | 'now';
  expected: boolean;
  /** Where there is no room for all labels the lower number goes first. */
  rank: number;
};

export type Stretch = {
  id: string;
  kind: 'operative' | 'period' | 'gone' | 'decision';
  from: CivilDate;
  /** Until when it has passed on the date of the report; the rest lies ahead. */
  passed: CivilDate;
  to: CivilDate;
  /** No end is known: it is drawn open. */
  open: boolean;
  label: string;
};

type Labelled = { rank: number; label: (event: Event, state: State) => string; kind?: Mark['kind'] };

/** The events that are named on the timeline; what each is called is as short as it can be. */
const LABELLED: Partial<Record<Event['type'], Labelled>> = {
  Signed: { rank: 3, label: ({ by }, { instrument }) => `signed: ${nameOf(instrument, by ?? 'nobody')}` },
  Confirmed: { rank: 3, label: ({ by }, { instrument }) => `confirmed: ${nameOf(instrument, by ?? 'nobody')}` },
  BecameOperative: { rank: 1, label: () => 'operative', kind: 'operative' },
  Lapsed: { rank: 0, label: () => 'lapsed', kind: 'discontinuation' },
  Annulled: { rank: 0, label: () => 'annulled', kind: 'discontinuation' },
  NoticeGiven: { rank: 4, label: ({ data }) => `notice ${named(data, 'notice')} given` },
  NonRenewalGiven: { rank: 4, label: ({ data }) => `non-renewal ${named(data, 'notice')} given` },
  NoticeDelivered: { rank: 2, label: ({ data }) => `notice ${named(data, 'notice')} delivered` },
  NoticeWithdrawn: { rank: 4, label: ({ data }) => `notice ${named(data, 'notice')} withdrawn` },
  DecisionTaken: { rank: 6, label: ({ data }) => `decision ${named(data, 'decision')} taken` },
  ModificationTookEffect: { rank: 5, label: ({ data }) => `${named(data, 'decision')}: version ${named(data, 'version')}` },
  ModificationSuperseded: { rank: 5, label: ({ data }) => `${named(data, 'decision')} superseded` },
  DiscontinuationCommenced: { rank: 0, label: () => 'discontinued', kind: 'discontinuation' },
  CommencementSuperseded: { rank: 5, label: () => 'commencement superseded' },
  Renewed: { rank: 2, label: ({ data }) => `renewal ${named(data, 'renewals')}` },
  Extended: { rank: 2, label: ({ data }) => `extended by ${named(data, 'decision')}` },
  Expired: { rank: 0, label: () => 'expired', kind: 'discontinuation' },
  ParticipantWithdrew: { rank: 1, label: ({ data }, { instrument }) => `left: ${nameOf(instrument, named(data, 'participant'))}` },
  ParticipantAcceded: {
    rank: 1,
    label: ({ data }) => `joined: ${(data as DataOf<'ParticipantAcceded'>).participant.shortName}`,
  },
  MembershipBegan: { rank: 1, label: ({ data }, { instrument }) => `belongs: ${nameOf(instrument, named(data, 'participant'))}` },
  ReviewDue: { rank: 7, label: ({ data }) => `review ${named(data, 'review')} due` },
  Paused: { rank: 6, label: () => 'paused' },
  Resumed: { rank: 7, label: () => 'resumed' },
  MeetingHeld: { rank: 8, label: ({ data }) => `meeting ${named(data, 'meeting')}` },
};

const named = (data: Event['data'], key: string): string => String((data as Record<string, unknown>)[key]);

const eventMark = (event: Event, { superseded }: Line, state: State): Mark => {
  const { rank = 9, label, kind = 'act' } = LABELLED[event.type] ?? {};
  const name = label?.(event, state) ?? null;
  const replaced = superseded !== null && name !== null;
  return { date: event.on, label: name, kind: replaced ? 'superseded' : kind, expected: false, rank: replaced ? rank + 5 : rank };
};

/** Recorded facts that others replaced are no moments: what replaced them is. */
const NOT_MOMENTS = new Set<Event['type']>([
  'DiscontinuationExpected',
  'DiscontinuationNoLongerExpected',
  'ExpiryExpected',
  'ExpiryNoLongerExpected',
  'OperationExpected',
  'OperationNoLongerExpected',
  'WithdrawalExpected',
  'MembershipExpected',
  'MemorandumOpened',
]);

type Ahead = { rank: number; label: (about: string, state: State) => string; kind?: Mark['kind'] };

/** What each date that lies ahead is called, as short as it can be. */
const AHEAD: Record<DeadlineOf, Ahead> = {
  operation: { rank: 0, label: () => 'operative (expected)', kind: 'operative' },
  lapse: { rank: 1, label: () => 'lapses unless operative', kind: 'discontinuation' },
  commencement: { rank: 0, label: () => 'discontinuation expected', kind: 'discontinuation' },
  withdrawal: {
    rank: 1,
    label: (notice, { instrument, notices }) => `leaves (expected): ${nameOf(instrument, notices[notice]?.by ?? notice)}`,
  },
  membership: { rank: 1, label: (id, { instrument }) => `belongs (expected): ${nameOf(instrument, id)}` },
  expiry: { rank: 1, label: (_, state) => (endsWithTerm(state) ? 'end of term expected' : 'renewal expected'), kind: 'discontinuation' },
  renewal: { rank: 3, label: () => 'last day: non-renewal' },
  decision: { rank: 4, label: (decision) => `effect of ${decision} expected` },
  review: { rank: 6, label: (review) => `review ${review} expected` },
  committee: { rank: 7, label: () => 'meeting expected by now' },
  meeting: { rank: 7, label: (meeting) => `meeting ${meeting} scheduled` },
  action: { rank: 8, label: (action) => `action ${action.split('/')[1]} due` },
  'parent-end': { rank: 5, label: (parent) => `end of ${parent} expected` },
};

/** Those that could only be met before: once past, they lie ahead no more. */
const MISSED: ReadonlySet<DeadlineOf> = new Set(['renewal', 'meeting', 'action', 'committee']);

/** What lies ahead on the date of the report. */
const expectedMarks = ({ state, today }: Dossier): Mark[] =>
  deadlinesOf(state)
    .filter(({ what, on }) => on >= today || !MISSED.has(what))
    .map(({ on: date, what, about }) => {
      const { rank, label, kind = 'act' } = AHEAD[what];
      return { date, label: label(about ?? '', state), kind, expected: true, rank };
    });

const momentsOf = (dossier: Dossier, history: readonly Line[]): Mark[] => [
  // It has a label of its own, so that it takes its place among the others instead of crossing them.
  { date: dossier.today, label: 'this report', kind: 'now', expected: false, rank: 0.5 },
  ...dossier.log.flatMap((event, at) => {
    const line = history[at];
    const shown = line && !NOT_MOMENTS.has(event.type) && (dossier.asOf.on === null || event.on <= dossier.asOf.on);
    return shown ? [eventMark(event, line, dossier.state)] : [];
  }),
  ...expectedMarks(dossier),
];

/** In the words of the memorandum. */
export const marksOf = (dossier: Dossier, history: readonly Line[]): Mark[] =>
  momentsOf(dossier, history).map((mark) => ({ ...mark, label: mark.label && speak(dossier.state.instrument, mark.label) }));

const operativeStretch = ({ state, today }: Dossier, end: CivilDate): Stretch[] => {
  if (state.operativeOn === null) return [];
  const term = state.expiry && (state.status === 'expired' || endsWithTerm(state)) ? state.expiry.expectedOn : undefined;
  const commencing = state.discontinuation?.commencedOn ?? state.discontinuation?.expectedOn;
  const until = commencing && term ? earliest(commencing, term) : (commencing ?? term);
  const to = until ?? latest(end, state.operativeOn);
  const passed = earliest(latest(today, state.operativeOn), to);
  return [
    {
      id: 'operative',
      kind: 'operative',
      from: state.operativeOn,
      passed,
      to,
      open: until === undefined,
      label: speak(state.instrument, 'operative'),
    },
  ];
};

/** "180 days: 67 passed, 113 remain". */
const periodLabel = (id: string, { period, status }: Notice, from: CivilDate, to: CivilDate, today: CivilDate): string => {
  const name = `${id}: ${periodInWords(period ?? '')}`;
  if (status === 'withdrawn' || status === 'superseded') return `${name}, ${status}`;
  if (today >= to) return `${name}, run out`;
  return `${name}, ${counted(daysBetween(latest(today, from), to), 'day remains', 'days remain')}`;
};

const closings = (log: readonly Event[]): Map<string, CivilDate> =>
  new Map(
    log.flatMap((event) => (event.type === 'NoticeWithdrawn' || event.type === 'NoticeSuperseded' ? [[event.data.notice, event.on]] : [])),
  );

const periodStretches = ({ state, today, log }: Dossier): Stretch[] => {
  const closed = closings(log);
  return Object.entries(state.notices).flatMap(([id, notice]): Stretch[] => {
    const { started: from, expectedOn: to } = notice;
    // One that took effect at once has no stretch of time.
    if (from === null || to === null || from === to || from < (state.operativeOn ?? '')) return [];
    const gone = notice.status === 'withdrawn' || notice.status === 'superseded';
    const until = gone ? (closed.get(id) ?? today) : today;
    const passed = earliest(latest(until, from), to);
    return [{ id, kind: gone ? 'gone' : 'period', from, passed, to, open: false, label: periodLabel(id, notice, from, to, today) }];
  });
};

const decisionStretch = (state: State, id: string, decision: Decision, today: CivilDate): Stretch => {
  const { proposedOn, takenOn, effectiveOn, status, kind } = decision;
  const to = latest(proposedOn, takenOn ?? proposedOn, takenOn && effectiveOn && kind !== 'rectify' ? effectiveOn : proposedOn);
  const gone = status === 'declined' || status === 'retracted' || status === 'lapsed';
  return {
    id,
    kind: gone ? 'gone' : 'decision',
    from: proposedOn,
    passed: earliest(latest(today, proposedOn), to),
    to,
    open: openProposals(state).some(([open]) => open === id),
    label: `${id}: ${kind}, ${standingOf(state, id, decision)}`,
  };
};

/** So many lanes can still be read; the older decisions are in their own section. */
const MOST_DECISIONS = 10;
const MOST_PERIODS = 6;

export const stretchesOf = (dossier: Dossier, end: CivilDate): Stretch[] => [
  ...operativeStretch(dossier, end),
  ...periodStretches(dossier).slice(-MOST_PERIODS),
  ...Object.entries(dossier.state.decisions)
    .slice(-MOST_DECISIONS)
    .map(([id, decision]) => decisionStretch(dossier.state, id, decision, dossier.today)),
];
