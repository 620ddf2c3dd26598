/** What follows from the facts alone: each case worked out by hand from the clauses. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Instrument } from '../../domain/instrument.ts';
import type { Content, DecisionFacts, Facts, NoticeFacts } from '../../domain/reckoning/facts.ts';
import type { Life } from '../../domain/reckoning/life.ts';
import { operationOf } from '../../domain/reckoning/operation.ts';
import { expectedLife, livedUntil } from '../../domain/reckoning/reckon.ts';
import { noticeByOf } from '../../domain/reckoning/term.ts';
import { changesOf } from '../../domain/text/patch.ts';
import type { Patch } from '../../domain/values.ts';
import { drawn } from '../support/seed.ts';
import { smallInstrument, smallInstrumentWith } from '../support/small-instrument.ts';

const P6M = { clause: 'III.4', period: 'P6M', from: 'delivery' };
const three = Instrument.parse({
  ...smallInstrument,
  participants: ['de', 'fr', 'uk'].map((id) => ({
    id,
    name: id.toUpperCase(),
    shortName: id.toUpperCase(),
    seat: { city: id, timeZone: 'Europe/Paris' },
  })),
  terms: {
    ...smallInstrument.terms,
    commencement: P6M,
    committee: { clause: 'III.5', name: 'Committee', coChairs: ['de'] },
    withdrawal: { clause: 'III.4', remaining: 2 },
  },
});

const factsOf = (signed: Instrument, on: string, more: Partial<Facts> = {}): Facts => ({
  signed,
  signatures: signed.participants.map(({ id }) => ({ by: id, signedOn: on })),
  confirmations: [],
  accessions: [],
  notices: [],
  decisions: [],
  ...more,
});

const notice = (by: string, noticeOn: string, deliveries: Record<string, string>, kind: NoticeFacts['kind'] = 'discontinuation') =>
  ({ by, kind, noticeOn, statedOn: null, deliveries, withdrawnOn: null }) satisfies NoticeFacts;
const decision = (content: Content, consents: Record<string, string>, [on = ''] = Object.values(consents).sort()): DecisionFacts => ({
  proposedOn: on,
  readOn: on,
  content,
  consents,
  closed: false,
});
const both = (on: string) => ({ us: on, rok: on });
const modify = (text: Instrument, patch: Patch, statedOn: string | null = null): Content => ({
  kind: 'modify',
  statedOn,
  changes: changesOf(text, patch),
});

const endIn = ({ end }: Life) => end && [end.on, end.cause, end.notice ?? end.decision];

describe('the operative date', () => {
  const operative = (terms: object, dates: string[], confirmed: string[] = []) => {
    const signed = smallInstrumentWith({ operative: { clause: 'III.1', ...terms } });
    const signatures = dates.map((signedOn, at) => ({ by: ['us', 'rok'][at] as string, signedOn }));
    const confirmations = confirmed.map((countsOn, at) => ({ by: ['us', 'rok'][at] as string, countsOn }));
    const { operativeOn, lapsesOn } = operationOf(factsOf(signed, '', { signatures, confirmations }));
    return lapsesOn ? `lapses ${lapsesOn}` : operativeOn;
  };

  it.each<[string, object, string[], string[], string | null]>([
    ['the latest signature', { rule: 'last-signature' }, ['2027-01-06', '2027-01-05'], [], '2027-01-06'],
    ['none while one is missing', { rule: 'last-signature' }, ['2027-01-06'], [], null],
    ['so long after, that day not counted', { rule: 'last-signature', after: 'P30D' }, ['2027-01-05', '2027-01-05'], [], '2027-02-04'],
    ['not before a date', { rule: 'last-signature', notBefore: '2027-01-01' }, ['2026-12-05', '2026-12-06'], [], '2027-01-01'],
    [
      'not moved by a date that is over',
      { rule: 'last-signature', notBefore: '2027-01-01' },
      ['2027-03-05', '2027-03-06'],
      [],
      '2027-03-06',
    ],
    ['the first of the next month', { rule: 'last-signature', firstOfNextMonth: true }, ['2027-01-05', '2027-01-31'], [], '2027-02-01'],
    [
      'a first day is not itself enough',
      { rule: 'last-signature', firstOfNextMonth: true },
      ['2027-01-05', '2027-02-01'],
      [],
      '2027-03-01',
    ],
    [
      'after, not before and first',
      { rule: 'last-signature', after: 'P10D', notBefore: '2027-01-01', firstOfNextMonth: true },
      ['2026-12-25', '2026-12-26'],
      [],
      '2027-02-01',
    ],
    ['the count of signatures', { rule: 'number-of-signatures', count: 1 }, ['2027-01-06', '2027-01-05'], [], '2027-01-05'],
    ['the later note', { rule: 'mutual-confirmation', confirmations: 'notes-only' }, [], ['2027-02-10', '2027-02-03'], '2027-02-10'],
    ['the later confirmation', { rule: 'mutual-confirmation' }, ['2027-01-05', '2027-01-05'], ['2027-02-10', '2027-02-03'], '2027-02-10'],
    ['no confirmation without signatures', { rule: 'mutual-confirmation' }, ['2027-01-05'], ['2027-02-10', '2027-02-03'], null],
    ['lapsed on the day after the last', { rule: 'last-signature', lapses: 'P1Y' }, ['2027-01-04'], [], 'lapses 2028-01-05'],
    ['in time on the last day', { rule: 'last-signature', lapses: 'P1Y' }, ['2027-01-04', '2028-01-04'], [], '2028-01-04'],
    ['too late a day after', { rule: 'last-signature', lapses: 'P1Y' }, ['2027-01-04', '2028-01-05'], [], 'lapses 2028-01-05'],
    [
      'too late where it would be operative too late',
      { rule: 'last-signature', lapses: 'P1Y', after: 'P30D' },
      ['2027-01-04', '2028-01-04'],
      [],
      'lapses 2028-01-05',
    ],
  ])('is %s', (_, terms, signed, confirmed, on) => expect(operative(terms, signed, confirmed)).toBe(on));
});

describe('a term', () => {
  const withTerm = (duration: object, more: object = {}) => smallInstrumentWith({ duration: { clause: 'III.4', ...duration }, ...more });

  it('comes to what all modifications of one day make of it, whatever else is decided between them', () => {
    const signed = withTerm({ period: 'P1Y' });
    const shorter = modify(signed, [{ op: 'replace', path: '/terms/duration/period', value: 'P1M' }]);
    const renewed = modify(signed, [{ op: 'add', path: '/terms/duration/renewal', value: { rule: 'automatic', period: 'P1Y', times: 1 } }]);
    const contents: Content[] = [shorter, { kind: 'change-keys' }, renewed];
    for (const order of [contents, contents.toReversed()]) {
      const decisions = order.map((content, at) => [`d${at}`, decision(content, both('2027-03-02'))] as const);
      expect(endIn(expectedLife(factsOf(signed, '2027-01-05', { decisions })))).toEqual(['2028-02-05', 'term', null]);
    }
  });

  describe('whose length is modified is counted again from the operative date, with what renewed and extended it', () => {
    const length = (from: Instrument, value: string) => modify(from, [{ op: 'replace', path: '/terms/duration/period', value }]);
    const once = (renewal: string) => ({ renewal: { rule: 'automatic', period: renewal, times: 1 } });
    const lives: [string, object, (from: Instrument) => readonly (readonly [Content, string])[], string][] = [
      ['longer after a renewal', { period: 'P5Y', ...once('P5Y') }, (from) => [[length(from, 'P6Y'), '2034-06-01']], '2038-01-05'],
      ['in other words', { period: 'P1Y', ...once('P1Y') }, (from) => [[length(from, 'P12M'), '2028-06-01']], '2029-01-05'],
      [
        'longer after an extension',
        { period: 'P3Y' },
        (from) => [
          [{ kind: 'extend', period: 'P2Y' }, '2028-03-01'],
          [length(from, 'P4Y'), '2029-03-01'],
        ],
        '2033-01-05',
      ],
      [
        'shorter than a day decided',
        { period: 'P3Y' },
        (from) => [
          [{ kind: 'extend', until: '2031-06-30' }, '2028-03-01'],
          [length(from, 'P2Y'), '2028-04-01'],
        ],
        '2031-07-01',
      ],
      ['shorter than it has lasted', { period: 'P3Y' }, (from) => [[length(from, 'P1Y'), '2029-03-01']], '2029-03-01'],
      ['shorter, and renewed', { period: 'P3Y', ...once('P2Y') }, (from) => [[length(from, 'P1Y'), '2029-03-01']], '2030-01-05'],
    ];
    it.each(lives)('%s', (_, duration, contents, end) => {
      const text = withTerm(duration);
      const decisions = contents(text).map(([content, on], at) => [`d${at}`, decision(content, both(on))] as const);
      expect(endIn(expectedLife(factsOf(text, '2027-01-05', { decisions })))).toEqual([end, 'term', null]);
    });

    it('or brought in when its first term was long over, and then renewed without drift', () => {
      const duration = { clause: 'III.4', period: 'P1Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P3M' } };
      const text = smallInstrumentWith({});
      const decisions = [
        ['d1', decision(modify(text, [{ op: 'add', path: '/terms/duration', value: duration }]), both('2032-03-01'))],
      ] as const;
      expect(livedUntil(factsOf(text, '2027-01-05', { decisions }), '2032-03-01').term).toMatchObject({ end: '2033-01-05', renewals: 5 });
    });
  });

  const yearly = { period: 'P1Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P2M' } };

  it('ends on the day after its last operative day', () => {
    expect(endIn(expectedLife(factsOf(withTerm({ period: 'P3Y' }), '2020-08-01')))).toEqual(['2023-08-01', 'term', null]);
    expect(endIn(expectedLife(factsOf(withTerm({ until: '1950-06-30' }), '1947-02-14')))).toEqual(['1950-07-01', 'term', null]);
  });

  it('is renewed without drift, and its last day for a notice is of the current term', () => {
    const facts = factsOf(withTerm(yearly), '2024-02-29');
    const told = ['2025-02-27', '2025-02-28', '2026-03-01', '2027-03-01', '2028-03-01'].map((day) => {
      const life = livedUntil(facts, day);
      return [life.term?.end ?? null, life.noticeBy, life.term?.renewals];
    });
    expect(told).toEqual([
      ['2025-02-28', '2024-12-28', 0],
      ['2026-02-28', '2025-12-28', 1],
      ['2027-02-28', '2026-12-28', 2],
      ['2028-02-29', '2027-12-29', 3],
      ['2029-02-28', '2028-12-28', 4],
    ]);
  });

  it('is renewed so often and no more', () => {
    const twice = { ...yearly, renewal: { ...yearly.renewal, times: 2 } };
    expect(endIn(livedUntil(factsOf(withTerm(twice), '2027-01-05'), '2200-01-01'))).toEqual(['2030-01-05', 'term', null]);
  });

  const inTime = (deliveredOn: string) =>
    livedUntil(
      factsOf(withTerm(yearly), '2027-01-05', { notices: [['n1', notice('us', '2027-10-01', { rok: deliveredOn }, 'non-renewal')]] }),
      '2030-06-01',
    );

  it('stands where a notice of non-renewal was delivered by the last day for it', () => {
    expect(endIn(inTime('2027-11-05'))).toEqual(['2028-01-05', 'term', 'n1']);
    expect(endIn(inTime('2027-11-06'))).toBeNull();
  });

  it('is extended by decision, by a period or until a last day', () => {
    const extend = (content: Omit<Extract<Content, { kind: 'extend' }>, 'kind'>) =>
      endIn(
        expectedLife(
          factsOf(withTerm({ period: 'P3Y' }), '2027-01-05', {
            decisions: [['d1', decision({ kind: 'extend', ...content }, both('2029-10-01'))]],
          }),
        ),
      );
    expect(extend({ period: 'P3Y' })?.[0]).toBe('2033-01-05');
    expect(extend({ until: '2031-12-31' })?.[0]).toBe('2032-01-01');
  });

  it('is not extended once it is over', () => {
    const decisions: Facts['decisions'] = [['d1', decision({ kind: 'extend', period: 'P3Y' }, both('2030-01-05'))]];
    const life = expectedLife(factsOf(withTerm({ period: 'P3Y' }), '2027-01-05', { decisions }));
    expect(endIn(life)?.[0]).toBe('2030-01-05');
    expect(life.decisions.get('d1')).toMatchObject({ status: 'lapsed', takenOn: null, closedBy: 'expiry' });
  });

  it('and a notice: the earlier end governs', () => {
    const end = (deliveredOn: string) =>
      endIn(
        expectedLife(
          factsOf(withTerm({ period: 'P3Y' }), '2027-01-05', { notices: [['n1', notice('us', deliveredOn, { rok: deliveredOn })]] }),
        ),
      );
    expect(end('2029-07-08')).toEqual(['2030-01-04', 'notice', 'n1']);
    expect(end('2029-07-10')).toEqual(['2030-01-05', 'term', null]);
  });

  /** All periods at once from the first day: months first, at most to the month's last day, then days. */
  const endAfter = (on: string, periods: string[]): string => {
    const count = (unit: string) =>
      periods.filter((period) => period.endsWith(unit)).reduce((sum, period) => sum + Number(period.slice(1, -1)), 0);
    const start = new Date(`${on}T00:00:00Z`);
    const month = start.getUTCMonth() + count('M') + 12 * count('Y');
    const last = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate();
    const end = Date.UTC(start.getUTCFullYear(), month, Math.min(start.getUTCDate(), last) + count('D'));
    return new Date(end).toISOString().slice(0, 10);
  };

  it('no chain of renewals drifts', () => {
    const period = fc.constantFrom('P1M', 'P3M', 'P6M', 'P1Y', 'P3Y', 'P45D');
    const date = fc
      .integer({ min: 0, max: 1500 })
      .map((days) => new Date(Date.UTC(2024, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, period, period, (on, first, again) => {
        const duration = { period: first, renewal: { rule: 'automatic', period: again, unless: 'P1M', times: 24 } };
        const life = livedUntil(factsOf(withTerm(duration), on), '2200-01-01');
        expect(life.terms).toHaveLength(25);
        for (const [times, term] of life.terms.entries()) {
          expect(term.end).toBe(endAfter(on, [first, ...Array<string>(times).fill(again)]));
          if (times < 24) expect((noticeByOf(life.text.terms.duration, term) as string) < term.end).toBe(true);
        }
      }),
      { numRuns: drawn(30) },
    );
  });
});

