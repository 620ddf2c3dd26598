import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../domain/calendar.ts';
import { Instrument } from '../../domain/instrument.ts';
import { explain } from '../../projections/explain.ts';
import { tellingsOf } from '../../projections/telling.ts';
import { clocksAt } from '../../projections/words.ts';
import { consented, delivered, Life, type Moment, proposed, TEXT, untilDelivery } from '../support/lives.ts';
import { given, type Step } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { decided, deliver, discontinueOn, giveNotice, open, operative, withdrawByDecision } from './acts.ts';
import { three, threeOperative } from './siblings.ts';

/** The notice of the small memorandum, delivered in Seoul on 2027-02-01, under other terms: what is said of its date. */
const saidOf = (commencement: object, more: object = {}): string => {
  const instrument = smallInstrumentWith({
    commencement: { clause: 'III.4', period: 'P180D', from: 'delivery', ...commencement },
    ...more,
  });
  const life = new Life(untilDelivery, { instrument });
  return explain(life.state).find(({ id }) => id === 'notice/n1')?.sentence ?? '';
};
const year = { clause: 'III.7', period: 'P1Y', renewal: { rule: 'automatic', period: 'P1Y' } };
const counted = '180 days after 2027-02-01, the date on which notice n1 was delivered';

describe('why a notice leads to its date', () => {
  test('the period alone', () => expect(saidOf({})).toContain(`on 2027-07-31, ${counted} (III.4).`));

  test('the end of a month', () => {
    expect(saidOf({ ends: 'end-of-month' })).toContain(
      `on 2027-08-01, the day after the end of the month to which ${counted}, lead (III.4).`,
    );
  });

  test('the end of a calendar year', () => {
    const first = 'the first day after the calendar year to which';
    expect(saidOf({ ends: 'end-of-year' })).toContain(`on 2028-01-01, ${first} ${counted}, lead (III.4).`);
  });

  test('at once', () => {
    expect(saidOf({ period: 'P0D' })).toContain(
      'is expected to commence on 2027-02-01, the date on which notice n1 was delivered (III.4).',
    );
    expect(saidOf({ period: 'P0D', ends: 'end-of-month' })).toContain(
      'on 2027-03-01, the day after the end of the month to which 2027-02-01, the date on which notice n1 was delivered, leads (III.4).',
    );
  });

  test('a minimum term', () => {
    const least = '2 years after the operative date, before which no notice takes effect';
    expect(saidOf({ notBefore: 'P2Y' })).toContain(`on 2029-01-05, ${least}; ${counted}, lead to 2027-07-31 (III.4).`);
  });

  test('the end of a term', () => {
    const first = 'the first end of a term that is not before 2027-07-31';
    expect(saidOf({ ends: 'end-of-term' }, { duration: year })).toContain(`on 2028-01-05, ${first}, to which ${counted}, lead (III.4).`);
  });

  test('a term that ends before it, and is not renewed', () => {
    const term = { clause: 'III.7', period: 'P3M' };
    expect(saidOf({}, { duration: term })).toContain(`${counted}; the term ends before, on 2027-04-05 (III.4).`);
    const renewed = { ...term, renewal: { rule: 'automatic', period: 'P3M' } };
    expect(saidOf({}, { duration: renewed })).not.toContain('the term ends before');
  });
});

