/** A modification may have to wait: it has its effect so long after it was decided, and not before. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deadlinesOf } from '../../domain/deadlines.ts';
import { fold } from '../../domain/evolve.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { pastTaking } from '../../domain/rules/open-proposals.ts';
import type { State } from '../../domain/state.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { calendarOf } from '../../projections/calendar-entries.ts';
import { explain } from '../../projections/explain.ts';
import { toldAct } from '../../projections/message.ts';
import { given } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { consent, decided, deliver, discontinueOn, giveNotice, modify, operative, proposal, replacing, withdrawDecision } from './acts.ts';
import { decidedOn, japanLeaving } from './late-lives.ts';

const WAIT = { after: 'P30D' } as const;
const MARCH = '2027-03-02T16:00:00Z';
const APRIL = '2027-04-02T16:00:00Z';
const MAY = '2027-05-01T16:00:00Z';

const waiting = (modification: object = WAIT, more: object = {}): Instrument =>
  smallInstrumentWith({ modification: { clause: 'III.2', rule: 'mutual-decision', ...modification }, ...more });
const title = (effectiveOn?: string) => modify('us', 'd1', replacing('/title', 'Shorter'), effectiveOn);
/** Consented to on 1 March. */
const taken = (modification?: object, effectiveOn?: string, more?: object) =>
  given(...operative(waiting(modification, more)), ...decidedOn(title(effectiveOn), '2027-03-01', MARCH));
const explained = (state: State, id = 'd1') => explain(state).find((one) => one.id === `decision/${id}`);
const consentOf = (of: string, consentedOn: string) =>
  ({ ...proposal('us', 'd9'), kind: 'rectify', of, consent: 'rok', consentedOn }) as const;

describe('A modification that has to wait', () => {
  test('is taken on the date of the last consent, and takes effect so long after, once that day has begun at every seat', () => {
    given(...operative(waiting()), [{ ...title(), proposedOn: '2027-02-20' }, MARCH])
      .when({ ...consent('rok', 'd1'), consentedOn: '2027-03-01' }, MARCH)
      .then(
        { type: 'DecisionConsented' },
        { type: 'DecisionTaken', on: '2027-03-01', clause: 'III.2', data: { takenOn: '2027-03-01', effectiveOn: '2027-03-31' } },
      )
      .withState({ version: 1, decisions: { d1: { status: 'taken', effectiveOn: '2027-03-31' } } });
    taken()
      .whenTimeReaches(APRIL)
      .then({ type: 'ModificationTookEffect', on: '2027-03-31', at: '2027-03-31T04:00:00Z', by: null, clause: 'III.2' })
      .withState({ version: 2, decisions: { d1: { status: 'effective', takenOn: '2027-03-01', effectiveOn: '2027-03-31' } } });
  });

  test.each([
    [{ firstOfNextMonth: true }, '2027-04-01'],
    [{ after: 'P1M', firstOfNextMonth: true }, '2027-05-01'],
    [{ after: 'P1M' }, '2027-04-01'],
  ])('counts as everywhere: %j leads to %s', (modification, effectiveOn) => {
    taken(modification).withState({ decisions: { d1: { status: 'taken', effectiveOn } } });
  });

  test('takes effect at once where it is recorded when the wait is over', () => {
    given(...operative(waiting()), [{ ...title(), proposedOn: '2027-02-20' }, APRIL])
      .and([{ ...consent('rok', 'd1'), consentedOn: '2027-03-01' }, APRIL])
      .withState({ version: 2, decisions: { d1: { status: 'effective', effectiveOn: '2027-03-31' } } });
  });

  test('makes of the term what it does as it takes effect, also where it is recorded when the wait is over', () => {
    const duration = { clause: 'III.4', period: 'P1Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P20D' } };
    const sooner = modify('us', 'd1', replacing('/terms/duration/renewal/unless', 'P10D'));
    given(...operative(waiting(WAIT, { duration })), [{ ...sooner, proposedOn: '2027-02-20' }, APRIL])
      .when({ ...consent('rok', 'd1'), consentedOn: '2027-03-01' }, APRIL)
      .then({ type: 'DecisionConsented' }, { type: 'DecisionTaken', on: '2027-03-01' })
      .andAtOnce({ type: 'ModificationTookEffect', on: '2027-03-31' }, { type: 'ExpiryExpected', on: '2027-03-31' });
  });

  test('a later date that it states counts as it is, and a sooner one does not', () => {
    taken({ after: 'P1M', firstOfNextMonth: true }, '2027-05-15').withState({ decisions: { d1: { effectiveOn: '2027-05-15' } } });
    taken(WAIT, '2027-03-15').withState({ decisions: { d1: { status: 'taken', effectiveOn: '2027-03-31' } } });
    taken(WAIT, '2027-03-31').withState({ decisions: { d1: { effectiveOn: '2027-03-31' } } });
  });

  test('a date of before the proposal is refused, as where nothing has to wait', () => {
    given(...operative(waiting()))
      .when({ ...title('2027-02-19'), proposedOn: '2027-02-20' }, MARCH)
      .thenRefused('RETROACTIVE', 'III.2');
  });

  test('what else is decided together has its effect on its own date', () => {
    given(...operative(waiting()), ...decidedOn(discontinueOn('us', 'd1', '2027-03-10'), '2027-03-01', MARCH)).withState({
      discontinuation: { expectedOn: '2027-03-10' },
      decisions: { d1: { effectiveOn: '2027-03-10' } },
    });
  });
});

