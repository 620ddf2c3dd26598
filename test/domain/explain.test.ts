import { describe, expect, test } from 'vitest';
import { type Explanation, explain } from '../../projections/explain.ts';
import {
  consented,
  delivered,
  Life,
  type Moment,
  noticeGiven,
  proposed,
  signed,
  untilDelivery,
  untilModificationTaken,
} from '../support/lives.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';

const given = (...moments: Moment[]) => new Life(moments);
const dates = (life: Life): Record<string, Explanation> => Object.fromEntries(explain(life.state).map((one) => [one.id, one]));

describe('the operative date', () => {
  test('nothing is computed before every Participant has signed', () => {
    expect(explain(given(signed('2027-01-05T06:00:00Z', 'rok', '2027-01-05', 'Gyeongju')).state)).toEqual([]);
  });

  test('it is the date of the latest signature, with each signature among the inputs', () => {
    const { operative } = dates(given(...untilModificationTaken));
    expect(operative).toMatchObject({
      date: '2027-01-06',
      clause: 'III.1',
      clauseText: 'This MOU becomes operative on the date of the last signature.',
      inputs: [
        { name: 'signature of Republic of Korea', value: '2027-01-05, Seoul' },
        { name: 'signature of United States', value: '2027-01-06, Washington' },
      ],
      expected: false,
      sentence: 'The memorandum became operative on 2027-01-06, the date of the latest signature (III.1).',
    });
  });

  test('it is not the date of the signature recorded last', () => {
    const { operative } = dates(
      given(signed('2027-01-06T16:00:00Z', 'us', '2027-01-06', 'Washington'), signed('2027-01-07T07:00:00Z', 'rok', '2027-01-05', 'Seoul')),
    );
    expect(operative?.date).toBe('2027-01-06');
  });

  test('where a confirmation follows the signatures, it is the date of the latest of them', () => {
    const instrument = smallInstrumentWith({ operative: { clause: 'III.1', rule: 'mutual-confirmation' } });
    const document = { title: 'Note', sha256: 'a'.repeat(64) };
    const life = new Life(
      [
        ...untilDelivery.slice(0, 2),
        ['2027-01-20T02:00:00Z', { do: 'confirm', by: 'rok', confirmedOn: '2027-01-20', document }],
        ['2027-01-21T16:00:00Z', { do: 'confirm', by: 'us', confirmedOn: '2027-01-18', document }],
      ],
      { instrument },
    );
    expect(dates(life).operative).toMatchObject({ date: '2027-01-20', sentence: expect.stringContaining('signature or confirmation') });
    expect(dates(life).operative?.inputs).toHaveLength(4);
  });
});

describe('a notice that was delivered', () => {
  const before = given(...untilDelivery);

  test('discontinuation is expected to commence on the 180th day after delivery', () => {
    expect(dates(before)['notice/n1']).toMatchObject({
      what: 'commencement by notice n1',
      date: '2027-07-31',
      clause: 'III.4',
      inputs: [
        { name: 'date of the notice', value: '2027-01-29' },
        { name: 'delivered to Republic of Korea', value: '2027-02-01' },
        { name: 'period', value: '180 days (P180D)' },
      ],
      rule: 'The day of delivery is not counted; every calendar day after it is, and no date moves for a weekend or a holiday.',
      expected: true,
      sentence:
        'By notice n1 discontinuation is expected to commence on 2027-07-31, 180 days after 2027-02-01, the date on which notice n1 was delivered (III.4).',
    });
  });

  test('it governs, and begins when the date has begun in Washington too', () => {
    const { discontinuation } = dates(before);
    expect(discontinuation).toMatchObject({ date: '2027-07-31', at: '2027-07-31T04:00:00Z', clause: 'III.4', expected: true });
    expect(discontinuation?.inputs).toContainEqual({ name: 'wall clock in Washington', value: '2027-07-31 00:00' });
    expect(discontinuation?.inputs).toContainEqual({ name: 'wall clock in Seoul', value: '2027-07-31 13:00' });
    expect(discontinuation?.sentence).toContain('2027-07-31 00:00 in Washington and 2027-07-31 13:00 in Seoul');
    expect(discontinuation?.rule).toContain("begun at every Participant's seat");
  });

  test('the last operative day is expected to be the day before', () => {
    expect(dates(before)['last-operative-day']).toMatchObject({
      date: '2027-07-30',
      expected: true,
      sentence: 'The last operative day is expected to be 2027-07-30, the day before discontinuation commences (III.4).',
    });
  });

  test('at commencement nothing is expected any more: discontinuation commenced', () => {
    const after = dates(given(...untilDelivery, '2027-07-31T04:01:00Z'));
    expect(after.discontinuation).toMatchObject({ what: 'discontinuation commenced', date: '2027-07-31', expected: false });
    expect(after.discontinuation?.sentence).toMatch(/^Discontinuation commenced on 2027-07-31, 180 days after 2027-02-01/);
    expect(after['last-operative-day']?.sentence).toContain('was 2027-07-30');
    expect(Object.values(after).filter((one) => one.expected || one.sentence.includes('expected'))).toEqual([]);
  });

  test('a notice not yet delivered has no date', () => {
    expect(dates(given(...untilDelivery.slice(0, 3)))).not.toHaveProperty('notice/n1');
  });

  test('a modification of the period since leaves the one that runs alone, and the reason says so', () => {
    const patch = [{ op: 'replace', path: '/terms/commencement/period', value: 'P90D' }];
    const after = dates(
      given(
        ...untilDelivery,
        proposed('2027-03-01T15:00:00Z', 'us', 'd1', { kind: 'modify', patch }),
        consented('2027-03-02T01:00:00Z', 'rok', 'd1'),
      ),
    );
    expect(after['notice/n1']).toMatchObject({ date: '2027-07-31', rule: expect.stringContaining('keeps its length') });
    expect(after['notice/n1']?.inputs).toContainEqual({ name: 'period', value: '180 days (P180D)' });
  });
});

