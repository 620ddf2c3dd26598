/** What is done under the memorandum rests on the text that was in force on its date, however late it is recorded. */
import { describe, test } from 'vitest';
import { given } from '../support/given.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';
import { decided, modify, operative, schedule, startInitiative } from './acts.ts';

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
