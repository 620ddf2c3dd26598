/**
 * Random lives against what must hold in all of them. A failure prints its seed, the smallest life that shows it and
 * that life's log. TEST_SEED runs the same lives again, TIMES as many of them, MODEL_COUNTS tells what was met.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Act, ActInput } from '../../domain/acts/index.ts';
import { due } from '../../domain/due.ts';
import { type Event, parseEvent } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import { fingerprint } from '../../domain/fingerprint.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum, type Receipt } from '../../domain/memorandum.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { State } from '../../domain/state.ts';
import { deepFreeze, MOU } from '../support/given.ts';
import { same } from '../support/same.ts';
import { drawn } from '../support/seed.ts';
import { confirm, open, sign } from './acts.ts';
import { midnight, plusDays, truth } from './oracle.ts';
import { actOf, INSTRUMENTS, instrument, type Move, move } from './random-life.ts';

const LIVES = drawn(40);
const MOVES = 120;
/** As many as they come to on average, by far. */
const ACTS = LIVES * 35;
const HOUR = 3_600_000;

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

/** What may still be recorded while a commencement stands: what it closes, a rectification, and who is told. */
const AFTER_COMMENCEMENT = new Set<Event['type']>([
  'DecisionLapsed',
  'NoticeSuperseded',
  'DispositionRequested',
  'DecisionProposed',
  'DecisionConsented',
  'DecisionDeclined',
  'DecisionRetracted',
  'DecisionTaken',
  'DeliveryRectified',
  'SignatureRectified',
  'OperativeDateRectified',
  'CommencementSuperseded',
  'DecisionReopened',
  'NoticeReopened',
  'NoticeDatesChanged',
  'ContactsChanged',
  // What was begun is wound up.
  'MeetingHeld',
  'MinutesRecorded',
  'MinutesApproved',
  'ActionCompleted',
  'InitiativeConcluded',
]);

/** What happens to a thing of that id at most once in a life, a commencement, what it closes and what came to light as of before aside. */
const ONCE = new Set<Event['type']>([
  'BecameOperative',
  'NoticeGiven',
  'NoticeWithdrawn',
  'DecisionProposed',
  'DecisionDeclined',
  'DecisionRetracted',
  'DecisionTaken',
  'ModificationTookEffect',
  'MeetingScheduled',
  'MeetingHeld',
  'InitiativeStarted',
  'InitiativeConcluded',
]);

class Life {
  readonly memorandum = new Memorandum(MOU);
  readonly accepted: { act: Act; receipt: Receipt }[] = [];
  readonly refused = new Map<string, number>();
  clock = Date.UTC(2027, 0, 5, 7);
  #acts = 0;
  #seen = 0;
  #commenced = false;
  readonly #happened = new Set<string>();

  constructor(name: string) {
    this.act(open(INSTRUMENTS[name]));
  }

  get state(): State {
    return this.memorandum.state as State;
  }

  get today(): string {
    return new Date(this.clock).toISOString().slice(0, 10);
  }

  wait(hours: number, asleep: boolean): void {
    const until = this.clock + hours * HOUR;
    const nextDue = () => due(this.state, this.clock)?.at ?? Number.POSITIVE_INFINITY;
    for (let next = nextDue(); !asleep && next <= until; next = nextDue()) {
      this.clock = Math.max(this.clock, next);
      must(this.#settle() > 0, 'what is due happens');
    }
    this.clock = until;
    this.#settle();
    must(nextDue() > this.clock, 'once settled, nothing is due');
    this.#mustBeTrue();
  }

  act(input: ActInput): void {
    const act = deepFreeze(parseAct({ id: `act-${++this.#acts}`, ...input }));
    const { state, seq } = this.memorandum;
    try {
      const receipt = this.memorandum.record(act, this.clock);
      this.accepted.push({ act, receipt });
      this.#check();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused.set(error.code, (this.refused.get(error.code) ?? 0) + 1);
      must(this.memorandum.state === state && this.memorandum.seq === seq, 'a refusal changes nothing');
    }
    // What the act made due at once, as a delivery recorded late does.
    this.wait(0, false);
  }

  /** All that is due by now; how many acts of time that took. */
  #settle(): number {
    let settled = 0;
    for (; this.memorandum.settle(this.clock); settled++) {
      this.#check();
      must(settled < 1_000, 'settling ends');
    }
    return settled;
  }

