/**
 * The same papers, recorded in orders in which all of them are accepted, lead to the same dates, text and status; and
 * whatever the order, what follows is what the papers say.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAct } from '../../domain/input.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import type { ActInput } from '../../domain/acts/index.ts';
import { MOU } from '../support/given.ts';
import { drawn } from '../support/seed.ts';
import { consent, deliver, discontinueOn, giveNotice, modify, open, rectifySignature, replacing, sign, text } from './acts.ts';
import { beginningOf, SHAPES } from './memoranda.ts';
import { DEPOSITARY, type Draw, draw, JOINS, MODIFYING_WAIT, WAIT } from './papers.ts';
import { compare, life } from './recorded-papers.ts';

const LIVES = drawn(20);

/** What is told after each order is the same; how many lives were compared, how many decisions lapsed by conflict in them, and how many notices were delivered to all. */
const compareAll = (lives: typeof life, numRuns: number): { compared: number; conflicts: number; served: number } => {
  const met = { compared: 0, conflicts: 0, served: 0 };
  fc.assert(
    fc.property(lives, (one) => {
      const { papers, told, logs } = compare(one) ?? { papers: [], told: [], logs: [] };
      met.compared += papers.length > 3 ? 1 : 0;
      met.conflicts += Object.values((told[0]?.decisions ?? {}) as Record<string, { closedBy?: string }>).filter(
        ({ closedBy }) => closedBy === 'conflict',
      ).length;
      const notices = (told[0]?.notices ?? {}) as Record<string, { deliveredOn: string | null }>;
      met.served += Object.values(notices).filter(({ deliveredOn }) => deliveredOn !== null).length;
      for (const other of told.slice(1)) expect(other, logs.join('\n\n')).toEqual(told[0]);
    }),
    { numRuns },
  );
  return met;
};

test(`the same papers lead to the same dates, text and status in whichever order they are recorded, in ${LIVES} lives`, () => {
  expect(compareAll(life, LIVES).compared).toBeGreaterThan(LIVES / 4);
});

test('and so where one lapses by conflict, because what it was written with is withdrawn or somebody leaves', () => {
  const kind = fc.constantFrom(22, 25);
  const conflicting = fc.tuple(life, draw, kind).map(([one, first, kind]) => ({
    ...one,
    shape: kind === 25 ? 'leaving' : one.shape,
    draws: [{ ...first, kind }, ...one.draws.slice(0, 4)],
  }));
  expect(compareAll(conflicting, LIVES).conflicts).toBeGreaterThan(LIVES / 20);
});

test('and so where who joins has to wait, and what is decided of how long comes to light before or after', () => {
  const drawnWait = fc.tuple(draw, fc.integer({ min: 0, max: 8 })).map(([one, on]) => ({ ...one, kind: WAIT, on }));
  const waiting = fc
    .tuple(life, fc.constantFrom(...Object.keys(JOINS)), draw, drawnWait, fc.boolean())
    .map(([one, shape, joining, wait, both]) => ({
      ...one,
      shape,
      draws: [...(both ? [wait] : []), { ...joining, kind: JOINS[shape] as number }, ...one.draws.slice(0, 4)],
    }));
  expect(compareAll(waiting, 3 * LIVES).compared).toBeGreaterThan(LIVES / 2);
});

test('and so where a modification has to wait, and what is decided of how long comes to light before or after', () => {
  const drawnWait = fc.tuple(draw, fc.integer({ min: 0, max: 12 })).map(([one, on]) => ({ ...one, kind: MODIFYING_WAIT, on }));
  const modified = fc.tuple(draw, fc.nat(7)).map(([one, kind]) => ({ ...one, kind }));
  const shapes = fc.constantFrom('modifiedAhead', 'modifiedOnTheFirst', 'leaving', 'seed');
  const waiting = fc
    .tuple(life, shapes, fc.array(modified, { minLength: 1, maxLength: 3 }), fc.array(drawnWait, { maxLength: 2 }))
    .map(([one, shape, some, waits]) => ({ ...one, shape, draws: [...some, ...waits, ...one.draws.slice(0, 3)] }));
  expect(compareAll(waiting, 3 * LIVES).compared).toBeGreaterThan(LIVES);
});

