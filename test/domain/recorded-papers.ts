/** Papers recorded in several orders, and what is told of them then. */
import fc from 'fast-check';
import { awaitedOf } from '../../domain/awaited.ts';
import { byDate, subtractPeriod } from '../../domain/calendar.ts';
import { due } from '../../domain/due.ts';
import { parseAct } from '../../domain/input.ts';
import type { Event } from '../../domain/events.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { Refusal } from '../../domain/refusal.ts';
import { depositaryFor } from '../../domain/rules/depositary.ts';
import type { Decision, State } from '../../domain/state.ts';
import { overlap } from '../../domain/text/change.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { versionsIn } from '../../projections/versions.ts';
import { MOU } from '../support/given.ts';
import { open } from './acts.ts';
import { beginningOf, OPERATIVE_ON, SHAPES } from './memoranda.ts';
import { plusDays } from './oracle.ts';
import { type Draw, draw, type Group, groupOf, type Paper } from './papers.ts';

const ASKED_OF = [5, 27, 61, 105, 181].map((days) => plusDays(OPERATIVE_ON, days));
const LATE = Date.UTC(2028, 5, 1);
const DAY = 86_400_000;

/** On the day after it was written, when that day has begun everywhere. */
const soonAfter = (on: string): number => Date.parse(`${on}T00:00:00Z`) + 2 * DAY;

/** What is recorded before all papers: many lives begin with it, each instrument's is lived once for each instant. */
const begun = new Map<string, readonly Event[]>();

class Archive {
  readonly memorandum: Memorandum;
  readonly accepted: Paper[] = [];
  clock: number;

  constructor(shape: string, clock: number) {
    const key = `${shape} ${clock}`;
    const instrument = SHAPES[shape] as Instrument;
    this.clock = clock;
    this.memorandum = new Memorandum(MOU, begun.get(key));
    if (begun.has(key)) return;
    for (const act of [open(instrument), ...beginningOf(instrument)]) this.memorandum.record(parseAct(act), clock);
    this.pass(clock);
    begun.set(key, [...this.memorandum.log]);
  }

  get state(): State {
    return this.memorandum.state as State;
  }

  pass(until: number): void {
    for (let next = due(this.state, this.clock); next && next.at <= until; next = due(this.state, this.clock)) {
      this.clock = Math.max(this.clock, next.at);
      this.memorandum.settle(this.clock);
      mustHold(this.state);
    }
    this.clock = Math.max(this.clock, until);
  }

