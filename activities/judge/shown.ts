/** What people see of a state in the Temporal Web UI, and by what memoranda are found there. */
import { type Awaited, awaitedKeys, awaitedOf } from '../../domain/awaited.ts';
import { addDays, beginsEverywhere, type CivilDate, dateEverywhere, type Milliseconds } from '../../domain/calendar.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { type Deadline, type DeadlineOf, deadlinesOf, nextDateOf, termOf } from '../../domain/deadlines.ts';
import type { DueAct } from '../../domain/due.ts';
import { type Instrument, nameOf, type Term } from '../../domain/instrument.ts';
import { bytesOfText } from '../../domain/limits.ts';
import { clauseOf } from '../../domain/rules/recording.ts';
import { joinsBy } from '../../domain/rules/text.ts';
import { zonesIn } from '../../domain/seats.ts';
import { clocksAt } from '../../projections/words.ts';
import type { State } from '../../domain/state.ts';
import { kinSentences } from '../../projections/kin.ts';
import { deadlineSentences } from '../../projections/deadlines.ts';
import { awaitedLine } from '../../projections/awaited.ts';
import { pauseOf, standingOf } from '../../projections/standing.ts';
import type { Shown } from './port.ts';

/** In bytes. The server ends a workflow for good whose search attribute has more than 2,048. */
const MOST_ATTRIBUTE = 1_800;
const MOST_LINES = 20;

/** As many ids as fit; a last entry says how many more there are. */
const fitting = (ids: readonly string[]): string[] => {
  const all: string[] = [];
  let bytes = 0;
  for (const id of ids) {
    bytes += bytesOfText(id) + 4;
    if (bytes > MOST_ATTRIBUTE) return [...all, `… ${ids.length - all.length} more`];
    all.push(id);
  }
  return all;
};

/** What is awaited and what lies ahead is asked for by the lines and by the attributes. */
type Reading = { state: State; awaited: readonly Awaited[]; deadlines: readonly Deadline[] };

const attributesOf = ({ state, awaited, deadlines }: Reading, today: CivilDate): Shown['attributes'] => {
  const { status, operativeOn, discontinuation, instrument } = state;
  const { expiresOn, noticeBy, expiredOn } = termOf(state);
  return {
    status,
    operativeOn,
    discontinuationOn: discontinuation?.expectedOn ?? null,
    expiresOn: expiredOn ?? expiresOn,
    noticeBy,
    nextDate: nextDateOf(deadlines, today),
    participants: fitting(instrument.participants.map(({ id }) => id)),
    awaited: fitting(awaitedKeys(awaited)),
  };
};

/** The instant at which what is shown changes though nothing happens: a last day for notices is past. */
export const staleAt = (state: State, now: Milliseconds): Milliseconds | null => {
  const { noticeBy } = termOf(state);
  if (noticeBy === null) return null;
  const at = beginsEverywhere(addDays(noticeBy, 1), zonesIn(state));
  return at > now ? at : null;
};

type Labels = { [What in DueAct['do']]: (act: Extract<DueAct, { do: What }>, state: State) => [label: string, term: Term | null] };

const LABELS: Labels = {
  lapse: () => ['Lapses unless operative before', 'operative'],
  'become-operative': (_, { operation }) => [`Becomes operative on ${operation?.expectedOn}`, 'operative'],
  commence: (_, { discontinuation }) => [
    `Discontinuation commences on ${discontinuation?.expectedOn}`,
    discontinuation?.decision ? 'modification' : 'commencement',
  ],
  'end-term': (_, { expiry }) => [`The term ends on ${expiry?.expectedOn}`, 'duration'],
  withdraw: ({ notice }, { notices }) => [`Withdrawal by notice ${notice} on ${notices[notice]?.expectedOn}`, 'withdrawal'],
  'take-effect': ({ decision }, { decisions }) => [
    `Decision ${decision} takes effect on ${decisions[decision]?.effectiveOn}`,
    'modification',
  ],
  'begin-membership': ({ participant }, state) => [
    `${nameOf(state.instrument, participant)} belongs from ${state.joining?.[participant]?.since}`,
    joinsBy(state, participant),
  ],
  review: (_, { reviews }) => [`Review ${reviews + 1} is due`, 'review'],
  remind: ({ on, subject }) => [`Reminder on ${on} (${subject})`, null],
};

