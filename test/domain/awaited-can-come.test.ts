/**
 * What is awaited can come: of whom something is awaited, that act is not refused for what it is about. Nothing is awaited for ever
 * that could only be refused.
 */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awaitedOf } from '../../domain/awaited.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { parseAct } from '../../domain/input.ts';
import { Instrument } from '../../domain/instrument.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { State } from '../../domain/state.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { MOU, type Step } from '../support/given.ts';
import { drawn } from '../support/seed.ts';
import { smallInstrument, smallInstrumentWith } from '../support/small-instrument.ts';
import {
  consent,
  decided,
  deliver,
  discontinueOn,
  extend,
  giveNotice,
  modify,
  nonRenewal,
  operative,
  proposal,
  recordAction,
  rectifyDelivery,
  replacing,
  schedule,
  sign,
  startInitiative,
  withdrawByDecision,
  withdrawDecision,
} from './acts.ts';
import { refusedOf, unawaitedOf } from './awaited-can-come.ts';
import { plusDays } from './oracle.ts';
import { actOf, INSTRUMENTS, instrument, type Move, move } from './random-life.ts';
import { reminding, three } from './siblings.ts';
import { life, logOf, watched } from './recorded-papers.ts';

const LIVES = drawn(18);

const after = (instrument: Instrument, ...steps: Step[]): Memorandum => {
  const memorandum = new Memorandum(MOU);
  for (const [act, at] of [...operative(instrument), ...steps] as Exclude<Step, string>[]) {
    const now = parseInstant(at);
    while (memorandum.settle(now));
    memorandum.record(parseAct(act, memorandum.state?.instrument), now);
  }
  return memorandum;
};

const awaitedIn = ({ state }: Memorandum): string[] => awaitedOf(state as State).map(({ of, what, about }) => `${what} of ${of}, ${about}`);

const until = (memorandum: Memorandum, at: string): Memorandum => {
  while (memorandum.settle(parseInstant(at)));
  return memorandum;
};

const title = (text: string) => replacing('/title', text);

/** The clause on national law and the term that cites it. */
const withoutLaw: Parameters<typeof modify>[2] = [
  { op: 'remove', path: '/terms/nationalLaw' },
  { op: 'remove', path: '/clauses/III.8' },
];

