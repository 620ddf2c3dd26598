import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../domain/fingerprint.ts';
import { given } from '../support/given.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import { discontinueOn, giveNotice, modify, open, operative, replacing, schedule, sign, startInitiative } from './acts.ts';

const opened = given([open(), '2027-01-05T01:00:00Z']);
const afresh = () => given([open(), '2027-01-05T01:00:00Z']);

describe('Opening', () => {
  test('the text is recorded with its provenance and its hash', () => {
    const [event] = opened.events;
    expect(event).toMatchObject({
      seq: 1,
      type: 'MemorandumOpened',
      at: '2027-01-05T01:00:00Z',
      // At 20:00 in Washington it is still the 4th: the date has not begun at every seat.
      on: '2027-01-04',
      by: null,
      data: { instrument: { provenance: { status: 'unverified' } }, sha256: fingerprint(smallInstrument) },
    });
    expect(opened.state).toMatchObject({ status: 'open', operativeOn: null, version: 1, discontinuation: null });
  });

  test('a memorandum is opened once', () => {
    afresh().when(open(), '2027-01-05T02:00:00Z').thenRefused('ALREADY_OPENED', 'III.1');
  });

  test('nothing is recorded of a memorandum that nobody opened', () => {
    given().when(sign('us', '2027-01-05'), '2027-01-05T07:00:00Z').thenRefused('UNKNOWN_MOU');
  });
});

