import { describe, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { given, type Step } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
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
  replacing,
  retract,
  text,
  withdraw,
  withdrawByDecision,
  withdrawDecision,
} from './acts.ts';

const shorter = replacing('/title', 'A shorter title');
const proposed = () => given(...operative(), [modify('us', 'd1', shorter), '2027-04-01T15:00:00Z']);

describe('III.2: by written mutual decision', () => {
  test('to propose is the proposer’s own consent', () => {
    proposed()
      .then({ type: 'DecisionProposed', on: '2027-04-01', by: 'us', clause: 'III.2', data: { kind: 'modify' } })
      .withState({ decisions: { d1: { status: 'proposed', consents: { us: '2027-04-01' }, takenOn: null } } })
      .when(consent('us', 'd1'), '2027-04-02T15:00:00Z')
      .thenRefused('ALREADY_CONSENTED', 'III.2');
  });

  test('it is decided on the date of the last consent, at the seat of who consents', () => {
    proposed()
      .when(consent('rok', 'd1'), '2027-04-01T15:00:00Z')
      .then(
        { type: 'DecisionConsented', on: '2027-04-02', by: 'rok' },
        { type: 'DecisionTaken', on: '2027-04-02', by: null, data: { takenOn: '2027-04-02', effectiveOn: '2027-04-02' } },
        { type: 'ModificationTookEffect', on: '2027-04-02' },
      );
  });

  test('both consents must name the same text', () => {
    proposed()
      .when(consent('rok', 'd1', text('Another text')), '2027-04-02T01:00:00Z')
      .thenRefused('TEXT_DIFFERS', 'III.2')
      .withState({ version: 1 })
      .when(consent('rok', 'd1'), '2027-04-03T01:00:00Z')
      .then({ type: 'DecisionConsented' }, { type: 'DecisionTaken' }, { type: 'ModificationTookEffect' });
  });

  test('a SHA-256 is the same in capitals, and under another title', () => {
    const { sha256 } = text('Text of d1');
    proposed()
      .when(consent('rok', 'd1', { title: 'The Korean copy', sha256: sha256.toUpperCase() }), '2027-04-02T01:00:00Z')
      .then({ type: 'DecisionConsented' }, { type: 'DecisionTaken' }, { type: 'ModificationTookEffect' });
  });

  test('only the Participants decide', () => {
    given(...operative())
      .when(modify('uk', 'd1', shorter), '2027-04-01T15:00:00Z')
      .thenRefused('NOT_A_PARTICIPANT', 'III.2');
    for (const act of [consent('uk', 'd1'), decline('uk', 'd1'), retract('uk', 'd1')]) {
      proposed().when(act, '2027-04-02T01:00:00Z').thenRefused('NOT_A_PARTICIPANT', 'III.2');
    }
  });

  test('a decision that nobody proposed is unknown', () => {
    for (const act of [consent('rok', 'd9'), decline('rok', 'd9'), retract('us', 'd9')]) {
      proposed().when(act, '2027-04-02T01:00:00Z').thenRefused('DECISION_UNKNOWN', 'III.2');
    }
  });

  test('each decision has an id of its own', () => {
    proposed()
      .when(modify('rok', 'd1', shorter), '2027-04-02T01:00:00Z')
      .thenRefused('ALREADY_RECORDED', 'III.2', 'd1');
  });
});