test('is told of again by arithmetic of its own: so many days on or the first of the next month, and never before the date that it states', () => {
  const DAY = 86_400_000;
  const iso = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const drawn = fc.record({
    day: fc.integer({ min: 1, max: 700 }),
    days: fc.option(fc.integer({ min: 1, max: 400 })),
    first: fc.boolean(),
    stated: fc.option(fc.integer({ min: 0, max: 800 })),
  });
  fc.assert(
    fc.property(drawn, ({ day, days, first, stated }) => {
      const takenOn = Date.UTC(2027, 0, 5) + day * DAY;
      const reached = new Date(takenOn + (days ?? 0) * DAY);
      const waited = first ? Date.UTC(reached.getUTCFullYear(), reached.getUTCMonth() + 1, 1) : reached.getTime();
      const statedOn = stated === null ? undefined : iso(takenOn + stated * DAY);
      const wait = { ...(days !== null && { after: `P${days}D` }), ...(first && { firstOfNextMonth: true }) };
      const { state } = given(...operative(waiting(wait)), ...decidedOn(title(statedOn), iso(takenOn), '2032-01-01T16:00:00Z'));
      expect(state.decisions.d1?.effectiveOn).toBe(iso(Math.max(waited, takenOn + (stated ?? 0) * DAY)));
    }),
  );
});