describe('which of several governs', () => {
  const both: Moment[] = [
    ...untilDelivery,
    noticeGiven('2027-02-02T02:00:00Z', 'rok', 'n2', '2027-02-02'),
    delivered('2027-02-10T16:00:00Z', 'n2', 'us', '2027-02-10', 'Washington'),
  ];

  test('of two notices the earlier commencement governs, and the other says so', () => {
    const after = dates(given(...both));
    expect(after.discontinuation?.inputs.slice(0, 2)).toEqual([
      { name: 'commencement by notice n1', value: '2027-07-31' },
      { name: 'commencement by notice n2', value: '2027-08-09' },
    ]);
    expect(after['notice/n2']?.sentence).toContain('is expected to commence on 2027-08-09');
    expect(after['notice/n2']?.sentence).toContain('notice n1 governs, for 2027-07-31');
  });

  test('once that notice is withdrawn, its date would have been, and the other governs', () => {
    const withdrawn = [
      proposed('2027-03-01T15:00:00Z', 'us', 'd1', { kind: 'withdraw-notice', notice: 'n1' }),
      consented('2027-03-02T01:00:00Z', 'rok', 'd1'),
    ];
    const after = dates(given(...both, ...withdrawn));
    expect(after['notice/n1']).toMatchObject({ expected: false, sentence: expect.stringContaining('the notice was withdrawn') });
    expect(after.discontinuation).toMatchObject({
      date: '2027-08-09',
      inputs: expect.arrayContaining([{ name: 'commencement by notice n2', value: '2027-08-09' }]),
    });
    expect(after['decision/d1']).toMatchObject({ date: '2027-03-02', expected: false });
  });

  test('a date decided together governs by III.2, in place of the notices', () => {
    const after = dates(
      given(
        ...untilDelivery,
        proposed('2027-03-01T15:00:00Z', 'us', 'd3', { kind: 'discontinue-on', on: '2027-09-30' }),
        consented('2027-03-02T01:00:00Z', 'rok', 'd3'),
      ),
    );
    expect(after.discontinuation).toMatchObject({ date: '2027-09-30', clause: 'III.2', expected: true });
    expect(after.discontinuation?.rule).toContain('in place of the notices');
    expect(after['notice/n1']).toMatchObject({ expected: false, sentence: expect.stringContaining('decision d3 stands in its place') });
    expect(after['decision/d3']).toMatchObject({ expected: true, at: '2027-09-30T04:00:00Z' });
  });

  test('a notice delivered before the corrected operative date starts no period', () => {
    const after = dates(
      given(
        ...untilDelivery,
        proposed('2027-03-01T15:00:00Z', 'us', 'd4', { kind: 'rectify', signature: 'us', signedOn: '2027-02-05' }),
        consented('2027-03-02T01:00:00Z', 'rok', 'd4'),
      ),
    );
    expect(after).not.toHaveProperty('discontinuation');
    expect(after['notice/n1']).toMatchObject({ expected: false, sentence: expect.stringContaining('starts no period') });
    expect(after.operative?.date).toBe('2027-02-05');
  });
});

test('where the instrument counts from the notice, the date of the notice starts the period', () => {
  const instrument = smallInstrumentWith({ commencement: { clause: 'III.4', period: 'P6M', from: 'notice' } });
  const after = dates(new Life(untilDelivery.slice(0, 3), { instrument }));
  expect(after['notice/n1']).toMatchObject({
    date: '2027-07-29',
    rule: expect.stringMatching(/^The day of the notice is not counted/),
    sentence: expect.stringContaining('6 months after 2027-01-29, the date of notice n1'),
  });
});

test('the word "expected" stands in the sentence of every date that is expected, and every sentence cites its clause', () => {
  for (const life of [given(...untilDelivery), given(...untilModificationTaken)]) {
    for (const one of explain(life.state)) {
      if (one.expected) expect(one.sentence).toContain('expected');
      expect(one.sentence).toContain(`(${one.clause}).`);
      expect(one.sentence).toContain(one.date);
      expect(one.clauseText).not.toBe('');
    }
  }
});