describe('A declined or retracted decision is closed', () => {
  test('declined by the other Participant', () => {
    proposed()
      .when({ ...decline('rok', 'd1'), reason: 'Not yet.' }, '2027-04-02T01:00:00Z')
      .then({ type: 'DecisionDeclined', on: '2027-04-02', by: 'rok', clause: 'III.2', data: { decision: 'd1', reason: 'Not yet.' } })
      .withState({ decisions: { d1: { status: 'declined' } } });
  });

  test('retracted by the proposer, and by nobody else', () => {
    proposed()
      .when(retract('rok', 'd1'), '2027-04-02T01:00:00Z')
      .thenRefused('NOT_AUTHORISED', 'III.2')
      .when(retract('us', 'd1'), '2027-04-02T01:00:00Z')
      .then({ type: 'DecisionRetracted', on: '2027-04-01', by: 'us' })
      .withState({ decisions: { d1: { status: 'retracted' } } });
  });

  test('the proposer, who has consented, retracts instead of declining', () => {
    proposed().when(decline('us', 'd1'), '2027-04-02T01:00:00Z').thenRefused('ALREADY_CONSENTED', 'III.2', 'retracts');
  });

  test.each([
    ['declined', decline('rok', 'd1')],
    ['retracted', retract('us', 'd1')],
  ])('once %s, nothing more follows from it', (_, closing) => {
    for (const act of [consent('rok', 'd1'), decline('rok', 'd1'), retract('us', 'd1')]) {
      proposed().and([closing, '2027-04-02T01:00:00Z']).when(act, '2027-04-03T01:00:00Z').thenRefused('DECISION_CLOSED', 'III.2');
    }
  });

  test('once taken, it can be neither declined nor retracted', () => {
    const taken = () => given(...operative(), ...decided(modify('us', 'd1', shorter, '2027-06-01'), '2027-04-01T15:00:00Z'));
    taken().when(decline('rok', 'd1'), '2027-04-03T01:00:00Z').thenRefused('DECISION_CLOSED', 'III.2', 'taken');
    taken().when(retract('us', 'd1'), '2027-04-03T01:00:00Z').thenRefused('DECISION_CLOSED', 'III.2', 'taken');
    taken().when(consent('rok', 'd1'), '2027-04-03T01:00:00Z').thenRefused('ALREADY_CONSENTED', 'III.2');
  });

  test('what has become impossible meanwhile is not decided', () => {
    given(
      ...operative(),
      ...noticeDelivered,
      [withdrawByDecision('us', 'd1', 'n1'), '2027-03-01T15:00:00Z'],
      ...decided(withdrawByDecision('us', 'd2', 'n1'), '2027-03-02T15:00:00Z'),
    )
      .when(consent('rok', 'd1'), '2027-03-03T15:00:00Z')
      .thenRefused('NOTICE_FINAL', 'III.2')
      .withState({ decisions: { d1: { status: 'proposed' } } });
  });
});

