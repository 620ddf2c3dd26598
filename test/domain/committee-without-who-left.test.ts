/** The committee once one of its co-chairs has left: nobody waits for who has withdrawn (III.4, III.5). */
import { describe, expect, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { awaitedOf } from '../../domain/awaited.ts';
import { deadlinesOf } from '../../domain/deadlines.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { explain } from '../../projections/explain.ts';
import { Instrument } from '../../domain/instrument.ts';
import { given, type Step } from '../support/given.ts';
import { smallInstrument as small } from '../support/small-instrument.ts';
import { decided, open, rectifyDelivery, recordAction, schedule, sign, text } from './acts.ts';
import { japan, japanLeaving } from './late-lives.ts';

const HELD = '2027-02-05T15:00:00Z';
/** Japan left on the fourth. */
const LEFT = '2027-03-10T15:00:00Z';
const LATER = '2027-03-20T15:00:00Z';

const approve = (by: string, approvedOn?: string): ActInput => ({
  do: 'approve-minutes',
  by,
  meeting: 'm1',
  ...(approvedOn && { approvedOn }),
});
const minuted = (...coChairs: string[]): Step[] => [
  ...japanLeaving({ committee: { clause: 'III.5', name: 'Joint Committee Meeting', coChairs } }),
  [schedule('us', 'm1', '2027-02-05'), HELD],
  [{ do: 'hold-meeting', meeting: 'm1' }, HELD],
  [{ do: 'record-minutes', meeting: 'm1', document: text('Minutes of m1') }, HELD],
];
const approved = (is: boolean) => ({ meetings: { m1: { minutes: { approved: is } } } });

describe('Minutes are approved once each co-chair that still belongs has approved them', () => {
  test('also where the one whose approval was missing leaves', () => {
    const waits = given(...minuted('us', 'jp'), [approve('us'), HELD]).withState(approved(false));
    waits.and(LEFT).withState(approved(true));
    waits
      .and(LEFT)
      .when({ do: 'record-minutes', meeting: 'm1', document: text('Other minutes') }, LEFT)
      .thenRefused('ALREADY_APPROVED', 'III.5');
  });

  test('also where they were approved only after it had left', () => {
    given(...minuted('us', 'jp'), LEFT, [approve('us'), LEFT])
      .then({ type: 'MinutesApproved', data: { final: true } })
      .withState(approved(true));
  });

  test('and no longer where it turns out not to have left yet', () => {
    given(
      ...minuted('us', 'jp'),
      [approve('us'), HELD],
      LEFT,
      ...decided(rectifyDelivery('us', 'd1', 'n1', '2027-02-20', 'rok'), LEFT),
    ).withState(approved(false));
  });

  test('but by nobody where the only co-chair has left', () => {
    given(...minuted('jp'), LEFT)
      .withState(approved(false))
      .when(approve('us'), LATER)
      .thenRefused('NOT_AUTHORISED', 'III.5', 'by: United States is no co-chair (Japan)');
  });
});

describe('A co-chair that has not joined yet is not waited for', () => {
  const oneOfThreeToSign = Instrument.parse({
    ...small,
    participants: [...small.participants, japan],
    terms: {
      ...small.terms,
      operative: { clause: 'III.1', rule: 'number-of-signatures', count: 2 },
      committee: { clause: 'III.5', name: 'Joint Committee Meeting', coChairs: ['us', 'jp'] },
    },
  });
  const met: Step[] = [
    [open(oneOfThreeToSign), '2027-01-05T01:00:00Z'],
    [sign('us', '2027-01-05'), '2027-01-06T15:00:00Z'],
    [sign('rok', '2027-01-05'), '2027-01-06T15:00:00Z'],
    [schedule('us', 'm1', '2027-02-05'), HELD],
    [{ do: 'hold-meeting', meeting: 'm1' }, HELD],
    [{ do: 'record-minutes', meeting: 'm1', document: text('Minutes of m1') }, HELD],
  ];

  test('and the minutes are approved by those that belong', () => {
    const story = given(...met, [approve('us'), HELD])
      .then({ type: 'MinutesApproved', data: { final: true } })
      .and([sign('jp', '2027-02-20'), LEFT])
      .withState(approved(true));
    expect(awaitedOf(story.state)).toEqual([]);
  });

  test('also where that approval is recorded only after it has joined', () => {
    given(...met, [sign('jp', '2027-02-20'), LEFT], [approve('us', '2027-02-10'), LEFT]).withState(approved(true));
  });

  test('unless it joins before', () => {
    const story = given(...met, [sign('jp', '2027-02-20'), LEFT], [approve('us'), LEFT]).withState(approved(false));
    expect(awaitedOf(story.state)).toMatchObject([{ of: 'jp', what: 'approval', about: 'm1' }]);
  });
});

describe('An approval of before its co-chair left', () => {
  test('is recorded after that all the same', () => {
    given(...minuted('us', 'jp'), LEFT)
      .when(approve('jp', '2027-02-20'), LATER)
      .then({ type: 'MinutesApproved', on: '2027-02-20', by: 'jp', data: { final: false } })
      .and([approve('us'), LATER])
      .withState(approved(true));
  });

  test('and none of after it', () => {
    given(...minuted('us', 'jp'), LEFT)
      .when(approve('jp', '2027-03-05'), LATER)
      .thenRefused('NOT_A_PARTICIPANT', 'III.5');
  });
});

test('Nobody is reminded of an action whose owner has left, as nobody waits for it', () => {
  const action = given(...minuted('us'), [recordAction('m1', 'a1', 'jp', '2027-03-15'), HELD], LEFT, LATER).then();
  const { state } = action;
  expect([...awaitedOf(state), ...deadlinesOf(state)].filter(({ what }) => what === 'action')).toEqual([]);
  expect(explain(state).find(({ id }) => id === 'action/m1/a1')).toMatchObject({
    expected: false,
    sentence: expect.stringContaining('Japan has left, and nobody waits for it'),
  });
  given(...minuted('us'), [recordAction('m1', 'a1', 'rok', '2027-03-15'), HELD], LEFT, LATER).then({
    type: 'ReminderDue',
    data: { about: 'action', action: 'a1' },
  });
});

describe('An action is given to one that belongs on the day of its meeting', () => {
  const met = (on: string, at: string): Step[] => [
    ...japanLeaving(),
    [schedule('us', 'm1', on), at],
    [{ do: 'hold-meeting', meeting: 'm1' }, at],
    [recordAction('m1', 'a1', 'us', '2027-06-01'), at],
  ];
  const corrected = (fact: object): ActInput => ({
    do: 'correct',
    kind: 'action',
    of: 'm1/a1',
    reason: 'A slip',
    document: text('Note'),
    ...fact,
  });

  test('also where a correction gives it to another', () => {
    given(...met('2027-03-10', LEFT))
      .when(corrected({ owner: 'jp' }), LATER)
      .thenRefused('NOT_A_PARTICIPANT', 'III.2', 'owner: Japan has withdrawn');
    given(...met('2027-02-05', HELD), LEFT)
      .when(corrected({ owner: 'jp' }), LATER)
      .then({ type: 'Corrected' });
  });

  test('and is not due before the memorandum is operative, nor by a correction', () => {
    given(...met('2027-02-05', HELD))
      .when(corrected({ dueOn: '2026-12-31' }), LATER)
      .thenRefused('BEFORE_OPERATIVE', 'III.2', 'dueOn: 2026-12-31');
  });
});

test('As of a day, minutes that wait for one that has left alone are approved since it left', () => {
  const { log } = given(...minuted('us', 'jp'), [approve('us'), HELD], LEFT).withState(approved(true)).memorandum;
  const asOf = (on: string) => stateAsOf(log, { on });
  expect(asOf('2027-03-03')).toMatchObject(approved(false));
  expect(asOf('2027-03-04')).toMatchObject(approved(true));
});