  take(paper: Paper, at: number): void {
    this.pass(at);
    try {
      this.memorandum.record(parseAct(paper.act), this.clock);
      this.accepted.push(paper);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    this.pass(this.clock);
    mustHold(this.state);
  }
}

const recorded = (shape: string, papers: readonly Paper[], late: boolean): Archive => {
  const record = new Archive(shape, late ? LATE : soonAfter(OPERATIVE_ON));
  for (const paper of papers) record.take(paper, late ? LATE : soonAfter(paper.on));
  record.pass(LATE);
  return record;
};

/** Of one date, those that touch different parts may stand in any order. */
const inOrderOfDates = (decisions: State['decisions'], ids: readonly string[]): string[] => {
  const keyOf = (id: string) => `${decisions[id]?.effectiveOn} ${decisions[id]?.takenOn} ${decisions[id]?.proposedOn}`;
  return ids
    .map((id) => [keyOf(id), id])
    .sort()
    .map(([, id]) => id as string);
};

/** What a person would ask of it. */
const told = ({ instrument, notices, decisions, discontinuation, expiry, ...state }: State) => ({
  instrument,
  status: state.status,
  operativeOn: state.operativeOn,
  version: state.version,
  participants: state.participants,
  // Whose first day is its operative date, or that of its paper, has not waited: that it was thought to is of the record alone.
  joining: Object.entries(state.joining ?? {})
    .filter(([, { since, from }]) => since !== state.operativeOn && since !== from)
    .map(([id, { since, beginsAt }]) => ({ id, since, hasBegun: beginsAt === null && state.status === 'operative' })),
  modifications: inOrderOfDates(decisions, state.modifications),
  pauses: [...state.pauses, ...(state.paused ? [state.paused] : [])].map(({ on }) => on).sort(),
  // When it was entered as to come is of the record alone.
  meetings: Object.fromEntries(Object.entries(state.meetings).flatMap(([id, { heldOn }]) => (heldOn === null ? [] : [[id, heldOn]]))),
  initiatives: byId(state.initiatives, ({ status, title, startedOn, disposition }) => ({
    status,
    title,
    startedOn,
    disposition,
  })),
  discontinuation,
  expiry,
  // To which date a notice would have led is nothing to go by once it is withdrawn.
  notices: byId(notices, ({ status, deliveredOn, started, period, expectedOn, closedBy }) =>
    status === 'withdrawn' ? { status, deliveredOn, closedBy } : { status, deliveredOn, started, period, expectedOn, closedBy },
  ),
  decisions: byId(decisions, ({ status, title, takenOn, effectiveOn, closedBy }) => ({ status, title, takenOn, effectiveOn, closedBy })),
});

/** The same, and as of days of the past, whose first text is the one that was signed. */
const toldOfDays = ({ memorandum, state }: Archive) => {
  const days = ASKED_OF.map((on) => {
    const then = stateAsOf(memorandum.log, { on });
    must(!then || versionsIn(then)[0]?.instrument.title === SHAPES.seed?.title, 'the first text is not the one that was signed');
    return [on, then && told(then)] as const;
  });
  return { ...told(state), days: Object.fromEntries(days) };
};

const byId = <Item>(items: { [id: string]: Item }, say: (item: Item) => object) =>
  Object.fromEntries(Object.entries(items).map(([id, item]) => [id, say(item)]));

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

const endOf = ({ discontinuation, expiry }: State): string | null => discontinuation?.commencedOn ?? expiry?.expiredOn ?? null;

/** What holds at every moment of every life. */
const mustHold = (state: State): void => {
  const { operativeOn, participants, decisions, expiry, discontinuation, status } = state;
  for (const { of, what, about } of awaitedOf(state)) {
    const notice = state.notices[about ?? ''];
    // The depositary receives what others give, also once it has left.
    if (what === 'delivery' && notice && depositaryFor(state, notice)?.id === of) continue;
    must((participants[of]?.until ?? null) === null, `${of} has left and is waited for`);
    must(operativeOn === null || participants[of]?.since !== null, `${of} does not belong yet and is waited for`);
  }
  const end = endOf(state);
  for (const [id, { since }] of Object.entries(participants))
    must(since === null || since === operativeOn || end === null || since < end, `${id} joined on ${since}, after the end`);
  if (discontinuation) {
    const { decision, notice, expectedOn } = discontinuation;
    must(decision === null || decisions[decision]?.takenOn !== null, `the end is expected by ${decision}, which is not decided`);
    must(
      notice === null || state.notices[notice]?.expectedOn === expectedOn,
      `the end is expected by ${notice}, which does not lead to it`,
    );
  }
  const decidedThatDay = decisions[discontinuation?.decision ?? '']?.takenOn === end;
  const leftThatDay = Object.values(participants).some(({ until }) => until !== null && plusDays(until, 1) === end);
  const shortenedThatDay = Object.values(decisions).some(
    (one) => one.kind === 'modify' && one.effectiveOn === end && one.patch.some(({ path }) => path.startsWith('/terms/duration')),
  );
  // What is decided on a day comes before a notice that takes effect at once on it: by what the text then says it counts.
  const endedAtOnce = end !== null && state.notices[discontinuation?.notice ?? '']?.started === end;
  for (const [id, { kind, status: stands, takenOn, effectiveOn }] of Object.entries(decisions)) {
    if (kind === 'rectify' || stands !== 'effective') continue;
    must(takenOn !== null && operativeOn !== null && takenOn >= operativeOn, `${id} was taken before it was operative`);
    // A decided end, or a term made shorter than it has lasted, is itself what ends it on that day; who left on it left before, and
    // what that completed. A modification that was decided for the day comes after the end.
    const wasAhead = kind === 'modify' && takenOn !== null && (effectiveOn as string) > takenOn;
    const ends = (decidedThatDay && (leftThatDay || !wasAhead)) || shortenedThatDay || endedAtOnce || kind === 'discontinue-on';
    const inTime = (on: string | null) => end === null || (ends ? (on as string) <= end : (on as string) < end);
    must(inTime(takenOn), `${id} was taken on ${takenOn}, after the end`);
    must(inTime(effectiveOn), `${id} took effect on ${effectiveOn}, after the end`);
  }
  textIsOfItsDecisions(state);
  if (status !== 'operative' || !expiry) return;
  const renewal = state.instrument.terms.duration?.renewal;
  const unless = renewal?.rule === 'automatic' ? renewal.unless : undefined;
  must(
    expiry.noticeBy === null || expiry.noticeBy === subtractPeriod(expiry.expectedOn, unless as string),
    'the last day is of the current term',
  );
  if (discontinuation && renewal?.rule !== 'automatic') must(discontinuation.expectedOn <= expiry.expectedOn, 'the earliest end governs');
};

/** No part differs from what the effective modifications say, applied by id in the order of their dates. */
const textIsOfItsDecisions = ({ instrument, decisions }: State): void => {
  const said = new Map<string, unknown>();
  const effective = Object.values(decisions).flatMap((one) => (one.kind === 'modify' && one.status === 'effective' ? [one] : []));
  const key = (one: (typeof effective)[number]) => `${one.effectiveOn} ${one.takenOn} ${one.proposedOn} ${lastConsentOf(one)}`;
  for (const { patch } of effective.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))) {
    for (const operation of patch) if ('value' in operation) said.set(operation.path, operation.value);
  }
  for (const [id, text] of instrument.clauses.map((clause) => [clause.id, clause.text] as const)) {
    const signed = SHAPES.seed?.clauses.find((clause) => clause.id === id)?.text;
    must(text === (said.get(`/clauses/${id}/text`) ?? signed), `clause ${id} is not what was decided`);
  }
  must(instrument.title === (said.get('/title') ?? SHAPES.seed?.title), 'the title is not what was decided');
};

