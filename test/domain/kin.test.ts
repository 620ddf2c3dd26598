import { describe, expect, it } from 'vitest';
import { deadlinesOf } from '../../domain/deadlines.ts';
import { endOf } from '../../domain/end.ts';
import { toRecordElsewhere } from '../../domain/kin.ts';
import { recipientsOfAct } from '../../domain/recipients.ts';
import { explain } from '../../projections/explain.ts';
import { tellingsOf } from '../../projections/telling.ts';
import { delivered, Life, type Moment, noticeGiven, signed } from '../support/lives.ts';
import { smallInstrument, smallInstrumentWith } from '../support/small-instrument.ts';

const signatures: Moment[] = [
  signed('2027-01-05T06:00:00Z', 'rok', '2027-01-05', 'Gyeongju'),
  signed('2027-01-05T07:00:00Z', 'us', '2027-01-05', 'Gyeongju'),
];
const annexed: Moment = ['2027-01-10T06:00:00Z', { do: 'record-annex', annex: 'bridges', title: 'Annex on bridges' }];
const notice: Moment[] = [
  noticeGiven('2027-01-29T15:00:00Z', 'us', 'n1', '2027-01-29'),
  delivered('2027-02-01T02:00:00Z', 'n1', 'rok', '2027-02-01', 'Seoul'),
];
const withdrawn: Moment[] = [
  ['2027-03-01T15:00:00Z', { do: 'propose', by: 'us', decision: 'd1', kind: 'withdraw-notice', notice: 'n1', document: text() }],
  ['2027-03-02T01:00:00Z', { do: 'consent', by: 'rok', decision: 'd1', document: text() }],
];
function text() {
  return { title: 'Text d1', sha256: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752' };
}

/** What the last of the moments has others record. */
const told = (moments: Moment[], instrument = smallInstrument) => {
  const before = new Life(moments.slice(0, -1), { mou: 'roads', instrument }).state;
  const after = new Life(moments, { mou: 'roads', instrument }).state;
  return toRecordElsewhere(before, after).map(({ mou, act }) => [mou, act]);
};

describe('a memorandum that stands under another', () => {
  it('tells it so when it is opened', () => {
    const { state } = new Life([], { mou: 'bridges', instrument: { ...smallInstrument, title: 'Bridges', under: 'roads' } });
    expect(toRecordElsewhere(undefined, state)).toEqual([
      { mou: 'roads', act: { do: 'record-annex', id: 'annex/bridges/1', annex: 'bridges', title: 'Bridges', asOfEvent: 1 } },
    ]);
    expect(recipientsOfAct(undefined, state).at(-1)).toMatchObject({ key: 'memorandum/roads', contact: { channel: 'memorandum' } });
  });

  it('is told of the end of that one when it is expected, when it is no longer, and when it has come, and of nothing else', () => {
    const end = { do: 'record-parent-end', parent: 'roads', expectedOn: '2027-07-31', endedOn: null };
    expect(told([...signatures, annexed])).toEqual([]);
    expect(told([...signatures, annexed, ...notice])).toEqual([['bridges', expect.objectContaining(end)]]);
    expect(told([...signatures, annexed, ...notice, ...withdrawn.slice(0, 1)])).toEqual([]);
    expect(told([...signatures, annexed, ...notice, ...withdrawn])).toEqual([
      ['bridges', expect.objectContaining({ expectedOn: null, endedOn: null })],
    ]);
    expect(told([...signatures, annexed, ...notice, '2027-08-01T00:00:00Z'])).toEqual([
      ['bridges', expect.objectContaining({ expectedOn: null, endedOn: '2027-07-31' })],
    ]);
  });

  it('is told at once of an end that is expected already, each time under an id of its own', () => {
    const term = smallInstrumentWith({ duration: { clause: 'III.1', period: 'P3Y' } });
    expect(told([...signatures, annexed], term)).toEqual([
      ['bridges', { do: 'record-parent-end', id: 'end/roads/6', parent: 'roads', expectedOn: '2030-01-05', endedOn: null, asOfEvent: 6 }],
    ]);
  });

  it('shows that end among its dates, with its reason', () => {
    const { state } = new Life(
      [...signatures, ['2027-02-01T00:00:00Z', { do: 'record-parent-end', parent: 'roads', expectedOn: '2027-07-31' }]],
      {
        mou: 'bridges',
        instrument: { ...smallInstrument, under: 'roads' },
      },
    );
    expect(deadlinesOf(state).slice(0, 1)).toEqual([
      { on: '2027-07-31', what: 'parent-end', about: 'roads', of: ['us', 'rok'], clause: null },
    ]);
    expect(explain(state).find(({ id }) => id === 'parent-end')?.sentence).toBe(
      'The memorandum roads, under which this one stands, is expected to end on 2027-07-31.',
    );
  });
});

describe('what another memorandum tells is recorded in the order of that one', () => {
  const at = '2027-03-01T06:00:00Z';
  const heard = (moments: Moment[]) => new Life(moments, { mou: 'bridges', instrument: { ...smallInstrument, under: 'roads' } });
  const ends = (expectedOn: string | null, asOfEvent?: number): Moment => [
    at,
    { do: 'record-parent-end', parent: 'roads', expectedOn, asOfEvent },
  ];
  const annex = (title: string | null, asOfEvent?: number): Moment => [at, { do: 'record-annex', annex: 'tolls', title, asOfEvent }];
  const supersededBy = (on: string, asOfEvent?: number): Moment => {
    const facts = { successor: 'bridges-2', decision: 's', title: 'Bridges 2', decided: { us: '2027-02-01' }, document: text() };
    return ['2027-05-01T06:00:00Z', { do: 'record-successor', ...facts, on, asOfEvent }];
  };

  it.each([
    ['an end', [ends('2028-01-01', 5)], ends('2029-01-01', 4)],
    ['that no end is expected', [ends('2028-01-01', 5), ends(null, 7)], ends('2028-01-01', 6)],
    ['the same end as before what it overtakes', [ends('2028-01-01', 5), ends('2028-01-01', 9)], ends(null, 7)],
    ['an annex that has left', [annex('Tolls', 2), annex(null, 7)], annex('Tolls', 3)],
    ['an annex by the title that it has', [annex('Tolls', 2), annex('Tolls', 8)], annex(null, 7)],
    ['a successor', [...signatures, supersededBy('2027-04-01', 9)], supersededBy('2027-03-01', 7)],
  ])('what was told as of a later event stands, whatever is sent again: %s', (_, moments, late) => {
    expect(() => heard([...moments, late])).toThrow(/ALREADY_RECORDED|as of its event/);
    expect(() => heard(moments)).not.toThrow();
  });

  it('and what is told as of a later event overtakes it, of each matter by itself', () => {
    const { state } = heard([ends('2028-01-01', 5), annex('Tolls', 2), ends(null, 7), annex('Tolls and more', 3)]);
    expect(state).toMatchObject({ parentEnd: { expectedOn: null }, annexes: { tolls: 'Tolls and more' } });
  });
});

describe('a memorandum that supersedes another', () => {
  it('tells its Participants, where its operative date is another, that the other is told of it', () => {
    const one = smallInstrumentWith({ operative: { clause: 'III.1', rule: 'number-of-signatures', count: 1 } });
    const { log, state } = new Life(
      [signed('2027-01-06T06:00:00Z', 'us', '2027-01-05', 'Gyeongju'), signed('2027-01-07T06:00:00Z', 'rok', '2027-01-04', 'Gyeongju')],
      { mou: 'roads', instrument: { ...one, supersedes: 'roads-2019' } },
    );
    const told = tellingsOf(log.slice(-1), state)[0];
    expect(told?.happened).toContain('By what came to light, the operative date was corrected from 2027-01-05 to 2027-01-04.');
    expect(told?.follows).toContain('roads-2019, which it supersedes, is told of that date, by which its own end is reckoned again.');
  });
});

describe('the end of a memorandum', () => {
  it('is the earliest of those that are expected, and no end of a term that is renewed by itself', () => {
    const renewed = smallInstrumentWith({ duration: { clause: 'III.1', period: 'P3M', renewal: { rule: 'automatic', period: 'P1Y' } } });
    const once = smallInstrumentWith({ duration: { clause: 'III.1', period: 'P3M' } });
    expect(endOf(new Life(signatures, { instrument: renewed }).state)).toEqual({ expectedOn: null, endedOn: null });
    expect(endOf(new Life([...signatures, ...notice], { instrument: renewed }).state)).toEqual({ expectedOn: '2027-07-31', endedOn: null });
    expect(endOf(new Life([...signatures, ...notice], { instrument: once }).state)).toEqual({ expectedOn: '2027-04-05', endedOn: null });
    const over = new Life([...signatures, ...notice, '2027-05-01T00:00:00Z'], { instrument: once }).state;
    expect(endOf(over)).toEqual({ expectedOn: null, endedOn: '2027-04-05' });
  });
});
