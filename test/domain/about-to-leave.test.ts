/** While one of three is about to leave, what waits for it is not decided yet: that it will be gone answers nothing (III.2, III.4). */
import { describe, test } from 'vitest';
import { given, type Step } from '../support/given.ts';
import {
  consent,
  decided,
  decline,
  deliver,
  discontinueOn,
  giveNotice,
  modify,
  nonRenewal,
  replacing,
  retract,
  withdrawByDecision,
} from './acts.ts';
import { japanLeaving } from './late-lives.ts';

const FEBRUARY = '2027-02-15T15:00:00Z';

describe('An end that waits for the consent of one about to leave', () => {
  const awaited = () =>
    given(
      ...japanLeaving(),
      ...decided(discontinueOn('us', 'd1', '2027-06-30'), FEBRUARY),
      ...decided(modify('us', 'd2', replacing('/title', 'Shorter')), FEBRUARY, ['rok', 'jp']),
    );

  test('is not expected, whatever else is decided, and is decided once that one has left', () => {
    awaited()
      .withState({ discontinuation: null, decisions: { d1: { status: 'proposed' } } })
      .and('2027-03-05T00:00:00Z')
      .withState({ discontinuation: { decision: 'd1', expectedOn: '2027-06-30' }, decisions: { d1: { takenOn: '2027-03-04' } } });
  });

  test('is not expected when it is declined or retracted', () => {
    for (const answer of [decline('jp', 'd1'), retract('us', 'd1')])
      awaited().and([answer, FEBRUARY]).withState({ discontinuation: null }).and('2027-07-01T15:00:00Z').withState({ status: 'operative' });
  });

  test('of the very day on which it leaves comes after it has left', () => {
    given(...japanLeaving(), ...decided(discontinueOn('us', 'd1', '2027-03-04'), FEBRUARY), '2027-03-05T15:00:00Z').withState({
      status: 'discontinued',
      discontinuation: { decision: 'd1', commencedOn: '2027-03-04' },
      participants: { jp: { until: '2027-03-03' } },
    });
  });
});

test('A notice that one about to leave has not been served with leads to no end until it has left', () => {
  given(...japanLeaving(), [giveNotice('us', 'n2', '2027-02-14'), FEBRUARY], [deliver('n2', 'rok', '2027-02-15'), FEBRUARY])
    .withState({ discontinuation: null, notices: { n2: { expectedOn: null } } })
    .and('2027-03-05T00:00:00Z')
    .withState({ discontinuation: { notice: 'n2', expectedOn: '2027-04-03' }, notices: { n2: { deliveredOn: '2027-03-04' } } });
});

test('A notice that was withdrawn only as its giver left by it is withdrawn after all when its consent of before comes to light', () => {
  given(...japanLeaving(), ...decided(withdrawByDecision('us', 'd1', 'n1'), FEBRUARY), '2027-03-10T15:00:00Z')
    .withState({ participants: { jp: { until: '2027-03-03' } }, notices: { n1: { status: 'effective' } } })
    .when({ ...consent('jp', 'd1'), consentedOn: '2027-02-20' }, '2027-03-10T15:00:00Z')
    .then(
      { type: 'DecisionConsented' },
      { type: 'WithdrawalSuperseded', data: { participant: 'jp' } },
      { type: 'DecisionDatesChanged', data: { decision: 'd1', takenOn: '2027-02-20' } },
      { type: 'NoticeWithdrawn', on: '2027-02-20', data: { notice: 'n1', decision: 'd1' } },
    )
    .withState({ participants: { jp: { until: null } }, notices: { n1: { status: 'withdrawn' } } });
});

describe('Where the day on which it leaves has begun at one seat only, a paper of that day from there', () => {
  /** The fourth of March in Seoul; in Washington it is the third. */
  const EARLY = '2027-03-03T16:00:00Z';
  const LEFT = '2027-03-04T05:00:00Z';
  const yearly = { clause: 'III.4', period: 'P1Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P2M' } };
  const waiting = (): Step[] => [
    ...japanLeaving({ duration: yearly }),
    [nonRenewal('jp', 'n4', '2027-02-14'), FEBRUARY],
    [giveNotice('us', 'n2', '2027-02-14'), FEBRUARY],
    [deliver('n2', 'rok', '2027-02-15'), FEBRUARY],
    ...decided(modify('us', 'd1', replacing('/title', 'Shorter')), FEBRUARY),
    ...decided(discontinueOn('us', 'd2', '2027-06-30'), FEBRUARY),
  ];
  const papers: [string, Step][] = [
    ['a notice', [giveNotice('rok', 'n3', '2027-03-04'), EARLY]],
    ['a proposal', [modify('rok', 'd3', replacing('/clauses/III.8/text', 'Eight.')), EARLY]],
    ['a consent', [consent('rok', 'd4'), EARLY]],
  ];

  test.each(papers)('completes no decision and serves no notice before it has left: %s', (_, paper) => {
    given(...waiting(), [modify('us', 'd4', replacing('/clauses/III.7/text', 'Seven.')), EARLY], paper)
      .withState({
        decisions: { d1: { status: 'proposed' }, d2: { status: 'proposed' }, d4: { status: 'proposed' } },
        notices: { n2: { deliveredOn: null, expectedOn: null }, n4: { status: 'given' } },
        discontinuation: null,
      })
      .and('2027-03-04T04:59:59Z')
      .withState({ participants: { jp: { until: null } }, decisions: { d1: { status: 'proposed' } }, discontinuation: null })
      .and(LEFT)
      .withState({
        participants: { jp: { until: '2027-03-03' } },
        decisions: { d1: { status: 'effective', takenOn: '2027-03-04' }, d2: { status: 'taken', takenOn: '2027-03-04' } },
        notices: { n2: { deliveredOn: '2027-03-04', status: 'superseded' }, n4: { status: 'superseded', closedBy: 'departure' } },
        discontinuation: { decision: 'd2', expectedOn: '2027-06-30' },
      });
  });

  test('is an answer like any other where it stays after all', () => {
    given(...waiting(), [withdrawByDecision('us', 'd5', 'n1'), EARLY], [{ ...consent('jp', 'd5'), consentedOn: '2027-03-03' }, EARLY])
      .and([{ ...consent('rok', 'd5'), consentedOn: '2027-03-03' }, EARLY])
      .withState({ notices: { n1: { status: 'withdrawn' } } })
      .and(LEFT)
      .withState({ participants: { jp: { until: null } }, decisions: { d1: { status: 'proposed' }, d2: { status: 'proposed' } } });
  });
});