describe('the period of a notice', () => {
  const end = (commencement: object, on: string, deliveredOn: string, more: object = {}) => {
    const signed = smallInstrumentWith({ commencement: { clause: 'III.4', from: 'delivery', ...commencement }, ...more });
    return endIn(expectedLife(factsOf(signed, on, { notices: [['n1', notice('us', deliveredOn, { rok: deliveredOn })]] })))?.[0];
  };

  it.each([
    ['2015-04-03', '2015-05-01'],
    ['2015-04-16', '2015-05-01'],
    ['2015-04-17', '2015-06-01'],
    ['2015-04-20', '2015-06-01'],
  ])('runs to the end of the month: delivered %s, over on %s', (deliveredOn, on) => {
    expect(end({ period: 'P14D', ends: 'end-of-month' }, '2014-01-01', deliveredOn)).toBe(on);
  });

  it.each([
    ['2027-06-30', '2028-01-01'],
    ['2027-07-01', '2029-01-01'],
  ])('runs to the end of the calendar year: delivered %s, over on %s', (deliveredOn, on) => {
    expect(end({ period: 'P6M', ends: 'end-of-year' }, '2027-01-05', deliveredOn)).toBe(on);
  });

  it('of none, it takes effect on the day of delivery', () =>
    expect(end({ period: 'P0D' }, '2027-01-05', '2027-03-04')).toBe('2027-03-04'));

  it('of none, to the end of a term: of the one that runs, also on its first day', () => {
    const duration = { clause: 'III.4', period: 'P1Y', renewal: { rule: 'automatic', period: 'P1Y' } };
    const ending = (on: string) => end({ period: 'P0D', ends: 'end-of-term' }, '2027-01-05', on, { duration });
    expect([ending('2028-01-04'), ending('2028-01-05')]).toEqual(['2028-01-05', '2029-01-05']);
  });

  it('a day that a month lacks becomes its last', () => expect(end({ period: 'P6M' }, '2027-01-05', '2027-08-31')).toBe('2028-02-29'));

  it('keeps to a minimum term', () => {
    expect(end({ period: 'P180D', notBefore: 'P24M' }, '2027-01-05', '2027-03-01')).toBe('2029-01-05');
    expect(end({ period: 'P180D', notBefore: 'P24M' }, '2027-01-05', '2028-12-01')).toBe('2029-05-30');
  });

  const duration = { clause: 'III.4', period: 'P3Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P3M' } };
  it.each([
    ['in the current term', '2029-07-05', '2030-01-05'],
    ['or, a day later, in the next', '2029-07-06', '2031-01-05'],
    ['of a term that is renewed by then', '2030-03-01', '2031-01-05'],
  ])('leads to the first end of a term at least so long after, %s', (_, deliveredOn, on) => {
    expect(end({ period: 'P6M', ends: 'end-of-term' }, '2027-01-05', deliveredOn, { duration })).toBe(on);
  });

  it('is that of the text in force on the day that starts it', () => {
    const decisions: Facts['decisions'] = [
      [
        'd1',
        decision(
          modify(smallInstrument, [{ op: 'replace', path: '/terms/commencement/period', value: 'P90D' }], '2027-05-01'),
          both('2027-04-01'),
        ),
      ],
    ];
    const on = (deliveredOn: string) =>
      endIn(
        expectedLife(
          factsOf(smallInstrument, '2027-01-05', { decisions, notices: [['n1', notice('us', '2027-04-19', { rok: deliveredOn })]] }),
        ),
      )?.[0];
    expect(on('2027-05-01')).toBe('2027-07-30');
    expect(on('2027-04-30')).toBe('2027-10-27');
  });

  it('does not start before the operative date', () => {
    const life = expectedLife(
      factsOf(smallInstrument, '2027-03-01', { notices: [['n1', notice('us', '2027-02-01', { rok: '2027-02-28' })]] }),
    );
    expect(life.end).toBeNull();
    expect(life.notices.get('n1')).toMatchObject({ startedOn: null, expectedOn: null });
  });
});