describe('Discontinuation on a decided date', () => {
  const withNotice = (on: string, at = '2027-03-01T15:00:00Z') =>
    given(...operative(), ...noticeDelivered, ...decided(discontinueOn('us', 'd1', on), at));

  test('without any notice', () => {
    given(...operative(), ...decided(discontinueOn('us', 'd1', '2027-06-30'), '2027-03-01T15:00:00Z'))
      .then(
        { type: 'DecisionConsented' },
        { type: 'DecisionTaken', data: { takenOn: '2027-03-02', effectiveOn: '2027-06-30' } },
        {
          type: 'DiscontinuationExpected',
          on: '2027-03-02',
          clause: 'III.2',
          data: { expectedOn: '2027-06-30', notice: null, decision: 'd1' },
        },
      )
      .whenTimeReaches('2027-06-30T04:00:00Z')
      .then({ type: 'DiscontinuationCommenced', on: '2027-06-30', clause: 'III.2', data: { decision: 'd1', notice: null } })
      .withState({ decisions: { d1: { status: 'effective' } } })
      .when(giveNotice('us', 'n1', '2027-07-01'), '2027-07-02T00:00:00Z')
      .thenRefused('DISCONTINUED', 'III.2');
  });

  test.each([
    ['sooner', '2027-04-30'],
    ['later', '2027-12-31'],
  ])('%s than a notice would lead to', (_, on) => {
    const [at, before] = [on === '2027-12-31' ? `${on}T05:00:00Z` : `${on}T04:00:00Z`, `${on}T03:59:59Z`];
    withNotice(on)
      .withState({ discontinuation: { expectedOn: on, decision: 'd1', notice: null } })
      .whenTimeReaches(before)
      .then()
      .whenTimeReaches(at)
      .then({ type: 'DiscontinuationCommenced', on })
      .withState({ notices: { n1: { status: 'superseded', closedBy: 'decided-date' } } });
  });

  test('a notice delivered after the decision counts again, and the earlier date governs', () => {
    withNotice('2027-12-31')
      .and([giveNotice('rok', 'n2', '2027-03-03'), '2027-03-03T06:00:00Z'])
      .when(deliver('n2', 'us', '2027-03-04'), '2027-03-04T06:00:00Z')
      .then({ type: 'NoticeDelivered' }, { type: 'DiscontinuationExpected', data: { notice: 'n2', expectedOn: '2027-08-31' } });
  });

  test('a notice delivered on the very date of the decision was running when it was taken', () => {
    withNotice('2027-12-31')
      .and([giveNotice('rok', 'n2', '2027-03-02'), '2027-03-02T06:00:00Z'])
      .when(deliver('n2', 'us', '2027-03-02'), '2027-03-02T06:00:00Z')
      .then({ type: 'NoticeDelivered' }, { type: 'NoticeSuperseded', data: { notice: 'n2', cause: 'decided-date' } })
      .withState({ discontinuation: { decision: 'd1', expectedOn: '2027-12-31' } });
  });

  test('the last decision stands', () => {
    withNotice('2027-04-30')
      .and(...decided(discontinueOn('rok', 'd2', '2027-10-01'), '2027-04-01T15:00:00Z'))
      .withState({
        discontinuation: { expectedOn: '2027-10-01', decision: 'd2' },
        decisions: { d1: { status: 'lapsed', closedBy: 'replaced' } },
      })
      .whenTimeReaches('2027-10-01T04:00:00Z')
      .then({ type: 'DiscontinuationCommenced' });
  });

  describe('of two that are decided on one day', () => {
    const on = (decision: string, end: string, proposedOn: string): Step[] => [
      [{ ...discontinueOn('us', decision, end), proposedOn }, '2027-04-05T15:00:00Z'],
      [{ ...consent('rok', decision), consentedOn: '2027-04-02' }, '2027-04-05T15:00:00Z'],
    ];
    const both = (...steps: Step[][]) => steps.flat();

    test('that which was proposed later stands, whichever is recorded first', () => {
      const [one, other] = [on('d1', '2027-10-01', '2027-04-01'), on('d2', '2027-08-01', '2027-03-31')];
      const standing = { discontinuation: { decision: 'd1' }, decisions: { d2: { closedBy: 'replaced' } } };
      given(...operative(), ...both(one, other)).withState(standing);
      given(...operative(), ...both(other, one)).withState(standing);
    });

    test('neither stands in place of the other where both were proposed on one day too: the second is refused', () => {
      const [one, other] = [on('d1', '2027-10-01', '2027-04-01'), on('d2', '2027-08-01', '2027-04-01')];
      for (const [first, [proposed, consented]] of [
        [one, other],
        [other, one],
      ] as [Step[], [Step, [ActInput, string]]][]) {
        given(...operative(), ...first, proposed)
          .when(...consented)
          .thenRefused('AMBIGUOUS', 'III.2', 'both proposed on 2027-04-01 and decided on 2027-04-02');
      }
    });

    test('a date that was withdrawn meanwhile, or is the same, is in nobody\u2019s way', () => {
      const again = on('d2', '2027-08-01', '2027-04-01');
      const withdrawn = [withdrawDecision('us', 'd3', 'd1'), consent('rok', 'd3')].map((act): Step => [act, '2027-04-02T15:00:00Z']);
      const early = (steps: Step[]) => steps.map((step) => [step[0], '2027-04-02T15:00:00Z'] as Step);
      given(...operative(), ...early(on('d1', '2027-10-01', '2027-04-01')), ...withdrawn, ...early(again)).withState({
        discontinuation: { decision: 'd2', expectedOn: '2027-08-01' },
      });
      given(...operative(), ...on('d1', '2027-08-01', '2027-04-01'), ...again).withState({ discontinuation: { expectedOn: '2027-08-01' } });
    });

    test('nor does a correction make it so', () => {
      const later: Step[] = [
        [{ ...discontinueOn('us', 'd2', '2027-08-01'), proposedOn: '2027-04-01' }, '2027-04-05T15:00:00Z'],
        [{ ...consent('rok', 'd2'), consentedOn: '2027-04-03' }, '2027-04-05T15:00:00Z'],
      ];
      const corrected: ActInput = {
        ...{ do: 'propose', by: 'us', decision: 'd3', kind: 'rectify', document: text('Text of d3') },
        ...{ of: 'd2', consent: 'rok', consentedOn: '2027-04-02' },
      };
      given(...operative(), ...on('d1', '2027-10-01', '2027-04-01'), ...later, [corrected, '2027-04-06T15:00:00Z'])
        .when(consent('rok', 'd3'), '2027-04-06T15:00:00Z')
        .thenRefused('AMBIGUOUS', 'III.2');
    });
  });

  test('a notice that it replaced is over: it cannot be withdrawn, and its giver may give a fresh one', () => {
    withNotice('2027-12-31')
      .when(withdrawByDecision('us', 'd2', 'n1'), '2027-03-02T15:00:00Z')
      .thenRefused('NOTICE_FINAL', 'III.2', 'superseded')
      .when(giveNotice('us', 'n2', '2027-03-03'), '2027-03-03T15:00:00Z')
      .then({ type: 'NoticeGiven' });
  });

  test('a withdrawal of before the decision comes to light after it: the notice was withdrawn, and cannot be with a later date', () => {
    const unilateral = smallInstrumentWith({ noticeWithdrawal: 'unilateral' });
    const replaced = [
      ...operative(unilateral),
      ...noticeDelivered,
      ...decided(discontinueOn('us', 'd1', '2027-12-31'), '2027-03-01T15:00:00Z'),
    ];
    const withdrawnOn = (on: string): ActInput => ({ ...withdraw('us', 'n1'), withdrawnOn: on });
    given(...replaced)
      .when(withdrawnOn('2027-03-02'), '2027-03-05T15:00:00Z')
      .thenRefused('NOTICE_FINAL', 'III.3', 'superseded')
      .when(withdrawnOn('2027-03-01'), '2027-03-05T15:00:00Z')
      .then({ type: 'NoticeWithdrawn', on: '2027-03-01' })
      .withState({ discontinuation: { decision: 'd1', expectedOn: '2027-12-31' } })
      .and(...decided(withdrawDecision('us', 'd2', 'd1'), '2027-03-06T15:00:00Z'))
      .withState({ discontinuation: null, notices: { n1: { status: 'withdrawn' } } });
  });

  test('a withdrawal of before another date was decided comes to light after it: what it withdrew had not been replaced', () => {
    const withdrawing = { ...withdrawDecision('us', 'd3', 'd1'), proposedOn: '2027-04-01' };
    const of = (consentedOn: string): ActInput => ({ ...consent('rok', 'd3'), consentedOn });
    given(
      ...operative(),
      ...decided(discontinueOn('us', 'd1', '2027-12-31'), '2027-03-01T15:00:00Z'),
      ...decided(discontinueOn('us', 'd2', '2027-09-30'), '2027-05-01T15:00:00Z'),
      [withdrawing, '2027-05-10T15:00:00Z'],
    )
      .when(of('2027-05-02'), '2027-05-10T15:00:00Z')
      .thenRefused('DECISION_CLOSED', 'III.2')
      .when(of('2027-05-01'), '2027-05-10T15:00:00Z')
      .then(
        { type: 'DecisionConsented' },
        { type: 'DecisionReopened', data: { decision: 'd1' } },
        { type: 'DecisionLapsed', data: { decision: 'd1', cause: 'withdrawn' } },
        { type: 'DecisionTaken', on: '2027-05-01' },
      )
      .withState({ discontinuation: { decision: 'd2' }, decisions: { d1: { status: 'lapsed', closedBy: 'withdrawn' } } });
  });

  test('and so does a decision by which it was withdrawn before', () => {
    given(...operative(), ...noticeDelivered, [withdrawByDecision('us', 'd0', 'n1'), '2027-02-20T15:00:00Z'])
      .and(...decided(discontinueOn('us', 'd1', '2027-12-31'), '2027-03-01T15:00:00Z'))
      .when({ ...consent('rok', 'd0'), consentedOn: '2027-03-02' }, '2027-03-05T15:00:00Z')
      .thenRefused('NOTICE_FINAL', 'III.2', 'superseded')
      .when({ ...consent('rok', 'd0'), consentedOn: '2027-03-01' }, '2027-03-05T15:00:00Z')
      .then({ type: 'DecisionConsented' }, { type: 'DecisionTaken', on: '2027-03-01' }, { type: 'NoticeWithdrawn' })
      .withState({ discontinuation: { decision: 'd1' }, notices: { n1: { status: 'withdrawn' } } });
  });

  test('never retroactive: decided after its date, it commences on the date decided', () => {
    given(...operative())
      .when(discontinueOn('us', 'd1', '2027-02-28'), '2027-03-01T15:00:00Z')
      .thenRefused('RETROACTIVE', 'III.2');
    given(...operative(), [discontinueOn('us', 'd1', '2027-03-01'), '2027-03-01T15:00:00Z'])
      .when(consent('rok', 'd1'), '2027-03-03T15:00:00Z')
      .then(
        { type: 'DecisionConsented' },
        { type: 'DecisionTaken', data: { effectiveOn: '2027-03-04' } },
        { type: 'DiscontinuationExpected', data: { expectedOn: '2027-03-04', commencesAt: '2027-03-04T05:00:00Z' } },
      );
  });

  test('not before the operative date', () => {
    given(...operative())
      .when(discontinueOn('us', 'd1', '2027-01-04'), '2027-03-01T15:00:00Z')
      .thenRefused('BEFORE_OPERATIVE', 'III.2');
    given(...operative())
      .when(discontinueOn('us', 'd1', '2027-01-05'), '2027-01-05T15:00:00Z')
      .then({ type: 'DecisionProposed' });
  });
});