describe('As long as it waits', () => {
  test('it is explained by its clause, stands among the dates ahead and in the calendar', () => {
    const { state, memorandum } = taken({ after: 'P1M', firstOfNextMonth: true });
    expect(explained(state)).toMatchObject({
      date: '2027-05-01',
      at: '2027-05-01T04:00:00Z',
      clause: 'III.2',
      expected: true,
      inputs: expect.arrayContaining([
        { name: 'taken on', value: '2027-03-01' },
        { name: 'wait', value: '1 month (P1M)' },
      ]) as unknown,
      sentence: expect.stringContaining(
        'Decision d1 is expected to take effect on 2027-05-01, the first day of the month that follows 1 month after the date on which it was taken (III.2).',
      ) as string,
    });
    expect(deadlinesOf(state)).toContainEqual(
      expect.objectContaining({ on: '2027-05-01', what: 'decision', about: 'd1', clause: 'III.2' }),
    );
    expect(calendarOf(memorandum.log).find(({ id }) => id === 'decision/d1')).toMatchObject({ date: '2027-05-01', status: 'TENTATIVE' });
  });

  test('a date that it states is explained too, whether it counts or not', () => {
    expect(explained(taken(WAIT, '2027-03-15').state)?.sentence).toContain(
      'on 2027-03-31, 30 days after the date on which it was taken; 2027-03-15, the date that it states, is sooner and does not count (III.2).',
    );
    expect(explained(taken(WAIT, '2027-04-15').state)?.sentence).toContain('on 2027-04-15, the later date that it states (III.2).');
    expect(explained(taken({}, '2027-04-15').state)).toMatchObject({ rule: expect.not.stringContaining('so long after') as string });
  });

  test('the others are told from when it would have its effect as soon as it is proposed', () => {
    const told = (effectiveOn?: string) => {
      const { log } = given(...operative(waiting()), [title(effectiveOn), MARCH]).memorandum;
      const at = log.findIndex(({ type }) => type === 'DecisionProposed');
      return toldAct({ before: fold(log.slice(0, at)), events: log.slice(at) })?.common.events[0]?.follows.at(-1);
    };
    expect(told()).toBe('Once taken, it is expected to have its effect from 30 days after the date on which it is taken (III.2).');
    expect(told('2027-06-01')).toBe(
      'Once taken, it is expected to take effect on 2027-06-01, the date it states, or from 30 days after the date on which it is taken (III.2) if that is later.',
    );
  });

  test('it can be withdrawn until it takes effect', () => {
    taken()
      .and(...decided(withdrawDecision('us', 'd2', 'd1'), '2027-03-20T16:00:00Z'))
      .whenTimeReaches(APRIL)
      .withState({ version: 1, decisions: { d1: { status: 'lapsed' } } });
    taken()
      .and(APRIL)
      .when(withdrawDecision('us', 'd2', 'd1'), APRIL)
      .thenRefused('DECISION_CLOSED', 'III.2', 'took effect on 2027-03-31');
  });

  test('an end of before its day supersedes it', () => {
    const ending = taken(WAIT, undefined, { commencement: { clause: 'III.4', period: 'P20D', from: 'delivery' } }).and(
      [giveNotice('us', 'n1', '2027-03-02'), MARCH],
      [deliver('n1', 'rok', '2027-03-02'), MARCH],
    );
    expect(explained(ending.state)?.sentence).toContain('should discontinuation commence on 2027-03-22, as expected, the decision lapses');
    expect(deadlinesOf(ending.state).filter(({ what }) => what === 'decision')).toEqual([]);
    ending.whenTimeReaches(APRIL).withState({ status: 'discontinued', version: 1, decisions: { d1: { status: 'lapsed' } } });
  });

  test('a consent that is rectified moves its day, also once it has taken effect', () => {
    taken()
      .and(...decided(consentOf('d1', '2027-03-02'), '2027-03-20T16:00:00Z'))
      .withState({ decisions: { d1: { status: 'taken', takenOn: '2027-03-02', effectiveOn: '2027-04-01' } } });
    const back = taken()
      .and(APRIL)
      .and(...decided(consentOf('d1', '2027-03-20'), APRIL));
    back
      .withState({ version: 1, decisions: { d1: { status: 'taken', takenOn: '2027-03-20', effectiveOn: '2027-04-19' } } })
      .whenTimeReaches(MAY)
      .then({ type: 'ModificationTookEffect', on: '2027-04-19' })
      .withState({ version: 2 });
  });

  test('one that waited for who has left waits from the day on which that one leaves', () => {
    const leaving = japanLeaving({ modification: { clause: 'III.2', rule: 'mutual-decision', ...WAIT } });
    given(...leaving, ...decidedOn(title(), '2027-02-20', MARCH))
      .whenTimeReaches('2027-03-05T16:00:00Z')
      .withState({ decisions: { d1: { status: 'taken', takenOn: '2027-03-04', effectiveOn: '2027-04-03' } } });
  });

  test('as of a day it is told as it was known then', () => {
    const { state, memorandum } = taken().and(APRIL);
    const on = (date: string) => stateAsOf(memorandum.log, { on: date })?.decisions.d1;
    expect(on('2027-03-15')).toMatchObject({ status: 'taken', effectiveOn: '2027-03-31' });
    expect(state.decisions.d1?.status).toBe('effective');
  });
});

