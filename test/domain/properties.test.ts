import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACT_NAMES } from '../../domain/acts/index.ts';
import {
  addPeriod,
  beginsAt,
  beginsEverywhere,
  dateAt,
  daysBetween,
  formatInstant,
  isCivilDate,
  isPeriod,
  isZone,
  parseInstant,
} from '../../domain/calendar.ts';
import { due } from '../../domain/due.ts';
import type { Event } from '../../domain/events.ts';
import { evolve, fold } from '../../domain/evolve.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { State } from '../../domain/state.ts';
import { actsOf } from '../../projections/acts.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { type CalendarEntry, calendarChanges } from '../../projections/calendar-entries.ts';
import { explain, explanationsOf } from '../../projections/explain.ts';
import { deepFreeze, given, MOU, type Step } from '../support/given.ts';
import { same } from '../support/same.ts';
import { drawn } from '../support/seed.ts';
import { open, sign } from './acts.ts';
import { midnight, plusDays } from './oracle.ts';
import { actOf, INSTRUMENTS, instrument, move } from './random-life.ts';
import { three } from './siblings.ts';

/** A civil date from 2000 to 2099. */
const date = fc.integer({ min: 0, max: 36_524 }).map((day) => plusDays('2000-01-01', day));
const IDS = ['us', 'rok', 'jp'] as const;

/** A life of random acts: its log, and the state after each event. */
const life = fc.tuple(instrument, fc.array(move, { maxLength: 60, size: 'max' })).map(([name, moves]) => {
  const memorandum = new Memorandum(MOU);
  const record = (act: unknown, at: number) => {
    try {
      memorandum.record(parseAct(act), at);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  };
  let clock = Date.UTC(2027, 0, 5, 7);
  for (const act of [open(INSTRUMENTS[name]), sign('us', '2027-01-04'), sign('rok', '2027-01-05')]) record(act, clock);
  for (const one of moves) {
    clock += one.hours * 3_600_000;
    record(actOf(one, memorandum.state as State, new Date(clock).toISOString().slice(0, 10)), clock);
  }
  return { memorandum, clock };
});

describe('Signature', () => {
  test('the order of recording signatures never changes the operative date', () => {
    const orders = fc.shuffledSubarray([...IDS], { minLength: 3 });
    fc.assert(
      fc.property(fc.tuple(date, date, date), orders, orders, (dates, one, other) => {
        const recorded = (order: readonly string[]) =>
          given(
            [open(three), '2100-01-05T00:00:00Z'],
            ...order.map((by): Step => [sign(by, dates[IDS.indexOf(by as 'us')] as string), '2100-01-05T00:00:00Z']),
          ).state.operativeOn;
        expect(recorded(one)).toBe([...dates].sort().at(-1));
        expect(recorded(other)).toBe(recorded(one));
      }),
    );
  });
});

describe('Time', () => {
  test('settling moves on: nothing is due twice, and it ends with nothing due that lies before now', () => {
    fc.assert(
      fc.property(life, fc.nat(20_000), ({ memorandum, clock }, hours) => {
        const now = clock + hours * 3_600_000;
        const settled: string[] = [];
        for (;;) {
          const next = memorandum.state && due(memorandum.state, now);
          if (!next || next.at > now) break;
          settled.push(JSON.stringify(next));
          const events = memorandum.settle(now) as Event[];
          expect(events.length).toBeGreaterThan(0);
          // An act of time concerns a date that has begun everywhere, whenever it is recorded.
          for (const { on, by } of events) expect([midnight(on) <= now, by]).toEqual([true, null]);
        }
        expect(new Set(settled).size).toBe(settled.length);
        expect(memorandum.settle(now)).toBeUndefined();
      }),
      { numRuns: drawn(40) },
    );
  });
});

describe('The log', () => {
  test('folded it is the state, and so is any part of it from its beginning', () => {
    fc.assert(
      fc.property(life, ({ memorandum }) => {
        const log = deepFreeze(JSON.parse(JSON.stringify(memorandum.log)) as Event[]);
        const states: (State | undefined)[] = [];
        for (const event of log) states.push(deepFreeze(evolve(states.at(-1), event)));
        same(fold(log), memorandum.state);
        for (const [index, state] of states.entries()) {
          same(fold(log.slice(0, index + 1)), state);
          const over = Boolean(state?.discontinuation?.commencedOn);
          const status = state?.operativeOn === null ? 'open' : over ? 'discontinued' : 'operative';
          expect([state?.seq, state?.status]).toEqual([index + 1, status]);
        }
        expect(fold([])).toBeUndefined();
      }),
      { numRuns: drawn(30) },
    );
  });
});

describe('After each act', () => {
  /** An entry by what it says: as an opening with that state would make it. */
  const entriesOf = (state: State, events: Event[]) => calendarChanges({ before: undefined, events }, state);
  const said = (entries: readonly CalendarEntry[]) =>
    entries.map(({ id, date, summary, description, status }) => `${id} ${date} ${status} ${summary} ${description}`).sort();

  test('each of its days can be asked, with all that is explained of it', () => {
    fc.assert(
      fc.property(life, ({ memorandum: { log } }) => {
        for (const on of new Set(log.map((event) => event.on))) {
          const state = stateAsOf(log, { on });
          if (state) explain(state);
        }
      }),
      { numRuns: drawn(20) },
    );
  });

  test('the calendar that the acts changed one by one has all dates, and each date is explained alone as among all', () => {
    fc.assert(
      fc.property(life, ({ memorandum: { log } }) => {
        const entries = new Map<string, CalendarEntry>();
        let before: State | undefined;
        for (const events of actsOf(log)) {
          const after: State = events.reduce<State | undefined>(evolve, before) as State;
          for (const entry of calendarChanges({ before, events }, after)) entries.set(entry.id, entry);
          same(said([...entries.values()].filter(({ status }) => status !== 'CANCELLED')), said(entriesOf(after, events)));
          before = after;
        }
        const all = explain(before as State);
        const explanationOf = explanationsOf(before as State);
        same(
          all.map(({ id }) => explanationOf(id)),
          all,
        );
      }),
      { numRuns: drawn(40) },
    );
  });
});

describe('Dates', () => {
  test('180 days after delivery is what an independent count of days gives', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 2_000 }), (from, days) => {
        expect(addPeriod(from, 'P180D')).toBe(plusDays(from, 180));
        expect(addPeriod(from, `P${days}D`)).toBe(plusDays(from, days));
        expect(daysBetween(from, plusDays(from, days))).toBe(days);
      }),
    );
  });

  test('a date begins in Washington and Seoul when the last of the two midnights has struck, by the rule of since 2007', () => {
    const since2007 = date
      .map((day) => `20${String(7 + (Number(day.slice(2, 4)) % 93)).padStart(2, '0')}${day.slice(4)}`)
      .filter(isCivilDate);
    fc.assert(
      fc.property(since2007, (day) => {
        expect(beginsEverywhere(day, ['America/New_York', 'Asia/Seoul'])).toBe(midnight(day));
        expect(beginsAt(day, 'Asia/Seoul')).toBe(Date.parse(`${day}T00:00:00+09:00`));
      }),
    );
  });

  test('an instant is written in UTC, with milliseconds or with none, and read back the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(0, 0, 1), max: Date.UTC(9999, 11, 31) }), (at) => {
        expect(formatInstant(at)).toBe(new Date(at).toISOString().replace('.000Z', 'Z'));
        expect(parseInstant(formatInstant(at))).toBe(at);
      }),
    );
  });

  test('an instant lies in its date, in every zone, and asking for another in between changes no answer', () => {
    const zone = fc.constantFrom(
      'America/New_York',
      'Asia/Seoul',
      'Pacific/Auckland',
      'America/Sao_Paulo',
      'Asia/Kolkata',
      'Europe/London',
    );
    const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) });
    const byIntl = (at: number, timeZone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
    fc.assert(
      fc.property(fc.array(fc.tuple(instant, zone), { minLength: 1, maxLength: 5 }), (asked) => {
        for (const [at, where] of asked) {
          const day = dateAt(at, where);
          expect(day).toBe(byIntl(at, where));
          expect(beginsAt(day, where)).toBeLessThanOrEqual(at);
          expect(beginsAt(plusDays(day, 1), where)).toBeGreaterThan(at);
        }
      }),
    );
  });
});

