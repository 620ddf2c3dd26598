/** What is handed on of a state: bounded, however long or full the life was, and whole for as long as it fits once packed. */
import { describe, expect, it } from 'vitest';
import { busyActs, signatures } from '../../bench/busy-years.ts';
import { type Base, packBase } from '../../domain/base.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { parseAct } from '../../domain/input.ts';
import { bytesOf, isLargerThan, LIMITS } from '../../domain/limits.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { packed, unpackState } from '../../domain/packed.ts';
import type { State } from '../../domain/state.ts';
import { largestActs } from '../support/largest-acts.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import { consent, modify, replacing, schedule, startInitiative } from './acts.ts';

const KB = 1024;
const ON = '2027-01-05';
/** Ten thousand in the longer run. */
const ACTS = Number(process.env.LIFE_ACTS ?? 1_500);
const CLOCK = parseInstant('2027-02-05T01:00:00Z');

const operative = (): Memorandum => {
  const life = new Memorandum('m');
  life.record({ do: 'open', mou: 'm', instrument: smallInstrument }, parseInstant('2027-01-05T01:00:00Z'));
  for (const act of signatures('2025-10-29')) life.record(parseAct(act), CLOCK);
  return life;
};
const baseOf = (life: Memorandum): Base => packBase({ ...life.standing, head: life.headAt(life.seq) });
const stateIn = ({ packed: text }: Base): State => unpackState(text as string);
const besideOf = ({ instrument: _, ...beside }: State): Partial<State> => beside;

describe('what is handed on of a state', () => {
  it(`is at most 256 kB beside the text after ${ACTS.toLocaleString('en')} acts`, { timeout: 120_000 }, () => {
    const life = operative();
    let acts = 0;
    for (const act of busyActs(ON)) {
      life.record(parseAct(act), CLOCK);
      if ((acts += 1) === ACTS) break;
    }
    const base = baseOf(life);
    expect(base).toMatchObject({ seq: life.seq, head: life.headAt(life.seq) });
    expect(packed(besideOf(stateIn(base))).length).toBeLessThanOrEqual(256 * KB);
  });

  it('is all of it, though it has more than 256 kB of JSON, where it has fewer once packed', () => {
    const life = operative();
    const agenda = Array.from({ length: 160 }, (_, n) => `${n}. 양자 컴퓨팅 분야의 협력 방안에 관한 논의 `.repeat(10));
    for (let n = 0; n < 4; n += 1) life.record(parseAct(schedule('us', `m${n}`, '2027-06-20', { agenda })), CLOCK);
    expect(bytesOf(besideOf(life.state as State))).toBeGreaterThan(256 * KB);
    const base = baseOf(life);
    expect(base.condensed).toBe(false);
    expect(stateIn(base)).toEqual(life.state);
  });

  it('leaves out closed matters and prose where all of it would not fit, and keeps the text, the dates and what is open', () => {
    const life = operative();
    life.record(parseAct(startInitiative('us', 'i1', 'II.B.4')), CLOCK);
    for (const act of largestActs(30, 7, 'i1')) {
      try {
        life.record(parseAct(act), CLOCK);
      } catch (error) {
        expect(error).toMatchObject({ name: 'Refusal', code: 'CONFLICT' });
      }
    }
    const base = baseOf(life);
    expect(base.condensed).toBe(true);
    expect(base.packed?.length).toBeLessThanOrEqual(512 * KB);
    const { instrument, operativeOn, status } = life.state as State;
    expect(stateIn(base)).toMatchObject({ instrument, operativeOn, status });
  });
});

describe('what an act records', () => {
  const replaced = (length: number) =>
    Array.from({ length }, (_, n) => ({ op: 'copy' as const, from: '/clauses/III.7/text', path: `/clauses/III.${8 - (n % 2)}/text` }));

  it('may be nearly three times the largest act: what both read, what it replaces, and what it leaves', () => {
    const life = operative();
    const [first, ...others] = largestActs(40, 3, 'i1').filter((act) => act.do === 'propose');
    for (const act of [first, consent('rok', first?.decision ?? ''), ...others]) life.record(parseAct(act), CLOCK);
    const sizes = life.log.map(bytesOf);
    expect(Math.max(...sizes)).toBeGreaterThan(640 * KB);
    expect(Math.max(...sizes)).toBeLessThan(LIMITS.events);
  });

  it('is refused where a small patch moves much text, and nothing has changed', () => {
    const life = operative();
    const long = modify('us', 'd1', replacing('/clauses/III.7/text', '협'.repeat(20_000)));
    for (const act of [long, consent('rok', 'd1')]) life.record(parseAct(act), CLOCK);
    const { seq } = life;
    const act = parseAct(modify('us', 'd2', replaced(100)));
    expect(bytesOf(act)).toBeLessThan(10 * KB);
    expect(() => life.record(act, CLOCK)).toThrowError(expect.objectContaining({ name: 'Refusal', code: 'TOO_LARGE' }));
    expect(life.seq).toBe(seq);
    life.record(parseAct(modify('us', 'd2', replaced(1))), CLOCK);
  });
});

describe('a value', () => {
  it.each<[unknown, number]>([
    ['x'.repeat(100), 101],
    [{ a: 1, b: undefined, c: ['협'.repeat(10)] }, 45],
    [[], 1],
    [{}, 1],
  ])('%j is larger than fewer bytes than its JSON has, and no larger than those it has', (value, fewer) => {
    expect(isLargerThan(value, fewer)).toBe(true);
    expect(isLargerThan(value, bytesOf(value) - 1)).toBe(true);
    expect(isLargerThan(value, bytesOf(value))).toBe(false);
  });

  it('whose JSON would be too long to be made is larger, and that is known at once', () => {
    const long = 'x'.repeat(1_000_000);
    expect(
      isLargerThan(
        Array.from({ length: 1_000 }, () => long),
        1_000_000,
      ),
    ).toBe(true);
  });
});