/** The label of the timer in the history: what time will do, on which date, by which clause. */
export const summaryOf = (act: DueAct, state: State): string => {
  const [label, term] = (LABELS[act.do] as (act: DueAct, state: State) => [string, Term | null])(act, state);
  const clause = term && clauseOf(state.instrument, term);
  return clause === null ? label : `${label} (${clause})`;
};

const cite = (state: State, term: Term): string => {
  const clause = clauseOf(state.instrument, term);
  return clause === null ? '' : ` (${clause})`;
};

const discontinuationLines = (state: State): string[] => {
  const { discontinuation } = state;
  if (!discontinuation) return [];
  const { expectedOn, commencesAt, commencedOn, notice, decision } = discontinuation;
  const cause = `${notice ? `notice ${notice}` : `decision ${decision}`}${cite(state, decision ? 'modification' : 'commencement')}`;
  if (commencedOn) return [`- Discontinuation **commenced on ${commencedOn}**, by ${cause}`];
  const clocks = clocksAt(state, parseInstant(commencesAt));
  return [
    `- Discontinuation is **expected to commence on ${expectedOn}**, by ${cause}`,
    `- That date has begun at every seat at ${commencesAt} (${clocks.join(', ')})`,
  ];
};

const termLines = (state: State): string[] => {
  const { expiresOn, noticeBy, expiredOn } = termOf(state);
  const clause = cite(state, 'duration');
  if (expiredOn) return [`- **Expired on ${expiredOn}**${clause}`];
  const notice = noticeBy === null ? '' : `; a notice that stops its renewal has to be delivered by **${noticeBy}**`;
  return expiresOn === null ? [] : [`- The current term is expected to end with ${addDays(expiresOn, -1)}${notice}${clause}`];
};

/** All others are said in sentences of their own. */
const AHEAD: ReadonlySet<DeadlineOf> = new Set([
  'operation',
  'lapse',
  'withdrawal',
  'membership',
  'decision',
  'review',
  'committee',
  'meeting',
  'action',
]);

const aheadLines = (deadlines: readonly Deadline[], instrument: Instrument): string[] =>
  deadlineSentences(deadlines, AHEAD, instrument)
    .slice(0, MOST_LINES)
    .map((sentence) => `- ${sentence}`);

/** Markdown for the workflow's current details. */
const detailsOf = ({ state, awaited, deadlines }: Reading): string => {
  const { instrument, signatures } = state;
  const paused = pauseOf(state);
  const open = Object.entries(state.decisions).filter(([, decision]) => decision.status === 'proposed' || decision.status === 'taken');
  return [
    `**${instrument.title}**`,
    '',
    `- Status: **${state.status}**, text version ${state.version}`,
    `- Signatures: ${signatures.length === 0 ? 'none' : signatures.map(({ by, signedOn }) => `${nameOf(instrument, by)} ${signedOn}`).join(', ')}`,
    ...(state.operativeOn ? [`- Operative on **${state.operativeOn}** (${instrument.terms.operative.clause})`] : []),
    ...termLines(state),
    ...discontinuationLines(state),
    ...aheadLines(deadlines, instrument),
    ...kinSentences(state)
      .slice(0, MOST_LINES)
      .map((sentence) => `- ${sentence}`),
    ...(paused ? [`- Implementation paused since ${paused.on}`] : []),
    ...open.slice(0, MOST_LINES).map(([id, decision]) => `- Decision ${id} (${decision.kind}) is ${standingOf(state, id, decision)}`),
    ...awaited.slice(0, MOST_LINES).map((one) => `- Awaited: ${awaitedLine(instrument, one)}`),
    ...(awaited.length > MOST_LINES ? [`- … and ${awaited.length - MOST_LINES} more are awaited`] : []),
    ...(open.length > MOST_LINES ? [`- … and ${open.length - MOST_LINES} decisions more`] : []),
  ].join('\n');
};

/** The next act holds what is shown against what was shown last: of the same state, as of the same day. */
const known = new WeakMap<State, { today: CivilDate; shown: Shown }>();

/** @param now the instant at which it is shown: what is past by then is no next date */
export const shownOf = (state: State, now: Milliseconds): Shown => {
  const today = dateEverywhere(now, zonesIn(state));
  const before = known.get(state);
  if (before?.today === today) return before.shown;
  const reading = { state, awaited: awaitedOf(state), deadlines: deadlinesOf(state) };
  const shown = { details: detailsOf(reading), attributes: attributesOf(reading, today) };
  known.set(state, { today, shown });
  return shown;
};
