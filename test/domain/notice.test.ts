import { describe, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { given } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import {
  consent,
  decided,
  deliver,
  giveNotice,
  modify,
  noticeDelivered,
  open,
  operative,
  rectifySignature,
  replacing,
  sign,
  withdraw,
  withdrawByDecision,
} from './acts.ts';
import { neverWithdrawn, unilateral } from './siblings.ts';

const noticeGiven = () => given(...operative(), [giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z']);

describe('III.3: either Participant may discontinue by providing written notice', () => {
  test('a notice that is given but not delivered starts no clock', () => {
    noticeGiven()
      .then({ type: 'NoticeGiven', on: '2027-01-29', by: 'us', clause: 'III.3' })
      .withState({ discontinuation: null, notices: { n1: { status: 'given', deliveredOn: null, expectedOn: null } } })
      .whenTimeReaches('2030-01-01T00:00:00Z')
      .then()
      .withState({ status: 'operative' });
  });

  test('a second notice by a Participant whose own is pending adds nothing', () => {
    noticeGiven()
      .when(giveNotice('us', 'n2', '2027-02-02'), '2027-02-02T15:00:00Z')
      .thenRefused('NOTICE_PENDING', 'III.3');
    given(...operative(), ...noticeDelivered)
      .when(giveNotice('us', 'n2', '2027-02-02'), '2027-02-02T15:00:00Z')
      .thenRefused('NOTICE_PENDING', 'III.3');
  });

  test('the other Participant may give notice too', () => {
    noticeGiven()
      .when(giveNotice('rok', 'n2', '2027-01-30'), '2027-01-30T15:00:00Z')
      .then({ type: 'NoticeGiven', by: 'rok' });
  });

  test('each notice has an id of its own', () => {
    noticeGiven()
      .when(giveNotice('rok', 'n1', '2027-01-30'), '2027-01-30T15:00:00Z')
      .thenRefused('ALREADY_RECORDED', 'III.3', 'n1');
  });

  test('only the Participants give notice', () => {
    given(...operative())
      .when(giveNotice('uk', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z')
      .thenRefused('NOT_A_PARTICIPANT', 'III.3');
  });

  test('a notice is dated by the calendar at the seat of who gives it', () => {
    const [korean, american] = [giveNotice('rok', 'n1', '2027-03-02'), giveNotice('us', 'n1', '2027-03-02')];
    given(...operative())
      .when(korean, '2027-03-01T14:59:59Z')
      .thenRefused('FUTURE_DATE', 'III.3', 'Asia/Seoul');
    given(...operative())
      .when(korean, '2027-03-01T15:00:00Z')
      .then({ type: 'NoticeGiven', on: '2027-03-02' });
    given(...operative())
      .when(american, '2027-03-02T04:59:59Z')
      .thenRefused('FUTURE_DATE', 'III.3', 'America/New_York');
    given(...operative())
      .when(american, '2027-03-02T05:00:00Z')
      .then({ type: 'NoticeGiven', on: '2027-03-02' });
  });
});

describe('III.4: the date on which notice of discontinuation is delivered', () => {
  test('delivery starts the clock, on the civil date at the seat of the recipient', () => {
    noticeGiven()
      .when(deliver('n1', 'rok', '2027-02-01'), '2027-02-01T02:00:00Z')
      .then(
        {
          type: 'NoticeDelivered',
          on: '2027-02-01',
          clause: 'III.4',
          data: { servedOn: '2027-02-01', from: 'delivery', started: '2027-02-01', period: 'P180D', expectedOn: '2027-07-31' },
        },
        {
          type: 'DiscontinuationExpected',
          on: '2027-02-01',
          by: null,
          clause: 'III.4',
          data: { expectedOn: '2027-07-31', commencesAt: '2027-07-31T04:00:00Z', lastOperativeDay: '2027-07-30', notice: 'n1' },
        },
      )
      .withState({ status: 'operative', discontinuation: { expectedOn: '2027-07-31', commencedOn: null } });
  });

  test('the date of delivery has begun in Seoul at 15:00 UTC of the day before', () => {
    const delivery = deliver('n1', 'rok', '2027-02-02');
    noticeGiven().when(delivery, '2027-02-01T14:59:59Z').thenRefused('FUTURE_DATE', 'III.4', 'Asia/Seoul');
    noticeGiven().when(delivery, '2027-02-01T15:00:00Z').then({ type: 'NoticeDelivered' }, { type: 'DiscontinuationExpected' });
  });

  test('a Korean notice of 2 February can be delivered in Washington on 1 February, where it is still that day', () => {
    given(...operative(), [giveNotice('rok', 'n1', '2027-02-02'), '2027-02-01T16:00:00Z'])
      .when(deliver('n1', 'us', '2027-02-01'), '2027-02-01T22:00:00Z')
      .then({ type: 'NoticeDelivered', on: '2027-02-01', data: { expectedOn: '2027-07-31' } }, { type: 'DiscontinuationExpected' });
  });

  test('a notice is not delivered on a date that was over before its own date began', () => {
    noticeGiven()
      .when(deliver('n1', 'rok', '2027-01-28'), '2027-02-01T02:00:00Z')
      .thenRefused('DELIVERED_BEFORE_WRITTEN', 'III.4', 'deliveredOn');
    given(...operative(), [giveNotice('rok', 'n1', '2027-02-02'), '2027-02-01T16:00:00Z'])
      .when(deliver('n1', 'us', '2027-01-31'), '2027-02-01T22:00:00Z')
      .thenRefused('DELIVERED_BEFORE_WRITTEN', 'III.4', 'deliveredOn');
  });

  test('a notice is delivered to the other Participant', () => {
    noticeGiven()
      .when(deliver('n1', 'us', '2027-02-01'), '2027-02-01T06:00:00Z')
      .thenRefused('WRONG_RECIPIENT', 'III.4');
    noticeGiven()
      .when(deliver('n1', 'uk', '2027-02-01'), '2027-02-01T06:00:00Z')
      .thenRefused('NOT_A_PARTICIPANT', 'III.4', 'to:');
  });

  test('a notice is delivered once: its date is corrected by a decision only', () => {
    given(...operative(), ...noticeDelivered)
      .when(deliver('n1', 'rok', '2027-02-03'), '2027-02-03T06:00:00Z')
      .thenRefused('ALREADY_DELIVERED', 'III.4');
  });

  test('a notice that nobody gave cannot be delivered', () => {
    noticeGiven()
      .when(deliver('n9', 'rok', '2027-02-01'), '2027-02-01T06:00:00Z')
      .thenRefused('NOTICE_UNKNOWN', 'III.4');
  });
});

describe('A notice delivered before the operative date starts no period', () => {
  const early = (instrument?: Instrument) =>
    given(
      [open(instrument), '2027-01-05T01:00:00Z'],
      [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
      [sign('us', '2027-01-20'), '2027-01-20T07:00:00Z'],
      [giveNotice('us', 'n1', '2027-01-10'), '2027-01-21T07:00:00Z'],
    );

  test('it is premature, by a day too', () => {
    early()
      .when(deliver('n1', 'rok', '2027-01-12'), '2027-01-21T07:30:00Z')
      .thenRefused('PREMATURE', 'III.4');
    early()
      .when(deliver('n1', 'rok', '2027-01-19'), '2027-01-21T07:30:00Z')
      .thenRefused('PREMATURE', 'III.4', 'fresh notice');
  });

  test('delivered on the operative date itself it starts one', () => {
    early()
      .when(deliver('n1', 'rok', '2027-01-20'), '2027-01-21T07:30:00Z')
      .then({ type: 'NoticeDelivered' }, { type: 'DiscontinuationExpected', data: { expectedOn: '2027-07-19' } });
  });

  test('a fresh notice takes its place', () => {
    early()
      .when(giveNotice('us', 'n2', '2027-01-21'), '2027-01-21T08:00:00Z')
      .then({ type: 'NoticeGiven' }, { type: 'NoticeSuperseded', data: { notice: 'n1', cause: 'fresh-notice' } })
      .when(deliver('n1', 'rok', '2027-01-22'), '2027-01-22T08:00:00Z')
      .thenRefused('NOTICE_FINAL', 'III.4')
      .when(deliver('n2', 'rok', '2027-01-22'), '2027-01-22T08:00:00Z')
      .then({ type: 'NoticeDelivered' }, { type: 'DiscontinuationExpected' });
  });

  test('its withdrawal of before the fresh one comes to light after it, and leaves that to stand', () => {
    const replaced = (instrument?: Instrument) => early(instrument).and([giveNotice('us', 'n2', '2027-01-25'), '2027-01-26T08:00:00Z']);
    const LATE = '2027-01-28T08:00:00Z';
    const both = { n1: { status: 'withdrawn' }, n2: { status: 'given' } };
    const withdrawnOn = (on: string): ActInput => ({ ...withdraw('us', 'n1'), withdrawnOn: on });
    replaced(unilateral).when(withdrawnOn('2027-01-25'), LATE).thenRefused('NOTICE_FINAL', 'III.3', 'superseded');
    replaced(unilateral).when(withdrawnOn('2027-01-24'), LATE).then({ type: 'NoticeWithdrawn' }).withState({ notices: both });
    const proposed = { ...withdrawByDecision('us', 'd1', 'n1'), proposedOn: '2027-01-22' };
    const consented = (on: string): ActInput => ({ ...consent('rok', 'd1'), consentedOn: on });
    const decision = replaced().and([proposed, LATE]);
    decision.when(consented('2027-01-25'), LATE).thenRefused('NOTICE_FINAL', 'III.2', 'superseded');
    decision
      .when(consented('2027-01-24'), LATE)
      .then({ type: 'DecisionConsented' }, { type: 'DecisionTaken' }, { type: 'NoticeWithdrawn' });
    decision.withState({ notices: both });
  });

  test('a fresh notice is possible, too, once the operative date is corrected to one after the delivery', () => {
    given(...operative(), ...noticeDelivered, ...decided(rectifySignature('us', 'd1', 'rok', '2027-02-10'), '2027-02-20T08:00:00Z'))
      .withState({ operativeOn: '2027-02-10', discontinuation: null })
      .when(giveNotice('us', 'n2', '2027-02-20'), '2027-02-20T09:00:00Z')
      .then({ type: 'NoticeGiven' }, { type: 'NoticeSuperseded', data: { notice: 'n1', cause: 'fresh-notice' } });
  });
});

describe('Withdrawal of a notice, always before commencement', () => {
  test('the seed is silent: by mutual written decision, and by no Participant alone', () => {
    noticeGiven().when(withdraw('us', 'n1'), '2027-02-01T15:00:00Z').thenRefused('WITHDRAWAL_NOT_FORESEEN', 'III.3', 'mutual');
    given(...operative(), ...noticeDelivered, ...decided(withdrawByDecision('rok', 'd1', 'n1'), '2027-03-01T15:00:00Z'))
      .then(
        { type: 'DecisionConsented' },
        { type: 'DecisionTaken' },
        { type: 'NoticeWithdrawn', on: '2027-03-02', clause: 'III.2', data: { notice: 'n1', decision: 'd1' } },
      )
      .withState({ discontinuation: null, notices: { n1: { status: 'withdrawn' } }, decisions: { d1: { status: 'effective' } } })
      .whenTimeReaches('2028-01-01T00:00:00Z')
      .then();
  });

  test('where the instrument foresees it, by the Participant who gave it, and alone', () => {
    given(...operative(unilateral), ...noticeDelivered)
      .when(withdraw('rok', 'n1'), '2027-03-01T15:00:00Z')
      .thenRefused('NOT_AUTHORISED', 'III.3')
      .when(withdraw('us', 'n1'), '2027-07-31T03:59:59Z')
      .then({ type: 'NoticeWithdrawn', on: '2027-07-30', by: 'us', clause: 'III.3', data: { decision: null } })
      .withState({ discontinuation: null })
      .when(withdraw('us', 'n1'), '2027-08-01T00:00:00Z')
      .thenRefused('NOTICE_FINAL', 'III.3');
  });

  test('at commencement it is too late', () => {
    given(...operative(unilateral), ...noticeDelivered)
      .when(withdraw('us', 'n1'), '2027-07-31T04:00:00Z')
      .thenRefused('DISCONTINUED');
  });

  test('one of before the commencement that comes to light after it supersedes that', () => {
    given(...operative(unilateral), ...noticeDelivered)
      .when({ ...withdraw('us', 'n1'), withdrawnOn: '2027-07-30' }, '2027-08-10T04:00:00Z')
      .then({ type: 'NoticeWithdrawn', on: '2027-07-30' }, { type: 'CommencementSuperseded', data: { commencedOn: '2027-07-31' } })
      .withState({ status: 'operative', discontinuation: null });
  });

  test('is refused where it is dated before the notice', () => {
    given(...operative(unilateral), ...noticeDelivered)
      .when({ ...withdraw('us', 'n1'), withdrawnOn: '2027-01-28' }, '2027-03-01T15:00:00Z')
      .thenRefused('TOO_EARLY', 'III.3', '2027-01-29');
  });

  test('where the instrument says never, not even by mutual decision', () => {
    const story = () => given(...operative(neverWithdrawn), ...noticeDelivered);
    story().when(withdraw('us', 'n1'), '2027-03-01T15:00:00Z').thenRefused('WITHDRAWAL_NOT_FORESEEN', 'III.3');
    story()
      .when(withdrawByDecision('us', 'd1', 'n1'), '2027-03-01T15:00:00Z')
      .thenRefused('WITHDRAWAL_NOT_FORESEEN', 'III.2');
  });

  test('of a notice that was withdrawn nothing more can follow, and another may be given', () => {
    given(...operative(), ...noticeDelivered, ...decided(withdrawByDecision('us', 'd1', 'n1'), '2027-03-01T15:00:00Z'))
      .when(deliver('n1', 'rok', '2027-03-02'), '2027-03-02T15:00:00Z')
      .thenRefused('NOTICE_FINAL', 'III.4')
      .when(withdrawByDecision('us', 'd2', 'n1'), '2027-03-02T15:00:00Z')
      .thenRefused('NOTICE_FINAL', 'III.2')
      .when(giveNotice('us', 'n2', '2027-03-02'), '2027-03-02T15:00:00Z')
      .then({ type: 'NoticeGiven' });
  });

  test('a notice that nobody gave cannot be withdrawn', () => {
    noticeGiven().when(withdraw('us', 'n9'), '2027-02-01T15:00:00Z').thenRefused('NOTICE_UNKNOWN', 'III.3');
    noticeGiven()
      .when(withdrawByDecision('us', 'd1', 'n9'), '2027-02-01T15:00:00Z')
      .thenRefused('NOTICE_UNKNOWN', 'III.2');
  });
});

test('A notice that leads to the end of a term says the date of the end that is expected, also where that is to be moved before it comes', () => {
  const instrument = smallInstrumentWith({
    commencement: { clause: 'III.4', period: 'P30D', from: 'delivery', ends: 'end-of-term', notBefore: 'P4M' },
    duration: { clause: 'III.4', period: 'P3M', renewal: { rule: 'automatic', period: 'P3M' } },
  });
  const stands = (expectedOn: string) => ({ notices: { n1: { expectedOn } }, discontinuation: { notice: 'n1', expectedOn } });
  const shorter = modify('us', 'd1', replacing('/terms/duration/renewal/period', 'P1M'), '2027-03-01');
  given(...operative(instrument), ...noticeDelivered)
    .withState(stands('2027-07-05'))
    .and(...decided(shorter, '2027-02-10T15:00:00Z'))
    .withState(stands('2027-05-05'))
    .and('2027-05-06T00:00:00Z')
    .withState({ discontinuation: { commencedOn: '2027-05-05' } });
});
