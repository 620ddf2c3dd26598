/** A paper of before somebody left says what it would have said, had it been recorded in time: its date counts (III.2, III.4). */
import { describe, expect, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { explain } from '../../projections/explain.ts';
import { given, type Step } from '../support/given.ts';
import {
  consent,
  decided,
  decline,
  deliver,
  discontinueOn,
  extend,
  giveNotice,
  modify,
  rectifySignature,
  replacing,
  retract,
  withdrawByDecision,
  withdrawDecision,
} from './acts.ts';
import { accede, admit, japanLeaving } from './late-lives.ts';

const FEBRUARY = '2027-02-15T15:00:00Z';
/** Japan left on the fourth. */
const MARCH = '2027-03-10T15:00:00Z';
const LATER = '2027-03-20T15:00:00Z';

const shorter = modify('us', 'd1', replacing('/title', 'Shorter'));
const dated = (by: string, decision: string, consentedOn: string): ActInput => ({ ...consent(by, decision), consentedOn });
const recordedAt = (at: string, ...acts: ActInput[]): Step[] => acts.map((act) => [act, at]);
const byJapan = (decision = 'd1'): Step => [dated('jp', decision, '2027-02-20'), LATER];

describe('The notice of who left is withdrawn after all', () => {
  const notLeft = { participants: { jp: { until: null } }, notices: { n1: { status: 'withdrawn' } } };

  test('by a decision whose last consent comes to light, and what the others decided without it waits for it', () => {
    given(...japanLeaving(), ...recordedAt(FEBRUARY, withdrawByDecision('jp', 'd0', 'n1'), consent('us', 'd0')), ...decided(shorter, MARCH))
      .withState({ version: 2, participants: { jp: { until: '2027-03-03' } } })
      .when(dated('rok', 'd0', '2027-02-20'), LATER)
      .then(
        { type: 'DecisionConsented' },
        { type: 'WithdrawalSuperseded' },
        {
          type: 'ModificationSuperseded',
          data: { decision: 'd1', reason: 'It was taken without a Participant that belonged then, and waits for its consent.' },
        },
        { type: 'DecisionTaken', data: { decision: 'd0', takenOn: '2027-02-20' } },
        { type: 'NoticeWithdrawn', on: '2027-02-20' },
        { type: 'DecisionReopened', data: { decision: 'd1', status: 'proposed' } },
      )
      .withState({ ...notLeft, version: 1, decisions: { d1: { status: 'proposed', takenOn: null } } })
      .and([consent('jp', 'd1'), LATER])
      .withState({ version: 2, decisions: { d1: { status: 'effective', takenOn: '2027-03-21' } } });
  });

  test('though all of it is recorded only after it left, in whichever order the consents come', () => {
    const propose = { ...withdrawByDecision('us', 'd1', 'n1'), proposedOn: '2027-02-10' };
    const [rok, jp] = [dated('rok', 'd1', '2027-02-20'), dated('jp', 'd1', '2027-02-12')] as const;
    const expected = { ...notLeft, decisions: { d1: { status: 'effective', takenOn: '2027-02-20' } } };
    given(...japanLeaving(), ...recordedAt(LATER, propose, jp, rok)).withState(expected);
    given(...japanLeaving(), ...recordedAt(LATER, propose, rok))
      .withState({ participants: { jp: { until: '2027-03-03' } }, decisions: { d1: { takenOn: '2027-03-04' } } })
      .and(...recordedAt(LATER, jp))
      .withState(expected);
  });

  test('but not by one proposed on the day on which it left', () => {
    given(...japanLeaving())
      .when({ ...withdrawByDecision('us', 'd1', 'n1'), proposedOn: '2027-03-04' }, LATER)
      .thenRefused('NOTICE_FINAL');
  });
});

describe('A decision that was to take effect on the day on which somebody left is withdrawn before', () => {
  const later = modify('us', 'dx', replacing('/title', 'Shorter'), '2027-03-04');
  const withdrawn = { version: 1, decisions: { dx: { status: 'lapsed', closedBy: 'withdrawn' }, d1: { status: 'effective' } } };
  const propose = { ...withdrawDecision('us', 'd1', 'dx'), proposedOn: '2027-02-16' };

  test('though that is recorded only after it left', () => {
    given(...japanLeaving(), ...decided(later, FEBRUARY, ['rok', 'jp']), ...recordedAt(LATER, propose, dated('rok', 'd1', '2027-02-20')))
      .withState({ version: 2, decisions: { dx: { status: 'effective' } } })
      .and(byJapan())
      .withState(withdrawn);
  });

  test('and stays so when that was decided only as it left, and its consent of before comes to light', () => {
    const muchLater = modify('us', 'dx', replacing('/title', 'Shorter'), '2027-06-01');
    given(
      ...japanLeaving(),
      ...decided(muchLater, FEBRUARY, ['rok', 'jp']),
      ...decided(withdrawDecision('us', 'd1', 'dx'), FEBRUARY),
      MARCH,
    )
      .withState({ decisions: { dx: { status: 'lapsed' }, d1: { takenOn: '2027-03-04' } } })
      .and(byJapan())
      .withState({ ...withdrawn, decisions: { ...withdrawn.decisions, d1: { takenOn: '2027-02-20' } } });
  });
});

describe('A decision taken because somebody had left', () => {
  const undone = (status: string) => ({ decisions: { d1: { status, takenOn: null } } });
  const no: [ActInput, string][] = [
    [{ ...decline('jp', 'd1'), declinedOn: '2027-02-20' }, 'declined'],
    [{ ...retract('us', 'd1'), retractedOn: '2027-02-20' }, 'retracted'],
  ];

  test('was not taken where it had been declined or retracted before', () => {
    for (const [act, status] of no)
      given(...japanLeaving(), ...decided(shorter, FEBRUARY), MARCH)
        .withState({ version: 2, decisions: { d1: { status: 'effective', takenOn: '2027-03-04' } } })
        .and([act, LATER])
        .withState({ ...undone(status), version: 1, modifications: [] });
  });

  test('and the end that it brought did not come', () => {
    for (const [act, status] of no)
      given(...japanLeaving(), ...decided(discontinueOn('us', 'd1', '2027-03-15'), FEBRUARY), LATER)
        .withState({ status: 'discontinued' })
        .and([act, LATER])
        .withState({ ...undone(status), status: 'operative', discontinuation: null });
  });

  test('is closed to an answer of the day on which that one left, or of later, and to one of before by which what it did is done', () => {
    given(...japanLeaving(), ...decided(shorter, FEBRUARY))
      .when({ ...retract('us', 'd1'), retractedOn: '2027-03-04' }, LATER)
      .thenRefused('DECISION_CLOSED');
    for (const [act] of no)
      given(...japanLeaving(), ...decided(rectifySignature('us', 'd1', 'rok', '2027-01-04'), FEBRUARY), MARCH)
        .when(act, LATER)
        .thenRefused('DECISION_CLOSED', 'III.2', 'd1 has corrected the record');
  });

  test('was taken before where the consent of that one comes to light: a correction, an extension, the withdrawal of another notice', () => {
    const duration = { clause: 'III.4', period: 'P1Y' };
    const taken = { decisions: { d1: { status: 'effective', takenOn: '2027-02-20' } } };
    for (const act of [
      rectifySignature('us', 'd1', 'rok', '2027-01-04'),
      extend('us', 'd1', '2029-01-04'),
      withdrawByDecision('us', 'd1', 'n2'),
    ])
      given(
        ...japanLeaving({ duration }),
        [giveNotice('rok', 'n2', '2027-02-14'), FEBRUARY],
        [deliver('n2', 'us', '2027-02-14'), FEBRUARY],
        ...decided(act, FEBRUARY),
        MARCH,
      )
        .withState({ decisions: { d1: { status: 'effective', takenOn: '2027-03-04' } } })
        .and(byJapan())
        .withState(taken);
  });

  test('and who was admitted by it belongs since the earlier date, and takes part in what was decided since', () => {
    const uk = { id: 'uk', name: 'The United Kingdom', shortName: 'UK', seat: { city: 'London', timeZone: 'Europe/London' } };
    given(
      ...japanLeaving({ accession: { clause: 'II', rule: 'by-decision' } }),
      ...decided({ ...admit, participant: 'uk' } as typeof admit, FEBRUARY),
      ...decided(modify('us', 'd2', replacing('/title', 'Shorter')), '2027-02-25T15:00:00Z', ['rok', 'jp']),
      [{ ...accede('2027-02-26'), participant: uk } as ActInput, MARCH],
    )
      .withState({ version: 2, participants: { uk: { since: '2027-03-04' } } })
      .and(byJapan())
      .withState({
        version: 1,
        participants: { uk: { since: '2027-02-20' } },
        decisions: { d1: { takenOn: '2027-02-20' }, d2: { status: 'proposed' } },
      });
  });
});

describe('What waits for a departure lapses where it does not fit, whichever of the papers came to light last', () => {
  const proposed = (by: string, act: ActInput, on: string): ActInput[] =>
    act.do === 'propose' ? [{ ...act, by, proposedOn: on }, dated(by === 'us' ? 'rok' : 'us', act.decision, on)] : [];
  const another = modify('us', 'd2', replacing('/title', 'Another'));
  /** Recorded once Japan has left, each of the groups before or after the other. */
  const inBothOrders = (...groups: ActInput[][]) =>
    [groups, [...groups].reverse()].map((order) => given(...japanLeaving(), ...recordedAt(LATER, ...order.flat())));

  test('a modification, by another to which who left had consented before', () => {
    const first = proposed('us', shorter, '2027-02-16');
    const second = [...proposed('us', another, '2027-02-17'), dated('jp', 'd2', '2027-02-20')];
    for (const story of inBothOrders(first, second))
      story.withState({
        modifications: ['d2'],
        decisions: { d1: { status: 'lapsed', closedBy: 'conflict', takenOn: '2027-03-04' }, d2: { takenOn: '2027-02-20' } },
      });
  });

  test('of two the second, by the dates of their proposals or of the last consents', () => {
    const first = proposed('us', shorter, '2027-02-16');
    const [proposal] = proposed('rok', another, '2027-02-16');
    const sameDay = [proposal as ActInput, dated('us', 'd2', '2027-02-17')];
    for (const second of [proposed('rok', another, '2027-02-17'), sameDay])
      for (const story of inBothOrders(first, second))
        story.withState({ modifications: ['d1'], decisions: { d2: { status: 'lapsed', closedBy: 'conflict' } } });
  });

  test('and of two decided ends that whose last consent is later stands', () => {
    const first = proposed('us', discontinueOn('us', 'd1', '2027-06-01'), '2027-02-16');
    const second = [{ ...discontinueOn('rok', 'd2', '2027-05-01'), proposedOn: '2027-02-16' }, dated('us', 'd2', '2027-02-17')];
    for (const story of inBothOrders(first, second))
      story.withState({ discontinuation: { expectedOn: '2027-05-01', decision: 'd2' }, decisions: { d1: { closedBy: 'replaced' } } });
  });
});

/** That Japan left comes to light after all else. */
const leftLast = (): [last: Step, ...Step[]] => {
  const steps = japanLeaving();
  const [act] = steps.at(-1) as Exclude<Step, string>;
  return [[act, LATER], ...steps.slice(0, -1)];
};

describe('A correction for which only the consent of who left was missing, and which cannot be made', () => {
  /** By it the notice by which Japan left would be of before the operative date. */
  const refused = () => given(...japanLeaving(), ...decided(rectifySignature('us', 'd1', 'rok', '2027-02-04'), FEBRUARY), MARCH);
  const lapsed = { operativeOn: '2027-01-05', decisions: { d1: { status: 'lapsed', closedBy: 'conflict', takenOn: '2027-03-04' } } };

  test('lapses, in every view of it', () => {
    const { memorandum, state } = refused().withState(lapsed);
    expect(stateAsOf(memorandum.log, { on: '2027-03-05' })).toMatchObject({ decisions: lapsed.decisions });
    expect(stateAsOf(memorandum.log, { on: '2027-03-03' })).toMatchObject({ decisions: { d1: { status: 'proposed' } } });
    expect(explain(state).map(({ sentence }) => sentence)).toContainEqual(
      expect.stringContaining('the decision lapsed: what it would have corrected could not be corrected'),
    );
  });

  test('stays so, whatever else is recorded', () => {
    refused()
      .and(...decided(modify('us', 'd2', replacing('/title', 'Shorter')), LATER))
      .withState({ ...lapsed, version: 2 });
  });

  test('is made after all when that consent comes to light, because then nobody had left', () => {
    refused()
      .and(byJapan())
      .withState({ operativeOn: '2027-02-04', participants: { jp: { until: null } }, decisions: { d1: { takenOn: '2027-02-20' } } });
  });

  test('is open again when nobody had left', () => {
    refused()
      .and(...recordedAt(LATER, { ...withdrawByDecision('jp', 'd0', 'n1'), proposedOn: '2027-02-16' }))
      .and(...recordedAt(LATER, dated('us', 'd0', '2027-02-17'), dated('rok', 'd0', '2027-02-17')))
      .withState({ participants: { jp: { until: null } }, decisions: { d1: { status: 'proposed', takenOn: null } } });
  });

  test('lapses no other that was decided before it: each is made, and the last stands', () => {
    const corrected = (decision: string, signedOn: string, on: string): ActInput[] => [
      { ...rectifySignature('us', decision, 'jp', signedOn), proposedOn: on },
      dated('rok', decision, on),
    ];
    const [toUs, ...left] = leftLast();
    given(
      ...left,
      ...recordedAt(LATER, ...corrected('d2', '2027-01-03', '2027-03-09'), ...corrected('d1', '2027-01-04', '2027-03-06')),
      toUs,
    )
      .withState({ signatures: expect.arrayContaining([expect.objectContaining({ by: 'jp', signedOn: '2027-01-03' })]) })
      .withState({ decisions: { d1: { status: 'effective' }, d2: { status: 'effective' } } });
  });
});