describe('III.1: this MOU becomes operative on the date of the last signature', () => {
  test('one signature alone makes nothing operative', () => {
    afresh()
      .when(sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z')
      .then({ type: 'Signed', on: '2027-01-05', by: 'rok', clause: 'T' })
      .withState({ status: 'open', operativeOn: null });
  });

  test('the last signature makes it operative, on its date', () => {
    afresh()
      .and([sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'])
      .when(sign('us', '2027-01-06'), '2027-01-06T07:00:00Z')
      .then({ type: 'Signed', on: '2027-01-06' }, { type: 'BecameOperative', on: '2027-01-06', by: null, clause: 'III.1' })
      .withState({ status: 'operative', operativeOn: '2027-01-06' });
  });

  test('the latest date counts, whatever the order of recording', () => {
    afresh()
      .and([sign('us', '2027-01-06'), '2027-01-06T07:00:00Z'])
      .when(sign('rok', '2027-01-05'), '2027-01-09T07:00:00Z')
      .then({ type: 'Signed', on: '2027-01-05' }, { type: 'BecameOperative', on: '2027-01-06', at: '2027-01-09T07:00:00Z' });
  });

  test('two files of different hashes are told of: two scans of one text differ, two texts must not', () => {
    const signed = afresh().and([sign('us', '2027-01-05'), '2027-01-05T14:00:00Z']);
    const act = { ...sign('rok', '2027-01-06'), document: { title: 'A scan', sha256: 'f'.repeat(64) } };
    signed.when(act, '2027-01-06T15:00:00Z').then({ type: 'Signed', data: { differsFrom: ['us'] } }, { type: 'BecameOperative' });
    const same = afresh().and([sign('us', '2027-01-05'), '2027-01-05T14:00:00Z'], [sign('rok', '2027-01-06'), '2027-01-06T15:00:00Z']);
    expect(same.events.some(({ data }) => 'differsFrom' in data)).toBe(false);
  });

  test('it is operative at once when the date has not yet begun in Washington', () => {
    afresh()
      .and([sign('us', '2027-01-05'), '2027-01-05T14:00:00Z'])
      .when(sign('rok', '2027-01-06'), '2027-01-05T15:00:00Z')
      .then({ type: 'Signed' }, { type: 'BecameOperative', on: '2027-01-06' })
      .withState({ status: 'operative' });
  });

  test.each([
    ['discontinued', giveNotice('us', 'n1', '2027-01-05'), 'III.3'],
    ['modified', modify('us', 'd1', replacing('/title', 'Shorter')), 'III.2'],
    ['discontinued by a decision', discontinueOn('us', 'd1', '2027-03-01'), 'III.2'],
    ['advanced by a meeting', schedule('us', 'm1', '2027-02-01'), 'III.5'],
    ['advanced by an initiative', startInitiative('us', 'i1', 'II.B.4'), 'II'],
  ])('before it is operative it cannot be %s', (_, act, clause) => {
    afresh()
      .and([sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'])
      .when(act, '2027-01-05T07:00:00Z')
      .thenRefused('NOT_OPERATIVE', clause);
  });
});

describe('T: signed in duplicate', () => {
  test('a signature covers both originals', () => {
    afresh()
      .when(sign('us', '2027-01-05'), '2027-01-05T07:00:00Z')
      .then({ type: 'Signed', data: { originals: 2 } });
  });

  test('only the Participants sign', () => {
    afresh().when(sign('uk', '2027-01-05'), '2027-01-05T07:00:00Z').thenRefused('NOT_A_PARTICIPANT', 'T');
  });

  test.each([
    ['another date', { signedOn: '2027-01-04' }],
    ['another signatory', { signatory: { name: 'Another', title: 'Minister' } }],
    ['another place', { place: 'Gyeongju' }],
    ['another document', { document: { title: 'MOU original', sha256: 'f'.repeat(64) } }],
  ])('a Participant who has signed does not sign again with %s', (_, more) => {
    afresh()
      .and([sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'])
      .when({ ...sign('rok', '2027-01-05'), ...more }, '2027-01-05T07:00:00Z')
      .thenRefused('ALREADY_SIGNED', 'T');
  });

  test('the same signature stated again is the same act', () => {
    given(...operative())
      .when(sign('us', '2027-01-05', { place: 'Gyeongju' }), '2027-02-05T07:00:00Z')
      // Its receipt is the first one's, and nothing is recorded again.
      .then({ type: 'Signed', seq: 3 }, { type: 'BecameOperative', seq: 4 })
      .withState({ seq: 4, operativeOn: '2027-01-05' });
  });
});

describe('A signature may not lie in the future at the place where it is made', () => {
  test('in Seoul the day begins at 15:00 UTC, while it is still yesterday in Washington', () => {
    const signature = sign('rok', '2027-01-06');
    afresh().when(signature, '2027-01-05T14:59:59Z').thenRefused('FUTURE_DATE', 'T', 'Asia/Seoul');
    afresh().when(signature, '2027-01-05T15:00:00Z').then({ type: 'Signed', on: '2027-01-06' });
  });

  test('in Washington the day begins at 05:00 UTC in winter', () => {
    const signature = sign('us', '2027-01-06');
    afresh().when(signature, '2027-01-06T04:59:59Z').thenRefused('FUTURE_DATE', 'T', 'America/New_York');
    afresh().when(signature, '2027-01-06T05:00:00Z').then({ type: 'Signed' });
  });

  test('in Washington the day begins at 04:00 UTC in summer', () => {
    const signature = sign('us', '2027-07-06');
    afresh().when(signature, '2027-07-06T03:59:59Z').thenRefused('FUTURE_DATE', 'T');
    afresh().when(signature, '2027-07-06T04:00:00Z').then({ type: 'Signed' });
  });

  test('the American signature at Gyeongju is dated by the calendar of Gyeongju', () => {
    afresh()
      .when(sign('us', '2027-01-06', { place: 'Gyeongju, Republic of Korea' }), '2027-01-05T15:00:00Z')
      .then({ type: 'Signed', on: '2027-01-06' });
  });

  test('at a place that nobody knows, the date must have begun at every seat', () => {
    const signature = sign('rok', '2027-01-06', { place: 'Atlantis' });
    afresh().when(signature, '2027-01-06T04:59:59Z').thenRefused('FUTURE_DATE', 'T', 'give timeZone');
    afresh().when(signature, '2027-01-06T05:00:00Z').then({ type: 'Signed' });
  });

  test('the time zone can be given with the place', () => {
    afresh()
      .when(sign('rok', '2027-01-06', { place: 'Auckland', timeZone: 'Pacific/Auckland' }), '2027-01-05T11:00:00Z')
      .then({ type: 'Signed', data: { timeZone: 'Pacific/Auckland' } });
  });

  test('a date long past is no obstacle', () => {
    afresh().when(sign('us', '2025-10-29'), '2027-01-05T07:00:00Z').then({ type: 'Signed', on: '2025-10-29' });
  });

  test('29 February is a date in a leap year only', () => {
    afresh().when(sign('us', '2028-02-29'), '2028-02-29T05:00:00Z').then({ type: 'Signed', on: '2028-02-29' });
    afresh().when(sign('us', '2027-02-29'), '2027-03-01T05:00:00Z').thenRefused('INVALID', 'T', 'signedOn');
  });
});