test('and so where a depositary receives notices for all, and what is decided of who it is comes to light before or after', () => {
  const kinds = fc.constantFrom(8, 9, 12, 18, 19, 25, 3);
  const noticing = fc.tuple(draw, kinds).map(([one, kind]) => ({ ...one, kind }));
  const renamed = fc.tuple(draw, fc.integer({ min: 0, max: 8 })).map(([one, on]) => ({ ...one, kind: DEPOSITARY, on }));
  const lodged = fc
    .tuple(
      life,
      fc.constantFrom('lodged', 'lodgedWithOne'),
      fc.array(noticing, { minLength: 1, maxLength: 3 }),
      fc.array(renamed, { maxLength: 2 }),
    )
    .map(([one, shape, some, changes]) => ({ ...one, shape, draws: [...some, ...changes, ...one.draws.slice(0, 3)] }));
  const { compared, served } = compareAll(lodged, 3 * LIVES);
  expect(compared).toBeGreaterThan(LIVES);
  expect(served).toBeGreaterThan(LIVES);
});

const LONG_AFTER = Date.UTC(2028, 5, 1);

/** All of it long after, with what time brings after each. */
const recordedLate = (...acts: ActInput[]): Memorandum => {
  const memorandum = new Memorandum(MOU);
  for (const act of acts) {
    memorandum.record(parseAct(act), LONG_AFTER);
    while (memorandum.settle(LONG_AFTER));
  }
  return memorandum;
};

describe('a correction for which only the consent of who has left is missing', () => {
  /** Recorded long after: that of a notice comes last. */
  const leaving = (signedOn: string) => {
    const instrument = SHAPES.leaving as Instrument;
    return recordedLate(
      open(instrument),
      ...beginningOf(instrument),
      giveNotice('jp', 'n1', '2027-01-06'),
      { ...rectifySignature('us', 'd1', 'us', signedOn), proposedOn: '2027-01-05' },
      { ...consent('rok', 'd1'), consentedOn: '2027-01-05' },
      deliver('n1', 'us', '2027-01-06'),
      deliver('n1', 'rok', '2027-01-06'),
    ).state;
  };

  test('is made when the departure comes to light', () => {
    const participants = { jp: { since: '2027-01-06', until: '2027-02-04' } };
    expect(leaving('2027-01-06')).toMatchObject({ operativeOn: '2027-01-06', participants, decisions: { d1: { takenOn: '2027-02-05' } } });
  });

  test('is not made where nobody would have left by it: the notice would be of before the operative date', () => {
    expect(leaving('2027-01-10')).toMatchObject({ operativeOn: '2027-01-05', participants: { jp: { until: '2027-02-04' } } });
  });
});

test('who joined belongs since its own date, and never before the operative date, however often that is corrected', () => {
  const instrument = SHAPES.joined as Instrument;
  const at = Date.UTC(2028, 5, 1);
  const japan = { id: 'jp', name: 'The Government of Japan', shortName: 'Japan', seat: { city: 'Tokyo', timeZone: 'Asia/Tokyo' } };
  const signatory = { name: 'A. N. Official', title: 'Minister' };
  const joining: ActInput = {
    ...{ do: 'accede', participant: japan, signatory, signedOn: '2027-01-07', place: 'Tokyo', document: text('MOU original') },
  };
  const corrected = (decision: string, signedOn: string): ActInput[] => [
    { ...rectifySignature('us', decision, 'us', signedOn), proposedOn: '2027-01-20' },
    ...['rok', 'jp'].map((by) => ({ ...consent(by, decision), consentedOn: '2027-01-20' })),
  ];
  const memorandum = new Memorandum(MOU);
  const since = (acts: ActInput[]) => {
    for (const act of acts) memorandum.record(parseAct(act), at);
    return memorandum.state?.participants.jp?.since;
  };
  expect(since([open(instrument), ...beginningOf(instrument), joining])).toBe('2027-01-07');
  expect(since(corrected('d1', '2027-01-09'))).toBe('2027-01-09');
  expect(since(corrected('d2', '2027-01-06'))).toBe('2027-01-07');
});

