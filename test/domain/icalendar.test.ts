/** The dates of a memorandum in a calendar, read back by parsers that others use. */
import { describe, expect, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import type { EventType } from '../../domain/events.ts';
import { evolve } from '../../domain/evolve.ts';
import type { State } from '../../domain/state.ts';
import { type CalendarEntry, calendarChanges, calendarOf } from '../../projections/calendar-entries.ts';
import type { Act } from '../../projections/acts.ts';
import { explain } from '../../projections/explain.ts';
import { calendarFiles, toIcs } from '../../projections/icalendar.ts';
import { toldAct } from '../../projections/message.ts';
import { byIcalJs, readBack } from '../support/calendar-readers.ts';
import { consented, fullLives, Life, type Moment, proposed, untilDelivery, untilModificationTaken } from '../support/lives.ts';

const withdrawn: Moment[] = [
  ...untilDelivery,
  proposed('2027-02-02T15:00:00Z', 'us', 'd1', { kind: 'withdraw-notice', notice: 'n1' }),
  consented('2027-02-03T01:00:00Z', 'rok', 'd1'),
];

const scheduled: ActInput = { do: 'schedule-meeting', by: 'us', meeting: 'new', on: '2027-03-20', place: 'Seoul', agenda: [] };

const told = (life: Life, type: EventType) =>
  calendarFiles(life.told(type).calendar, 'register@mou.example').flatMap(({ content }) => readBack(content));

describe('the date of discontinuation', () => {
  test('is a whole day, tentative while it is expected, with the wall clock at every seat', () => {
    const entry = told(new Life(untilDelivery), 'DiscontinuationExpected').find(({ summary }) => summary.includes('discontinuation'));
    expect(entry).toMatchObject({
      start: '2027-07-31',
      end: '2027-08-01',
      isDate: true,
      status: 'TENTATIVE',
      method: 'PUBLISH',
      summary: 'seed-life: discontinuation expected to commence',
    });
    expect(entry?.description).toContain('180 days after 2027-02-01');
    expect(entry?.description).toContain('2027-07-31 13:00 in Seoul');
  });

  test('keeps its identity when it is cancelled, under a later sequence', () => {
    const life = new Life(withdrawn);
    const [expected] = told(life, 'DiscontinuationExpected');
    const gone = told(life, 'NoticeWithdrawn');
    expect(gone.map(({ status, method }) => [status, method])).toEqual([
      ['CANCELLED', 'CANCEL'],
      ['CANCELLED', 'CANCEL'],
    ]);
    expect(gone[0]?.uid).toBe(expected?.uid);
    expect(gone[0]?.sequence).toBeGreaterThan(expected?.sequence ?? 0);
  });

  test('says in its text that it no longer stands, and why', () => {
    const [gone] = told(new Life(withdrawn), 'NoticeWithdrawn');
    expect(gone?.summary).toBe('seed-life: no longer stands: discontinuation expected to commence');
    expect(gone?.description).toMatch(
      /^This date no longer stands: The Republic of Korea consented to decision d1; notice n1 was withdrawn\.$/m,
    );
    expect(gone?.description).toContain('It said: Discontinuation is expected to commence on 2027-07-31');
  });

  test('is cancelled in a file of its own, for a cancellation may be of one UID alone', () => {
    const files = calendarFiles(new Life(withdrawn).told('NoticeWithdrawn').calendar);
    expect(files.map(({ method, content }) => [method, readBack(content).length])).toEqual([
      ['CANCEL', 1],
      ['CANCEL', 1],
    ]);
  });

  test('moves in place where the delivery is rectified', () => {
    const life = new Life([
      ...untilDelivery,
      proposed('2027-02-12T15:00:00Z', 'us', 'd1', { kind: 'rectify', notice: 'n1', deliveredOn: '2027-02-10' }),
      consented('2027-02-13T01:00:00Z', 'rok', 'd1'),
    ]);
    const expected = told(new Life(untilDelivery), 'DiscontinuationExpected')[0];
    const [moved] = told(life, 'DiscontinuationExpected');
    expect(moved).toMatchObject({ uid: expected?.uid, start: '2027-08-09', method: 'PUBLISH', organizer: 'register@mou.example' });
    expect(moved?.sequence).toBeGreaterThan(expected?.sequence ?? 0);
    expect(life.told('DeliveryRectified').calendar.map(({ id, status }) => [id, status])).toEqual([
      ['discontinuation', 'TENTATIVE'],
      ['last-operative-day', 'TENTATIVE'],
    ]);
    const feed = readBack(toIcs(calendarOf(life.log))).filter(({ summary }) => summary.includes('discontinuation'));
    expect(feed.map(({ start, status }) => [start, status])).toEqual([['2027-08-09', 'TENTATIVE']]);
    expect(feed[0]?.uid).toBe(expected?.uid);
  });

  test('is certain once it has come', () => {
    const life = new Life([...untilDelivery, '2027-07-31T04:00:00Z']);
    expect(told(life, 'DiscontinuationCommenced')[0]).toMatchObject({
      status: 'CONFIRMED',
      summary: 'seed-life: discontinuation commenced',
    });
  });
});

describe('a calendar of the whole', () => {
  test.each(fullLives().map((life) => [life.memorandum.mou, life] as const))(
    'of %s holds what the single messages add up to',
    (_, life) => {
      const added = new Map(
        life
          .messages()
          .flatMap(({ calendar }) => calendar)
          .map((one) => [one.uid, one]),
      );
      const feed = calendarOf(life.log);
      expect(new Map(feed.map((one) => [one.uid, one]))).toEqual(added);
      const read = readBack(toIcs(feed, { name: life.state.instrument.title }));
      expect(read.map(({ uid, start, sequence, status }) => ({ uid, date: start, sequence, status }))).toEqual(
        feed.map(({ uid, date, sequence, status }) => ({ uid, date, sequence, status })),
      );
      expect(read.every(({ isDate, method }) => isDate && method === undefined)).toBe(true);
    },
  );

  test('has modifications, meetings and actions, and what was cancelled as cancelled', () => {
    const [life] = fullLives();
    const byId = new Map(calendarOf(life?.log ?? []).map((one) => [one.id, one.status]));
    expect([...byId.keys()].sort()).toEqual(
      [
        'operative',
        'next-meeting',
        'meeting/m1',
        'meeting/m2',
        'action/m1/a1',
        'action/m1/a2',
        'decision/d1',
        'discontinuation',
        'last-operative-day',
      ].sort(),
    );
    expect(byId.get('meeting/m2')).toBe('CANCELLED');
    expect(byId.get('meeting/m1')).toBe('CONFIRMED');
    const taken = new Life(untilModificationTaken);
    expect(taken.told('DecisionTaken').calendar).toMatchObject([{ id: 'decision/d1', date: '2027-06-01', status: 'TENTATIVE' }]);
  });

  test('is the same text whenever it is made', () => {
    const { log } = new Life(untilDelivery);
    expect(toIcs(calendarOf(log))).toBe(toIcs(calendarOf([...log])));
  });
});

describe('hostile and foreign text', () => {
  const hostile = 'A;B,C\\D\r\nEND:VEVENT\r\nBEGIN:VALARM 한미 기술번영 양해각서 '.repeat(4);

  test('adds no line, no property and no component', () => {
    const life = new Life([
      ...untilDelivery.slice(0, 2),
      [
        '2027-01-10T15:00:00Z',
        { do: 'schedule-meeting', by: 'us', meeting: 'm1', on: '2027-01-20', place: 'Seoul;X-A=1,2', agenda: ['a, b; c\\n'] },
      ],
    ]);
    const ics = toIcs(calendarOf(life.log).map((one) => ({ ...one, summary: hostile, description: hostile })));
    for (const line of ics.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const events = byIcalJs(ics);
    expect(events).toHaveLength(3);
    for (const { summary } of events) expect(summary).toBe(hostile.replaceAll('\r\n', '\n'));
    expect(ics.match(/^BEGIN:/gm)).toHaveLength(1 + 3);
  });

  test('an organizer is an address and nothing else', () => {
    const ics = toIcs(calendarOf(new Life(untilDelivery).log), { organizer: 'a@b.example\r\nX-A:1' });
    expect(ics).toContain('mailto:a@b.exampleX-A1');
  });
});

describe('what the acts changed one after the other', () => {
  test('comes to the calendar of the whole log', () => {
    for (const life of fullLives()) {
      const entries = new Map<string, CalendarEntry>();
      for (const act of life.acts()) {
        const after = act.events.reduce<State | undefined>(evolve, act.before) as State;
        for (const entry of calendarChanges(act, after)) entries.set(entry.id, entry);
      }
      const byId = (all: readonly CalendarEntry[]) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      expect(byId([...entries.values()])).toEqual(byId(calendarOf(life.log)));
    }
  });

  test('is found without a look at meetings that the act leaves alone: their agendas may be very long', () => {
    const [life] = fullLives() as [Life];
    const unread = Object.defineProperty(['a'], 'map', { value: () => expect.fail('it was read') });
    const meeting = { ...Object.values(life.state.meetings)[0], agenda: unread } as State['meetings'][string];
    const before = { ...life.state, meetings: { ...life.state.meetings, other: meeting } };
    const events = [{ ...life.log.at(-1), type: 'Paused', data: { reason: 'x' } }] as unknown as Parameters<
      typeof calendarChanges
    >[0]['events'];
    expect(calendarChanges({ before, events }, { ...before, seq: before.seq + 1 })).toEqual([]);
  });

  test('is told without explaining decisions and actions that the act leaves alone: there may be hundreds', () => {
    const life = new Life([...untilDelivery, ['2027-02-02T01:00:00Z', scheduled]]);
    const { before, events } = life.acts().at(-1) as Act & { before: State };
    const unread = () => expect.fail('it was read');
    const action = { status: 'completed', owner: 'us', dueOn: '2027-01-20', completedOn: '2027-01-20' };
    const actions = { a: Object.defineProperty(action, 'what', { get: unread }) };
    const meeting = { status: 'held', on: '2027-01-10', heldOn: '2027-01-10', place: 'Seoul', agenda: [], minutes: null, actions };
    const decision = { kind: 'modify', changes: [], status: 'effective', takenOn: '2027-01-20', effectiveOn: '2027-01-20' };
    const decisions = { old: Object.defineProperty(decision, 'consents', { get: unread }) };
    const busy = { ...before, meetings: { old: meeting }, decisions } as unknown as State;
    const told = toldAct({ before: busy, events });
    expect(told?.common.calendar.map(({ id }) => id)).toEqual(['meeting/new']);
    // It is explained where it is asked for.
    expect(() => explain(busy)).toThrow('it was read');
  });
});