describe('How long it waits', () => {
  const shorter = modify('us', 'd0', replacing('/terms/modification/after', 'P10D'));
  const introduced = modify('us', 'd0', [{ op: 'add', path: '/terms/modification/after', value: 'P10D' }]);

  test('is what the text of the day says on which it is decided: what changes that waits as long as it says so far', () => {
    const changed = () => given(...operative(waiting()), ...decidedOn(shorter, '2027-02-01', MARCH), MARCH);
    changed().withState({ decisions: { d0: { status: 'taken', effectiveOn: '2027-03-03' } } });
    changed()
      .and(...decidedOn(title(), '2027-03-02', MARCH))
      .withState({ decisions: { d1: { effectiveOn: '2027-04-01' } } });
    const after = changed().and(...decidedOn(title(), '2027-03-03', '2027-03-04T16:00:00Z'));
    after.withState({ decisions: { d1: { effectiveOn: '2027-03-13' } } });
    expect(explained(after.state)?.sentence).toContain('10 days after');
    // Whatever is decided of it later, what waits is explained by the text of its day.
    const longer = after.and(
      ...decidedOn(modify('us', 'd2', replacing('/terms/modification/after', 'P90D')), '2027-03-03', '2027-03-04T17:00:00Z'),
      APRIL,
    );
    expect(explained(longer.state)?.sentence).toContain('10 days after');
    expect(longer.state.instrument.terms.modification?.after).toBe('P90D');
  });

  test.each([
    ['first', [introduced, title()]],
    ['last', [title(), introduced]],
  ])('is nothing yet for what is decided on the day on which it is introduced, recorded %s', (_, acts) => {
    const { state } = given(...operative(), ...acts.flatMap((act) => decidedOn(act, '2027-03-01', MARCH)));
    expect(state.decisions).toMatchObject({ d0: { effectiveOn: '2027-03-01' }, d1: { effectiveOn: '2027-03-01' } });
    expect(explained(state)?.sentence).toContain('on 2027-03-01, the date on which it was taken');
  });
});

describe('What is proposed while others wait', () => {
  const eight = (by: string, id: string, value: string, on?: string) => modify(by, id, replacing('/clauses/III.8/text', value), on);

  test('is read with what will have taken effect by the first day on which it can', () => {
    given(...operative(waiting()), ...decidedOn(eight('us', 'd1', 'Eight.'), '2027-02-10', '2027-02-11T16:00:00Z'))
      .and(...decidedOn(eight('us', 'd2', 'Eight again.'), '2027-02-20', MARCH))
      .withState({ decisions: { d1: { effectiveOn: '2027-03-12' }, d2: { status: 'taken', effectiveOn: '2027-03-22' } } })
      .whenTimeReaches(APRIL)
      .withState({ version: 3 });
  });

  test('can no longer be taken once another is decided of the same part, and its consent is awaited of nobody', () => {
    const { state } = given(
      ...operative(waiting()),
      [eight('us', 'd1', 'One.'), '2027-02-20T16:00:00Z'],
      ...decidedOn(eight('us', 'd2', 'Two.'), '2027-02-25', MARCH),
    );
    expect([...pastTaking(state)]).toEqual(['d1']);
    given(
      ...operative(waiting()),
      [eight('us', 'd1', 'One.'), '2027-02-20T16:00:00Z'],
      ...decidedOn(eight('us', 'd2', 'Two.'), '2027-02-25', MARCH),
    )
      .when(consent('rok', 'd1'), MARCH)
      .thenRefused('CONFLICT', 'III.2');
  });

  test('is still possible beside what waits for a sooner day, and then follows it', () => {
    const both = given(...operative(waiting()), ...decidedOn(eight('us', 'd1', 'One.'), '2027-02-10', '2027-02-11T16:00:00Z'), [
      eight('us', 'd2', 'Two.'),
      MARCH,
    ]);
    expect([...pastTaking(both.state)]).toEqual([]);
    both.and([consent('rok', 'd2'), MARCH], MAY).withState({ version: 3, decisions: { d2: { status: 'effective' } } });
  });
});