test('who has signed after the end never belonged, and is not asked how the record is to be set right', () => {
  const { terms, ...rest } = SHAPES.three as Instrument;
  const operative = { ...terms.operative, rule: 'number-of-signatures' as const, count: 2, after: 'P10D' };
  const instrument = { ...rest, terms: { ...terms, operative, duration: { clause: 'III.4', period: 'P1M' } } };
  const memorandum = recordedLate(
    open(instrument),
    sign('jp', '2027-02-21'),
    sign('us', '2027-08-03'),
    // By this earlier one it was operative before, and had ended when the other was given.
    sign('rok', '2027-06-14'),
    { ...rectifySignature('rok', 'd1', 'jp', '2027-02-20'), proposedOn: '2027-09-01' },
  );
  expect(memorandum.state).toMatchObject({
    status: 'expired',
    operativeOn: '2027-06-24',
    participants: { us: { since: null, until: null }, rok: { since: '2027-06-24' }, jp: { since: '2027-06-24' } },
  });
  memorandum.record(parseAct({ ...consent('jp', 'd1'), consentedOn: '2027-09-02' }), LONG_AFTER);
  expect(memorandum.state).toMatchObject({ decisions: { d1: { takenOn: '2027-09-02' } } });
  expect(() => memorandum.record(parseAct(rectifySignature('us', 'd2', 'us', '2027-08-02')), LONG_AFTER)).toThrow(
    'had not joined by 2027-07-24',
  );
});

const sameInEveryOrder = (shape: string, draws: Draw[], turns: number[]) => {
  const { told = [], logs = [] } = compare({ shape, draws, turns }) ?? {};
  expect(told).toHaveLength(3);
  for (const other of told.slice(1)) expect(other, logs.join('\n\n')).toEqual(told[0]);
  return told[0];
};

test('a modification has read nothing that was decided after it, though both are for one day', () => {
  const draws = [
    { kind: 22, id: 0, on: 17, lag: 0, lag2: 0, pick: 0, choice: 0 },
    { kind: 37, id: 0, on: 0, lag: 0, lag2: 0, pick: 0, choice: 0 },
    { kind: 8, id: 0, on: 0, lag: 0, lag2: 0, pick: 1, choice: 0 },
  ];
  const told = sameInEveryOrder('leavingRenewed', draws, [0]);
  expect(told?.decisions).toMatchObject({ d1: { status: 'effective' }, d1b: { status: 'effective' } });
});

test('a term made shorter than it has lasted is renewed for as long as another modification of that day says', () => {
  const draws = [8, 9].map((choice): Draw => ({ kind: 0, id: 0, on: 21, lag: 3, lag2: 0, pick: 1, choice }));
  const told = sameInEveryOrder('leavingRenewed', draws, [0, 1]);
  expect(told?.expiry).toMatchObject({ expectedOn: '2028-06-05' });
});

test('a correction that moves the departure which completes it is made though a modification waited for that departure too', () => {
  const leaves: Draw = { kind: 25, id: 0, on: 8, lag: 1, lag2: 1, pick: 7, choice: 0 };
  const moves: Draw = { kind: 18, id: 0, on: 9, lag: 0, lag2: 4, pick: 7, choice: 1 };
  const told = sameInEveryOrder('leaving', [leaves, moves], [0, 1, 1, 0]);
  expect(told?.participants).toMatchObject({ jp: { until: '2027-03-15' } });
});

test('what was decided before, for the day on which somebody leaves, takes effect before what that departure completes', () => {
  const withdrawn: Draw = { kind: 23, id: 0, on: 7, lag: 2, lag2: 2, pick: 27, choice: 6 };
  const leaves: Draw = { kind: 25, id: 0, on: 12, lag: 2, lag2: 4, pick: 51, choice: 6 };
  const told = sameInEveryOrder('leaving', [withdrawn, leaves], [0]);
  expect(told).toMatchObject({ modifications: ['d2', 'd2b'], decisions: { d1b: { closedBy: 'conflict' } } });
});

test('two proposed on one day, for which only one that left was missing, take effect in the order of their last consents', () => {
  const instrument = SHAPES.leaving as Instrument;
  const proposed = (decision: string, path: string, consentedOn: string): ActInput[] => [
    { ...modify('us', decision, replacing(path, 'Another')), proposedOn: '2027-01-10' },
    { ...consent('rok', decision), consentedOn },
  ];
  const sooner = proposed('d1', '/title', '2027-01-10');
  const later = proposed('d2', '/clauses/III.8/text', '2027-01-11');
  const leaving = ['us', 'rok'].map((to) => deliver('n1', to, '2027-01-12'));
  for (const papers of [
    [...sooner, ...later],
    [...later, ...sooner],
  ]) {
    const { state } = recordedLate(
      open(instrument),
      ...beginningOf(instrument),
      giveNotice('jp', 'n1', '2027-01-06'),
      ...leaving,
      ...papers,
    );
    expect(state?.modifications).toEqual(['d1', 'd2']);
  }
});

