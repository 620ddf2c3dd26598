import { describe, test } from 'vitest';
import { given } from '../support/given.ts';
import {
  consent,
  decided,
  decline,
  deliver,
  giveNotice,
  modify,
  open,
  rectifyDelivery,
  replacing,
  retract,
  sign,
  text,
  withdrawByDecision,
} from './acts.ts';
import { three, threeOperative } from './siblings.ts';

const APRIL = '2027-04-01T16:00:00Z';
const noticed = () => given(...threeOperative, [giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z']);

describe('Among three Participants', () => {
  test('the memorandum is operative when all have signed, on the latest date', () => {
    given([open(three), '2027-01-05T01:00:00Z'], [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'])
      .and([sign('us', '2027-01-05'), '2027-01-05T16:00:00Z'])
      .withState({ status: 'open' })
      .when(sign('jp', '2027-01-04'), '2027-01-06T06:00:00Z')
      .then({ type: 'Signed' }, { type: 'BecameOperative', on: '2027-01-05' });
    given(...threeOperative).withState({ operativeOn: '2027-01-06' });
  });

  test('the clock starts when the last of the others has been served, on the latest date of delivery', () => {
    noticed()
      .when(deliver('n1', 'jp', '2027-02-03'), '2027-02-03T02:00:00Z')
      .then({ type: 'NoticeDelivered', data: { servedOn: null, started: null, expectedOn: null } })
      .withState({ discontinuation: null, notices: { n1: { status: 'given', deliveredOn: null, deliveries: { jp: '2027-02-03' } } } })
      .when(deliver('n1', 'rok', '2027-02-01'), '2027-02-04T02:00:00Z')
      .then(
        { type: 'NoticeDelivered', data: { servedOn: '2027-02-03', started: '2027-02-03', expectedOn: '2027-08-02' } },
        { type: 'DiscontinuationExpected', data: { expectedOn: '2027-08-02' } },
      )
      .withState({ notices: { n1: { status: 'delivered', deliveredOn: '2027-02-03' } } });
  });

  test('the period is the one in force when the last was served', () => {
    noticed()
      .and([deliver('n1', 'jp', '2027-02-03'), '2027-02-03T02:00:00Z'])
      .and(...decided(modify('us', 'd1', replacing('/terms/commencement/period', 'P90D')), '2027-02-10T16:00:00Z', ['rok', 'jp']))
      .when(deliver('n1', 'rok', '2027-02-20'), '2027-02-20T02:00:00Z')
      .then({ type: 'NoticeDelivered' }, { type: 'DiscontinuationExpected', data: { expectedOn: '2027-05-21' } });
  });

  test('each is served once, and the one who gives notice not at all', () => {
    noticed()
      .and([deliver('n1', 'jp', '2027-02-03'), '2027-02-03T02:00:00Z'])
      .when(deliver('n1', 'jp', '2027-02-04'), '2027-02-04T02:00:00Z')
      .thenRefused('ALREADY_DELIVERED', 'III.4', 'Japan')
      .when(deliver('n1', 'us', '2027-02-04'), '2027-02-04T06:00:00Z')
      .thenRefused('WRONG_RECIPIENT', 'III.4');
  });

  test('the correction of one delivery before all have been served starts no clock', () => {
    noticed()
      .and([deliver('n1', 'jp', '2027-02-03'), '2027-02-03T02:00:00Z'])
      .and(...decided(rectifyDelivery('us', 'd1', 'n1', '2027-02-02'), '2027-02-10T16:00:00Z', ['rok', 'jp']))
      .then({ type: 'DecisionConsented' }, { type: 'DecisionTaken' }, { type: 'DeliveryRectified', data: { to: 'jp', expectedOn: null } })
      .withState({ discontinuation: null, notices: { n1: { status: 'given', deliveredOn: null, deliveries: { jp: '2027-02-02' } } } })
      .and(...decided(rectifyDelivery('us', 'd2', 'n1', '2027-02-05', 'rok'), '2027-02-10T16:00:00Z', ['rok', 'jp']))
      .withState({ notices: { n1: { status: 'delivered', deliveredOn: '2027-02-05', expectedOn: '2027-08-04' } } });
  });

  test('a notice of before the operative date that one has been served with after it is not premature', () => {
    given(...threeOperative, [giveNotice('us', 'n1', '2027-01-02'), '2027-01-29T15:00:00Z'])
      .and([deliver('n1', 'jp', '2027-02-03'), '2027-02-03T02:00:00Z'])
      .when(giveNotice('us', 'n2', '2027-02-03'), '2027-02-03T15:00:00Z')
      .thenRefused('NOTICE_PENDING', 'III.3');
  });

  test('each of them may give notice, and the earliest governs', () => {
    const serve = (notice: string, by: string, on: string, at: string) =>
      ['us', 'rok', 'jp'].filter((id) => id !== by).map((to) => [deliver(notice, to, on), at] as const);
    given(...threeOperative)
      .and([giveNotice('us', 'n1', '2027-02-10'), '2027-02-10T16:00:00Z'], ...serve('n1', 'us', '2027-02-12', '2027-02-12T16:00:00Z'))
      .and([giveNotice('jp', 'n2', '2027-02-10'), '2027-02-13T16:00:00Z'], ...serve('n2', 'jp', '2027-02-11', '2027-02-13T16:00:00Z'))
      .and([giveNotice('rok', 'n3', '2027-02-10'), '2027-02-14T16:00:00Z'], ...serve('n3', 'rok', '2027-02-10', '2027-02-14T16:00:00Z'))
      .withState({ discontinuation: { notice: 'n3', expectedOn: '2027-08-09' } })
      .and(...decided(withdrawByDecision('us', 'd1', 'n3'), APRIL, ['rok', 'jp']))
      .withState({ discontinuation: { notice: 'n2', expectedOn: '2027-08-10' } })
      .and(...decided(withdrawByDecision('us', 'd2', 'n2'), APRIL, ['rok', 'jp']))
      .withState({ discontinuation: { notice: 'n1', expectedOn: '2027-08-11' } });
  });
});

describe('A decision of three takes the consent of all', () => {
  const proposed = () => given(...threeOperative, [modify('jp', 'd1', replacing('/title', 'Shorter')), APRIL]);

  test('two are not enough', () => {
    proposed()
      .when(consent('us', 'd1'), APRIL)
      .then({ type: 'DecisionConsented', by: 'us' })
      .withState({ version: 1, decisions: { d1: { status: 'proposed' } } })
      .when(consent('us', 'd1'), APRIL)
      .thenRefused('ALREADY_CONSENTED', 'III.2')
      .when(consent('rok', 'd1', text('Another')), APRIL)
      .thenRefused('TEXT_DIFFERS', 'III.2')
      .when(consent('rok', 'd1'), '2027-04-02T16:00:00Z')
      .then({ type: 'DecisionConsented' }, { type: 'DecisionTaken', on: '2027-04-03' }, { type: 'ModificationTookEffect' });
  });

  test('any that has not consented may decline; one that has may not', () => {
    proposed()
      .and([consent('us', 'd1'), APRIL])
      .when(decline('us', 'd1'), APRIL)
      .thenRefused('ALREADY_CONSENTED', 'III.2');
    proposed()
      .and([consent('us', 'd1'), APRIL])
      .when(decline('rok', 'd1'), APRIL)
      .then({ type: 'DecisionDeclined', by: 'rok' })
      .when(consent('rok', 'd1'), APRIL)
      .thenRefused('DECISION_CLOSED', 'III.2');
  });

  test('the proposer may retract though another has consented', () => {
    proposed()
      .and([consent('us', 'd1'), APRIL])
      .when(retract('jp', 'd1'), APRIL)
      .then({ type: 'DecisionRetracted', by: 'jp' });
  });
});