describe('a decided date', () => {
  const onDate = (statedOn: string): Content => ({ kind: 'discontinue-on', statedOn });

  it('replaces the notices that ran, and a fresh one counts again', () => {
    const life = expectedLife(
      factsOf(smallInstrument, '2027-01-05', {
        notices: [
          ['n1', notice('us', '2027-02-26', { rok: '2027-03-01' })],
          ['n2', notice('us', '2028-01-10', { rok: '2028-01-12' })],
        ],
        decisions: [['d1', decision(onDate('2029-12-31'), both('2027-04-02'))]],
      }),
    );
    expect(endIn(life)).toEqual(['2028-07-10', 'notice', 'n2']);
    expect(life.notices.get('n1')).toMatchObject({ status: 'superseded', closedBy: 'decided-date', closedFor: 'd1' });
  });

  it('is replaced by the next, and can be withdrawn before it comes', () => {
    const decisions = (last: string): Facts['decisions'] => [
      ['d1', decision(onDate('2027-12-31'), both('2027-04-02'))],
      ['d2', decision(onDate('2028-06-30'), both('2027-05-02'))],
      ['d3', decision({ kind: 'withdraw-decision', withdraws: 'd2' }, both(last))],
    ];
    const life = expectedLife(factsOf(smallInstrument, '2027-01-05', { decisions: decisions('2028-06-29') }));
    expect(life.end).toBeNull();
    expect(['d1', 'd2', 'd3'].map((id) => [life.decisions.get(id)?.status, life.decisions.get(id)?.closedBy])).toEqual([
      ['lapsed', 'replaced'],
      ['lapsed', 'withdrawn'],
      ['effective', undefined],
    ]);
    expect(endIn(expectedLife(factsOf(smallInstrument, '2027-01-05', { decisions: decisions('2028-06-30') })))?.[0]).toBe('2028-06-30');
  });
});

