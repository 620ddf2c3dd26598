/** What is done under the memorandum rests on the text that was in force on its date, however late it is recorded. */
import { describe, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import type { Terms } from '../../domain/terms.ts';
import type { Patch } from '../../domain/values.ts';
import { given, type Step } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import {
  consent,
  decided,
  giveNotice,
  modify,
  operative,
  proposal,
  replacing,
  schedule,
  startInitiative,
  text,
  withdraw,
  withdrawByDecision,
} from './acts.ts';
import { accede } from './late-lives.ts';

/** The second of March in Seoul, the date of the last consent. */
const CHANGED = '2027-03-01T15:00:00Z';
const LATER = '2027-03-05T15:00:00Z';

const without = (path: string, ...more: string[]) => [
  ...operative(),
  ...decided(
    modify(
      'us',
      'dx',
      [path, ...more].map((one) => ({ op: 'remove', path: one }) as const),
    ),
    CHANGED,
  ),
];
const committee = { clause: 'III.5', name: 'Joint Committee Meeting', coChairs: ['us', 'rok'], cadence: 'P1Y' };
const onlyLater = (term: string, value: never) => [
  ...operative(smallInstrumentWith({ [term]: undefined })),
  ...decided(modify('us', 'dx', [{ op: 'add', path: `/terms/${term}`, value }]), CHANGED),
];

describe('meetings', () => {
  test('one of before a modification took out the committee is recorded, held and minuted after it', () => {
    given(...without('/terms/committee'))
      .when(schedule('us', 'm1', '2027-02-10'), LATER)
      .then({ type: 'MeetingScheduled', on: '2027-02-10', clause: 'III.5' })
      .when({ do: 'hold-meeting', by: 'us', meeting: 'm1' }, LATER)
      .then({ type: 'MeetingHeld', on: '2027-02-10', clause: 'III.5' });
  });

  test('one of the day on which it was taken out, or of later, is not', () => {
    const asked = given(...without('/terms/committee'));
    asked.when(schedule('us', 'm1', '2027-03-01'), LATER).then({ type: 'MeetingScheduled' });
    asked.when(schedule('us', 'm2', '2027-03-02'), LATER).thenRefused('NOT_FORESEEN', undefined, 'on 2027-03-02');
    asked.when(schedule('us', 'm3', '2027-06-01'), LATER).thenRefused('NOT_FORESEEN', undefined, 'on 2027-03-05');
  });

  test('nor is one of before a modification foresaw a committee', () => {
    given(...onlyLater('committee', committee as never))
      .when(schedule('us', 'm1', '2027-02-10'), LATER)
      .thenRefused('NOT_FORESEEN', undefined, 'on 2027-02-10')
      .when(schedule('us', 'm1', '2027-03-02'), LATER)
      .then({ type: 'MeetingScheduled', clause: 'III.5' });
  });
});

describe('initiatives', () => {
  test('one of before a modification took out all areas is recorded after it', () => {
    given(...without('/terms/cooperation', '/areas'))
      .when(startInitiative('us', 'i1', 'II.B.4', { startedOn: '2027-02-01' }), LATER)
      .then({ type: 'InitiativeStarted', on: '2027-02-01', clause: 'II' })
      .when(startInitiative('us', 'i2', 'II.B.4', { startedOn: '2027-03-02' }), LATER)
      .thenRefused('NOT_FORESEEN', undefined, 'on 2027-03-02');
  });

  test('an area that was taken out takes no further initiative, though one runs in it, and that one goes on', () => {
    const removed = [...operative(), [startInitiative('us', 'i1', 'II.B.4', { startedOn: '2027-02-01' }), '2027-02-03T15:00:00Z'] as const];
    given(...removed, ...decided(modify('us', 'dx', [{ op: 'remove', path: '/areas/II.B.4' }]), CHANGED))
      .when({ do: 'report-initiative', by: 'us', initiative: 'i1', report: 'Going on.' }, LATER)
      .then({ type: 'InitiativeReported' })
      .when(startInitiative('us', 'i2', 'II.B.4'), LATER)
      .thenRefused('AREA_UNKNOWN', 'II', 'on 2027-03-05')
      .when(startInitiative('us', 'i2', 'II.B.4', { startedOn: '2027-02-20' }), LATER)
      .then({ type: 'InitiativeStarted', on: '2027-02-20' })
      .when({ do: 'conclude-initiative', by: 'us', initiative: 'i1', outcome: 'Done.' }, LATER)
      .then({ type: 'InitiativeConcluded' });
  });

  test('a title given beside an area that the text lists does not keep that area once it is taken out', () => {
    const named = startInitiative('us', 'i1', 'II.B.4', { startedOn: '2027-02-01', areaTitle: 'Quantum' });
    given(
      ...operative(),
      [named, '2027-02-03T15:00:00Z'],
      ...decided(modify('us', 'dx', [{ op: 'remove', path: '/areas/II.B.4' }]), CHANGED),
    )
      .when(startInitiative('us', 'i2', 'II.B.4'), LATER)
      .thenRefused('AREA_UNKNOWN', 'II');
  });

  test('an area that an initiative has added is one from the day on which that was started', () => {
    given(...operative(), [startInitiative('us', 'i1', 'II.X', { areaTitle: 'Ocean science', startedOn: '2027-02-10' }), CHANGED])
      .when(startInitiative('us', 'i2', 'II.X', { startedOn: '2027-02-09' }), LATER)
      .thenRefused('AREA_UNKNOWN', 'II')
      .when(startInitiative('us', 'i2', 'II.X', { startedOn: '2027-02-10' }), LATER)
      .then({ type: 'InitiativeStarted' });
  });
});

/** One that the text as signed has not, and that a modification puts there on the second of March; or the other way about. */
const changing = (before: Partial<Terms>, after: Patch, ...acts: readonly Step[]) => [
  ...operative(smallInstrumentWith(before)),
  ...acts,
  ...decided(modify('us', 'dx', after), CHANGED),
];
const LAST = '2027-03-01';
const FIRST = '2027-03-02';

describe('pauses', () => {
  const paused = (pausedOn: string): ActInput => ({ do: 'pause', by: 'rok', pausedOn });
  const pause = { clause: 'III.5' };

  test('one of before a modification took out their term is recorded after it, and so is its end', () => {
    given(...changing({ pause }, [{ op: 'remove', path: '/terms/pause' }]))
      .when(paused(FIRST), LATER)
      .thenRefused('NOT_FORESEEN', 'III.2', `on ${FIRST}`)
      .when(paused(LAST), LATER)
      .then({ type: 'Paused', on: LAST, clause: 'III.5' })
      .when({ do: 'resume', by: 'us', resumedOn: FIRST }, LATER)
      .then({ type: 'Resumed', on: FIRST });
  });

  test('one of before a modification foresaw them is not', () => {
    given(...changing({}, [{ op: 'add', path: '/terms/pause', value: pause }]))
      .when(paused(LAST), LATER)
      .thenRefused('NOT_FORESEEN', 'III.2', `on ${LAST}`)
      .when(paused(FIRST), LATER)
      .then({ type: 'Paused', on: FIRST, clause: 'III.5' });
  });
});

describe('accessions', () => {
  const open = { clause: 'III.1', rule: 'open' } as const;
  const byDecision = { clause: 'III.1', rule: 'by-decision' } as const;

  test('one of before a modification took out their term is recorded after it, and that was not for the others alone to decide', () => {
    given(...changing({ accession: open }, [{ op: 'remove', path: '/terms/accession' }]))
      .when(accede(FIRST), LATER)
      .thenRefused('NOT_FORESEEN', undefined, `on ${FIRST}`)
      .when(accede('2027-02-20'), LATER)
      .then(
        { type: 'ParticipantAcceded', on: '2027-02-20', clause: 'III.1' },
        { type: 'ModificationSuperseded' },
        { type: 'DecisionReopened' },
      );
  });

  test('one of before a modification foresaw them is not', () => {
    given(...changing({}, [{ op: 'add', path: '/terms/accession', value: open }]))
      .when(accede(LAST), LATER)
      .thenRefused('NOT_FORESEEN', undefined, `on ${LAST}`)
      .when(accede('2027-03-03'), LATER)
      .then({ type: 'ParticipantAcceded', on: '2027-03-03', clause: 'III.1' });
  });

  test('one of the very day rests on that modification, and who joins had no part in it', () => {
    const joined = { participants: { jp: { since: '2027-03-02' } }, decisions: { dx: { status: 'effective' } } };
    const foreseeing = (value: typeof open | typeof byDecision) => changing({}, [{ op: 'add', path: '/terms/accession', value }]);
    given(...foreseeing(open))
      .when(accede('2027-03-02'), LATER)
      .then({ type: 'ParticipantAcceded' })
      .withState(joined);
    const admitted: Step[] = decided({ ...proposal('us', 'd0'), kind: 'admit', participant: 'jp' }, CHANGED);
    given(...foreseeing(byDecision), ...admitted)
      .when(accede('2027-03-02'), LATER)
      .then({ type: 'ParticipantAcceded' })
      .withState(joined);
  });

  test('who joins has a part in whatever else is decided on that day', () => {
    given(...changing({ accession: open }, replacing('/title', 'Shorter')))
      .when(accede('2027-03-02'), LATER)
      .then({ type: 'ParticipantAcceded' }, { type: 'ModificationSuperseded' }, { type: 'DecisionReopened' });
    const later = modify('us', 'dx', replacing('/terms/accession/rule', 'by-decision'), '2027-04-01');
    given(...operative(smallInstrumentWith({ accession: open })), ...decided(later, CHANGED))
      .when(accede('2027-03-02'), LATER)
      .then({ type: 'ParticipantAcceded' }, { type: 'DecisionReopened' });
  });

  test('an admission is by the text of the day on which it is decided', () => {
    const proposed = [{ ...proposal('us', 'd0'), kind: 'admit', participant: 'jp' }, '2027-02-10T15:00:00Z'] as const;
    given(...changing({ accession: byDecision }, [{ op: 'remove', path: '/terms/accession' }], proposed))
      .when({ ...consent('rok', 'd0'), consentedOn: FIRST }, LATER)
      .thenRefused('NOT_FORESEEN', 'III.2', `on ${FIRST}`)
      .when({ ...consent('rok', 'd0'), consentedOn: LAST }, LATER)
      .then({ type: 'DecisionConsented' }, { type: 'DecisionTaken', on: LAST });
  });
});

describe('withdrawals of a notice', () => {
  const notice = [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'] as const;
  const withdrawn = (withdrawnOn: string): ActInput => ({ ...withdraw('us', 'n1'), withdrawnOn });
  const becomes = (value: string): Patch => [{ op: 'replace', path: '/terms/noticeWithdrawal', value }];

  test('one by its giver alone is by the text of its date, whether that takes it away or grants it', () => {
    given(...changing({ noticeWithdrawal: 'unilateral' }, becomes('mutual-decision'), notice))
      .when(withdrawn(FIRST), LATER)
      .thenRefused('WITHDRAWAL_NOT_FORESEEN', 'III.3', `on ${FIRST} by mutual`)
      .when(withdrawn(LAST), LATER)
      .then({ type: 'NoticeWithdrawn', on: LAST });
    given(...changing({ noticeWithdrawal: 'mutual-decision' }, becomes('unilateral'), notice))
      .when(withdrawn(LAST), LATER)
      .thenRefused('WITHDRAWAL_NOT_FORESEEN', 'III.3', `on ${LAST} by mutual`)
      .when(withdrawn(FIRST), LATER)
      .then({ type: 'NoticeWithdrawn', on: FIRST });
  });

  test('one by decision is by the text of the day on which it is decided', () => {
    const proposed = [withdrawByDecision('us', 'd0', 'n1'), '2027-02-10T15:00:00Z'] as const;
    given(...changing({}, becomes('never'), notice, proposed))
      .when({ ...consent('rok', 'd0'), consentedOn: FIRST }, LATER)
      .thenRefused('WITHDRAWAL_NOT_FORESEEN', 'III.2', `on ${FIRST}`)
      .when({ ...consent('rok', 'd0'), consentedOn: LAST }, LATER)
      .then({ type: 'DecisionConsented' }, { type: 'DecisionTaken', on: LAST }, { type: 'NoticeWithdrawn' });
  });
});

describe('minutes', () => {
  const APRIL = '2027-04-02T15:00:00Z';
  const MAY = '2027-05-05T15:00:00Z';
  const minuted = (heldOn: string): Step[] => [
    [{ do: 'hold-meeting', by: 'us', meeting: 'm1', heldOn }, MAY],
    [{ do: 'record-minutes', meeting: 'm1', document: text('Minutes') }, MAY],
  ];
  const approve = (by: string): ActInput => ({ do: 'approve-minutes', by, meeting: 'm1' });
  const scheduled = [schedule('us', 'm1', '2027-03-05'), LATER] as const;

  test.each(['2027-03-05', '2027-04-20'])(
    'of a committee that was added and taken out again are approved by those who chaired it, if held on %s',
    (heldOn) => {
      given(...changing({ committee: undefined }, [{ op: 'add', path: '/terms/committee', value: committee }]), scheduled)
        .and(...decided(modify('us', 'dy', [{ op: 'remove', path: '/terms/committee' }]), APRIL), ...minuted(heldOn))
        .and([approve('us'), MAY])
        .when(approve('rok'), MAY)
        .then({ type: 'MinutesApproved', data: { final: true } });
    },
  );

  test('are approved by those who co-chaired on the day of the meeting, though others do since', () => {
    given(...operative(), [schedule('us', 'm1', '2027-02-10'), CHANGED])
      .and(...decided(modify('us', 'dx', replacing('/terms/committee/coChairs', ['us'])), CHANGED), ...minuted('2027-02-10'))
      .when(approve('us'), MAY)
      .then({ type: 'MinutesApproved', data: { final: false } });
  });
});
