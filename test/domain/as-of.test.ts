/** What held on a civil date, as known at an instant. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AsOf, eventsAsOf, stateAsOf } from '../../projections/as-of.ts';
import { awaitedOf } from '../../domain/awaited.ts';
import { addDays, dateEverywhere, parseInstant } from '../../domain/calendar.ts';
import { fold } from '../../domain/evolve.ts';
import { Instrument } from '../../domain/instrument.ts';
import { explain } from '../../projections/explain.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { parseAct } from '../../domain/input.ts';
import { zonesIn } from '../../domain/seats.ts';
import type { State } from '../../domain/state.ts';
import { MOU, type Step } from '../support/given.ts';
import { drawn } from '../support/seed.ts';
import { life, watched } from './recorded-papers.ts';
import { three } from './siblings.ts';
import {
  consent,
  deliver,
  discontinueOn,
  giveNotice,
  modify,
  open,
  recordAction,
  rectifyDelivery,
  rectifySignature,
  replacing,
  schedule,
  sign,
  startInitiative,
  text,
} from './acts.ts';

/** The log of a story: acts at instants, with what falls due in between. */
const logOf = (steps: Step[]) => {
  const memorandum = new Memorandum(MOU);
  for (const step of steps) {
    const [act, at] = typeof step === 'string' ? [undefined, step] : step;
    const now = parseInstant(at);
    while (memorandum.settle(now));
    if (act) memorandum.record(parseAct(act), now);
    while (memorandum.settle(now));
  }
  return memorandum.log;
};

const asOf = (steps: Step[], on?: string, knownAt?: string) => {
  const question: AsOf = { on, knownAt: knownAt === undefined ? undefined : parseInstant(knownAt) };
  return stateAsOf(logOf(steps), question);
};

const signedLate: Step[] = [
  [open(), '2027-02-01T15:00:00Z'],
  [sign('us', '2027-01-05'), '2027-02-01T15:01:00Z'],
  [sign('rok', '2027-01-06'), '2027-02-01T15:02:00Z'],
];
const noticed: Step[] = [
  ...signedLate,
  [giveNotice('us', 'n1', '2027-02-10'), '2027-02-10T15:00:00Z'],
  [deliver('n1', 'rok', '2027-02-12'), '2027-03-01T02:00:00Z'],
];
const rectified: Step[] = [
  ...noticed,
  '2027-08-12T00:00:00Z',
  [rectifyDelivery('us', 'd1', 'n1', '2027-03-14'), '2027-08-20T15:00:00Z'],
  [consent('rok', 'd1'), '2027-08-21T05:00:00Z'],
  '2027-09-20T00:00:00Z',
];