describe('a delivered notice that leads to no end says why', () => {
  const told = (moments: Moment[], terms: Record<string, unknown> = {}) => {
    const { state } = new Life(moments, { instrument: smallInstrumentWith(terms) });
    const { sentence, expected, clause } = explain(state).find(({ id }) => id === 'notice/n1') ?? {};
    return { sentence, expected, clause };
  };
  const renewing = { duration: { clause: 'III.7', period: 'P1Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P3M' } } };
  const nonRenewal: Moment[] = [
    ...untilDelivery.slice(0, 2),
    ['2027-01-29T15:00:00Z', { do: 'give-notice', by: 'us', notice: 'n1', kind: 'non-renewal', noticeOn: '2027-01-29', document: TEXT }],
    delivered('2027-02-01T02:00:00Z', 'n1', 'rok', '2027-02-01', 'Seoul'),
  ];
  const none = 'Notice n1, delivered on 2027-02-01, leads to no end';

  test('where its period leads to the end of no term', () => {
    const terms = {
      duration: { clause: 'III.7', period: 'P3M' },
      commencement: { clause: 'III.4', period: 'P180D', from: 'delivery', ends: 'end-of-term' },
    };
    expect(told(untilDelivery, terms)).toEqual({
      sentence: `${none}: no term ends after its period (III.4).`,
      expected: false,
      clause: 'III.4',
    });
  });

  test('where the end came before the day on which it was delivered', () => {
    const moments: Moment[] = [
      ...untilDelivery,
      proposed('2027-03-01T15:00:00Z', 'us', 'd1', { kind: 'discontinue-on', on: '2027-01-20', proposedOn: '2027-01-10' }),
      ['2027-03-02T15:00:00Z', { do: 'consent', by: 'rok', decision: 'd1', document: TEXT, consentedOn: '2027-01-10' }],
      '2027-03-03T15:00:00Z',
    ];
    expect(told(moments).sentence).toBe(`${none}: discontinuation commenced before (III.4).`);
  });

  test('where it stopped a renewal that an earlier end makes of no account', () => {
    const moments: Moment[] = [
      ...nonRenewal,
      proposed('2027-03-01T15:00:00Z', 'us', 'd1', { kind: 'discontinue-on', on: '2027-04-01' }),
      consented('2027-03-02T15:00:00Z', 'rok', 'd1'),
      '2027-04-02T15:00:00Z',
    ];
    expect(told(moments, renewing)).toEqual({
      sentence: `${none}: discontinuation commenced before (III.7).`,
      expected: false,
      clause: 'III.7',
    });
    expect(told(nonRenewal, renewing).sentence).toBeUndefined();
  });

  test('where the notice was withdrawn, and where it was delivered too late', () => {
    const decided = (at: string, what: object): Moment[] => [proposed(at, 'us', 'd1', what), consented(at, 'rok', 'd1')];
    const withdrawn = decided('2027-03-01T15:00:00Z', { kind: 'withdraw-notice', notice: 'n1' });
    expect(told([...nonRenewal, ...withdrawn], renewing).sentence).toBe(`${none}: it was withdrawn (III.7).`);
    const late = decided('2027-12-01T15:00:00Z', { kind: 'rectify', notice: 'n1', deliveredOn: '2027-11-20' });
    expect(told([...nonRenewal, ...late], renewing).sentence).toBe(
      'Notice n1, delivered on 2027-11-20, leads to no end: it was delivered too late to stop a renewal (III.7).',
    );
  });
});

