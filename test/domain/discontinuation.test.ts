import { describe, expect, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { given, type Step } from '../support/given.ts';
import {
  consent,
  decided,
  decline,
  deliver,
  discontinueOn,
  giveNotice,
  modify,
  noticeDelivered,
  operative,
  recordAction,
  replacing,
  retract,
  schedule,
  sign,
  startInitiative,
  text,
  withdrawByDecision,
} from './acts.ts';

/** A notice delivered on a date, in the story's own clock: at 06:00 UTC it is the same day at both seats. */
const deliveredOn = (date: string) =>
  given(...operative(), [giveNotice('us', 'n1', date), `${date}T06:00:00Z`], [deliver('n1', 'rok', date), `${date}T06:00:00Z`]);

const commencedOn = (date: string) => ({ type: 'DiscontinuationCommenced', on: date, by: null, data: { commencedOn: date } }) as const;

describe('III.4: discontinuation commences on the 180th day after delivery', () => {
  test('the instant is when that date has begun in Washington too', () => {
    given(...operative(), ...noticeDelivered)
      .whenTimeReaches('2027-07-31T03:59:00Z')
      .then()
      .withState({ status: 'operative', discontinuation: { expectedOn: '2027-07-31', commencedOn: null } })
      .whenTimeReaches('2027-07-31T04:01:00Z')
      .then({
        type: 'DiscontinuationCommenced',
        on: '2027-07-31',
        at: '2027-07-31T04:00:00Z',
        by: null,
        clause: 'III.4',
        data: { commencedOn: '2027-07-31', lastOperativeDay: '2027-07-30', notice: 'n1', decision: null },
      })
      .withState({ status: 'discontinued', discontinuation: { commencedOn: '2027-07-31' }, notices: { n1: { status: 'effective' } } })
      .whenTimeReaches('2037-01-01T00:00:00Z')
      .then();
  });

  test.each([
    ['in winter', '2027-06-10', '2027-12-07', '2027-12-07T05:00:00Z'],
    ['the day before the clocks go back', '2027-05-10', '2027-11-06', '2027-11-06T04:00:00Z'],
    ['the day the clocks go back, whose midnight is still in summer time', '2027-05-11', '2027-11-07', '2027-11-07T04:00:00Z'],
    ['the day after the clocks went back', '2027-05-12', '2027-11-08', '2027-11-08T05:00:00Z'],
    ['the day the clocks go forward, whose midnight is still in winter time', '2027-09-14', '2028-03-12', '2028-03-12T05:00:00Z'],
    ['the day after the clocks went forward', '2027-09-15', '2028-03-13', '2028-03-13T04:00:00Z'],
    ['on 29 February', '2027-09-02', '2028-02-29', '2028-02-29T05:00:00Z'],
    ['across 29 February', '2027-12-01', '2028-05-29', '2028-05-29T04:00:00Z'],
    ['counted from 29 February', '2028-02-29', '2028-08-27', '2028-08-27T04:00:00Z'],
    ['on a Saturday, which does not roll', '2027-02-01', '2027-07-31', '2027-07-31T04:00:00Z'],
  ])('%s', (_, from, on, at) => {
    deliveredOn(from)
      .withState({ discontinuation: { expectedOn: on, commencesAt: at } })
      .whenTimeReaches(at)
      .then({ ...commencedOn(on), at });
  });

  test('delivery recorded late keeps its true date', () => {
    given(...operative(), [giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z'])
      .when(deliver('n1', 'rok', '2027-02-01'), '2027-06-01T02:00:00Z')
      .then({ type: 'NoticeDelivered', on: '2027-02-01', at: '2027-06-01T02:00:00Z' }, { type: 'DiscontinuationExpected' })
      .withState({ status: 'operative', discontinuation: { expectedOn: '2027-07-31' } });
  });

  test('recorded after the date it leads to, commencement is recorded at once, on the true date', () => {
    given(...operative(), [giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z'])
      .when(deliver('n1', 'rok', '2027-02-01'), '2027-09-01T02:00:00Z')
      .then({ type: 'NoticeDelivered', on: '2027-02-01' }, { type: 'DiscontinuationExpected', on: '2027-02-01' })
      .andAtOnce({ ...commencedOn('2027-07-31'), at: '2027-09-01T02:00:00Z' });
  });
});

describe('Both Participants may give notice', () => {
  const both = () =>
    given(
      ...operative(),
      [giveNotice('us', 'n1', '2027-02-10'), '2027-02-10T15:00:00Z'],
      [deliver('n1', 'rok', '2027-02-15'), '2027-02-15T06:00:00Z'],
      [giveNotice('rok', 'n2', '2027-02-09'), '2027-02-15T07:00:00Z'],
    );

  test('the earlier commencement governs', () => {
    both()
      .withState({ discontinuation: { notice: 'n1', expectedOn: '2027-08-14' } })
      .when(deliver('n2', 'us', '2027-02-10'), '2027-02-16T06:00:00Z')
      .then(
        { type: 'NoticeDelivered' },
        { type: 'DiscontinuationExpected', on: '2027-02-10', data: { notice: 'n2', expectedOn: '2027-08-09' } },
      )
      .whenTimeReaches('2027-08-09T04:00:00Z')
      .then(commencedOn('2027-08-09'), {
        type: 'NoticeSuperseded',
        on: '2027-08-09',
        clause: 'III.3',
        data: { notice: 'n1', cause: 'commencement' },
      })
      .withState({ notices: { n1: { status: 'superseded' }, n2: { status: 'effective' } } });
  });

  test('a later one changes nothing', () => {
    both()
      .when(deliver('n2', 'us', '2027-02-16'), '2027-02-17T06:00:00Z')
      .then({ type: 'NoticeDelivered' });
  });

  test('if the notice that governs is withdrawn, the other governs', () => {
    both()
      .and([deliver('n2', 'us', '2027-02-10'), '2027-02-16T06:00:00Z'], [withdrawByDecision('us', 'd1', 'n2'), '2027-04-01T06:00:00Z'])
      .when(consent('rok', 'd1'), '2027-04-02T06:00:00Z')
      .then(
        { type: 'DecisionConsented' },
        { type: 'DecisionTaken' },
        { type: 'NoticeWithdrawn', data: { notice: 'n2' } },
        { type: 'DiscontinuationExpected', on: '2027-04-02', data: { notice: 'n1', expectedOn: '2027-08-14' } },
      )
      .whenTimeReaches('2027-08-14T04:00:00Z')
      .then(commencedOn('2027-08-14'));
  });

  test('if the other is withdrawn, nothing changes', () => {
    both()
      .and(
        [deliver('n2', 'us', '2027-02-10'), '2027-02-16T06:00:00Z'],
        ...decided(withdrawByDecision('us', 'd1', 'n1'), '2027-04-01T06:00:00Z'),
      )
      .then({ type: 'DecisionConsented' }, { type: 'DecisionTaken' }, { type: 'NoticeWithdrawn' })
      .withState({ discontinuation: { notice: 'n2', expectedOn: '2027-08-09' } });
  });
});

describe('The memorandum stays operative until commencement', () => {
  const busy = () =>
    given(
      ...operative(),
      ...noticeDelivered,
      [schedule('us', 'm1', '2027-09-01'), '2027-02-02T15:00:00Z'],
      [recordAction('m1', 'a1', 'us', '2027-12-01'), '2027-02-02T15:00:00Z'],
      [startInitiative('us', 'i1', 'II.B.4'), '2027-02-02T15:00:00Z'],
      [startInitiative('us', 'i2', 'II.A.1'), '2027-02-02T15:00:00Z'],
      [{ do: 'conclude-initiative', initiative: 'i2' }, '2027-02-03T15:00:00Z'],
      [modify('us', 'd1', replacing('/title', 'Never')), '2027-02-03T15:00:00Z'],
      ...decided(modify('us', 'd2', replacing('/title', 'Too late'), '2027-09-01'), '2027-02-03T15:00:00Z'),
    );

  test('until the last minute of the last operative day decisions and meetings go on', () => {
    busy()
      .when(schedule('rok', 'm2', '2027-10-01'), '2027-07-31T03:59:00Z')
      .then({ type: 'MeetingScheduled' })
      .when(modify('rok', 'd3', replacing('/title', 'Just in time')), '2027-07-31T03:59:00Z')
      .then({ type: 'DecisionProposed' });
  });

  test('at commencement open decisions lapse and initiatives ask for a disposition; the Joint Committee Meeting does not close', () => {
    const lapsed = (decision: string) =>
      ({ type: 'DecisionLapsed', on: '2027-07-31', clause: 'III.2', data: { decision, cause: 'commencement' } }) as const;
    busy()
      .whenTimeReaches('2027-07-31T04:00:00Z')
      .then(commencedOn('2027-07-31'), lapsed('d1'), lapsed('d2'), {
        type: 'DispositionRequested',
        on: '2027-07-31',
        clause: 'II',
        data: { initiative: 'i1' },
      })
      .withState({
        meetings: { m1: { status: 'scheduled' } },
        initiatives: { i1: { disposition: 'requested' }, i2: { disposition: null } },
        decisions: { d1: { status: 'lapsed' }, d2: { status: 'lapsed' } },
      });
  });

  test('on one date commencement goes before a modification: from that date nothing takes effect', () => {
    given(
      ...operative(),
      ...noticeDelivered,
      ...decided(modify('us', 'd1', replacing('/title', 'Too late'), '2027-07-31'), '2027-03-01T15:00:00Z'),
    )
      .whenTimeReaches('2027-08-01T00:00:00Z')
      .then(commencedOn('2027-07-31'), { type: 'DecisionLapsed' })
      .withState({ version: 1 });
  });

  test('a modification of the day before takes effect first', () => {
    given(
      ...operative(),
      ...noticeDelivered,
      ...decided(modify('us', 'd1', replacing('/title', 'In time'), '2027-07-30'), '2027-03-01T15:00:00Z'),
    )
      .whenTimeReaches('2027-08-01T00:00:00Z')
      .then({ type: 'ModificationTookEffect', at: '2027-07-30T04:00:00Z' }, commencedOn('2027-07-31'))
      .withState({ version: 2 });
  });
});

const joining: ActInput = {
  do: 'accede',
  participant: { id: 'jp', name: 'The Government of Japan', shortName: 'Japan', seat: { city: 'Tokyo', timeZone: 'Asia/Tokyo' } },
  signatory: { name: 'A. N. Official', title: 'Minister' },
  signedOn: '2027-08-01',
  place: 'Tokyo',
  document: text('MOU original'),
};

describe('After commencement nothing is done any more under the memorandum', () => {
  const acts: ActInput[] = [
    sign('us', '2027-08-01', { place: 'Gyeongju' }),
    { do: 'confirm', by: 'us', confirmedOn: '2027-08-01', document: text('x') },
    giveNotice('us', 'n2', '2027-08-01'),
    deliver('n1', 'rok', '2027-08-01'),
    { do: 'withdraw-notice', by: 'us', notice: 'n1' },
    modify('us', 'd9', replacing('/title', 'x')),
    withdrawByDecision('us', 'd9', 'n1'),
    discontinueOn('us', 'd9', '2028-01-01'),
    consent('rok', 'd1'),
    decline('rok', 'd1'),
    retract('us', 'd1'),
    { do: 'pause', by: 'us' },
    { do: 'resume', by: 'us' },
    schedule('us', 'm2', '2028-01-01'),
    { do: 'hold-meeting', meeting: 'm1', heldOn: '2027-07-31' },
    { do: 'reschedule-meeting', by: 'us', meeting: 'm1', on: '2027-09-01' },
    joining,
    { do: 'cancel-meeting', meeting: 'm1' },
    recordAction('m1', 'a2', 'us', '2028-01-01'),
    startInitiative('us', 'i2', 'II.B.4'),
    { do: 'report-initiative', initiative: 'i1', report: 'x' },
  ];
  const windingUp = ['record-minutes', 'approve-minutes', 'complete-action', 'conclude-initiative'];

  test.each(acts.map((act) => [act.do, 'kind' in act ? act.kind : '', act] as const))('%s %s', (_, __, act) => {
    given(
      ...operative(),
      ...noticeDelivered,
      [schedule('us', 'm1', '2027-03-01'), '2027-02-02T15:00:00Z'],
      [recordAction('m1', 'a1', 'us', '2027-09-01'), '2027-02-02T15:00:00Z'],
      [startInitiative('us', 'i1', 'II.B.4'), '2027-02-02T15:00:00Z'],
      [modify('us', 'd1', replacing('/title', 'x')), '2027-02-03T15:00:00Z'],
    )
      .when(act, '2027-08-02T00:00:00Z')
      .thenRefused('DISCONTINUED', 'III.4', '2027-07-31');
  });

  test('what was begun is wound up: minutes, actions and the dispositions that were asked for', () => {
    given(
      ...operative(),
      ...noticeDelivered,
      [schedule('us', 'm1', '2027-03-01'), '2027-02-02T15:00:00Z'],
      [recordAction('m1', 'a1', 'us', '2027-09-01'), '2027-02-02T15:00:00Z'],
      [startInitiative('us', 'i1', 'II.B.4'), '2027-02-02T15:00:00Z'],
      '2027-08-02T00:00:00Z',
      [{ do: 'hold-meeting', meeting: 'm1' }, '2027-08-02T00:00:00Z'],
      [{ do: 'record-minutes', meeting: 'm1', document: text('Minutes') }, '2027-08-02T00:00:00Z'],
      [{ do: 'approve-minutes', by: 'us', meeting: 'm1' }, '2027-08-02T00:00:00Z'],
      [{ do: 'complete-action', meeting: 'm1', action: 'a1' }, '2027-08-02T00:00:00Z'],
      [{ do: 'conclude-initiative', initiative: 'i1' }, '2027-08-02T00:00:00Z'],
    ).withState({ status: 'discontinued', initiatives: { i1: { status: 'concluded', disposition: 'requested' } } });
  });

  test('whether a disposition was asked is told by the dates, in whichever order they came to light', () => {
    const conclude = (concludedOn: string): Step => [
      { do: 'conclude-initiative', by: 'us', initiative: 'i1', concludedOn },
      '2027-09-01T15:00:00Z',
    ];
    const begun: Step[] = [...operative(), [startInitiative('us', 'i1', 'II.B.4'), '2027-02-02T15:00:00Z']];
    const ended = noticeDelivered.map(([act]): Step => [act as ActInput, '2027-09-01T15:00:00Z']);
    for (const [concludedOn, disposition] of [
      ['2027-07-30', null],
      ['2027-07-31', 'requested'],
    ] as const) {
      for (const steps of [
        [...ended, conclude(concludedOn)],
        [conclude(concludedOn), ...ended],
      ])
        given(...begun, ...steps).withState({ status: 'discontinued', initiatives: { i1: { status: 'concluded', disposition } } });
    }
  });

  test('what is of before the commencement comes to light with its own date', () => {
    given(...operative(), ...noticeDelivered, [startInitiative('us', 'i1', 'II.B.4'), '2027-02-02T15:00:00Z'], '2027-08-02T00:00:00Z')
      .when({ do: 'report-initiative', initiative: 'i1', report: 'x', reportedOn: '2027-07-30' }, '2027-08-02T00:00:00Z')
      .then({ type: 'InitiativeReported', on: '2027-07-30' })
      .and(
        [{ ...modify('us', 'd1', replacing('/title', 'Late')), proposedOn: '2027-05-03' }, '2027-08-02T00:00:00Z'],
        [{ ...consent('rok', 'd1'), consentedOn: '2027-05-04' }, '2027-08-02T00:00:00Z'],
      )
      .then(
        { type: 'DecisionConsented' },
        // Open at the commencement, it had lapsed; in truth it was taken before.
        { type: 'DecisionReopened' },
        { type: 'DecisionTaken', on: '2027-05-04' },
        { type: 'ModificationTookEffect', on: '2027-05-04' },
      )
      .withState({ status: 'discontinued', discontinuation: { commencedOn: '2027-07-31' }, instrument: { title: 'Late' } });
  });

  test('an end that was decided comes to light after a modification that it comes before: nothing of that took effect', () => {
    const at = '2028-01-03T15:00:00Z';
    given(
      ...operative(),
      [{ ...modify('us', 'd1', replacing('/title', 'x'), '2027-06-01'), proposedOn: '2027-03-01' }, at],
      [{ ...consent('rok', 'd1'), consentedOn: '2027-03-02' }, at],
    )
      .withState({ version: 2 })
      .and([{ ...discontinueOn('us', 'd2', '2027-05-03'), proposedOn: '2027-04-01' }, at])
      .when({ ...consent('rok', 'd2'), consentedOn: '2027-04-02' }, at)
      .withState({
        status: 'discontinued',
        version: 1,
        decisions: { d1: { status: 'lapsed' } },
        discontinuation: { commencedOn: '2027-05-03' },
      });
  });

  test('every other act but opening, rectifying and changing contacts or keys is among those tried here', async () => {
    const { ACT_NAMES } = await import('../../domain/acts/index.ts');
    // What memoranda that belong together tell each other is recorded after the end, too.
    const open = [
      ...windingUp,
      'open',
      'annul',
      'correct',
      'change-contacts',
      'register-key',
      'revoke-key',
      'record-annex',
      'record-parent-end',
      'record-successor',
    ];
    expect(new Set(acts.map((act) => act.do))).toEqual(new Set(ACT_NAMES.filter((name) => !open.includes(name))));
  });

  test('a reminder that falls due afterwards is not sent', () => {
    given(
      ...operative(),
      ...noticeDelivered,
      [schedule('us', 'm1', '2027-03-01'), '2027-02-02T15:00:00Z'],
      [recordAction('m1', 'a1', 'us', '2027-09-01'), '2027-02-02T15:00:00Z'],
      '2027-08-01T00:00:00Z',
    )
      .whenTimeReaches('2028-01-01T00:00:00Z')
      .then();
  });
});