/** Among three, of whom two go on: Japan has given notice, and both others are served with it. */
const leaving = Instrument.parse({ ...three, terms: { ...three.terms, withdrawal: { clause: 'III.4', remaining: 2 } } });
const japanLeaves: Step[] = [
  [sign('jp', '2027-01-06'), '2027-01-06T15:00:00Z'],
  [giveNotice('jp', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
  [deliver('n1', 'us', '2027-02-02'), '2027-02-02T15:00:00Z'],
  [deliver('n1', 'rok', '2027-02-02'), '2027-02-02T15:00:00Z'],
];

describe('a consent is awaited as long as the decision can still be taken', () => {
  it('to the withdrawal of a decision: until that takes effect', () => {
    const memorandum = after(smallInstrument, ...decided(modify('us', 'd1', title('Another'), '2027-06-01'), '2027-02-01T15:00:00Z'), [
      withdrawDecision('us', 'd2', 'd1'),
      '2027-05-20T15:00:00Z',
    ]);
    expect(awaitedIn(memorandum)).toEqual(['consent of rok, d2']);
    expect(awaitedIn(until(memorandum, '2027-06-02T15:00:00Z'))).toEqual([]);
  });

  it('to a correction: until something was done after the end to which it would lead', () => {
    const steps: Step[] = [
      [giveNotice('rok', 'n1', '2027-01-09'), '2027-01-09T07:00:00Z'],
      [rectifyDelivery('rok', 'd1', 'n1', '2027-01-10'), '2027-02-09T00:00:00Z'],
    ];
    expect(awaitedIn(after(smallInstrument, ...steps))).toContain('consent of us, d1');
    const started = after(smallInstrument, ...steps, [startInitiative('us', 'i1', 'II.B.4'), '2027-08-01T15:00:00Z']);
    expect(awaitedIn(started)).toEqual(['delivery of us, n1']);
  });

  it('to a modification: until what both read has changed by another', () => {
    const two: Step[] = [
      [modify('us', 'd1', title('One')), '2027-02-01T15:00:00Z'],
      [modify('rok', 'd2', title('Two')), '2027-02-01T15:00:00Z'],
    ];
    expect(awaitedIn(after(smallInstrument, ...two))).toEqual(['consent of us, d2', 'consent of rok, d1']);
    expect(awaitedIn(after(smallInstrument, ...two, [consent('us', 'd2'), '2027-02-03T15:00:00Z']))).toEqual([]);
  });

  it('to a modification: not while it would change what is decided for a later date; again once that is withdrawn', () => {
    const steps: Step[] = [
      [modify('us', 'd1', title('One')), '2027-02-01T15:00:00Z'],
      ...decided(modify('us', 'd2', title('Two'), '2027-06-01'), '2027-02-03T15:00:00Z'),
    ];
    expect(awaitedIn(after(smallInstrument, ...steps))).toEqual([]);
    const withdrawn = after(smallInstrument, ...steps, ...decided(withdrawDecision('us', 'd3', 'd2'), '2027-02-05T15:00:00Z'));
    expect(awaitedIn(withdrawn)).toEqual(['consent of rok, d1']);
  });

  it('to a modification: also where a default has taken the place of what was taken out', () => {
    const steps: Step[] = [
      [modify('us', 'd1', [{ op: 'add', path: '/places/Busan', value: 'Asia/Seoul' }]), '2027-02-01T15:00:00Z'],
      ...decided(modify('us', 'd2', [{ op: 'remove', path: '/places' }]), '2027-02-03T15:00:00Z'),
    ];
    const memorandum = after(smallInstrument, ...steps, [consent('rok', 'd1'), '2027-02-05T15:00:00Z']);
    expect(memorandum.state?.instrument.places).toEqual({ Busan: 'Asia/Seoul' });
    expect(stateAsOf(memorandum.log, { on: '2027-02-04' })?.instrument.places).toEqual({});
  });

  it('to a modification: of one about to leave as well, though others could be taken without it once it has left', () => {
    const memorandum = after(
      leaving,
      ...japanLeaves,
      [modify('us', 'd1', title('A')), '2027-02-03T15:00:00Z'],
      [consent('rok', 'd1'), '2027-02-04T15:00:00Z'],
      [modify('us', 'd2', title('B')), '2027-02-05T15:00:00Z'],
      [consent('rok', 'd2'), '2027-02-06T15:00:00Z'],
    );
    expect(awaitedIn(memorandum)).toEqual(['consent of jp, d1', 'consent of jp, d2']);
    expect(awaitedIn(until(memorandum, '2027-08-03T15:00:00Z'))).toEqual([]);
  });

  it('to a modification: not where each of two leaves a valid text, and both together do not', () => {
    const steps: Step[] = [
      [modify('us', 'd1', withoutLaw), '2027-02-01T15:00:00Z'],
      [modify('rok', 'd2', replacing('/terms/cooperation/clause', 'III.8')), '2027-02-02T15:00:00Z'],
    ];
    expect(awaitedIn(after(smallInstrument, ...steps))).toEqual(['consent of us, d2', 'consent of rok, d1']);
    const one = after(smallInstrument, ...steps, [consent('us', 'd2'), '2027-02-03T15:00:00Z']);
    expect(awaitedIn(one)).toEqual([]);
    const later: Step[] = [[modify('us', 'd3', replacing('/terms/cooperation/clause', 'II')), '2027-02-04T15:00:00Z']];
    const mended = after(smallInstrument, ...steps, [consent('us', 'd2'), '2027-02-03T15:00:00Z'], ...later, [
      consent('rok', 'd3'),
      '2027-02-05T15:00:00Z',
    ]);
    expect(awaitedIn(mended)).toEqual(['consent of rok, d1']);
  });

  it('and where both wait for one who leaves, the later of them lapses, and the text stays whole', () => {
    const memorandum = after(
      leaving,
      ...japanLeaves,
      [modify('us', 'd1', withoutLaw), '2027-02-04T15:00:00Z'],
      [modify('rok', 'd2', replacing('/terms/cooperation/clause', 'III.8')), '2027-02-05T15:00:00Z'],
      [consent('rok', 'd1'), '2027-02-06T15:00:00Z'],
      [consent('us', 'd2'), '2027-02-07T15:00:00Z'],
    );
    expect(awaitedIn(memorandum)).toEqual(['consent of jp, d1', 'consent of jp, d2']);
    const { state, log } = until(memorandum, '2027-08-03T15:00:00Z');
    expect(log.at(-1)).toMatchObject({
      type: 'DecisionLapsed',
      data: { decision: 'd2', cause: 'conflict', reason: expect.stringContaining('terms.cooperation.clause: cites III.8') },
    });
    expect(Instrument.safeParse(state?.instrument).success).toBe(true);
  });

  it('to a modification of after the expected end: until what both read has changed, for that end may fall away', () => {
    const steps: Step[] = [
      [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
      [deliver('n1', 'rok', '2027-02-02'), '2027-02-02T15:00:00Z'],
      [modify('us', 'd1', title('One'), '2027-12-01'), '2027-02-03T15:00:00Z'],
    ];
    expect(awaitedIn(after(smallInstrument, ...steps))).toEqual(['consent of rok, d1']);
    const changed = [...steps, ...decided(modify('us', 'd2', title('Two')), '2027-02-04T15:00:00Z')];
    expect(awaitedIn(after(smallInstrument, ...changed))).toEqual([]);
    expect(() => after(smallInstrument, ...changed, [consent('rok', 'd1'), '2027-02-06T15:00:00Z'])).toThrow(/d1 no longer fits/);
  });

  it('to the withdrawal of a notice: until that is over', () => {
    const steps: Step[] = [
      [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
      [deliver('n1', 'rok', '2027-02-02'), '2027-02-02T15:00:00Z'],
      [withdrawByDecision('us', 'd1', 'n1'), '2027-02-03T15:00:00Z'],
    ];
    expect(awaitedIn(after(smallInstrument, ...steps))).toEqual(['consent of rok, d1']);
    expect(
      awaitedIn(after(smallInstrument, ...steps, ...decided(discontinueOn('us', 'd2', '2027-12-01'), '2027-02-04T15:00:00Z'))),
    ).toEqual([]);
  });

  it('to an extension until a day: until the term runs longer', () => {
    const fixed = smallInstrumentWith({ duration: { clause: 'III.4', period: 'P1Y', renewal: { rule: 'by-decision' } } });
    const steps: Step[] = [
      [extend('us', 'd1', '2028-03-01'), '2027-02-01T15:00:00Z'],
      ...decided(extend('rok', 'd2', '2028-06-01'), '2027-02-02T15:00:00Z'),
    ];
    expect(awaitedIn(after(fixed, ...steps))).toEqual([]);
  });

  it('to a correction: until the fact is corrected, and not while what was done since stands in its way', () => {
    const steps: Step[] = [
      [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
      [deliver('n1', 'rok', '2027-02-03'), '2027-02-03T15:00:00Z'],
      [rectifyDelivery('us', 'd1', 'n1', '2027-02-02'), '2027-02-04T15:00:00Z'],
      [{ ...proposal('us', 'd2'), kind: 'rectify', signature: 'us', signedOn: '2027-01-07' }, '2027-02-04T15:00:00Z'],
    ];
    expect(awaitedIn(after(smallInstrument, ...steps))).toEqual(['consent of rok, d1', 'consent of rok, d2']);
    const corrected = decided(rectifyDelivery('rok', 'd3', 'n1', '2027-02-02'), '2027-02-05T15:00:00Z');
    expect(awaitedIn(after(smallInstrument, ...steps, ...corrected))).toEqual(['consent of rok, d2']);
    const paused: Step = [
      { do: 'start-initiative', by: 'us', initiative: 'i1', area: 'II.B.4', title: 'X', startedOn: '2027-01-06' },
      '2027-02-05T15:00:00Z',
    ];
    expect(awaitedIn(after(smallInstrument, ...steps, paused))).toEqual(['consent of rok, d1']);
  });
});

it('a notice of non-renewal is to be delivered as long as a renewal is left that it can stop', () => {
  const renewal = { rule: 'automatic', period: 'P1Y', unless: 'P2M', times: 1 };
  const once = smallInstrumentWith({ duration: { clause: 'III.4', period: 'P1Y', renewal } });
  const given = after(once, [nonRenewal('us', 'n1', '2027-11-01'), '2027-11-01T15:00:00Z']);
  expect(awaitedIn(given)).toEqual(['delivery of rok, n1']);
  expect(awaitedIn(until(given, '2028-01-10T00:00:00Z'))).toEqual([]);
});

describe('what was begun is completed, though a modification has taken out what foresaw it', () => {
  const at = '2027-02-03T15:00:00Z';
  const without = (path: string) => decided(modify('us', 'd1', [{ op: 'remove', path }]), '2027-02-05T15:00:00Z');

  it('the actions of a meeting', () => {
    const begun: Step[] = [
      [schedule('us', 'm1', '2027-02-03'), at],
      [{ do: 'hold-meeting', by: 'us', meeting: 'm1' }, at],
      [recordAction('m1', 'a1', 'us', '2027-06-01'), at],
      ...without('/terms/committee'),
    ];
    const memorandum = after(smallInstrument, ...begun);
    expect(awaitedIn(memorandum)).toEqual(['action of us, a1']);
    const completed = after(smallInstrument, ...begun, [{ do: 'complete-action', meeting: 'm1', action: 'a1' }, '2027-02-06T15:00:00Z']);
    expect(awaitedIn(completed)).toEqual([]);
    expect(() => after(smallInstrument, ...begun, [schedule('us', 'm2', '2027-03-01'), '2027-02-06T15:00:00Z'])).toThrow(
      /foresees no meetings/,
    );
  });
});

it('a reminder is made of no consent that could only be refused', () => {
  const two: Step[] = [
    [modify('us', 'd1', title('One')), '2027-02-01T15:00:00Z'],
    ...decided(modify('rok', 'd2', title('Two')), '2027-02-01T16:00:00Z'),
  ];
  const { log } = until(after(reminding, ...two), '2027-04-01T00:00:00Z');
  expect(log.filter(({ type, data }) => type === 'ReminderDue' && data.about === 'consent')).toEqual([]);
});

it('an unrelated decision is not refused for one that will not fit on its date anyway', () => {
  const memorandum = after(
    smallInstrument,
    ...decided(modify('us', 'd1', title('One'), '2027-06-01'), '2027-02-01T15:00:00Z'),
    ...decided(modify('us', 'd2', title('Two'), '2027-06-02'), '2027-02-03T15:00:00Z'),
    ...decided(withdrawDecision('us', 'd3', 'd1'), '2027-02-04T15:00:00Z'),
    ...decided(modify('us', 'd4', replacing('/clauses/III.8/text', 'Eight.')), '2027-02-05T15:00:00Z'),
  );
  expect(memorandum.state?.modifications).toEqual(['d4']);
});

const isAwaitedAsItCanCome = (memorandum: Memorandum, now: number): void => {
  const state = memorandum.state as State;
  // What is kept of an earlier state changes no answer.
  const afresh = awaitedOf(structuredClone(state));
  if (!isDeepStrictEqual(awaitedOf(state), afresh)) expect(awaitedOf(state), logOf(memorandum)).toEqual(afresh);
  const amiss = {
    'awaited, and refused': refusedOf(memorandum.log, state, now),
    'accepted, and not awaited': unawaitedOf(memorandum.log, state, now),
  };
  if (Object.values(amiss).flat().length > 0)
    expect(amiss, logOf(memorandum)).toEqual({ 'awaited, and refused': [], 'accepted, and not awaited': [] });
};

it(`in ${LIVES} lives of papers, recorded on time and long after, what is awaited can come`, () => {
  fc.assert(
    fc.property(life, (one) => {
      watched(one, (memorandum, now) => {
        isAwaitedAsItCanCome(memorandum, now);
      });
    }),
    { numRuns: LIVES },
  );
});

const lived = (name: string, moves: readonly Move[]): void => {
  const memorandum = after(INSTRUMENTS[name] as Instrument);
  let now = parseInstant('2027-01-08T00:00:00Z');
  for (const one of moves) {
    now += one.hours * 3_600_000;
    while (memorandum.settle(now));
    const today = plusDays(new Date(now).toISOString().slice(0, 10), 0);
    try {
      memorandum.record(parseAct(actOf(one, memorandum.state as State, today)), now);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    while (memorandum.settle(now));
    isAwaitedAsItCanCome(memorandum, now);
  }
};

it(`in ${LIVES} other lives, with meetings, pauses and initiatives, what is awaited can come`, () => {
  fc.assert(
    fc.property(instrument, fc.array(move, { minLength: 10, maxLength: 60, size: 'max' }), (name, moves) => lived(name, moves)),
    { numRuns: LIVES },
  );
});