describe('a notice whose period the text foresees no longer', () => {
  const remove = (path: string) => ({ op: 'remove', path });
  const removed = { kind: 'modify', patch: ['/terms/commencement', '/terms/notice', '/clauses/III.4'].map(remove) };
  const moments: Moment[] = [
    ...untilDelivery,
    proposed('2027-03-01T15:00:00Z', 'us', 'd1', removed),
    consented('2027-03-02T15:00:00Z', 'rok', 'd1'),
  ];
  const life = new Life([...moments, '2027-08-01T15:00:00Z']);

  test('is told with that clause too', () => {
    const declined: Moment[] = [
      ...moments,
      proposed('2027-03-03T15:00:00Z', 'us', 'd2', { kind: 'discontinue-on', on: '2027-12-31' }),
      ['2027-03-04T15:00:00Z', { do: 'decline', by: 'rok', decision: 'd2' }],
    ];
    const { log, state } = new Life(declined);
    expect(tellingsOf(log.slice(-1), state)[0]?.follows).toContain(
      'Discontinuation is expected to commence on 2027-07-31, by notice n1 (III.4). Until then the memorandum stays operative.',
    );
  });

  test('and so is a meeting of the days of a committee that there is no more', () => {
    const { log, state } = new Life([
      ...untilDelivery.slice(0, 2),
      proposed('2027-03-01T15:00:00Z', 'us', 'd1', { kind: 'modify', patch: [remove('/terms/committee')] }),
      consented('2027-03-02T15:00:00Z', 'rok', 'd1'),
      ['2027-03-05T15:00:00Z', { do: 'schedule-meeting', by: 'us', meeting: 'm1', on: '2027-02-10', place: 'Seoul' }],
    ]);
    const [told] = tellingsOf(log.slice(-1), state);
    expect(told?.happened).toContain('scheduled meeting m1 (Joint Committee Meeting) for 2027-02-10');
    expect(told?.follows[0]).toContain('the date scheduled (III.5).');
  });

  test('rests on the clause of the day that started it, in the record and in what is explained', () => {
    expect(life.log.find(({ type }) => type === 'DiscontinuationCommenced')).toMatchObject({ on: '2027-07-31', clause: 'III.4' });
    const dates = explain(life.state).filter(({ id }) => ['notice/n1', 'discontinuation', 'last-operative-day'].includes(id));
    expect(dates.map(({ clause }) => clause)).toEqual(['III.4', 'III.4', 'III.4']);
    expect(dates[0]?.clauseText).toContain('180 days');
    expect(dates[0]?.rule).toContain('before the memorandum ceased to foresee any, and keeps its length.');
  });
});

describe('why a term ends when it does', () => {
  const told = (duration: object, ...more: Moment[]) => {
    const instrument = smallInstrumentWith({
      commencement: { clause: 'III.4', period: 'P180D', from: 'delivery', ends: 'end-of-term' },
      duration: { ...year, ...duration },
    });
    const life = new Life([...untilDelivery, ...more], { instrument });
    return { state: life.state, ...explain(life.state).find(({ id }) => id === 'term-end') };
  };

  test('a discontinuation of the same day governs, and then nothing is renewed', () => {
    const { sentence } = told({ renewal: { ...year.renewal, unless: 'P3M' } });
    expect(sentence).toContain('; notice n1 leads to discontinuation on the same day, and so governs (III.7).');
    expect(sentence).not.toContain('renewed');
  });

  test('renewals are counted, and how long each was is not guessed', () => {
    const inputs = [
      { name: 'renewals so far', value: '0' },
      { name: 'each further renewal', value: '1 year' },
    ];
    expect(told({}).inputs).toEqual(expect.arrayContaining(inputs));
  });

  test('by the clocks of those who have not left by then', () => {
    const { state } = told({});
    const left = { ...state, participants: { ...state.participants, us: { since: '2027-01-05', until: '2027-12-31' } } };
    const [before, after] = [state, left].map((one) => explain(one).find(({ id }) => id === 'term-end')?.sentence);
    expect(before).toContain('in Washington');
    expect(after).not.toContain('in Washington');
    expect(clocksAt(left, parseInstant('2027-12-31T12:00:00Z'))).toHaveLength(2);
  });
});

describe('a notice that states a later date', () => {
  const instrument = smallInstrumentWith({ commencement: { clause: 'III.4', period: 'P180D', from: 'delivery', orLater: true } });
  const stating = (takesEffectOn: string): Moment[] =>
    untilDelivery.map(
      (moment): Moment =>
        typeof moment !== 'string' && moment[1].do === 'give-notice' ? [moment[0], { ...moment[1], takesEffectOn }] : moment,
    );
  const rectified = [
    proposed('2027-02-03T15:00:00Z', 'us', 'd1', { kind: 'rectify', notice: 'n1', takesEffectOn: '2028-01-31' }),
    consented('2027-02-04T15:00:00Z', 'rok', 'd1'),
  ];

  test('leads to it, which is told with the notice and explained', () => {
    const life = new Life(stating('2027-12-31'), { instrument });
    expect(explain(life.state).find(({ id }) => id === 'notice/n1')?.sentence).toContain(
      'on 2027-12-31, the date that the notice states; 180 days after 2027-02-01, the date on which notice n1 was delivered, lead to 2027-07-31 (III.4).',
    );
    expect(life.toldOf('NoticeGiven').happened).toContain('It states 2027-12-31 as the date on which it is to take effect.');
  });

  test('that is corrected leads to the date as corrected, and says what was corrected', () => {
    const life = new Life([...stating('2027-12-31'), ...rectified], { instrument });
    expect(life.state.discontinuation?.expectedOn).toBe('2028-01-31');
    expect(life.toldOf('NoticeDateRectified').happened).toContain(
      'the date of the effect that notice n1 states was corrected from 2027-12-31 to 2028-01-31.',
    );
  });
});

