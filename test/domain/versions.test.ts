import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../domain/calendar.ts';
import { fingerprint } from '../../domain/fingerprint.ts';
import type { State } from '../../domain/state.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { changesOf, type Side, sideOn } from '../../projections/comparison.ts';
import { type Change, changesBetween, versionsIn, versionsOf } from '../../projections/versions.ts';
import { given, type Step } from '../support/given.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import { decided, modify, open, operative, rectifySignature, replacing, sign } from './acts.ts';
import { accede } from './late-lives.ts';

const APRIL = '2027-04-01T15:00:00Z';
const MAY = '2027-05-01T15:00:00Z';
const at = (id: string): number => smallInstrument.clauses.findIndex((clause) => clause.id === id);
const logOf = (...steps: Step[]) => given(...operative(), ...steps).memorandum.log;
const between = (from: number, to: number, ...steps: Step[]): Change[] => changesBetween(versionsOf(logOf(...steps)), from, to);

const NINETY = 'The discontinuation is expected to commence on a date 90 days after delivery.';
const text = modify('us', 'd1', replacing(`/clauses/${at('III.4')}/text`, NINETY));
const period = modify('rok', 'd2', replacing('/terms/commencement/period', 'P90D'));

describe('III.2: the versions of the text', () => {
  test('there is none before the opening', () => {
    expect(versionsOf([])).toEqual([]);
  });

  test('the first is the text as signed, from the operative date', () => {
    const opened = given([open(), '2027-01-05T01:00:00Z']).memorandum.log;
    expect(versionsOf(opened)).toEqual([{ version: 1, effectiveOn: null, decision: null, instrument: smallInstrument }]);
    expect(versionsOf(logOf())).toMatchObject([{ version: 1, effectiveOn: '2027-01-05', decision: null }]);
  });

  test('the first follows the operative date where that is rectified', () => {
    const log = logOf(...decided(rectifySignature('us', 'd9', 'us', '2027-01-06'), APRIL));
    expect(versionsOf(log)).toMatchObject([{ version: 1, effectiveOn: '2027-01-06' }]);
  });

  test('each modification makes one more, on the date on which it takes effect', () => {
    const log = logOf(...decided(text, APRIL), ...decided(period, MAY));
    const versions = versionsOf(log);
    expect(versions).toMatchObject([
      { version: 1, decision: null },
      { version: 2, decision: 'd1', effectiveOn: '2027-04-02' },
      { version: 3, decision: 'd2', effectiveOn: '2027-05-02' },
    ]);
    const hashes = log.filter((event) => event.type === 'ModificationTookEffect').map(({ data }) => data.sha256);
    expect(versions.slice(1).map(({ instrument }) => fingerprint(instrument))).toEqual(hashes);
  });

  test('a modification that has yet to take effect is no version', () => {
    expect(versionsOf(logOf(...decided({ ...text, effectiveOn: '2027-09-01' }, APRIL)))).toHaveLength(1);
  });
});

test('as of a day, the first version is the text as signed too', () => {
  const log = logOf(...decided(modify('us', 'd1', replacing('/title', 'Shorter')), '2027-03-01T15:00:00Z'));
  const texts = versionsIn(stateAsOf(log, { on: '2027-03-05' }) as State).map(({ version, instrument }) => [version, instrument.title]);
  expect(texts).toEqual([
    [1, smallInstrument.title],
    [2, 'Shorter'],
  ]);
});

describe('III.2: the versions as of a date', () => {
  const log = logOf(...decided(text, APRIL), ...decided(period, MAY));
  const versionsOn = (on: string) => versionsIn(stateAsOf(log, { on }) as State);

  test.each([
    ['2027-04-01', 1],
    ['2027-04-02', 2],
    ['2027-05-02', 3],
    ['2099-01-01', 3],
  ])('on %s there are the first %i, and each has its own text', (on, count) => {
    expect(versionsOn(on)).toEqual(versionsOf(log).slice(0, count));
  });

  test('on a day that lies ahead what is decided by then is among them, and the first is the text as signed', () => {
    const ahead = logOf(...decided({ ...text, effectiveOn: '2027-09-01' }, APRIL));
    const later = logOf(...decided({ ...text, effectiveOn: '2027-09-01' }, APRIL), '2027-09-02T00:00:00Z');
    expect(versionsIn(stateAsOf(ahead, { on: '2027-09-01' }) as State)).toEqual(versionsOf(later));
  });

  test('the difference between two dates names what was decided between them', () => {
    const side = (on: string) => sideOn(log, on, undefined, parseInstant('2027-06-01T00:00:00Z')) as Side;
    expect(changesOf(side('2027-02-01'), side('2027-06-01'))).toEqual(changesBetween(versionsOf(log), 1, 3));
  });

  test('who joined after the text was changed has always been among its Participants', () => {
    const joined = given(
      [
        open({ ...smallInstrument, terms: { ...smallInstrument.terms, accession: { clause: 'III.2', rule: 'open' } } }),
        '2027-01-05T01:00:00Z',
      ],
      [sign('us', '2027-01-05'), '2027-01-05T16:00:00Z'],
      [sign('rok', '2027-01-05'), '2027-01-05T17:00:00Z'],
      ...decided(text, APRIL),
      [accede('2027-05-01'), MAY],
    ).memorandum.log;
    const now = versionsOf(joined);
    expect(now.map(({ instrument }) => instrument.participants.length)).toEqual([3, 3]);
    expect(versionsIn(stateAsOf(joined, { on: '2099-01-01' }) as State)).toEqual(now);
  });
});