describe('where a notice takes out its giver alone', () => {
  const n1 = notice('fr', '1978-02-27', { de: '1978-03-01', uk: '1978-03-03' });
  const n2 = notice('uk', '1979-01-01', { de: '1979-01-05' });

  it('the others go on, and it is no longer waited for', () => {
    const decisions: Facts['decisions'] = [
      ['d1', decision({ kind: 'discontinue-on', statedOn: '1979-01-01' }, { de: '1978-05-01', uk: '1978-05-02' })],
    ];
    const life = livedUntil(factsOf(three, '1976-05-05', { notices: [['n1', n1]], decisions }), '1978-09-04');
    expect(life.members.get('fr')).toMatchObject({ since: '1976-05-05', outOn: '1978-09-03' });
    expect(life.decisions.get('d1')).toMatchObject({ status: 'taken', takenOn: '1978-09-03', effectiveOn: '1979-01-01' });
  });

  it('who gave two that lead to one day leaves once', () => {
    const life = livedUntil(
      factsOf(three, '1976-05-05', {
        notices: [
          ['n1', n1],
          ['n2', n1],
        ],
      }),
      '1978-09-04',
    );
    expect(life.departures).toEqual([{ participant: 'fr', notice: 'n1', on: '1978-09-03' }]);
    expect([life.notices.get('n2')?.status, life.end]).toEqual(['superseded', null]);
  });

  it('and where too few would remain it ends for all', () => {
    const life = expectedLife(
      factsOf(three, '1976-05-05', {
        notices: [
          ['n1', n1],
          ['n2', n2],
        ],
      }),
      '1979-01-05',
    );
    expect(life.departures).toEqual([{ participant: 'fr', notice: 'n1', on: '1978-09-03' }]);
    expect(endIn(life)).toEqual(['1979-07-05', 'notice', 'n2']);
  });
});

