/** A memorandum's state and text for people. */
import pc from 'picocolors';
import { parseInstant } from '../domain/calendar.ts';
import { speak } from '../domain/speak.ts';
import { nameOf } from '../domain/instrument.ts';
import { type DeadlineOf, deadlinesOf } from '../domain/deadlines.ts';
import { endsWithTerm, neverJoins } from '../domain/end.ts';
import { hasToWait } from '../domain/reckoning/joining.ts';
import { type Joining, type Notice, type State, waitsForAdmission } from '../domain/state.ts';
import { awaitedOf } from '../domain/awaited.ts';
import { deadlineSentences } from '../projections/deadlines.ts';
import { awaitedLine } from '../projections/awaited.ts';
import { pauseOf, standingOf, withoutOperativeDate } from '../projections/standing.ts';
import { type Labelled, labelledLines } from './table.ts';
import { clocksAt, plain, prose, times } from '../projections/words.ts';

const row = (label: string, value: string): Labelled => [label, value];

/** The engine's own sentences, in the words of the memorandum. Codes of a state, and what people called something, stay as they are. */
const spoken = ({ instrument }: State, rows: readonly Labelled[]): Labelled[] =>
  rows.map(([label, value]) => row(speak(instrument, label), speak(instrument, value)));

const discontinuationLines = (state: State): Labelled[] => {
  const { discontinuation } = state;
  if (!discontinuation) return [];
  const { expectedOn, commencesAt, commencedOn, notice, decision } = discontinuation;
  const cause = notice ? `by notice ${notice}` : `by decision ${decision}`;
  if (commencedOn) return [row('discontinuation', `commenced on ${commencedOn}, ${cause}`)];
  const clocks = clocksAt(state, parseInstant(commencesAt));
  return [
    row('discontinuation', `expected to commence on ${expectedOn}, ${cause}`),
    row('', `that is at ${commencesAt}: ${clocks.join(', ')}`),
  ];
};

/** A notice may have stopped the renewal, and the text may foresee none. */
const goesOn = (state: State): string => (endsWithTerm(state) ? 'extended' : 'renewed or extended');

/** None, where the renewal is stopped already, or the memorandum is expected to end by then. */
const noticeByOf = (state: State): string[] => deadlinesOf(state).flatMap(({ what, on }) => (what === 'renewal' ? [on] : []));

/** The current term, while it matters: which end governs is told with its reasons by `mou explain`. */
const termLines = (state: State): Labelled[] => {
  const { status, expiry } = state;
  if (!expiry || (status !== 'operative' && status !== 'expired')) return [];
  const { expectedOn, lastOperativeDay, renewals, expiredOn } = expiry;
  if (expiredOn) return [row('term', `ended with ${lastOperativeDay}, expired on ${expiredOn}`)];
  const since = renewals === 0 ? '' : `, renewed ${times(renewals)}`;
  const { discontinuation } = state;
  if (discontinuation !== null && discontinuation.expectedOn <= expectedOn)
    return [row('term', `to ${lastOperativeDay}${since}; its discontinuation comes first`)];
  return [
    row('term', `expected to end with ${lastOperativeDay}${since}: no longer operative from ${expectedOn}, unless ${goesOn(state)}`),
    ...noticeByOf(state).map((on) => row('notice by', `${on}, delivered, to stop the renewal`)),
  ];
};

const differingLines = ({ signatures }: State): Labelled[] =>
  new Set(signatures.map(({ document }) => document.sha256)).size > 1
    ? [row('documents', 'the files signed have different SHA-256 hashes: two scans of one text differ, two texts must not')]
    : [];

/** Who joined later and had to wait, or waits. */
const joiningLine = (state: State, id: string, { from, since, beginsAt }: Joining): Labelled => {
  const name = `${nameOf(state.instrument, id)}, `;
  if (neverJoins(state, since)) return row('joins', `${name}never: it would from ${since}, and that is not before the end`);
  return beginsAt === null
    ? row('joined', `${name}since ${since}; waited from ${from}`)
    : row('joins', `${name}expected from ${since}; waits from ${from}`);
};

/** Not who was thought to wait, and by a paper that came to light later did not. */
const waitedIn = ({ joining = {}, operativeOn }: State): [string, Joining][] =>
  Object.entries(joining).filter(([, one]) => hasToWait(one, operativeOn));

const memberLines = (state: State): Labelled[] => [
  ...joinedLines(state),
  ...waitedIn(state).map(([id, joining]) => joiningLine(state, id, joining)),
  ...leftLines(state),
];

const joinedLines = (state: State): Labelled[] => {
  const waited = new Map(waitedIn(state));
  return state.accessions
    .filter(({ by }) => !waited.has(by))
    .map(({ by, since, signedOn }) => {
      const admission = waitsForAdmission(state, by);
      const when = admission === null ? `since ${since}` : `not yet: waits for decision ${admission}`;
      return row('joined', `${nameOf(state.instrument, by)}, ${when}; signed ${signedOn}`);
    });
};