describe('III.2: what differs between two versions', () => {
  const both = [...decided(text, APRIL), ...decided(period, MAY)];

  test('nothing, between a version and itself', () => {
    expect(between(2, 2, ...both)).toEqual([]);
  });

  test('a clause by its number and a term by its path, each by its decision', () => {
    expect(between(1, 3, ...both)).toEqual([
      { clause: 'III.4', before: smallInstrument.clauses[at('III.4')]?.text, after: NINETY, decision: 'd1' },
      { field: 'terms.commencement.period', before: 'P180D', after: 'P90D', decision: 'd2' },
    ]);
  });

  test('the other way round, what was decided is undone', () => {
    expect(between(3, 2, ...both)).toEqual([{ field: 'terms.commencement.period', before: 'P90D', after: 'P180D', decision: 'd2' }]);
  });

  test('the last decision that touched a part is named, and one that was taken back is not', () => {
    const steps = ['One', 'Two', smallInstrument.title].flatMap((title, n) =>
      decided(modify('us', `d${n}`, replacing('/title', title)), APRIL),
    );
    expect(between(1, 3, ...steps)).toMatchObject([{ field: 'title', after: 'Two', decision: 'd1' }]);
    expect(between(1, 4, ...steps)).toEqual([]);
  });

  test('an added clause, where it stands', () => {
    const clause = { id: 'III.10', heading: 'Review', text: 'The Participants review this MOU.' };
    const steps = decided(modify('us', 'd1', [{ op: 'add', path: `/clauses/${at('T')}`, value: clause }]), APRIL);
    expect(between(1, 2, ...steps)).toEqual([
      { clause: 'III.10', field: 'heading', before: null, after: 'Review', decision: 'd1' },
      { clause: 'III.10', before: null, after: clause.text, decision: 'd1' },
    ]);
    expect(between(2, 1, ...steps)).toMatchObject([
      { field: 'heading', after: null },
      { before: clause.text, after: null },
    ]);
  });

  test('what is taken out stands where it stood', () => {
    const patch = [
      { op: 'remove', path: `/clauses/${at('II.A.1')}` } as const,
      ...replacing('/title', 'Shorter'),
      { op: 'replace', path: `/clauses/${at('T') - 1}/text`, value: 'Signed twice.' } as const,
    ];
    expect(between(1, 2, ...decided(modify('us', 'd1', patch), APRIL)).map(({ clause, field }) => clause ?? field)).toEqual([
      'title',
      'II.A.1',
      'T',
    ]);
  });

  test('another order of the clauses is a difference of its own', () => {
    const move = [{ op: 'move', from: `/clauses/${at('T')}`, path: '/clauses/0' } as const];
    const changes = between(1, 2, ...decided(modify('us', 'd1', move), APRIL));
    expect(changes).toMatchObject([{ field: 'clauses', decision: 'd1' }]);
    expect((changes[0]?.after as string[])[0]).toBe('T');
  });

  test('a seat and an area are named by their ids', () => {
    const patch = [...replacing('/participants/1/seat/city', 'Sejong'), ...replacing('/areas/0/title', 'AI for all sciences')];
    expect(between(1, 2, ...decided(modify('us', 'd1', patch), APRIL)).map(({ field }) => field)).toEqual([
      'areas.II.A.1.title',
      'participants.rok.seat.city',
    ]);
  });

  test('a version that does not exist cannot be compared', () => {
    expect(() => between(1, 4, ...both)).toThrow(/no version 4/);
  });
});