test('the text is what the decisions in effect give in the order of their dates, and one that no longer fits lapses', () => {
  const replace = (id: string, value: string, text = smallInstrument) =>
    modify(text, [{ op: 'replace', path: `/clauses/${id}/text`, value }]);
  const life = expectedLife(
    factsOf(smallInstrument, '2027-01-05', {
      decisions: [
        ['d1', decision(replace('III.8', 'One.'), { us: '2027-04-15', rok: '2027-06-01' })],
        ['d2', decision(replace('III.8', 'Two.'), both('2027-05-01'))],
        ['d3', decision(replace('III.7', 'Three.'), both('2027-04-01'))],
      ],
    }),
  );
  expect(life.inEffect).toEqual(['d3', 'd2']);
  expect(life.decisions.get('d1')).toMatchObject({ status: 'lapsed', closedBy: 'conflict', closedFor: '/clauses/III.8/text' });
  expect(life.text.clauses.filter(({ id }) => ['III.7', 'III.8'].includes(id)).map(({ text }) => text)).toEqual(['Three.', 'Two.']);
});

test('a paper written once another was decided has read what that one says, in whichever order they were recorded', () => {
  const replace = (value: string) => modify(smallInstrument, [{ op: 'replace', path: '/clauses/III.8/text', value }]);
  const life = expectedLife(
    factsOf(smallInstrument, '2027-01-05', {
      decisions: [
        ['d1', decision(replace('One.'), both('2027-06-01'))],
        ['d2', decision(replace('Two.'), both('2027-05-01'))],
      ],
    }),
  );
  expect(life.inEffect).toEqual(['d2', 'd1']);
  expect(life.text.clauses.find(({ id }) => id === 'III.8')?.text).toBe('One.');
});