const leftLines = ({ instrument, participants }: State): Labelled[] =>
  Object.entries(participants).flatMap(([id, { until }]) =>
    until === null ? [] : [row('left', `${nameOf(instrument, id)}, last day ${until}`)],
  );

const kinLines = ({ instrument, annexes, parentEnd }: State): Labelled[] => {
  const { under, supersedes } = instrument;
  const { expectedOn = null, endedOn = null } = parentEnd ?? {};
  const ended = endedOn ? `, no longer operative since ${endedOn}` : expectedOn ? `, expected to end on ${expectedOn}` : '';
  const end = speak(instrument, ended);
  return [
    ...(under === undefined ? [] : [row('stands under', `${under}${end}`)]),
    ...(supersedes === undefined ? [] : [row('supersedes', supersedes)]),
    ...Object.entries(annexes).map(([id, title]) => row('annex', `${id}: ${plain(title, 200)}`)),
  ];
};

/** All others have lines of their own. */
const AHEAD: ReadonlySet<DeadlineOf> = new Set(['operation', 'lapse', 'withdrawal', 'review', 'committee']);

/** To whom it was delivered, and when; once it was delivered to all, the day of the last of them, which is the one that counts. */
const servedIn = ({ instrument }: State, { deliveries, deliveredOn }: Notice): string => {
  const served = Object.entries(deliveries);
  if (deliveredOn !== null && served.length > 1) return `; delivered to all by ${deliveredOn}`;
  return served.map(([to, on], at) => `${at === 0 ? '; delivered' : ','} to ${nameOf(instrument, to)} on ${on}`).join('');
};

const aheadLines = (state: State): Labelled[] =>
  deadlineSentences(deadlinesOf(state), AHEAD, state.instrument).map((sentence, at) =>
    row(at === 0 ? 'ahead' : '', speak(state.instrument, sentence)),
  );

/** @param more rows that follow in the same column */
export const statusLines = (state: State, asOf: string, more: readonly Labelled[] = []): string[] => [
  pc.bold(state.instrument.title),
  ...labelledLines([...statusRows(state, asOf), ...more]),
];

const statusRows = (state: State, asOf: string): Labelled[] => {
  const { instrument } = state;
  const name = (id: string) => nameOf(instrument, id);
  const paused = pauseOf(state);
  return [
    row('mou', `${state.mou}${asOf ? ` (${asOf})` : ''}`),
    row('status', paused ? `${state.status}, implementation paused since ${paused.on}` : state.status),
    row(
      speak(instrument, 'operative on'),
      state.operativeOn ? `${state.operativeOn} (${instrument.terms.operative.clause})` : withoutOperativeDate(state),
    ),
    row('text', `version ${state.version}, ${instrument.provenance.status}`),
    ...state.signatures.map(({ by, signedOn, place }) => row('signed', `${signedOn} at ${place}, for ${name(by)}`)),
    ...state.confirmations.map(({ by, confirmedOn, receivedOn }) =>
      row('confirmed', `${confirmedOn}, for ${name(by)}${receivedOn ? `, received on ${receivedOn}` : ''}`),
    ),
    ...differingLines(state),
    ...memberLines(state),
    ...spoken(state, termLines(state)),
    ...Object.entries(state.notices).map(([id, notice]) =>
      row(`notice ${id}`, `${notice.status}, of ${notice.noticeOn}, by ${name(notice.by)}${servedIn(state, notice)}`),
    ),
    ...spoken(state, discontinuationLines(state)),
    ...Object.entries(state.decisions).map(([id, decision]) =>
      row(
        `decision ${id}`,
        `${decision.kind}, ${standingOf(state, id, decision)}${decision.effectiveOn ? `, ${decision.effectiveOn}` : ''}`,
      ),
    ),
    ...Object.entries(state.meetings).map(([id, meeting]) =>
      row(`meeting ${id}`, `${meeting.status}, ${meeting.heldOn ?? meeting.on} at ${meeting.place}`),
    ),
    ...Object.entries(state.initiatives).map(([id, initiative]) =>
      row(`initiative ${id}`, `${initiative.status}, ${initiative.area}: ${initiative.title}`),
    ),
    ...kinLines(state),
    ...aheadLines(state),
    ...awaitedOf(state).map((one, at) => row(at === 0 ? 'awaited' : '', awaitedLine(instrument, one))),
  ];
};

export const textLines = ({ instrument, version }: Pick<State, 'instrument' | 'version'>): string[] => [
  pc.bold(instrument.title),
  `Version ${version}. ${instrument.provenance.source}${instrument.provenance.note ? ` (${plain(instrument.provenance.note, 2_000)})` : ''}`,
  ...instrument.clauses.flatMap(({ id, heading, text }) => ['', pc.bold(heading ? `${id}  ${heading}` : id), prose(text)]),
];