describe('Input', () => {
  const refusedOrParsed = (input: unknown) => {
    try {
      parseAct(input);
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect((error as Refusal).code).toBe('INVALID');
      expect((error as Refusal).message.length).toBeLessThan(4_000);
    }
  };

  test('an act read from any JSON is parsed or refused, and nothing else is thrown', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), refusedOrParsed), { numRuns: drawn(300) });
  });

  test('so is one nested deeper than a stack is high', () => {
    const value = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown;
    refusedOrParsed({ do: 'propose', by: 'us', decision: 'd1', kind: 'modify', document: {}, patch: [{ op: 'add', path: '/x', value }] });
  });

  test('so is one that names an act and has any fields', () => {
    const fields = [
      'by',
      'kind',
      'instrument',
      'document',
      'patch',
      'signedOn',
      'notice',
      'on',
      'agenda',
      'funds',
      'timeZone',
      '__proto__',
      'constructor',
    ];
    const act = fc.tuple(
      fc.constantFrom(...ACT_NAMES),
      fc.dictionary(fc.constantFrom(...fields), fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true }),
    );
    fc.assert(
      fc.property(act, ([name, rest]) => refusedOrParsed({ ...rest, do: name })),
      { numRuns: drawn(500) },
    );
  });

  test('so is an instrument with any value in the place of one of its own', () => {
    const text = JSON.parse(JSON.stringify(three)) as Record<string, Record<string, Record<string, unknown>>>;
    const places = ['id', 'participants', 'places', 'clauses', 'areas', 'terms', 'provenance'];
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 4 }), (place, value) =>
        refusedOrParsed({ do: 'open', mou: MOU, instrument: { ...text, [place]: value } }),
      ),
      { numRuns: drawn(300) },
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(text.terms ?? {})), fc.jsonValue({ maxDepth: 3 }), (term, value) =>
        refusedOrParsed({ do: 'open', mou: MOU, instrument: { ...text, terms: { ...text.terms, [term]: value } } }),
      ),
    );
  });

  test('whether a text is a date, a period or a zone is answered, whatever it is', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^P(\d{1,20}Y)?(\d{1,20}M)?(\d{1,20}W)?(\d{1,20}D)?$/),
      fc.stringMatching(/^\d{4}-\d\d-\d\d$/),
    );
    fc.assert(
      fc.property(text, date, (any, from) => {
        expect([isCivilDate(any), isPeriod(any), isZone(any)].every((answer) => typeof answer === 'boolean')).toBe(true);
        // A period that is one leads every date to a date.
        if (isPeriod(any)) expect(isCivilDate(addPeriod(from, any))).toBe(true);
        if (isCivilDate(any) && any > '0001') expect(parseInstant(`${any}T00:00:00Z`)).toBe(Date.parse(`${any}T00:00:00Z`));
      }),
      { numRuns: drawn(1_000) },
    );
  });
});
