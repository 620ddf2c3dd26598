import { describe, test } from 'vitest';
import { given } from '../support/given.ts';
import {
  consent,
  decided,
  deliver,
  discontinueOn,
  giveNotice,
  modify,
  noticeDelivered,
  operative,
  proposal,
  rectifyDelivery,
  rectifySignature,
  replacing,
  retract,
  schedule,
  startInitiative,
  text,
  withdrawByDecision,
} from './acts.ts';
import { threeOperative } from './siblings.ts';

const MARCH = '2027-03-10T15:00:00Z';
const commenced = (on: string) => ({ type: 'DiscontinuationCommenced', on }) as const;
const rearmed = (expectedOn: string) => ({ type: 'DiscontinuationExpected', data: { expectedOn } }) as const;
const agreed = [{ type: 'DecisionConsented' }, { type: 'DecisionTaken' }] as const;

describe('A rectification of a delivery corrects the record, and dependent dates are computed again', () => {
  test('before commencement: the correction supersedes, and the clock is set again', () => {
    given(...operative(), ...noticeDelivered, ...decided(rectifyDelivery('us', 'd1', 'n1', '2027-02-10'), MARCH))
      .then(
        ...agreed,
        {
          type: 'DeliveryRectified',
          on: '2027-02-10',
          clause: 'III.2',
          data: { previously: '2027-02-01', deliveredOn: '2027-02-10', to: 'rok', expectedOn: '2027-08-09' },
        },
        { type: 'DiscontinuationExpected', data: { expectedOn: '2027-08-09', commencesAt: '2027-08-09T04:00:00Z' } },
      )
      .withState({ notices: { n1: { deliveredOn: '2027-02-10', expectedOn: '2027-08-09' } }, decisions: { d1: { status: 'effective' } } })
      .whenTimeReaches('2027-08-09T04:00:00Z')
      .then(commenced('2027-08-09'));
  });

  test('it may be retroactive, alone of all decisions: commencement is recorded at once where its true date has passed', () => {
    given(
      ...operative(),
      [giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z'],
      [deliver('n1', 'rok', '2027-06-01'), '2027-06-01T02:00:00Z'],
    )
      .and([rectifyDelivery('us', 'd1', 'n1', '2027-02-01'), '2027-09-01T15:00:00Z'])
      .when(consent('rok', 'd1'), '2027-09-02T02:00:00Z')
      .then(...agreed, { type: 'DeliveryRectified', on: '2027-02-01' }, rearmed('2027-07-31'))
      .andAtOnce({ ...commenced('2027-07-31'), at: '2027-09-02T02:00:00Z' });
  });

  test('a date after a modification of the period has the new one, and may be corrected again', () => {
    given(
      ...operative(),
      ...noticeDelivered,
      ...decided(modify('us', 'd1', replacing('/terms/commencement/period', 'P30D')), '2027-04-01T15:00:00Z'),
      ...decided(rectifyDelivery('us', 'd2', 'n1', '2027-04-10'), '2027-04-20T15:00:00Z'),
    )
      .withState({ discontinuation: { expectedOn: '2027-05-10' }, notices: { n1: { period: 'P30D' } } })
      .and(...decided(rectifyDelivery('us', 'd3', 'n1', '2027-04-12'), '2027-04-20T15:00:00Z'))
      .withState({ discontinuation: { expectedOn: '2027-05-12' } })
      .and(...decided(rectifyDelivery('us', 'd4', 'n1', '2027-02-03'), '2027-04-20T15:00:00Z'))
      .withState({ discontinuation: { expectedOn: '2027-08-02' }, notices: { n1: { period: 'P180D' } } });
  });

  test('the notice keeps the period that was running, whatever a modification has made of the term since', () => {
    given(
      ...operative(),
      ...noticeDelivered,
      ...decided(modify('us', 'd1', replacing('/terms/commencement/period', 'P30D')), '2027-02-20T15:00:00Z'),
      ...decided(rectifyDelivery('us', 'd2', 'n1', '2027-02-10'), MARCH),
    ).withState({ discontinuation: { expectedOn: '2027-08-09' } });
  });

  test('it lets the notice of the other govern where that is now the earlier', () => {
    given(
      ...operative(),
      ...noticeDelivered,
      [giveNotice('rok', 'n2', '2027-02-05'), '2027-02-05T15:00:00Z'],
      [deliver('n2', 'us', '2027-02-05'), '2027-02-05T15:00:00Z'],
      ...decided(rectifyDelivery('us', 'd1', 'n1', '2027-02-10'), MARCH),
    )
      .then(...agreed, { type: 'DeliveryRectified' }, { type: 'DiscontinuationExpected', data: { notice: 'n2', expectedOn: '2027-08-04' } })
      .withState({ discontinuation: { notice: 'n2' } });
  });

  test('what is recorded already needs no correction, and what is not recorded has none', () => {
    const story = () => given(...operative(), ...noticeDelivered, [giveNotice('rok', 'n2', '2027-02-05'), '2027-02-05T15:00:00Z']);
    story()
      .when(rectifyDelivery('us', 'd1', 'n1', '2027-02-01'), MARCH)
      .thenRefused('NOTHING_TO_CORRECT', 'III.2', 'recorded already');
    // A delivery that was never recorded can be: it then counts from its date.
    story()
      .and(...decided(rectifyDelivery('us', 'd1', 'n2', '2027-02-06'), MARCH))
      .withState({ notices: { n2: { status: 'delivered', deliveredOn: '2027-02-06', expectedOn: '2027-08-05' } } });
    story()
      .when(rectifyDelivery('us', 'd1', 'n9', '2027-02-06'), MARCH)
      .thenRefused('NOTICE_UNKNOWN', 'III.2');
    story()
      .when(rectifyDelivery('us', 'd1', 'n1', '2027-03-12'), MARCH)
      .thenRefused('FUTURE_DATE', 'III.2', 'Asia/Seoul');
    story()
      .when(rectifyDelivery('us', 'd1', 'n1', '2027-01-04'), MARCH)
      .thenRefused('DELIVERED_BEFORE_WRITTEN', 'III.2', 'deliveredOn');
    story()
      .when(rectifySignature('us', 'd1', 'uk', '2027-01-04'), MARCH)
      .thenRefused('NOT_SIGNED', 'III.2', 'has not signed');
  });
});

test('Of two corrections of one date that which was decided last stands, though it was recorded first', () => {
  const earlier = { ...rectifyDelivery('us', 'd1', 'n1', '2027-02-12', 'rok'), proposedOn: '2027-03-01' };
  given(...operative(), ...noticeDelivered, ...decided(rectifyDelivery('us', 'd2', 'n1', '2027-02-10'), MARCH), [earlier, MARCH])
    .when({ ...consent('rok', 'd1'), consentedOn: '2027-03-02' }, MARCH)
    .thenRefused(
      'NOTHING_TO_CORRECT',
      'III.2',
      'decision d2, taken on 2027-03-11 and so later than 2027-03-02, has corrected the same date',
    );
  given(...operative(), ...noticeDelivered, [earlier, MARCH])
    .and(
      [{ ...consent('rok', 'd1'), consentedOn: '2027-03-02' }, MARCH],
      ...decided(rectifyDelivery('us', 'd2', 'n1', '2027-02-10'), MARCH),
    )
    .withState({ notices: { n1: { deliveredOn: '2027-02-10' } } });
});

describe('After commencement a decision to rectify can still set the record right', () => {
  const over = () =>
    given(
      ...operative(),
      ...noticeDelivered,
      [giveNotice('rok', 'n2', '2027-03-01'), '2027-03-01T15:00:00Z'],
      [deliver('n2', 'us', '2027-03-01'), '2027-03-01T15:00:00Z'],
      [startInitiative('us', 'i1', 'II.B.4'), '2027-03-01T15:00:00Z'],
      ...decided(modify('us', 'd1', replacing('/title', 'Shorter'), '2027-08-10'), '2027-03-02T15:00:00Z'),
      [modify('us', 'd2', replacing('/clauses/III.7/text', 'Open')), '2027-03-02T15:00:00Z'],
      '2027-08-02T00:00:00Z',
    ).withState({ status: 'discontinued', discontinuation: { commencedOn: '2027-07-31' } });

  test('if it moves commencement into the future the clock is armed again, and what commencement had closed is open', () => {
    over()
      .and([rectifyDelivery('us', 'd9', 'n1', '2027-02-20'), '2027-08-02T00:00:00Z'])
      .when(consent('rok', 'd9'), '2027-08-03T00:00:00Z')
      .then(
        ...agreed,
        { type: 'DeliveryRectified' },
        { type: 'CommencementSuperseded', data: { commencedOn: '2027-07-31', decision: 'd9' } },
        { type: 'DecisionReopened', data: { decision: 'd1', status: 'taken' } },
        { type: 'DecisionReopened', data: { decision: 'd2', status: 'proposed' } },
        { type: 'NoticeReopened', data: { notice: 'n1' } },
        { type: 'NoticeReopened', data: { notice: 'n2' } },
        rearmed('2027-08-19'),
      )
      .withState({
        status: 'operative',
        discontinuation: { notice: 'n1', commencedOn: null },
        notices: { n1: { status: 'delivered' }, n2: { status: 'delivered' } },
        decisions: { d1: { status: 'taken' }, d2: { status: 'proposed' } },
        initiatives: { i1: { disposition: null } },
      })
      .whenTimeReaches('2027-08-19T04:00:00Z')
      .then(
        { type: 'ModificationTookEffect', on: '2027-08-10' },
        commenced('2027-08-19'),
        { type: 'DecisionLapsed', data: { decision: 'd2' } },
        { type: 'NoticeSuperseded' },
        { type: 'DispositionRequested' },
      );
  });

  test('if the true date has passed too, commencement is recorded again, on that date', () => {
    over()
      .and([rectifyDelivery('us', 'd9', 'n1', '2027-01-31'), '2027-08-02T00:00:00Z'])
      .when(consent('rok', 'd9'), '2027-08-03T00:00:00Z')
      .then(
        ...agreed,
        { type: 'DeliveryRectified' },
        { type: 'CommencementSuperseded' },
        { type: 'DecisionReopened' },
        { type: 'DecisionReopened' },
        { type: 'NoticeReopened' },
        { type: 'NoticeReopened' },
        rearmed('2027-07-30'),
      )
      .andAtOnce(
        commenced('2027-07-30'),
        { type: 'DecisionLapsed' },
        { type: 'DecisionLapsed' },
        { type: 'NoticeSuperseded' },
        { type: 'DispositionRequested' },
      );
  });

  test('if the other notice governs then, it does', () => {
    over()
      .and([rectifyDelivery('us', 'd9', 'n1', '2027-03-02'), '2027-08-02T00:00:00Z'], [consent('rok', 'd9'), '2027-08-03T00:00:00Z'])
      .withState({ status: 'operative', discontinuation: { notice: 'n2', expectedOn: '2027-08-28' } });
  });

  test('if it leaves the commencement as it was, it corrects the fact alone', () => {
    over()
      .and([rectifyDelivery('us', 'd9', 'n2', '2027-03-05'), '2027-08-02T00:00:00Z'])
      .when(consent('rok', 'd9'), '2027-08-03T00:00:00Z')
      .then(...agreed, { type: 'DeliveryRectified', data: { notice: 'n2' } })
      .andAtOnce()
      .withState({ status: 'discontinued', notices: { n2: { status: 'superseded', deliveredOn: '2027-03-05' } } });
  });

  test('it can be retracted like any other', () => {
    over()
      .and([rectifyDelivery('us', 'd9', 'n1', '2027-02-20'), '2027-08-02T00:00:00Z'])
      .when(retract('us', 'd9'), '2027-08-03T00:00:00Z')
      .then({ type: 'DecisionRetracted' });
  });

  test('a notice withdrawn after the clock was armed again stays withdrawn, though the commencement be rectified once more', () => {
    over()
      .and(
        ...decided(rectifyDelivery('us', 'd8', 'n1', '2027-02-20'), '2027-08-02T00:00:00Z'),
        ...decided(withdrawByDecision('us', 'd9', 'n2'), '2027-08-04T00:00:00Z'),
        '2027-08-20T00:00:00Z',
      )
      .withState({ status: 'discontinued', discontinuation: { commencedOn: '2027-08-19' } })
      .and(...decided(rectifyDelivery('us', 'd10', 'n1', '2027-03-10'), '2027-08-20T00:00:00Z'))
      .withState({
        status: 'operative',
        discontinuation: { notice: 'n1', expectedOn: '2027-09-06' },
        notices: { n2: { status: 'withdrawn' } },
      });
  });

  test('a commencement on a decided date stands, whatever the delivery of the notice it replaced', () => {
    given(...operative(), ...noticeDelivered, ...decided(discontinueOn('us', 'd1', '2027-06-30'), MARCH), '2027-07-01T00:00:00Z')
      .and(...decided(rectifyDelivery('us', 'd2', 'n1', '2027-01-30'), '2027-07-02T00:00:00Z'))
      .then(...agreed, { type: 'DeliveryRectified' })
      .withState({ status: 'discontinued', discontinuation: { commencedOn: '2027-06-30', decision: 'd1' } });
  });
});

describe('A rectification by which the memorandum would have ended before something was done under it', () => {
  const AUGUST = '2027-08-09T15:00:00Z';
  /** Delivered on the first of March, by which it ends on the 28th of August. */
  const served = [
    ...operative(),
    [giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z'],
    [deliver('n1', 'rok', '2027-03-01'), '2027-03-01T02:00:00Z'],
  ] as const;
  /** By the true date it would have ended on the 31st of July. */
  const earlier = rectifyDelivery('us', 'd1', 'n1', '2027-02-01');

  test('is refused from the day of the end on, and names what stands in the way', () => {
    const started = (startedOn: string) => given(...served, [startInitiative('us', 'i1', 'II.B.4', { startedOn }), AUGUST]);
    started('2027-07-31')
      .when(earlier, AUGUST)
      .thenRefused('STANDS_IN_THE_WAY', 'III.2', /^Initiative i1 was started on 2027-07-31, .* over since 2027-07-31$/);
    started('2027-07-30')
      .and(...decided(earlier, AUGUST))
      .withState({ status: 'discontinued', initiatives: { i1: { disposition: 'requested' } } });
  });

  test('and so for a modification, with the date on which it took effect', () => {
    given(...served, ...decided(modify('us', 'd2', replacing('/title', 'Shorter')), '2027-08-04T10:00:00Z'))
      .when(earlier, AUGUST)
      .thenRefused('STANDS_IN_THE_WAY', 'III.2', /^Decision d2 took effect on 2027-08-04, and would not have: .*over on 2027-07-31/);
  });

  test('and so for a meeting, but not for one that is only scheduled', () => {
    const scheduled = given(...served, [schedule('us', 'm1', '2027-08-05'), AUGUST]);
    scheduled
      .and([{ do: 'hold-meeting', meeting: 'm1' }, AUGUST])
      .when(earlier, AUGUST)
      .thenRefused('STANDS_IN_THE_WAY', 'III.2', 'Meeting m1');
    given(...served, [schedule('us', 'm1', '2027-08-05'), AUGUST])
      .and(...decided(earlier, AUGUST))
      .withState({ status: 'discontinued', meetings: { m1: { status: 'scheduled' } } });
  });

  test('not by what was after the end already, by a delivery that came to light late', () => {
    given(...operative(), [giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z'])
      .and([startInitiative('us', 'i1', 'II.B.4', { startedOn: '2027-08-05' }), AUGUST])
      .and([deliver('n1', 'rok', '2027-02-02'), AUGUST])
      .and(...decided(earlier, AUGUST))
      .withState({ discontinuation: { commencedOn: '2027-07-31' } });
  });
});

describe('A delivery at a place that is known is corrected by the date there', () => {
  /** On the tenth of March in Seoul, when it was the ninth in Washington. */
  const TENTH = '2027-03-10T02:00:00Z';
  const given9 = [...operative(), [giveNotice('rok', 'n1', '2027-03-08'), '2027-03-08T02:00:00Z']] as const;
  const to = (place: string, timeZone?: string) => ({ ...deliver('n1', 'us', '2027-03-09'), place, ...(timeZone && { timeZone }) });
  const corrected = rectifyDelivery('rok', 'd1', 'n1', '2027-03-10');

  test.each([
    ['a seat', to('Seoul')],
    ['a place that the instrument names', to('Gyeongju')],
    ['a place whose zone was given', to('Canberra', 'Australia/Sydney')],
  ])('at %s', (_, act) => {
    const served = given(...given9, [act, TENTH]);
    served.when(rectifyDelivery('rok', 'd1', 'n1', '2027-03-11'), TENTH).thenRefused('FUTURE_DATE', 'III.2', 'where it is 2027-03-10');
    served.and(...decided(corrected, TENTH)).withState({ discontinuation: { expectedOn: '2027-09-06' } });
  });

  test('elsewhere by that at the seat, and once the place is corrected by that of the place', () => {
    const served = given(...given9, [to('Busan'), TENTH]);
    served.when(corrected, TENTH).thenRefused('FUTURE_DATE', 'III.2', 'in America/New_York');
    const correction = { do: 'correct', kind: 'delivery', of: 'n1/us', place: 'Seoul', reason: 'A slip', document: text('Note') } as const;
    served
      .when(correction, TENTH)
      .then({ type: 'Corrected', data: { previously: { place: 'Busan' }, corrected: { place: 'Seoul' } } })
      .when({ ...correction, reason: 'Again' }, TENTH)
      .thenRefused('NOTHING_TO_CORRECT', 'III.2')
      .and(...decided(corrected, TENTH))
      .withState({ discontinuation: { expectedOn: '2027-09-06' } });
  });

  test('and the notice was written before that day there was over', () => {
    const rewritten = { ...proposal('rok', 'd1'), kind: 'rectify', notice: 'n1', noticeOn: '2027-03-10' } as const;
    given(...given9, [to('Seoul'), TENTH])
      .when(rewritten, TENTH)
      .thenRefused('DELIVERED_BEFORE_WRITTEN', 'III.2', 'had not begun in Asia/Seoul when the notice was delivered');
    given(...given9, [to('Washington'), TENTH])
      .and(...decided(rewritten, TENTH))
      .withState({ notices: { n1: { noticeOn: '2027-03-10' } } });
  });
});

describe('Among three Participants a rectification names the recipient', () => {
  test('where more than one has been served', () => {
    given(
      ...threeOperative,
      [giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z'],
      [deliver('n1', 'rok', '2027-02-01'), '2027-02-01T02:00:00Z'],
      [deliver('n1', 'jp', '2027-02-03'), '2027-02-03T02:00:00Z'],
    )
      .when(rectifyDelivery('us', 'd1', 'n1', '2027-02-02'), MARCH)
      .thenRefused('AMBIGUOUS', 'III.2', 'to: is missing')
      .and(...decided(rectifyDelivery('us', 'd1', 'n1', '2027-02-02', 'jp'), MARCH, ['rok', 'jp']))
      .withState({ discontinuation: { expectedOn: '2027-08-01' } });
  });
});
