import { describe, expect, test } from 'vitest';
import { nextMeetingDueBy } from '../../domain/committee.ts';
import { deadlinesOf } from '../../domain/deadlines.ts';
import { type Explanation, explain } from '../../projections/explain.ts';
import { consented, Life, type Moment, proposed, untilDelivery, untilModificationTaken } from '../support/lives.ts';
import { smallInstrument, smallInstrumentWith } from '../support/small-instrument.ts';

const given = (...moments: Moment[]) => new Life(moments);
const dates = (life: Life): Record<string, Explanation> => Object.fromEntries(explain(life.state).map((one) => [one.id, one]));

describe('a decision taken', () => {
  test('is expected to take effect on its later stated date, once that has begun everywhere', () => {
    expect(dates(given(...untilModificationTaken))['decision/d1']).toMatchObject({
      date: '2027-06-01',
      at: '2027-06-01T04:00:00Z',
      clause: 'III.2',
      inputs: [
        { name: 'consent of United States', value: '2027-04-01' },
        { name: 'consent of Republic of Korea', value: '2027-04-03' },
        { name: 'taken on', value: '2027-04-03' },
        { name: 'effective date stated', value: '2027-06-01' },
      ],
      expected: true,
      sentence:
        'Decision d1 is expected to take effect on 2027-06-01, the later date that it states (III.2). That date will have begun at every seat at 2027-06-01T04:00:00Z, which is 2027-06-01 00:00 in Washington and 2027-06-01 13:00 in Seoul.',
    });
  });

  test('took effect once that date had begun everywhere', () => {
    expect(dates(given(...untilModificationTaken, '2027-06-01T03:59:00Z'))['decision/d1']?.expected).toBe(true);
    const after = dates(given(...untilModificationTaken, '2027-06-01T04:01:00Z'))['decision/d1'];
    expect(after).toMatchObject({ expected: false, sentence: expect.stringContaining('Decision d1 took effect on 2027-06-01') });
  });

  test('lapses where discontinuation is expected before, and says so beforehand', () => {
    const moments = [
      ...untilDelivery,
      proposed('2027-03-01T15:00:00Z', 'us', 'd1', {
        kind: 'modify',
        effectiveOn: '2027-12-01',
        patch: [{ op: 'replace', path: '/title', value: 'Later' }],
      }),
      consented('2027-03-02T01:00:00Z', 'rok', 'd1'),
    ];
    expect(dates(given(...moments))['decision/d1']?.sentence).toContain('should discontinuation commence on 2027-07-31, as expected');
    const after = dates(given(...moments, '2027-07-31T04:01:00Z'))['decision/d1'];
    expect(after).toMatchObject({ expected: false, sentence: expect.stringContaining('lapsed') });
  });
});

describe('the Joint Committee Meeting', () => {
  const operative = untilDelivery.slice(0, 2);
  const met: Moment[] = [
    ...operative,
    ['2027-02-01T15:00:00Z', { do: 'schedule-meeting', by: 'us', meeting: 'm1', on: '2027-03-01', place: 'Seoul' }],
    ['2027-03-02T15:00:00Z', { do: 'hold-meeting', meeting: 'm1' }],
    [
      '2027-03-02T16:00:00Z',
      { do: 'record-action', meeting: 'm1', action: 'a1', owner: 'us', what: 'Draft a roadmap', dueOn: '2027-12-01' },
    ],
  ];

  test('is expected a year after the operative date, where none was held', () => {
    const life = given(...operative);
    expect(nextMeetingDueBy(life.state)).toBe('2028-01-05');
    expect(dates(life)['next-meeting']?.sentence).toBe(
      'The next Joint Committee Meeting is expected by 2028-01-05, 1 year after 2027-01-05, the operative date (III.5).',
    );
  });

  test('is expected a year after the latest one held', () => {
    expect(nextMeetingDueBy(given(...met).state)).toBe('2028-03-01');
    expect(dates(given(...met))['next-meeting']?.inputs[0]).toEqual({ name: 'meeting m1 held on', value: '2027-03-01' });
  });

  describe('is expected by the text of its own day, as far as that is decided', () => {
    const decidedFor = (effectiveOn: string, op: object, decision = 'd1'): Moment[] => [
      proposed('2027-04-01T15:00:00Z', 'us', decision, { kind: 'modify', effectiveOn, patch: [op as never] }),
      consented('2027-04-02T01:00:00Z', 'rok', decision),
    ];
    const cadence = (value: string) => ({ op: 'replace', path: '/terms/committee/cadence', value });
    const dueBy = (...moments: Moment[]) => nextMeetingDueBy(given(...operative, ...moments).state);
    const oftener = decidedFor('2027-06-01', cadence('P6M'));

    test('where that changes its cadence before', () => {
      expect(dueBy(...oftener)).toBe('2027-07-05');
      expect(dueBy(...oftener, '2027-06-02T04:00:00Z')).toBe('2027-07-05');
      const life = given(...operative, ...oftener);
      expect(dates(life)['next-meeting']).toMatchObject({ date: '2027-07-05', inputs: [{}, { value: '6 months (P6M)' }] });
      expect(deadlinesOf(life.state)).toContainEqual(expect.objectContaining({ what: 'committee', on: '2027-07-05', clause: 'III.5' }));
    });

    test('and not where that changes only after it', () => {
      expect(dueBy(...decidedFor('2028-01-06', cadence('P6M')))).toBe('2028-01-05');
      expect(dueBy(...decidedFor('2028-01-05', cadence('P2Y')))).toBe('2029-01-05');
    });

    test('where that has no committee any more, there is none', () => {
      expect(dueBy(...decidedFor('2027-06-01', { op: 'remove', path: '/terms/committee' }))).toBeNull();
    });

    test('of two that are decided, by that in effect on it', () => {
      expect(dueBy(...oftener, ...decidedFor('2027-07-01', cadence('P3Y'), 'd2'))).toBe('2030-01-05');
    });
  });

  test('has no date before the memorandum is operative, without a cadence, and after discontinuation', () => {
    expect(nextMeetingDueBy(given().state)).toBeNull();
    expect(nextMeetingDueBy(given(...untilDelivery, '2027-08-01T00:00:00Z').state)).toBeNull();
    const { cadence: _, ...committee } = smallInstrument.terms.committee ?? {};
    const life = new Life(operative, { instrument: smallInstrumentWith({ committee }) });
    expect(nextMeetingDueBy(life.state)).toBeNull();
    expect(dates(life)).not.toHaveProperty('next-meeting');
  });

  test('gives actions with a due date, expected until they are completed', () => {
    const action = dates(given(...met))['action/m1/a1'];
    expect(action).toMatchObject({ date: '2027-12-01', at: '2027-12-01T05:00:00Z', expected: true });
    expect(action?.sentence).toContain('is expected of the Government of the United States of America by 2027-12-01');
    const completed: Moment = ['2027-04-02T16:00:00Z', { do: 'complete-action', meeting: 'm1', action: 'a1' }];
    expect(dates(given(...met, completed))['action/m1/a1']).toMatchObject({
      expected: false,
      sentence: expect.stringContaining('was completed on 2027-04-02'),
    });
  });
});