/** Whether it makes a difference which of two decisions of one kind was first. */
const meet = (one: Decision, other: Decision): boolean => {
  if (one.kind === 'modify' && other.kind === 'modify')
    return one.changes.some(({ path }) => other.changes.some((change) => overlap(path, change.path)));
  if (one.kind === 'rectify' && other.kind === 'rectify')
    return one.notice === other.notice && one.signature === other.signature && one.of === other.of && one.consent === other.consent;
  // To a date, and by a period.
  return one.kind === 'extend' && other.kind === 'extend' && (one.until === undefined) !== (other.until === undefined);
};

const lastConsentOf = ({ consents }: Decision): string | undefined => Object.values(consents).sort().at(-1);

/**
 * Two decisions of one kind about the same, proposed on one day, with their last consents of one day and taken on one day: their
 * papers leave open which was first, and the record tells.
 */
const isTied = ({ decisions }: State): boolean => {
  const dates = (one: Decision) => `${one.proposedOn} ${lastConsentOf(one)} ${one.takenOn}`;
  const taken = Object.values(decisions).filter(({ takenOn }) => takenOn !== null);
  return taken.some((one, at) => taken.slice(at + 1).some((other) => dates(one) === dates(other) && meet(one, other)));
};

/**
 * A correction made by all who were known to belong, before it came to light that another did too, having joined before or not
 * left, or because it was not operative yet and all whom the text names decide: what is corrected stays (a correction supersedes
 * and is never undone), and recorded in another order that consent is waited for. Who belonged by one order may not by the other, where
 * it is its own joining that is corrected.
 */