test('a memorandum whose text no longer says for how long goes on, however often its term had been renewed', () => {
  const removed: Draw = { kind: 39, id: 1, on: 20, lag: 1, lag2: 0, pick: 1, choice: 7 };
  expect(sameInEveryOrder('leavingRenewed', [removed], [0])).toMatchObject({ status: 'operative', expiry: null });
});

test('what was declined before the end is declined, though it had lapsed by then when that came to light', () => {
  const declined: Draw = { kind: 41, id: 0, on: 1, lag: 2, lag2: 0, pick: 1, choice: 0 };
  expect(sameInEveryOrder('fixed', [declined], [0])?.decisions).toMatchObject({ d1: { status: 'declined', closedBy: undefined } });
});

test('a notice was over for the same reason whenever that came to light', () => {
  const draws: Draw[] = [
    { kind: 11, id: 0, on: 8, lag: 0, lag2: 0, pick: 1, choice: 0 },
    { kind: 13, id: 0, on: 9, lag: 0, lag2: 0, pick: 2, choice: 3 },
  ];
  expect(sameInEveryOrder('seed', draws, [1, 0, 1, 0])?.notices).toMatchObject({ n1: { closedBy: 'decided-date' } });
});

/** Operative by the signatures of two of three. */
const severalRecordedLate = (...acts: Parameters<typeof recordedLate>) => {
  const instrument = SHAPES.several as Instrument;
  return recordedLate(open(instrument), ...beginningOf(instrument), ...acts);
};

test('those who belonged on its date take a decision, though another had joined when it was recorded', () => {
  const { state } = severalRecordedLate(
    giveNotice('us', 'n1', '2027-01-10'),
    deliver('n1', 'rok', '2027-01-20'),
    sign('jp', '2027-04-30'),
    { ...modify('rok', 'd1', replacing('/title', 'Shorter')), proposedOn: '2027-04-06' },
  );
  expect(state).toMatchObject({ modifications: ['d1'], decisions: { d1: { status: 'effective', takenOn: '2027-04-06' } } });
});

test('what one alone could still decide when it was over lapses, as if it had been recorded in time', () => {
  const { state } = severalRecordedLate(
    giveNotice('rok', 'n1', '2027-04-20'),
    deliver('n1', 'us', '2027-06-04'),
    { ...discontinueOn('us', 'd1', '2027-05-05'), proposedOn: '2027-05-05' },
    { ...modify('us', 'd2', replacing('/title', 'Shorter'), '2027-07-24'), proposedOn: '2027-05-05' },
  );
  expect(state).toMatchObject({ status: 'discontinued', decisions: { d2: { status: 'lapsed', closedBy: 'commencement' } } });
});

test('on the day of a renewal a modification takes the term away after it, and nothing has ended', () => {
  const removed: Draw = { kind: 39, id: 0, on: 10, lag: 1, lag2: 0, pick: 1, choice: 7 };
  expect(sameInEveryOrder('leavingRenewed', [removed], [0])).toMatchObject({ status: 'operative', expiry: null });
});

test('who leaves on the day on which the others, without it, end the term, has left', () => {
  const leaves: Draw = { kind: 9, id: 0, on: 21, lag: 2, lag2: 2, pick: 0, choice: 0 };
  const ends: Draw = { kind: 40, id: 3, on: 5, lag: 3, lag2: 4, pick: 88, choice: 10 };
  const told = sameInEveryOrder('several', [leaves, ends], [1, 0]);
  expect(told).toMatchObject({ status: 'expired', participants: { us: { until: expect.any(String) } } });
});

test('what is set where another had set it before takes its place, though that came to light later', () => {
  const draws = [4, 14].map((on): Draw => ({ kind: 39, id: 1, on, lag: 0, lag2: 0, pick: 1, choice: 10 }));
  expect(sameInEveryOrder('three', draws, [1, 1, 1, 0])).toMatchObject({ modifications: ['d1', 'd2'] });
});

test('when a notice had been served that is withdrawn is told by the papers: not because somebody had left who had not', () => {
  const draws: Draw[] = [
    { kind: 25, id: 15, on: 0, lag: 0, lag2: 0, pick: 0, choice: 0 },
    { kind: 18, id: 0, on: 2, lag: 0, lag2: 0, pick: 31, choice: 0 },
    { kind: 8, id: 0, on: 0, lag: 0, lag2: 0, pick: 0, choice: 0 },
  ];
  const told = sameInEveryOrder('leaving', draws, [0, 13, 1, 10, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  expect(told?.notices).toMatchObject({ n1: { status: 'withdrawn', deliveredOn: null } });
});
