/** A line of a scenario's run says what an event is about: of whom, of which notice or decision, of which date. */
import { expect, test } from 'vitest';
import type { Event } from '../../domain/events.ts';
import { eventLine } from '../../cli/event-line.ts';

const line = (type: string, data: object, clause: string | null = '4'): string =>
  eventLine({ seq: 2, type, at: '2027-05-09T00:00:00Z', on: '2027-05-09', by: null, clause, data } as unknown as Event);

test.each([
  ['ParticipantWithdrew', { participant: 'fr', notice: 'n1', withdrewOn: '2027-05-09' }, 'ParticipantWithdrew on 2027-05-09 (4): fr, n1'],
  ['ParticipantAcceded', { participant: { id: 'es', name: 'Spain' }, decision: null }, 'ParticipantAcceded on 2027-05-09 (4): es'],
  ['NoticeSuperseded', { notice: 'n1', cause: 'expiry' }, 'NoticeSuperseded on 2027-05-09 (4): n1'],
  ['ActionCompleted', { meeting: 'm1', action: 'a1' }, 'ActionCompleted on 2027-05-09 (4): m1/a1'],
  ['InitiativeStarted', { initiative: 'i1', area: 'X' }, 'InitiativeStarted on 2027-05-09 (4): i1'],
  ['Corrected', { what: 'delivery', of: 'n1/rok' }, 'Corrected on 2027-05-09 (4): n1/rok'],
  [
    'WithdrawalExpected',
    { participant: 'fr', notice: 'n1', expectedOn: '2027-08-01' },
    'WithdrawalExpected on 2027-05-09, for 2027-08-01 (4): fr, n1',
  ],
  [
    'ReminderDue',
    { about: 'commencement', notice: 'n1', dueOn: '2027-08-07' },
    'ReminderDue on 2027-05-09, for 2027-08-07 (4): commencement, n1',
  ],
  ['ReminderDue', { about: 'signature', since: '2027-04-09', outstanding: ['us'] }, 'ReminderDue on 2027-05-09 (4): signature'],
  ['BecameOperative', { operativeOn: '2027-05-09' }, 'BecameOperative on 2027-05-09 (4)'],
])('%s %j', (type, data, expected) => {
  expect(line(type, data)).toBe(expected);
});

test('An event that rests on no clause cites none', () => {
  expect(line('DecisionTaken', { decision: 'd1' }, null)).toBe('DecisionTaken on 2027-05-09: d1');
});

test('A decision for a later day says for which', () => {
  const dates = { takenOn: '2027-05-09', effectiveOn: '2027-07-01' };
  expect(line('DecisionTaken', { decision: 'd1', ...dates }, null)).toBe('DecisionTaken on 2027-05-09, for 2027-07-01: d1');
  expect(line('DecisionTaken', { decision: 'd1', ...dates, effectiveOn: '2027-05-09' }, null)).toBe('DecisionTaken on 2027-05-09: d1');
});