  /** Each new event is well-formed and in its place, and the state is what the log makes of it. */
  #check(): void {
    const { log } = this.memorandum;
    for (; this.#seen < log.length; this.#seen++) {
      const event = deepFreeze(log[this.#seen] as Event);
      same(parseEvent(JSON.parse(JSON.stringify(event))), event, 'an event is plain data that parses');
      must(event.seq === this.#seen + 1, 'the numbers have no gap');
      must(event.at >= (log[this.#seen - 1]?.at ?? ''), 'the instants do not go back');
      this.#commence(event);
      this.#mustBeNew(event);
    }
    deepFreeze(this.state);
  }

  #mustBeNew({ type, data }: Event): void {
    must(type !== 'DecisionLapsed' || data.cause !== 'conflict', 'what was decided fits when it takes effect');
    if (type === 'DecisionReopened' && data.status === 'proposed') this.#happened.delete(`DecisionTaken ${data.decision}`);
    if (type === 'ModificationSuperseded') this.#happened.delete(`ModificationTookEffect ${data.decision}`);
    if (!ONCE.has(type)) return;
    const { notice, decision, meeting, initiative } = data as Record<string, string | undefined>;
    const what = `${type} ${(type.startsWith('Notice') ? notice : decision) ?? meeting ?? initiative ?? ''}`;
    must(!this.#happened.has(what), `${what} happens once`);
    this.#happened.add(what);
  }

  #commence(event: Event): void {
    const since = this.state.discontinuation?.commencedOn ?? '';
    const follows = AFTER_COMMENCEMENT.has(event.type) || event.on < since;
    must(!this.#commenced || follows, `${event.type} on ${event.on} follows no commencement that stands`);
    if (event.type === 'DiscontinuationCommenced') this.#commenced = true;
    if (event.type === 'CommencementSuperseded') {
      must(this.#commenced, 'only a commencement that stands is superseded');
      this.#commenced = false;
    }
    if (event.type === 'ModificationTookEffect' && event === this.memorandum.log.at(-1)) {
      must(event.data.sha256 === fingerprint(this.state.instrument), 'the hash is that of the text in force');
    }
  }

  /** The status and the dates are those of the rules, told from the log alone. */
  #mustBeTrue(): void {
    const { operativeOn, discontinuedOn } = truth(this.memorandum.log);
    const { status, discontinuation } = this.state;
    const over = discontinuedOn !== null && midnight(discontinuedOn) <= this.clock;
    must(this.#commenced === (status === 'discontinued'), 'discontinued where a commencement stands, and only there');
    same(this.state.operativeOn, operativeOn, 'the operative date');
    same(status, operativeOn === null ? 'open' : over ? 'discontinued' : 'operative', `on ${this.today}, with ${discontinuedOn}`);
    same(discontinuation?.expectedOn ?? null, discontinuedOn, 'the date expected');
    same(discontinuation?.commencedOn ?? null, over ? discontinuedOn : null, 'the date of commencement');
    if (discontinuation && discontinuedOn) same(Date.parse(discontinuation.commencesAt), midnight(discontinuedOn), 'its instant');
  }

  /** Every accepted act sent again, to this memorandum and to one restored from its log: nothing changes. */
  replay(): void {
    const log = [...this.memorandum.log];
    const stored = JSON.parse(JSON.stringify(log)) as unknown[];
    const restored = new Memorandum(MOU, stored.map(parseEvent));
    same(restored.state, this.state, 'the restored state');
    same(fold(log), this.state, 'the folded state');
    for (const memorandum of [this.memorandum, restored]) {
      for (const { act, receipt } of this.accepted) {
        // An act that states a signature again has no event of its own to be known by once the memorandum is discontinued.
        if (receipt.events.at(-1)?.act?.id === act.id) same(memorandum.record(act, this.clock), receipt, `the receipt of ${act.id}`);
      }
      same(memorandum.log, log, 'the log');
    }
  }
}

/** Signed, and confirmed where that is asked for: most of what can happen happens afterwards. */
const begin = (life: Life, first: 'us' | 'rok', complete: boolean): void => {
  const others = complete ? [first, first === 'us' ? 'rok' : 'us'] : [first];
  for (const by of others) life.act(sign(by, plusDays(life.today, by === 'us' ? -1 : 0)));
  life.wait(50, false);
  for (const by of life.state.operativeOn === null ? others : []) life.act(confirm(by, plusDays(life.today, -1)));
};

const told = ({ seq, type, on, at, by, data }: Event): string =>
  `${seq} ${at} ${type} on ${on} by ${by} ${JSON.stringify(data).slice(0, 200)}`;

/** One life; where something does not hold in it, the error tells its log, by which a person can judge who is right. */
const live = (name: string, first: 'us' | 'rok', complete: boolean, moves: Move[]): Life => {
  const life = new Life(name);
  try {
    begin(life, first, complete);
    for (const one of moves) {
      life.wait(one.hours, one.asleep);
      life.act(actOf(one, life.state, life.today));
    }
    life.replay();
    return life;
  } catch (error) {
    throw new Error([(error as Error).message, ...life.memorandum.log.map(told)].join('\n'), { cause: error });
  }
};

test(`in ${LIVES} random lives, of ${ACTS} acts and more, the rules hold`, () => {
  const seen = new Map<string, number>();
  const count = (what: string, times = 1) => seen.set(what, (seen.get(what) ?? 0) + times);
  const moves = fc.array(move, { minLength: 1, maxLength: MOVES, size: 'max' });
  fc.assert(
    fc.property(instrument, fc.constantFrom('us' as const, 'rok' as const), fc.nat(19), moves, (name, first, rest, acts) => {
      const life = live(name, first, rest > 0, acts);
      count('acts', acts.length);
      for (const { type } of life.memorandum.log) count(type);
      for (const [code, times] of life.refused) count(code, times);
    }),
    { numRuns: LIVES },
  );
  if (process.env.MODEL_COUNTS) console.info(Object.fromEntries([...seen].sort()));
  expect(seen.get('acts')).toBeGreaterThanOrEqual(ACTS);
  // What is rare must have been met too, or the lives prove little about it.
  for (const type of [
    'DiscontinuationCommenced',
    'CommencementSuperseded',
    'NoticeWithdrawn',
    'DeliveryRectified',
    'ModificationTookEffect',
  ]) {
    expect(seen.get(type) ?? 0, type).toBeGreaterThan(3);
  }
}, 300_000);
