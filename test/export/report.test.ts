/** The report, as a page: whole, escaped, to scale, and right. Seen by a browser in test/e2e/report.test.ts. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { daysBetween, parseInstant } from '../../domain/calendar.ts';
import { Instrument } from '../../domain/instrument.ts';
import { exportDocument } from '../../export/json.ts';
import { reportHtml } from '../../export/report/index.ts';
import { rowsOf, spread, widthOf } from '../../export/report/labels.ts';
import { scaleOf, ticksOf } from '../../export/report/scale.ts';
import { revised, textOf } from '../../export/report/text.ts';
import { viewOf } from '../../export/report/view.ts';
import { dossier, rich, richNow, seed } from '../support/dossiers.ts';
import { fullLives, Life, type Moment, noticeGiven, untilDelivery } from '../support/lives.ts';
import { drawn } from '../support/seed.ts';
import { smallInstrumentInput } from '../support/small-instrument.ts';

const view = viewOf(dossier(rich.log, {}, richNow));
const html = reportHtml(dossier(rich.log, {}, richNow));
/** What a reader reads: tags gone, entities resolved, white space folded. */
const wordsOf = (page: string): string =>
  page
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

describe('the page', () => {
  test('needs nothing but itself: no script, nothing loaded, one style sheet let in by its hash', () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|<object|@import|url\(|\son\w+=|style="/i);
    expect(html).not.toMatch(/(src|href)="(?!#)/);
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(html).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`.replaceAll("'", '&#39;'),
    );
  });

  test('speaks as the memorandum does, wherever the words are its own', () => {
    const words = { participant: 'Party', participants: 'Parties', operative: 'in force', memorandum: 'Agreement' };
    const instrument = Instrument.parse({
      ...smallInstrumentInput,
      words: { ...words, modification: 'amendment', discontinuation: 'termination' },
      clauses: smallInstrumentInput.clauses.map(({ id }) => ({ id, text: 'Text.' })),
    });
    const life = new Life(untilDelivery, { instrument });
    const page = wordsOf(reportHtml(dossier(life.log, {}, parseInstant('2027-02-10T00:00:00Z'))));
    expect(page).toContain('when the period of 180 days began; termination is expected to commence on');
    // What is quoted is nobody's to reword, and the first line says what kind of thing it is a report on.
    expect(page.replace(/“[^”]*”|Report on a memorandum of understanding/g, '')).not.toMatch(
      /\b(Participants?|operative|modification|discontinuation|[Mm]emorandum)\b/,
    );
  });

  test('is the same from the same log, and smaller than 200 kB for the seed in full', () => {
    expect(reportHtml(dossier(rich.log, {}, richNow))).toBe(html);
    expect(html.length).toBeLessThan(200_000);
  });

  test("takes nobody's words for markup", () => {
    const nasty = '</title></style><script>alert(1)</script><img src=x onerror=alert(2)> & "quoted" \'single\' <!--';
    const instrument = Instrument.parse({
      ...smallInstrumentInput,
      title: nasty,
      participants: smallInstrumentInput.participants.map((one) => ({
        ...one,
        name: nasty,
        shortName: nasty,
        seat: { ...one.seat, city: nasty },
      })),
      clauses: smallInstrumentInput.clauses.map((clause) => ({ ...clause, text: nasty, heading: nasty })),
      terms: { ...smallInstrumentInput.terms, committee: { ...smallInstrumentInput.terms.committee, name: nasty } },
      provenance: { status: 'unverified', source: nasty, note: nasty },
    });
    const document = { title: nasty, sha256: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752' };
    const life = new Life(
      [
        [
          '2027-01-05T06:00:00Z',
          { do: 'sign', by: 'us', signedOn: '2027-01-05', place: 'Gyeongju', signatory: { name: nasty, title: nasty }, document },
        ],
        [
          '2027-01-05T07:00:00Z',
          { do: 'sign', by: 'rok', signedOn: '2027-01-05', place: 'Gyeongju', signatory: { name: nasty, title: nasty }, document },
        ],
        [
          '2027-01-06T07:00:00Z',
          { do: 'schedule-meeting', by: 'us', meeting: 'm1', on: '2027-02-20', place: nasty, timeZone: 'Asia/Seoul', agenda: [nasty] },
        ],
        ['2027-01-07T07:00:00Z', { do: 'start-initiative', by: 'us', initiative: 'i1', area: 'X', areaTitle: nasty, title: nasty }],
        [
          '2027-01-08T15:00:00Z',
          {
            do: 'propose',
            by: 'us',
            decision: 'd1',
            kind: 'modify',
            title: nasty,
            document,
            patch: [{ op: 'replace', path: '/title', value: `${nasty}!` }],
          },
        ],
        ['2027-01-09T01:00:00Z', { do: 'consent', by: 'rok', decision: 'd1', document }],
        noticeGiven('2027-01-10T15:00:00Z', 'us', 'n1', '2027-01-10'),
        [
          '2027-01-11T02:00:00Z',
          { do: 'record-delivery', notice: 'n1', to: 'rok', deliveredOn: '2027-01-11', place: nasty, method: nasty, evidence: document },
        ],
      ],
      { instrument },
    );
    const message = { key: nasty, seq: 1, recipient: nasty, channel: nasty, at: nasty, status: nasty, detail: nasty };
    const page = reportHtml(dossier(life.log), [message]);
    expect(page.match(/<script|<img/gi)).toBeNull();
    expect(page.match(/<\/?(title|style)>/g)).toHaveLength(4);
    expect(wordsOf(page)).toContain('alert(1)');
  });

  test('is well-formed, for lives in which everything happens', () => {
    for (const life of [rich, ...fullLives(), new Life([]), new Life([...untilDelivery, '2027-08-01T00:00:00Z'])]) {
      const page = reportHtml(dossier(life.log));
      // As XML is read, which is stricter: every element is closed, in its order.
      const asXml = page
        .replace(/^<!doctype html>\n/, '')
        .replace(/<(meta[^>]*)>/g, '<$1/>')
        .replace(/<style>[\s\S]*?<\/style>/, '');
      XmlDocument.fromString(asXml).dispose();
      const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, target] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
    }
  });

  test('has a line for every event, of whatever type', () => {
    for (const { log } of [rich, ...fullLives()]) {
      const { history } = viewOf(dossier(log));
      expect(history.map(({ type }) => type)).toEqual(log.map(({ type }) => type));
      for (const { headline } of history) expect(headline).not.toBe('');
    }
  });
});

describe('the status', () => {
  test('says what is left of the 180 days on the date of the report', () => {
    expect(view.countdown).toEqual({
      ...{ what: 'discontinuation', remain: 113, of: 180, passed: 67 },
      ...{ expectedOn: '2028-02-05', from: '2027-08-09', period: '180 days' },
    });
    expect(wordsOf(html)).toContain('113 of 180 days remain');
  });

  test.each([
    ['2027-08-09', 180],
    ['2027-08-10', 179],
    ['2028-02-04', 1],
  ])('as of %s: %i', (on, remain) => {
    expect(viewOf(dossier(rich.log, { on }, richNow)).countdown?.remain).toBe(remain);
  });

  test('as of the date on which it is expected to commence nothing is left to count', () => {
    expect(viewOf(dossier(rich.log, { on: '2028-02-05' }, richNow)).countdown).toBeNull();
  });

  test('before a notice is delivered nothing is counted', () => {
    const earlier = viewOf(dossier(rich.log, { on: '2027-08-08' }, richNow));
    expect(earlier.countdown).toBeNull();
    expect(earlier.status.sentences.join(' ')).toContain('No discontinuation is expected');
  });

  test('of a text not yet signed by all says whose signature is awaited', () => {
    const open = viewOf(dossier(new Life([untilDelivery[0] ?? '2027-01-06T00:00:00Z']).log));
    expect(open.status).toMatchObject({ word: 'Open for signature', tone: 'open' });
    expect(open.status.sentences).toContain('The signature of the Government of the United States of America is awaited (III.1).');
  });

  test('counts what more is awaited than it names', () => {
    const shown = (actions: number): string[] => {
      const meeting: Moment = [
        '2027-02-10T15:00:00Z',
        { do: 'schedule-meeting', by: 'rok', meeting: 'm1', on: '2027-02-01', place: 'Seoul' },
      ];
      const action = (n: number): Moment => [
        '2027-02-11T15:00:00Z',
        { do: 'record-action', meeting: 'm1', action: `a${n}`, owner: 'us', what: 'Draft the roadmap', dueOn: '2027-09-01' },
      ];
      const life = new Life([...untilDelivery.slice(0, 2), meeting, ...Array.from({ length: actions }, (_, n) => action(n))]);
      return viewOf(dossier(life.log)).status.sentences.filter((sentence) => sentence.includes('waited'));
    };
    expect([shown(12).length, shown(13).at(-1), shown(20).at(-1)]).toEqual([12, 'And 1 more is awaited.', 'And 8 more are awaited.']);
  });

  test('of a discontinued memorandum counts nothing any more', () => {
    const done = viewOf(dossier(new Life([...untilDelivery, '2027-08-01T00:00:00Z']).log));
    expect(done.status.tone).toBe('discontinued');
    expect(done.countdown).toBeNull();
  });
});

describe('the record', () => {
  test('ends with the head of the chain that the export has', () => {
    const { head } = exportDocument(dossier(rich.log, {}, richNow));
    expect(html).toContain(`<code id="chain-head">${head}</code>`);
    expect(view.chain.seq).toBe(rich.log.length);
  });

  test('strikes what was set right later, and nothing else', () => {
    const [full, signedLater] = fullLives();
    const struckIn = (life: Life | undefined) =>
      viewOf(dossier(life?.log ?? [])).history.flatMap(({ type, superseded }) => (superseded === null ? [] : [[type, superseded]]));
    expect(struckIn(signedLater)).toEqual([
      ['Signed', 'corrected to 2027-02-11'],
      ['BecameOperative', 'corrected to 2027-02-11'],
      ['DiscontinuationExpected', 'no longer'],
      ['ReviewDue', 'superseded'],
    ]);
    expect(struckIn(full)).toEqual([
      ['NoticeDelivered', 'corrected to 2027-02-10'],
      ['DiscontinuationExpected', 'no longer'],
      ['DiscontinuationCommenced', 'superseded'],
      ['DecisionLapsed', 'superseded'],
      ['NoticeSuperseded', 'superseded'],
    ]);
  });

  test('as of a date leaves out what holds later, and says how much', () => {
    const earlier = viewOf(dossier(rich.log, { on: '2027-04-14' }, richNow));
    expect(earlier.history.every(({ on }) => on <= '2027-04-14')).toBe(true);
    expect(earlier.later).toBe(rich.log.length - earlier.history.length);
    expect(earlier.chain.head).toBe(view.chain.head);
  });

  test('tells of every delivery where, how, and by which evidence', () => {
    expect(
      view.notices.map(({ id, status, deliveries }) => [
        id,
        status,
        deliveries.map(({ to, deliveredOn, place }) => [to, deliveredOn, place]),
      ]),
    ).toEqual([
      ['n1', 'withdrawn', [['Republic of Korea', '2027-04-26', 'Seoul']]],
      ['n2', 'delivered', [['United States', '2027-08-09', 'Washington']]],
    ]);
  });

  test('gives every date with its reason, in the order of the dates', () => {
    expect(view.dates.map(({ date }) => date)).toEqual(view.dates.map(({ date }) => date).sort());
    for (const { sentence } of view.dates) expect(wordsOf(html)).toContain(sentence);
  });
});

describe('the text', () => {
  const standing = (runs: { text: string; removed: string | null }[]) =>
    runs
      .filter(({ removed }) => removed === null)
      .map(({ text }) => text)
      .join('');
  const signed = (runs: { text: string; added: string | null }[]) =>
    runs
      .filter(({ added }) => added === null)
      .map(({ text }) => text)
      .join('');

  test('marks each word with the decision that put it in or took it out', () => {
    const { title, clauses } = view.text;
    expect(title.filter(({ removed }) => removed !== null)).toEqual([
      { text: 'Between the United States and South Korea ', added: null, removed: 'd1' },
    ]);
    const quantum = clauses.find(({ id }) => id === 'II.B.4');
    expect(quantum).toMatchObject({ fate: 'modified', decisions: ['d1', 'd3'], level: 5 });
    expect(quantum?.paragraphs[0]?.filter(({ added }) => added === 'd3').map(({ text }) => text)).toEqual([
      ',',
      'networking ',
      ' They intend to exchange drafts of standards early.',
    ]);
    expect(clauses.find(({ id }) => id === 'II.A.4')).toMatchObject({ fate: 'removed', decisions: ['d3'] });
    expect(clauses.filter(({ fate }) => fate !== null)).toHaveLength(2);
  });

  test('holds both the text as signed and the text as it is, word for word', () => {
    const { clauses } = view.text;
    expect(clauses.map(({ id }) => id)).toEqual(seed.clauses.map(({ id }) => id));
    for (const { id, paragraphs } of clauses) {
      const was = seed.clauses.find((clause) => clause.id === id)?.text.trim();
      expect(paragraphs.map(signed).join('\n')).toBe(was);
      const is = rich.state.instrument.clauses.find((clause) => clause.id === id)?.text.trim() ?? '';
      expect(
        paragraphs
          .map(standing)
          .filter((text) => text !== '')
          .join('\n'),
      ).toBe(is);
    }
  });

  test('whatever is decided, in whatever order', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'intends', '.'), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(words, { minLength: 2, maxLength: 6 }), ([first = '', ...later]) => {
        const runs = later.reduce((runs, text, at) => revised(runs, text, `d${at}`), [
          { text: first, added: null, removed: null },
        ] as Parameters<typeof revised>[0] & object[]);
        expect(standing([...runs])).toBe(later.at(-1));
        expect(signed([...runs])).toBe(first);
      }),
    );
  });

  test('a text that has little in common with the one before stands in its place: it may have 20,000 letters of Hangul', () => {
    const syllables = (seed: number) => String.fromCodePoint(...Array.from({ length: 20_000 }, (_, n) => 0xac00 + ((n * seed) % 11_172)));
    const [before, after] = [syllables(7_919), syllables(104_729)];
    expect(revised([{ text: before, added: null, removed: null }], after, 'd1')).toEqual([
      { text: before, added: null, removed: 'd1' },
      { text: after, added: 'd1', removed: null },
    ]);
  });

  test('tells of what was changed apart from the text', () => {
    expect(view.text.others.map(({ what, after, decision }) => [what, after, decision])).toEqual([
      ['areas.II.A.4.heading', null, 'd3'],
      ['areas.II.A.4.title', null, 'd3'],
    ]);
  });

  test('of a text never modified has nothing to mark', () => {
    const life = new Life([...untilDelivery]);
    expect(textOf(dossier(life.log).versions).clauses.every(({ fate }) => fate === null)).toBe(true);
    expect(reportHtml(dossier(life.log))).not.toContain('<ins');
  });
});

describe('the timeline', () => {
  test('is to scale: as many units as there are days', () => {
    const scale = scaleOf(['2027-01-05', '2028-02-05']);
    if (!scale) throw new Error('no scale');
    const day = scale.at('2027-01-06') - scale.at('2027-01-05');
    for (const date of ['2027-03-01', '2027-12-31', '2028-02-05']) {
      expect(scale.at(date) - scale.at('2027-01-05')).toBeCloseTo(daysBetween('2027-01-05', date) * day, 10);
    }
    const period = view.timeline?.wide.bars.find(({ id }) => id === 'n2');
    expect((period?.width ?? 0) / (period?.ahead ?? 1)).toBeCloseTo(67 / 113, 1);
  });

  test('shows each notice, each decision, and how long it was operative', () => {
    expect(view.timeline?.stretches.map(({ id, kind, from, to, open }) => [id, kind, from, to, open])).toEqual([
      ['operative', 'operative', '2027-01-05', '2028-02-05', false],
      ['n1', 'gone', '2027-04-26', '2027-10-23', false],
      ['n2', 'period', '2027-08-09', '2028-02-05', false],
      ['d1', 'decision', '2027-03-10', '2027-04-15', false],
      ['d2', 'decision', '2027-05-10', '2027-05-18', false],
      ['d3', 'decision', '2027-06-02', '2027-07-01', false],
    ]);
  });

  test('has at most so many ticks, at the beginnings of days, weeks, months or years, whatever the span', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 1_000, max: 2_500 }), (days, year) => {
        const first = `${year}-02-11`;
        const scale = scaleOf([first, new Date(Date.parse(`${first}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)]);
        const ticks = scale ? ticksOf(scale, 10) : [];
        expect(ticks.length).toBeLessThanOrEqual(12);
        expect(ticks.map(({ date }) => date)).toEqual([...new Set(ticks.map(({ date }) => date))].sort());
      }),
      { numRuns: drawn(40) },
    );
  });

  test('places labels so that none covers another, nor the line that leads to another', () => {
    const spans = fc
      .uniqueArray(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 20 })
      .chain((starts) =>
        fc.tuple(
          fc.constant(starts.sort((a, b) => a - b)),
          fc.array(fc.integer({ min: 20, max: 200 }), { minLength: starts.length, maxLength: starts.length }),
        ),
      )
      .map(([starts, widths]) => starts.map((from, at) => ({ from, to: from + (widths[at] ?? 0) })));
    fc.assert(
      fc.property(spans, (all) => {
        const rows = rowsOf(all);
        all.forEach((one, a) => {
          all.forEach((other, b) => {
            if (b <= a || other.from >= one.to) return;
            // They overlap sideways: the left one stands higher, so neither text nor the line down from either meets the other.
            expect(rows[a]).toBeGreaterThan(rows[b] ?? 0);
          });
        });
      }),
    );
  });

  test('and on a telephone, one below the other, each as near to its date as can be', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 18 }), (wanted) => {
        const places = spread(
          wanted.sort((a, b) => a - b),
          34,
          10,
          700,
        );
        places.forEach((place, at) => expect(place - (places[at - 1] ?? -24)).toBeGreaterThanOrEqual(34));
        expect(places.at(-1)).toBeLessThanOrEqual(Math.max(700, 10 + 34 * (wanted.length - 1)));
      }),
    );
    expect(spread([100, 400], 34, 10, 700)).toEqual([100, 400]);
  });

  test('measures a text without a browser, and rather too wide', () => {
    expect(widthOf('notice n1 delivered', 13)).toBeGreaterThan(120);
    expect(widthOf('대한민국', 13)).toBeGreaterThanOrEqual(52);
  });

  test('is still readable where hundreds of things happened', () => {
    const busy = Array.from({ length: 150 }, (_, at): [string, never] => [
      `2027-0${2 + (Math.floor(at / 28 / 1) % 7)}-${String(1 + (at % 28)).padStart(2, '0')}T15:00:00Z`,
      { do: 'pause', by: 'us' } as never,
    ]);
    const life = new Life(untilDelivery);
    const many = [
      ...life.log,
      ...busy.map(([at], index) => ({
        ...(life.log[3] as object),
        type: 'Paused',
        data: {},
        seq: life.log.length + index + 1,
        at,
        on: at.slice(0, 10),
        by: 'us',
      })),
    ];
    const { timeline } = viewOf(dossier(many as never, {}, parseInstant('2027-12-01T00:00:00Z')));
    expect(timeline?.wide.labels.length).toBeLessThanOrEqual(16);
    expect(timeline?.wide.height).toBeLessThan(900);
    expect(timeline?.tall.labels.length).toBeLessThanOrEqual(18);
  });

  test('is left out where nothing has happened yet', () => {
    expect(viewOf(dossier(new Life([]).log)).timeline).toBeNull();
    expect(reportHtml(dossier(new Life([]).log))).not.toContain('<svg');
  });
});
