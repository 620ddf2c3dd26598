import { describe, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { given } from '../support/given.ts';
import {
  confirm,
  decided,
  deliver,
  discontinueOn,
  giveNotice,
  modify,
  open,
  operative,
  rectifyDelivery,
  rectifySignature,
  replacing,
  schedule,
  sign,
  startInitiative,
  withdrawByDecision,
} from './acts.ts';
import { confirmed, confirming } from './siblings.ts';

const signed = () =>
  given(
    [open(confirming), '2027-01-05T01:00:00Z'],
    [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
    [sign('us', '2027-01-06'), '2027-01-06T16:00:00Z'],
  );

describe('Where the Participants confirm, the memorandum becomes operative by confirmation', () => {
  test('the last signature makes nothing operative', () => {
    signed().then({ type: 'Signed' }).withState({ status: 'open' });
    signed()
      .when(giveNotice('us', 'n1', '2027-01-06'), '2027-01-07T16:00:00Z')
      .thenRefused('NOT_OPERATIVE', 'III.3');
  });

  test('the last confirmation does, on the latest date of all', () => {
    signed()
      .and([confirm('us', '2027-01-20'), '2027-01-20T16:00:00Z'])
      .withState({ status: 'open', confirmations: [{ by: 'us' }] })
      .when(confirm('rok', '2027-01-15'), '2027-01-21T06:00:00Z')
      .then(
        { type: 'Confirmed', on: '2027-01-15', by: 'rok', clause: 'III.1' },
        { type: 'BecameOperative', on: '2027-01-20', clause: 'III.1' },
      );
  });

  test('a Participant confirms what it has signed, once, and not in the future at its seat', () => {
    given([open(confirming), '2027-01-05T01:00:00Z'])
      .when(confirm('us', '2027-01-05'), '2027-01-05T16:00:00Z')
      .thenRefused('NOT_SIGNED', 'III.1', 'signed');
    signed()
      .and([confirm('us', '2027-01-20'), '2027-01-20T16:00:00Z'])
      .when(confirm('us', '2027-01-20'), '2027-01-20T16:00:00Z')
      .thenRefused('ALREADY_CONFIRMED');
    signed().when(confirm('rok', '2027-01-21'), '2027-01-20T14:59:59Z').thenRefused('FUTURE_DATE', 'III.1', 'Asia/Seoul');
    signed().when(confirm('uk', '2027-01-20'), '2027-01-20T16:00:00Z').thenRefused('NOT_A_PARTICIPANT', 'III.1');
  });

  test('a memorandum that is operative by signature foresees no confirmation', () => {
    given([open(), '2027-01-05T01:00:00Z'], [sign('us', '2027-01-05'), '2027-01-05T16:00:00Z'])
      .when(confirm('us', '2027-01-05'), '2027-01-05T16:00:00Z')
      .thenRefused('NOT_FORESEEN', 'III.1', 'signature alone');
  });
});

describe('Where the period counts from the notice, its own date starts the clock', () => {
  const noticed = () => given(...confirmed, [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T16:00:00Z']);

  test('without any delivery', () => {
    noticed()
      .then(
        { type: 'NoticeGiven', data: { period: 'P180D', expectedOn: '2027-07-31' } },
        { type: 'DiscontinuationExpected', on: '2027-02-01', clause: 'III.4', data: { expectedOn: '2027-07-31' } },
      )
      .withState({ notices: { n1: { status: 'given', deliveredOn: null, expectedOn: '2027-07-31' } } })
      .whenTimeReaches('2027-07-31T04:00:00Z')
      .then({ type: 'DiscontinuationCommenced', on: '2027-07-31', data: { notice: 'n1' } });
  });

  test('delivery is recorded and changes nothing, and neither does its correction', () => {
    noticed()
      .when(deliver('n1', 'rok', '2027-03-01'), '2027-03-01T06:00:00Z')
      .then({ type: 'NoticeDelivered', data: { expectedOn: '2027-07-31' } })
      .and(...decided(rectifyDelivery('us', 'd1', 'n1', '2027-03-02'), '2027-03-03T06:00:00Z'))
      .then({ type: 'DecisionConsented' }, { type: 'DecisionTaken' }, { type: 'DeliveryRectified', data: { expectedOn: '2027-07-31' } });
  });

  test('a notice dated before the operative date is premature, and a fresh one is needed', () => {
    given(...confirmed)
      .when(giveNotice('us', 'n1', '2027-01-19'), '2027-02-01T16:00:00Z')
      .thenRefused('PREMATURE', 'III.3');
    noticed()
      .and(...decided(rectifySignature('us', 'd1', 'rok', '2027-02-02'), '2027-02-10T16:00:00Z'))
      .withState({ operativeOn: '2027-02-02', discontinuation: null })
      .when(giveNotice('us', 'n2', '2027-02-10'), '2027-02-10T16:00:00Z')
      .then({ type: 'NoticeGiven' }, { type: 'NoticeSuperseded', data: { notice: 'n1' } }, { type: 'DiscontinuationExpected' });
  });

  test('recorded after the date it leads to, it commences at once, on the true date', () => {
    given(...confirmed)
      .when(giveNotice('us', 'n1', '2027-02-01'), '2027-09-01T16:00:00Z')
      .then({ type: 'NoticeGiven' }, { type: 'DiscontinuationExpected' })
      .andAtOnce({ type: 'DiscontinuationCommenced', on: '2027-07-31' });
  });

  test('a modification of the period leaves it alone, delivered or not', () => {
    noticed()
      .and(...decided(modify('us', 'd1', replacing('/terms/commencement/period', 'P30D')), '2027-02-10T16:00:00Z'))
      .and([deliver('n1', 'rok', '2027-03-01'), '2027-03-01T06:00:00Z'])
      .withState({ discontinuation: { expectedOn: '2027-07-31' }, notices: { n1: { period: 'P180D' } } });
  });

  test('it is withdrawn by mutual decision, and discontinued on a decided date', () => {
    noticed()
      .and(...decided(withdrawByDecision('rok', 'd1', 'n1'), '2027-02-10T16:00:00Z'))
      .withState({ discontinuation: null })
      .and(...decided(discontinueOn('rok', 'd2', '2027-04-01'), '2027-02-11T16:00:00Z'))
      .withState({ discontinuation: { expectedOn: '2027-04-01' } });
  });
});

describe('Where the memorandum foresees it, implementation is paused and resumed without discontinuing', () => {
  const paused = () => given(...confirmed, [{ do: 'pause', by: 'us', pausedOn: '2027-02-01', reason: 'Review.' }, '2027-02-02T16:00:00Z']);
  const resume: ActInput = { do: 'resume', by: 'us' };

  test('paused by one Participant, and resumed', () => {
    paused()
      .then({ type: 'Paused', on: '2027-02-01', by: 'us', clause: 'III.5', data: { reason: 'Review.' } })
      .withState({ status: 'operative', paused: { on: '2027-02-01', by: 'us' } })
      .when({ ...resume, by: 'rok' }, '2027-03-01T16:00:00Z')
      .then({ type: 'Resumed', on: '2027-03-02', by: 'rok' })
      .withState({ paused: null });
  });

  test('meanwhile meetings and initiatives rest', () => {
    paused()
      .when(schedule('us', 'm1', '2027-09-01'), '2027-02-03T16:00:00Z')
      .thenRefused('PAUSED', 'III.5', '2027-02-01');
    paused()
      .when(startInitiative('us', 'i1', 'II.B.4'), '2027-02-03T16:00:00Z')
      .thenRefused('PAUSED', 'II');
    paused().when({ do: 'pause', by: 'rok' }, '2027-02-03T16:00:00Z').thenRefused('PAUSED', 'III.5');
  });

  test('while notices and decisions go on', () => {
    paused()
      .and([giveNotice('us', 'n1', '2027-02-03'), '2027-02-03T16:00:00Z'])
      .and(...decided(modify('us', 'd1', replacing('/title', 'Shorter')), '2027-02-03T16:00:00Z'))
      .withState({ version: 2, discontinuation: { notice: 'n1' } });
  });

  test('also where that comes to light after the end: what is of the pause is refused as it would have been, what is wound up is not', () => {
    const ended = paused().and(
      [{ ...startInitiative('us', 'i1', 'II.B.4'), startedOn: '2027-01-25' }, '2027-02-02T16:00:00Z'],
      [resume, '2027-03-01T16:00:00Z'],
      ...decided(discontinueOn('us', 'd1', '2027-04-01'), '2027-03-02T16:00:00Z'),
      '2027-04-02T16:00:00Z',
    );
    ended.withState({ status: 'discontinued' });
    for (const [startedOn, refused] of [
      ['2027-02-01', true],
      ['2027-02-28', true],
      ['2027-03-01', false],
    ] as const) {
      const started = ended.when({ ...startInitiative('us', `i-${startedOn}`, 'II.B.4'), startedOn }, '2027-04-03T16:00:00Z');
      if (refused) started.thenRefused('PAUSED', 'II', 'was paused from 2027-02-01 until 2027-03-01');
      else started.withState({ initiatives: { [`i-${startedOn}`]: { status: 'started' } } });
    }
    ended
      .when({ do: 'conclude-initiative', initiative: 'i1' }, '2027-04-04T16:00:00Z')
      .withState({ initiatives: { i1: { status: 'concluded' } } });
  });

  test('on dates that have begun at the seat, in their order, and not before the operative date', () => {
    const pause: ActInput = { do: 'pause', by: 'us' };
    given(...confirmed)
      .when({ ...pause, pausedOn: '2027-02-03' }, '2027-02-02T16:00:00Z')
      .thenRefused('FUTURE_DATE', 'III.5');
    given(...confirmed)
      .when({ ...pause, pausedOn: '2027-01-19' }, '2027-02-02T16:00:00Z')
      .thenRefused('BEFORE_OPERATIVE', 'III.5');
    paused()
      .when({ ...resume, resumedOn: '2027-01-31' }, '2027-02-03T16:00:00Z')
      .thenRefused('RESUMED_BEFORE_PAUSED', 'III.5', 'before the pause');
    given(...confirmed)
      .when(resume, '2027-02-02T16:00:00Z')
      .thenRefused('NOT_PAUSED', 'III.5', 'not paused');
    given(...confirmed)
      .when({ ...pause, by: 'uk' }, '2027-02-02T16:00:00Z')
      .thenRefused('NOT_A_PARTICIPANT', 'III.5');
  });

  test('where it does not foresee it, nobody may', () => {
    given(...operative())
      .when({ do: 'pause', by: 'us' }, '2027-02-02T16:00:00Z')
      .thenRefused('NOT_FORESEEN');
    given(...operative())
      .when(resume, '2027-02-02T16:00:00Z')
      .thenRefused('NOT_FORESEEN');
    signed().when({ do: 'pause', by: 'us' }, '2027-02-02T16:00:00Z').thenRefused('NOT_OPERATIVE', 'III.5');
  });
});