describe('a notice that takes out its giver alone as long as enough remain', () => {
  const commencement = { clause: 'III.4', period: 'P180D', from: 'delivery' };
  const terms = { commencement, withdrawal: { clause: 'III.4', remaining: 2 } };
  const two = smallInstrumentWith(terms);
  const ofThree = (more: object = {}) =>
    Instrument.parse({ ...smallInstrumentWith({ ...terms, ...more }), participants: three.participants });
  const signed = (instrument: Instrument): Step[] =>
    instrument.participants.length === 2 ? operative(instrument) : [[open(instrument), threeOperative[0]![1]], ...threeOperative.slice(1)];
  const noticed = (by: string, notice: string, to: string[]): Step[] => [
    [giveNotice(by, notice, '2027-01-29'), '2027-02-01T15:00:00Z'],
    ...to.map((one): Step => [deliver(notice, one, '2027-02-01'), '2027-02-01T15:00:00Z']),
  ];
  const said = (instrument: Instrument, ...steps: Step[]) => {
    const { state } = given(...signed(instrument), ...steps);
    return explain(state).filter(({ id }) => id.startsWith('notice/'));
  };
  const ends = /^By notice n\d discontinuation would have commenced on 2027-07-31, /;
  const FEBRUARY = '2027-02-15T16:00:00Z';
  const sooner = (others: string[]) => decided(discontinueOn('rok', 'd1', '2027-06-30'), FEBRUARY, others);

  test('would have ended the memorandum where too few would have remained, whatever has closed it', () => {
    const n1 = noticed('us', 'n1', ['rok']);
    const closed: [Instrument, Step[]][] = [
      [two, sooner(['us'])],
      [two, decided(withdrawByDecision('us', 'd1', 'n1'), FEBRUARY)],
      [smallInstrumentWith({ ...terms, duration: { clause: 'III.7', period: 'P3M' } }), ['2027-04-10T16:00:00Z']],
    ];
    for (const [instrument, steps] of closed)
      expect(said(instrument, ...n1, ...steps)).toMatchObject([
        { what: 'commencement by notice n1', sentence: expect.stringMatching(ends) },
      ]);
  });

  test('would have taken out its giver where enough would have remained, and with another of that day would not', () => {
    const n1 = noticed('jp', 'n1', ['us', 'rok']);
    const n2 = noticed('us', 'n2', ['jp', 'rok']);
    expect(said(ofThree(), ...n1, ...sooner(['us', 'jp']))).toMatchObject([
      {
        what: 'leaving by notice n1',
        sentence: expect.stringContaining('By notice n1 the Government of Japan would have left on 2027-07-31, '),
      },
    ]);
    const both = said(ofThree(), ...n1, ...n2, ...sooner(['us', 'jp']));
    expect(both.map(({ sentence }) => sentence)).toEqual([expect.stringMatching(ends), expect.stringMatching(ends)]);
  });

  test('says which end comes before it, as one does that ends the memorandum', () => {
    const term = { duration: { clause: 'III.7', period: 'P3M' } };
    const [one] = said(ofThree(term), ...noticed('jp', 'n1', ['us', 'rok']));
    expect(one?.sentence).toContain('is expected to leave on 2027-07-31');
    expect(one?.sentence).toContain('; the term ends before, on 2027-04-06 (');
  });
});