const isCorrectedWithout = ({ decisions }: State, { participants, operativeOn }: State): boolean => {
  const belongs = (id: string, on: string): boolean => {
    if (operativeOn === null || on < operativeOn) return true;
    const { since = null, until = null } = participants[id] ?? {};
    return since !== null && since <= on && (until === null || on <= until);
  };
  return Object.values(decisions).some(
    ({ kind, takenOn, consents }) =>
      kind === 'rectify' &&
      takenOn !== null &&
      Object.keys(participants).some((id) => !Object.hasOwn(consents, id) && belongs(id, takenOn)),
  );
};

/** Merged so that each group keeps its order. */
const merged = (groups: readonly Group[], turns: readonly number[]): Paper[] => {
  const left = groups.map((group) => [...group]).filter((group) => group.length > 0);
  const order: Paper[] = [];
  for (let turn = 0; left.length > 0; turn += 1) {
    const at = (turns[turn % turns.length] ?? 0) % left.length;
    const [first] = left[at]?.splice(0, 1) ?? [];
    if (first) order.push(first);
    if (left[at]?.length === 0) left.splice(at, 1);
  }
  return order;
};

const inTime = (papers: readonly Paper[]): Paper[] => [...papers].sort((a, b) => byDate(a.on, b.on));

export const life = fc.record({
  shape: fc.constantFrom(...Object.keys(SHAPES)),
  draws: fc.array(draw, { minLength: 2, maxLength: 8, size: 'max' }),
  turns: fc.array(fc.nat(20), { minLength: 12, maxLength: 40, size: 'max' }),
});

const groupsOf = (instrument: Instrument, draws: readonly Draw[]): Group[] => draws.map((one, n) => groupOf(instrument, one, n + 1));

type Life = { shape: string; draws: Draw[]; turns: number[] };
export type Compared = { papers: Paper[]; told: ReturnType<typeof toldOfDays>[]; logs: string[] };

/** What is told after each order; undefined where not all that one accepts is accepted by the others. */
export const compare = ({ shape, draws, turns }: Life): Compared | undefined => {
  const instrument = SHAPES[shape] as Instrument;
  const groups = groupsOf(instrument, draws);
  const orders: [Paper[], boolean][] = [
    [inTime(merged(groups, [0])), false],
    [merged(groups, turns), true],
    [merged(groups, [...turns].reverse()), true],
  ];
  let papers = orders[0]?.[0] ?? [];
  const among = (order: readonly Paper[]) => order.filter((paper) => papers.includes(paper));
  // What is refused in one order is left out of all.
  const narrowed = orders.map(([order, late]) => {
    const archive = recorded(shape, among(order), late);
    papers = archive.accepted;
    return archive;
  });
  const archives = narrowed.map((archive, at) => {
    const [order, late] = orders[at] as [Paper[], boolean];
    return archive.accepted.length > papers.length ? recorded(shape, among(order), late) : archive;
  });
  if (
    archives.some(({ state }) => isTied(state) || archives.some((other) => isCorrectedWithout(state, other.state))) ||
    archives.some(({ accepted }) => accepted.length < papers.length)
  )
    return undefined;
  const logs = archives.map(({ memorandum }) => memorandum.log.map(({ type, on, at, by }) => `${at} ${type} on ${on} by ${by}`).join('\n'));
  return { papers, told: archives.map(toldOfDays), logs };
};

/** One life recorded on time, and again long after in another order; asked after each paper. */
export const watched = ({ shape, draws, turns }: Life, ask: (memorandum: Memorandum, now: number) => void): void => {
  const instrument = SHAPES[shape] as Instrument;
  const groups = groupsOf(instrument, draws);
  const orders: [Paper[], boolean][] = [
    [inTime(merged(groups, [0])), false],
    [merged(groups, turns), true],
  ];
  for (const [papers, late] of orders) {
    const archive = new Archive(shape, late ? LATE : soonAfter(OPERATIVE_ON));
    for (const paper of papers) {
      archive.take(paper, late ? LATE : soonAfter(paper.on));
      ask(archive.memorandum, archive.clock);
    }
  }
};

export const logOf = ({ log }: Memorandum): string =>
  log.map(({ type, on, at, by, data }) => `${at} ${type} on ${on} by ${by} ${JSON.stringify(data).slice(0, 200)}`).join('\n');
