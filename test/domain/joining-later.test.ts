/** Who joins later belongs from then: by a signature where a number of them is enough, or by acceding. */
import { describe, expect, test } from 'vitest';
import { Instrument } from '../../domain/instrument.ts';
import type { State } from '../../domain/state.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { explain } from '../../projections/explain.ts';
import { changesBetween, versionsIn } from '../../projections/versions.ts';
import { given } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { consent, deliver, giveNotice, modify, operative, proposal, replacing, schedule, sign, startInitiative } from './acts.ts';
import { accede } from './late-lives.ts';
import { three } from './siblings.ts';

const MAY = '2027-05-01T16:00:00Z';
const acceding = smallInstrumentWith({ accession: { clause: 'II', rule: 'open' } });
const withJapan = () => given(...operative(acceding), [accede('2027-03-01'), '2027-03-02T16:00:00Z']);
const byTwo = Instrument.parse({
  ...three,
  terms: { ...three.terms, operative: { clause: 'III.1', rule: 'number-of-signatures', count: 2 } },
});
const joinedInApril = () => given(...operative(byTwo), [sign('jp', '2027-04-01'), '2027-04-02T16:00:00Z']);

describe('Who has acceded', () => {
  test('has signed by that: a signature more would move the operative date', () => {
    withJapan()
      .when(sign('jp', '2027-04-01'), MAY)
      .thenRefused('ALREADY_SIGNED', 'T', '2027-03-01')
      .withState({ operativeOn: '2027-01-05' });
  });
});

describe('Who is named by the text already does not accede, and is told why', () => {
  const japan = accede('2027-05-01');
  test('it has joined', () => {
    withJapan()
      .when(japan, MAY)
      .thenRefused('ALREADY_ACCEDED', 'II', /Japan is a Participant already/);
  });

  test('it has yet to sign', () => {
    const open = Instrument.parse({ ...byTwo, terms: { ...byTwo.terms, accession: { clause: 'II', rule: 'open' } } });
    given(...operative(open))
      .when(japan, MAY)
      .thenRefused('ALREADY_ACCEDED', 'II', /belongs once it signs/);
  });

  test('it has withdrawn', () => {
    const leaving = Instrument.parse({
      ...three,
      terms: { ...three.terms, accession: { clause: 'II', rule: 'open' }, withdrawal: { clause: 'III.4', remaining: 2 } },
    });
    given(
      ...operative(leaving),
      [sign('jp', '2027-01-05'), '2027-01-06T15:00:00Z'],
      [giveNotice('jp', 'n1', '2027-02-01'), '2027-02-02T15:00:00Z'],
      [deliver('n1', 'us', '2027-02-02'), '2027-02-03T15:00:00Z'],
      [deliver('n1', 'rok', '2027-02-02'), '2027-02-03T15:00:00Z'],
    )
      .when(accede('2027-10-01'), '2027-10-02T16:00:00Z')
      .thenRefused('ALREADY_ACCEDED', 'II', /has withdrawn, and its last day was 2027-07-31; it joins again under another id/);
  });
});

describe('Whose seat is modified after it joined', () => {
  test('has its earlier seat as of each day before, and in the versions of the text', () => {
    const patch = [{ op: 'replace' as const, path: '/participants/jp/seat/city', value: 'Osaka' }];
    const { log, state } = given(
      ...operative(acceding),
      [accede('2027-03-01'), '2027-03-02T16:00:00Z'],
      [{ ...proposal('us', 'd1'), kind: 'modify', patch }, '2027-04-01T15:00:00Z'],
      [consent('rok', 'd1'), '2027-04-02T05:00:00Z'],
    ).when(consent('jp', 'd1'), '2027-04-02T05:00:00Z').memorandum;
    const cityOf = (text: Instrument | undefined) => text?.participants.find(({ id }) => id === 'jp')?.seat.city;
    expect(['2027-04-01', '2027-04-02'].map((on) => cityOf(stateAsOf(log, { on })?.instrument))).toEqual(['Tokyo', 'Osaka']);
    expect(changesBetween(versionsIn(state as State), 1, 2)).toEqual([
      { field: 'participants.jp.seat.city', before: 'Tokyo', after: 'Osaka', decision: 'd1' },
    ]);
  });
});

describe('Where the text no longer says that others may join, or that one may leave alone', () => {
  test('what was done by it cites the clause of its day', () => {
    const terms = { accession: { clause: 'II', rule: 'open' }, withdrawal: { clause: 'III.7', remaining: 2 } };
    const patch = ['accession', 'withdrawal'].map((term) => ({ op: 'remove' as const, path: `/terms/${term}` }));
    const { log, state } = given(
      ...operative(smallInstrumentWith(terms)),
      [accede('2027-01-10'), '2027-01-11T16:00:00Z'],
      [giveNotice('us', 'n1', '2027-02-01'), '2027-02-02T15:00:00Z'],
      [deliver('n1', 'rok', '2027-02-02'), '2027-02-03T15:00:00Z'],
      [deliver('n1', 'jp', '2027-02-02'), '2027-02-03T15:00:00Z'],
      [{ ...proposal('us', 'd1'), kind: 'modify', patch }, '2027-03-01T15:00:00Z'],
      [consent('rok', 'd1'), '2027-03-02T15:00:00Z'],
      [consent('jp', 'd1'), '2027-03-02T15:00:00Z'],
    ).whenTimeReaches('2027-08-02T15:00:00Z').memorandum;
    expect(log.findLast(({ type }) => type === 'ParticipantWithdrew')).toMatchObject({ on: '2027-08-01', clause: 'III.7' });
    const cited = new Map(explain(state as State).map(({ id, clause }) => [id, clause]));
    expect([cited.get('member/jp'), cited.get('last-day/us')]).toEqual(['II', 'III.7']);
  });
});

describe('Who joins later', () => {
  test.each([
    ['gives no notice of before', giveNotice('jp', 'n1', '2027-03-31')],
    ['proposes nothing of before', { ...modify('jp', 'd1', replacing('/title', 'x')), proposedOn: '2027-03-31' }],
    ['schedules no meeting of before', schedule('jp', 'm1', '2027-03-31')],
    ['starts no initiative of before', { ...startInitiative('jp', 'i1', 'II.B.4'), startedOn: '2027-03-31' }],
  ])('%s', (_, act) => {
    joinedInApril().when(act, MAY).thenRefused('NOT_A_PARTICIPANT', undefined, '2027-04-01');
  });

  test('acts from that day on, and is served from it', () => {
    joinedInApril()
      .when(giveNotice('jp', 'n1', '2027-04-01'), MAY)
      .then({ type: 'NoticeGiven' })
      .and([giveNotice('us', 'n2', '2027-04-02'), MAY])
      .when(deliver('n2', 'jp', '2027-04-03'), MAY)
      .then({ type: 'NoticeDelivered' });
  });
});
