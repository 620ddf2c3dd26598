import { describe, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import { given } from '../support/given.ts';
import { decided, discontinueOn, modify, operative, recordAction, replacing, schedule, text } from './acts.ts';

const MARCH = '2027-03-01T15:00:00Z';
const SEPTEMBER = '2027-09-02T15:00:00Z';
const minutes = text('Minutes of m1');

const scheduled = () => given(...operative(), [schedule('us', 'm1', '2027-09-01'), MARCH]);
const held = () => scheduled().and([{ do: 'hold-meeting', meeting: 'm1' }, SEPTEMBER]);
const recorded = () => held().and([{ do: 'record-minutes', meeting: 'm1', document: minutes }, SEPTEMBER]);
const approve = (by: string, document = minutes): ActInput => ({ do: 'approve-minutes', by, meeting: 'm1', document });

describe('III.5: implementation is advanced through the Joint Committee Meeting', () => {
  test('a meeting is scheduled by a Participant, on a date to come', () => {
    scheduled()
      .then({ type: 'MeetingScheduled', on: '2027-03-01', by: 'us', clause: 'III.5', data: { on: '2027-09-01', place: 'Seoul' } })
      .withState({ meetings: { m1: { status: 'scheduled', on: '2027-09-01', minutes: null } } });
  });

  test('not on a date before the operative date, nor twice under one id, nor by anybody else', () => {
    given(...operative())
      .when(schedule('us', 'm1', '2027-01-04'), MARCH)
      .thenRefused('BEFORE_OPERATIVE', 'III.5');
    scheduled()
      .when(schedule('rok', 'm1', '2027-10-01'), MARCH)
      .thenRefused('ALREADY_RECORDED', 'III.5', 'm1');
    given(...operative())
      .when(schedule('uk', 'm1', '2027-09-01'), MARCH)
      .thenRefused('NOT_A_PARTICIPANT', 'III.5');
  });

  test('it is held on the date for which it was scheduled, unless another is given', () => {
    held().then({ type: 'MeetingHeld', on: '2027-09-01', by: null, data: { heldOn: '2027-09-01' } });
    scheduled()
      .when({ do: 'hold-meeting', by: 'rok', meeting: 'm1', heldOn: '2027-09-02' }, SEPTEMBER)
      .then({ type: 'MeetingHeld', on: '2027-09-02', by: 'rok' });
  });

  test('it is held when its date has begun at its place', () => {
    const hold: ActInput = { do: 'hold-meeting', meeting: 'm1' };
    scheduled().when(hold, '2027-08-31T14:59:59Z').thenRefused('FUTURE_DATE', 'III.5', 'Asia/Seoul');
    scheduled().when(hold, '2027-08-31T15:00:00Z').then({ type: 'MeetingHeld' });
    given(...operative(), [schedule('us', 'm1', '2027-09-01', { place: 'Houston', timeZone: 'America/Chicago' }), MARCH])
      .when(hold, '2027-09-01T04:59:59Z')
      .thenRefused('FUTURE_DATE', 'III.5', 'America/Chicago');
    scheduled()
      .when({ ...hold, heldOn: '2027-01-04' }, SEPTEMBER)
      .thenRefused('BEFORE_OPERATIVE', 'III.5');
  });

  test.each([
    [{ do: 'hold-meeting', meeting: 'm9' }],
    [{ do: 'record-minutes', meeting: 'm9', document: minutes }],
    [{ do: 'approve-minutes', by: 'us', meeting: 'm9' }],
    [{ do: 'cancel-meeting', meeting: 'm9' }],
    [recordAction('m9', 'a1', 'us', '2027-12-01')],
    [{ do: 'complete-action', meeting: 'm9', action: 'a1' }],
  ] satisfies [ActInput][])('of a meeting that nobody scheduled nothing is recorded: $do', (act) => {
    scheduled().when(act, SEPTEMBER).thenRefused('MEETING_UNKNOWN', 'III.5');
  });

  test('a cancelled meeting is over', () => {
    const cancelled = () => scheduled().and([{ do: 'cancel-meeting', by: 'rok', meeting: 'm1', reason: 'Typhoon.' }, MARCH]);
    cancelled().then({ type: 'MeetingCancelled', by: 'rok', data: { reason: 'Typhoon.' } });
    for (const [act, code] of [
      [{ do: 'hold-meeting', meeting: 'm1' }, 'MEETING_NOT_SCHEDULED'],
      [{ do: 'cancel-meeting', meeting: 'm1' }, 'MEETING_NOT_SCHEDULED'],
      [{ do: 'record-minutes', meeting: 'm1', document: minutes }, 'MEETING_NOT_HELD'],
      [recordAction('m1', 'a1', 'us', '2027-12-01'), 'MEETING_CANCELLED'],
    ] satisfies [ActInput, RefusalCode][]) {
      cancelled().when(act, SEPTEMBER).thenRefused(code, 'III.5', 'cancelled');
    }
  });
});

describe('Minutes are approved by each co-chair', () => {
  test('by one, and then by the last: final', () => {
    recorded()
      .when(approve('us'), SEPTEMBER)
      .then({ type: 'MinutesApproved', by: 'us', clause: 'III.5', data: { final: false } })
      .withState({ meetings: { m1: { minutes: { approved: false } } } })
      .when({ do: 'approve-minutes', by: 'rok', meeting: 'm1' }, SEPTEMBER)
      .then({ type: 'MinutesApproved', data: { final: true, document: minutes } })
      .withState({ meetings: { m1: { minutes: { approved: true, approvedBy: ['us', 'rok'] } } } })
      .when({ do: 'record-minutes', meeting: 'm1', document: text('Others') }, SEPTEMBER)
      .thenRefused('ALREADY_APPROVED', 'III.5', 'approved already');
  });

  test('once each, the text that is recorded, and of a meeting that was held', () => {
    recorded()
      .and([approve('us'), SEPTEMBER])
      .when(approve('us'), SEPTEMBER)
      .thenRefused('ALREADY_APPROVED', 'III.5', 'already approved');
    recorded()
      .when(approve('us', text('Others')), SEPTEMBER)
      .thenRefused('TEXT_DIFFERS', 'III.5');
    held().when(approve('us'), SEPTEMBER).thenRefused('MINUTES_MISSING', 'III.5', 'no minutes');
    scheduled()
      .when({ do: 'record-minutes', meeting: 'm1', document: minutes }, SEPTEMBER)
      .thenRefused('MEETING_NOT_HELD', 'III.5', 'scheduled');
  });

  test('recorded again, they are approved again', () => {
    recorded()
      .and([approve('us'), SEPTEMBER], [{ do: 'record-minutes', meeting: 'm1', document: text('Others') }, SEPTEMBER])
      .withState({ meetings: { m1: { minutes: { approvedBy: [] } } } })
      .when(approve('us', text('Others')), SEPTEMBER)
      .then({ type: 'MinutesApproved', data: { final: false } });
  });

  test('by nobody who does not co-chair', () => {
    given(...operative(), ...decided(modify('us', 'd1', replacing('/terms/committee/coChairs', ['us'])), MARCH))
      .and([schedule('us', 'm1', '2027-09-01'), '2027-03-02T15:00:00Z'], [{ do: 'hold-meeting', meeting: 'm1' }, SEPTEMBER])
      .and([{ do: 'record-minutes', meeting: 'm1', document: minutes }, SEPTEMBER])
      .when(approve('rok'), SEPTEMBER)
      .thenRefused('NOT_AUTHORISED', 'III.5')
      .when(approve('us'), SEPTEMBER)
      .then({ type: 'MinutesApproved', data: { final: true } });
  });
});

describe('Actions have an owner and a due date', () => {
  const withAction = () => scheduled().and([recordAction('m1', 'a1', 'us', '2027-12-01'), MARCH]);
  const complete: ActInput = { do: 'complete-action', meeting: 'm1', action: 'a1' };

  test('a reminder falls due when the date has begun at every seat, and once', () => {
    withAction()
      .then({ type: 'ActionRecorded', on: '2027-03-01', by: null, data: { owner: 'us', dueOn: '2027-12-01' } })
      .whenTimeReaches('2027-12-01T04:59:59Z')
      .then()
      .whenTimeReaches('2028-12-01T00:00:00Z')
      .then({
        type: 'ReminderDue',
        on: '2027-12-01',
        at: '2027-12-01T05:00:00Z',
        by: null,
        clause: 'III.5',
        data: { action: 'a1', owner: 'us' },
      })
      .when(complete, '2028-12-01T00:00:00Z')
      .then({ type: 'ActionCompleted', on: '2028-11-30' });
  });

  test('of an action recorded after its due date one is due at once', () => {
    scheduled()
      .when(recordAction('m1', 'a1', 'us', '2027-02-01'), MARCH)
      .then({ type: 'ActionRecorded' })
      .andAtOnce({ type: 'ReminderDue', on: '2027-02-01', at: MARCH });
  });

  test('of an action completed before there is none', () => {
    withAction()
      .when({ ...complete, completedOn: '2027-11-01' }, '2027-11-02T15:00:00Z')
      .then({ type: 'ActionCompleted', on: '2027-11-01' })
      .whenTimeReaches('2028-12-01T00:00:00Z')
      .then();
  });

  test('it is completed, where no date is given, on today’s date at the seat of its owner, and not at that of the one who records it', () => {
    withAction()
      .and([recordAction('m1', 'a2', 'rok', '2027-12-01'), MARCH])
      .when({ ...complete, by: 'rok' }, SEPTEMBER)
      .then({ type: 'ActionCompleted', on: '2027-09-02', by: 'rok' })
      .when({ ...complete, by: 'us', action: 'a2' }, SEPTEMBER)
      .then({ type: 'ActionCompleted', on: '2027-09-03', by: 'us' });
  });

  test('several are reminded of in the order of their dates', () => {
    withAction()
      .and([recordAction('m1', 'a2', 'rok', '2027-11-01'), MARCH])
      .whenTimeReaches('2028-12-01T00:00:00Z')
      .then({ type: 'ReminderDue', data: { action: 'a2' } }, { type: 'ReminderDue', data: { action: 'a1' } });
  });

  test('at commencement reminders end', () => {
    withAction()
      .and(...decided(discontinueOn('us', 'd1', '2027-12-01'), MARCH))
      .whenTimeReaches('2028-12-01T00:00:00Z')
      .then({ type: 'DiscontinuationCommenced' });
  });

  test('the owner is a Participant, the action new, and completed once, not in the future at the seat of its owner', () => {
    scheduled()
      .when(recordAction('m1', 'a1', 'uk', '2027-12-01'), MARCH)
      .thenRefused('NOT_A_PARTICIPANT', 'III.5', 'owner');
    scheduled()
      .when(recordAction('m1', 'a1', 'us', '2027-01-04'), MARCH)
      .thenRefused('BEFORE_OPERATIVE', 'III.5');
    withAction()
      .when(recordAction('m1', 'a1', 'us', '2027-12-01'), MARCH)
      .thenRefused('ALREADY_RECORDED', 'III.5', 'a1');
    withAction().and([complete, SEPTEMBER]).when(complete, SEPTEMBER).thenRefused('ACTION_COMPLETED', 'III.5', 'was completed');
    withAction()
      .when({ ...complete, action: 'a9' }, SEPTEMBER)
      .thenRefused('ACTION_UNKNOWN', 'III.5', 'a9');
    withAction()
      .when({ ...complete, completedOn: '2027-09-03' }, SEPTEMBER)
      .thenRefused('FUTURE_DATE', 'III.5', 'America/New_York');
    withAction()
      .when({ ...complete, completedOn: '2027-01-04' }, SEPTEMBER)
      .thenRefused('BEFORE_OPERATIVE', 'III.5');
  });
});