describe('the state on a date', () => {
  it('holds what was signed by then, though it was recorded later', () => {
    expect(asOf(signedLate, '2027-01-04')).toMatchObject({ status: 'open', signatures: [], operativeOn: null });
    expect(asOf(signedLate, '2027-01-05')).toMatchObject({ status: 'open', signatures: [{ by: 'us' }] });
    expect(asOf(signedLate, '2027-01-06')).toMatchObject({ status: 'operative', operativeOn: '2027-01-06' });
  });

  it('of before the opening awaits nothing since a later day', () => {
    const since = (on: string) => awaitedOf(asOf(signedLate, on) as State).map((one) => one.since);
    expect(since('2020-01-01')).toEqual(['2020-01-01', '2020-01-01']);
    expect(since('2027-01-04')).toEqual(['2027-01-04', '2027-01-04']);
    expect(since('2027-01-05')).toEqual(['2027-01-05']);
  });

  it('awaits nothing since a day after the one that is asked about, in any life', () => {
    fc.assert(
      fc.property(life, fc.integer({ min: -400, max: 0 }), (one, days) =>
        watched(one, ({ state, log }, now) => {
          if (!state) throw new Error('It was not opened');
          const on = addDays(dateEverywhere(now, zonesIn(state)), days);
          expect(awaitedOf(stateAsOf(log, { on }) as State).filter(({ since }) => since > on)).toEqual([]);
        }),
      ),
      { numRuns: drawn(20) },
    );
  });

  it('does not hold what was not known yet', () => {
    expect(asOf(signedLate, '2027-01-06', '2027-02-01T15:01:30Z')).toMatchObject({ status: 'open' });
    expect(asOf(signedLate, '2027-01-06', '2027-01-31T00:00:00Z')).toBeUndefined();
  });

  it('expects discontinuation from the delivery on', () => {
    expect(asOf(noticed, '2027-02-11')).toMatchObject({ discontinuation: null, notices: { n1: { status: 'given', deliveredOn: null } } });
    expect(asOf(noticed, '2027-02-12')).toMatchObject({
      discontinuation: { expectedOn: '2027-08-11', commencedOn: null },
      notices: { n1: { status: 'delivered' } },
    });
    expect(asOf(noticed, '2027-02-12', '2027-02-20T00:00:00Z')).toMatchObject({ discontinuation: null });
  });

  it('is discontinued from the day of commencement on, and operative on the day before', () => {
    const lived: Step[] = [...noticed, '2027-09-01T00:00:00Z'];
    expect(asOf(lived, '2027-08-10')).toMatchObject({
      status: 'operative',
      discontinuation: { expectedOn: '2027-08-11', commencedOn: null },
    });
    expect(asOf(lived, '2027-08-11')).toMatchObject({ status: 'discontinued', discontinuation: { commencedOn: '2027-08-11' } });
  });

  it('holds corrected facts as if they had been recorded right at first, once the correction is known', () => {
    expect(asOf(rectified, '2027-08-15')).toMatchObject({
      status: 'operative',
      discontinuation: { expectedOn: '2027-09-10', commencedOn: null },
    });
    expect(asOf(rectified, '2027-03-13')).toMatchObject({ discontinuation: null, notices: { n1: { deliveredOn: null } } });
    expect(asOf(rectified, '2027-09-10')).toMatchObject({ status: 'discontinued', discontinuation: { commencedOn: '2027-09-10' } });
    expect(asOf(rectified, '2027-08-15', '2027-08-20T00:00:00Z')).toMatchObject({
      status: 'discontinued',
      discontinuation: { commencedOn: '2027-08-11' },
    });
    expect(asOf(rectified, '2027-08-22')?.decisions.d1).toMatchObject({ status: 'effective' });
    expect(asOf(rectified, '2027-08-19')?.decisions).toEqual({});
  });

  it('holds a corrected signature, and the operative date that follows from it', () => {
    const steps: Step[] = [
      ...signedLate,
      [rectifySignature('us', 'd1', 'rok', '2027-01-10'), '2027-03-01T15:00:00Z'],
      [consent('rok', 'd1'), '2027-03-02T15:00:00Z'],
    ];
    expect(asOf(steps, '2027-01-07')).toMatchObject({ status: 'open' });
    expect(asOf(steps, '2027-01-10')).toMatchObject({ status: 'operative', operativeOn: '2027-01-10' });
    expect(asOf(steps, '2027-01-07', '2027-03-01T00:00:00Z')).toMatchObject({ status: 'operative', operativeOn: '2027-01-06' });
  });

  it('expects no discontinuation before the operative date as it was corrected', () => {
    const steps: Step[] = [
      ...noticed,
      [rectifySignature('us', 'd1', 'rok', '2027-03-01'), '2027-03-05T15:00:00Z'],
      [consent('rok', 'd1'), '2027-03-05T16:00:00Z'],
    ];
    expect(asOf(steps, '2027-02-20')).toMatchObject({ status: 'open', discontinuation: null, notices: { n1: { status: 'delivered' } } });
    expect(explain(asOf(steps, '2027-02-20') as State)).toMatchObject([
      { id: 'notice/n1', expected: false, sentence: expect.stringMatching(/before the operative date and so starts no period/) },
    ]);
    expect(asOf(steps, '2027-02-20', '2027-03-02T00:00:00Z')).toMatchObject({ discontinuation: { expectedOn: '2027-08-11' } });
  });

  it('holds a proposal open again that the superseded commencement had closed', () => {
    const [commenced, corrected, consented, later] = rectified.slice(-4) as [Step, Step, Step, Step];
    const proposed: Step = [modify('us', 'd2', replacing('/title', 'A shorter title')), '2027-08-02T15:00:00Z'];
    const steps: Step[] = [...noticed, proposed, commenced, corrected, consented, later];
    expect(fold(logOf(steps))?.decisions.d2).toMatchObject({ status: 'lapsed' });
    expect(asOf(steps, '2027-08-10')?.decisions.d2).toMatchObject({ status: 'proposed' });
    expect(asOf(steps, '2027-08-22')?.decisions.d2).toMatchObject({ status: 'proposed' });
    expect(asOf(steps, '2027-09-30')).toEqual({ ...fold(logOf(steps)), seq: expect.any(Number) });
  });

  it('counts a corrected delivery by the period that was in force on its date', () => {
    const steps: Step[] = [
      ...signedLate,
      [giveNotice('us', 'n1', '2027-01-04'), '2027-02-10T15:00:00Z'],
      [deliver('n1', 'rok', '2027-02-12'), '2027-02-12T02:00:00Z'],
      [modify('us', 'd1', replacing('/terms/commencement/period', 'P30D')), '2027-03-01T15:00:00Z'],
      [consent('rok', 'd1'), '2027-03-02T15:00:00Z'],
      [rectifyDelivery('us', 'd2', 'n1', '2027-04-10'), '2027-04-20T15:00:00Z'],
      [consent('rok', 'd2'), '2027-04-20T16:00:00Z'],
    ];
    expect(fold(logOf(steps))).toMatchObject({ discontinuation: { expectedOn: '2027-05-10' }, notices: { n1: { period: 'P30D' } } });
    expect(asOf(steps, '2027-04-25')).toMatchObject({ discontinuation: { expectedOn: '2027-05-10' }, notices: { n1: { period: 'P30D' } } });
  });

  it('has the text of that date', () => {
    const steps: Step[] = [
      ...signedLate,
      [modify('us', 'd1', replacing('/title', 'A shorter title'), '2027-06-01'), '2027-03-01T15:00:00Z'],
      [consent('rok', 'd1'), '2027-03-02T15:00:00Z'],
      '2027-07-01T00:00:00Z',
    ];
    expect(asOf(steps, '2027-05-31')).toMatchObject({ version: 1, decisions: { d1: { status: 'taken' } } });
    expect(asOf(steps, '2027-06-01')).toMatchObject({ version: 2, instrument: { title: 'A shorter title' } });
  });

  it('counts an answer from the later date where the seats differ by a day', () => {
    const steps: Step[] = [
      ...signedLate,
      // 3 March in Seoul and still 2 March in Washington.
      [discontinueOn('rok', 'd1', '2027-09-01'), '2027-03-02T16:00:00Z'],
      [consent('us', 'd1'), '2027-03-02T17:00:00Z'],
    ];
    expect(asOf(steps, '2027-03-02')).toMatchObject({ decisions: {}, discontinuation: null });
    expect(asOf(steps, '2027-03-03')).toMatchObject({
      decisions: { d1: { status: 'taken' } },
      discontinuation: { expectedOn: '2027-09-01', decision: 'd1' },
    });
  });

  it('counts an action from the later date, where the meeting that gave it was scheduled at a seat ahead of its own', () => {
    const steps: Step[] = [
      ...signedLate,
      // 3 March in Seoul and still 2 March in Washington.
      [schedule('rok', 'm1', '2027-04-01'), '2027-03-02T16:00:00Z'],
      [{ ...recordAction('m1', 'a1', 'us', '2027-05-01'), by: 'us' }, '2027-03-02T17:00:00Z'],
    ];
    expect(asOf(steps, '2027-03-02')?.meetings).toEqual({});
    expect(asOf(steps, '2027-03-03')?.meetings).toEqual(fold(logOf(steps))?.meetings);
  });

  it('is, at the end of time, what is known now', () => {
    const steps: Step[] = [...noticed, [startInitiative('us', 'i1', 'II.B.4'), '2027-03-05T15:00:00Z'], '2027-09-01T00:00:00Z'];
    expect(asOf(steps, '2099-01-01')).toEqual(fold(logOf(steps)));
  });

  it('keeps that a disposition was asked of an initiative which has been concluded since, after the end', () => {
    const concluded: Step[] = [
      ...noticed,
      [startInitiative('us', 'i1', 'II.B.4'), '2027-03-05T15:00:00Z'],
      [startInitiative('us', 'i2', 'II.B.4'), '2027-03-05T15:00:00Z'],
      [{ do: 'conclude-initiative', by: 'us', initiative: 'i2', concludedOn: '2027-06-01' }, '2027-06-01T15:00:00Z'],
      [{ do: 'conclude-initiative', by: 'us', initiative: 'i1', concludedOn: '2027-09-01' }, '2027-09-01T15:00:00Z'],
    ];
    const asked = (on: string) =>
      Object.values(asOf(concluded, on)?.initiatives ?? {}).map(({ status, disposition }) => [status, disposition]);
    expect(asked('2027-08-10')).toEqual([
      ['started', null],
      ['concluded', null],
    ]);
    expect(asked('2027-08-11')).toEqual([
      ['started', 'requested'],
      ['concluded', null],
    ]);
    expect(asked('2027-09-01')).toEqual([
      ['concluded', 'requested'],
      ['concluded', null],
    ]);
    expect(asOf(concluded, '2027-09-01')?.initiatives).toEqual(fold(logOf(concluded))?.initiatives);
  });

  it('has the title of an initiative as it was corrected, before the correction too, as that of a decision', () => {
    const right = { title: 'As it is', reason: 'Misspelt.', document: text('A note'), correctedOn: '2027-04-01' } as const;
    const corrected: Step[] = [
      ...signedLate,
      [startInitiative('us', 'i1', 'II.B.4'), '2027-03-05T15:00:00Z'],
      [modify('us', 'd1', replacing('/title', 'A shorter title')), '2027-03-05T15:00:00Z'],
      [{ do: 'correct', kind: 'initiative', of: 'i1', ...right }, '2027-04-01T15:00:00Z'],
      [{ do: 'correct', kind: 'decision', of: 'd1', ...right }, '2027-04-01T15:00:00Z'],
    ];
    const titles = { initiatives: { i1: { title: 'As it is' } }, decisions: { d1: { title: 'As it is' } } };
    for (const on of ['2027-03-05', '2027-04-02']) expect(asOf(corrected, on)).toMatchObject(titles);
    expect(asOf(corrected, '2027-03-04')).toMatchObject({ initiatives: {}, decisions: {} });
  });

  it('has the place of a meeting as it was corrected since it was moved there, and before that the place where it was to be', () => {
    const right = { reason: 'Misspelt.', document: text('A note') } as const;
    const moved: Step[] = [
      ...signedLate,
      [{ ...schedule('us', 'm1', '2027-06-01'), place: 'Soul' }, '2027-03-05T15:00:00Z'],
      [{ do: 'correct', kind: 'meeting', of: 'm1', place: 'Seoul', ...right }, '2027-03-06T15:00:00Z'],
      [{ do: 'reschedule-meeting', by: 'us', meeting: 'm1', on: '2027-06-02', place: 'Bussan' }, '2027-04-01T15:00:00Z'],
      [{ do: 'correct', kind: 'meeting', of: 'm1', place: 'Busan', agenda: ['Next steps'], ...right }, '2027-05-01T15:00:00Z'],
    ];
    const agenda = ['Next steps'];
    expect(asOf(moved, '2027-03-05')).toMatchObject({ meetings: { m1: { on: '2027-06-01', place: 'Seoul', agenda } } });
    expect(asOf(moved, '2027-04-01')).toMatchObject({ meetings: { m1: { on: '2027-06-02', place: 'Busan', agenda } } });
  });

  it('lists decisions, notices and what is awaited in the order in which they were recorded, as the state does', () => {
    const recorded: Step[] = [
      ...signedLate,
      [{ ...modify('us', 'd1', replacing('/title', 'Shorter')), proposedOn: '2027-03-05' }, '2027-03-10T15:00:00Z'],
      [{ ...modify('us', 'd2', replacing('/title', 'Shorter still')), proposedOn: '2027-03-03' }, '2027-03-10T15:01:00Z'],
      [giveNotice('us', 'n1', '2027-03-08'), '2027-03-10T15:02:00Z'],
      [giveNotice('rok', 'n2', '2027-03-06'), '2027-03-10T15:03:00Z'],
    ];
    const [now, then] = [fold(logOf(recorded)), asOf(recorded, '2027-03-10')];
    const orderOf = (state: State | undefined) => [Object.keys(state?.decisions ?? {}), Object.keys(state?.notices ?? {})];
    expect(orderOf(now)).toEqual([
      ['d1', 'd2'],
      ['n1', 'n2'],
    ]);
    expect(orderOf(then)).toEqual(orderOf(now));
    expect(then && awaitedOf(then)).toEqual(now && awaitedOf(now));
  });

  it('of today has the initiatives as they stand, whatever the life', () => {
    fc.assert(
      fc.property(life, (one) =>
        watched(one, ({ state, log }, now) => {
          if (!state) throw new Error('It was not opened');
          expect(stateAsOf(log, { on: dateEverywhere(now, zonesIn(state)) })?.initiatives).toEqual(state.initiatives);
        }),
      ),
      { numRuns: drawn(40) },
    );
  });

  it('lists the events known that hold by then, as they were recorded', () => {
    expect(eventsAsOf(logOf(noticed), { on: '2027-01-05' }).map(({ type }) => type)).toEqual(['Signed']);
    expect(eventsAsOf(logOf(noticed), { knownAt: parseInstant('2027-02-01T15:00:00Z') })).toHaveLength(1);
  });
});

it('who signs after an end that comes to light later never belonged, as the state says', () => {
  const operative = { clause: 'III.1', rule: 'number-of-signatures', count: 2 };
  const byTwo = Instrument.parse({ ...three, terms: { ...three.terms, operative } });
  const ended: Step[] = [
    [open(byTwo), '2027-01-05T01:00:00Z'],
    [sign('us', '2027-01-05'), '2027-01-05T15:01:00Z'],
    [sign('rok', '2027-01-06'), '2027-01-06T15:02:00Z'],
    [giveNotice('us', 'n1', '2027-02-10'), '2027-02-10T15:00:00Z'],
    [sign('jp', '2027-08-20'), '2027-08-21T15:00:00Z'],
    [deliver('n1', 'rok', '2027-02-12'), '2027-08-25T15:00:00Z'],
  ];
  expect(fold(logOf(ended))?.participants.jp).toMatchObject({ since: null });
  expect(asOf(ended, '2027-08-26')?.participants.jp).toMatchObject({ since: null });
});
