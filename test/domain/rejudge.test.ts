/**
 * What the rules would not have recorded is found, though the chain holds: each act and each consequence is judged again. So are
 * the lives of all scenarios, in lives.test.ts.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Event } from '../../domain/events.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { Refusal } from '../../domain/refusal.ts';
import { firstUnfounded } from '../../domain/rejudge.ts';
import { verifyEd25519 } from '../../keys/ed25519.ts';
import type { State } from '../../domain/state.ts';
import { MOU } from '../support/given.ts';
import { fullLives, Life, type Moment, untilDelivery } from '../support/lives.ts';
import { drawn } from '../support/seed.ts';
import { open, sign } from './acts.ts';
import { actOf, INSTRUMENTS, instrument, move } from './random-life.ts';

/** Events that nobody recorded take the numbers of those after them along. */
const numbered = (log: readonly Event[]): Event[] => log.map((event, at) => ({ ...event, seq: at + 1 }));

describe('every event of a life follows by the rules', () => {
  test('of lives with events of every type', () => {
    for (const { state, log } of fullLives()) expect(firstUnfounded(state.mou, log, verifyEd25519)).toBeUndefined();
  });

  test('of history that was recorded quietly', () => {
    const quietly = untilDelivery.map(
      (moment): Moment => (typeof moment === 'string' ? moment : [moment[0], { ...moment[1], quiet: true }]),
    );
    const { log } = new Life([...quietly, '2027-09-01T00:00:00Z'], { mou: MOU });
    expect(log.some(({ quiet }) => quiet)).toBe(true);
    expect(firstUnfounded(MOU, log, verifyEd25519)).toBeUndefined();
  });

  test('of any life', () => {
    const life = fc.tuple(instrument, fc.array(move, { maxLength: 40, size: 'max' }));
    fc.assert(
      fc.property(life, ([name, moves]) => {
        const { log } = lived(name, moves);
        expect(firstUnfounded(MOU, log, verifyEd25519)).toBeUndefined();
      }),
      { numRuns: drawn(20) },
    );
  });
});

const lived = (name: string, moves: readonly Parameters<typeof actOf>[0][]): Memorandum => {
  const memorandum = new Memorandum(MOU);
  const record = (act: unknown, at: number): void => {
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
  return memorandum;
};

describe('an event that does not follow is named', () => {
  const { log } = new Life(untilDelivery, { mou: MOU });
  const without = (type: Event['type'], nth = 0) => {
    const gone = log.filter((event) => event.type === type)[nth];
    return numbered(log.filter((event) => event !== gone));
  };

  test('a memorandum that became operative without the second signature', () => {
    const forged = without('Signed', 1);
    const at = forged.find(({ type }) => type === 'BecameOperative');
    expect(firstUnfounded(MOU, forged, verifyEd25519)).toEqual({
      seq: at?.seq,
      why: expect.stringContaining('no act records BecameOperative'),
    });
  });

  test('a discontinuation that no notice leads to', () => {
    const forged = without('NoticeDelivered');
    expect(firstUnfounded(MOU, forged, verifyEd25519)?.why).toContain('DiscontinuationExpected');
  });

  test('a consequence that was left out, and one of another date', () => {
    const out = without('DiscontinuationExpected');
    expect(firstUnfounded(MOU, out, verifyEd25519)).toMatchObject({
      seq: 7,
      why: expect.stringContaining('by the rules there is DiscontinuationExpected'),
    });
    const moved = log.map(
      (event): Event =>
        event.type === 'DiscontinuationExpected' ? { ...event, data: { ...event.data, expectedOn: '2027-07-30' } } : event,
    );
    expect(firstUnfounded(MOU, moved, verifyEd25519)).toMatchObject({ why: expect.stringContaining('of other content') });
  });

  test('what time did too early, and an act that the rules refuse', () => {
    const [last] = log.slice(-1) as [Event];
    const commenced = {
      ...{ seq: last.seq + 1, type: 'DiscontinuationCommenced', at: last.at, on: '2027-02-01', by: null, clause: 'III.4' },
      data: { commencedOn: '2027-02-01', lastOperativeDay: '2027-01-31', notice: 'n1', decision: null },
    } as Event;
    expect(firstUnfounded(MOU, [...log, commenced], verifyEd25519)).toMatchObject({
      why: expect.stringContaining('time had nothing to do then'),
    });
    const signed = log.find(({ type }) => type === 'Signed') as Event;
    const twice = [...log, { ...signed, seq: last.seq + 1, at: last.at, by: 'uk', act: { id: 'again', sha256: 'a'.repeat(64) } } as Event];
    expect(firstUnfounded(MOU, twice, verifyEd25519)).toMatchObject({
      seq: last.seq + 1,
      why: expect.stringContaining('NOT_A_PARTICIPANT'),
    });
  });

  test('whichever event is left out, what is left does not follow, unless nothing rests on it', () => {
    for (const { state, log: whole } of fullLives()) {
      // The last event of the log may simply not have happened yet, where it is an act's only one.
      const last = whole.length - 1;
      const kept = whole.slice(0, last).filter((_, at) => {
        const left = numbered(whole.filter((__, other) => other !== at));
        return firstUnfounded(state.mou, left, verifyEd25519) === undefined;
      });
      for (const { act, seq } of kept) {
        expect(
          whole.filter((event) => act !== undefined && event.act?.id === act.id),
          `event ${seq}`,
        ).toHaveLength(1);
      }
    }
  });
});
