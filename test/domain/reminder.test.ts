/** Reminders by the instrument's settings: they belong to a date, move with it and fall away with it. */
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../domain/calendar.ts';
import { parseAct } from '../../domain/input.ts';
import { Instrument } from '../../domain/instrument.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import type { State } from '../../domain/state.ts';
import { tellingOf } from '../../projections/telling.ts';
import { given, MOU, type Step } from '../support/given.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import {
  confirm,
  consent,
  decline,
  deliver,
  giveNotice,
  modify,
  open,
  recordAction,
  rectifyDelivery,
  replacing,
  schedule,
  sign,
  withdrawByDecision,
} from './acts.ts';

const reminding = Instrument.parse({
  ...smallInstrument,
  reminders: {
    commencement: ['P90D', 'P30D', 'P7D', 'P1D'],
    meeting: ['P7D', 'P1D'],
    action: ['P7D'],
    signature: ['P30D'],
    consent: ['P30D'],
  },
});
const operative: Step[] = [
  [open(reminding), '2027-01-05T01:00:00Z'],
  [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
  [sign('us', '2027-01-05'), '2027-01-05T07:00:00Z'],
];
const noticed: Step[] = [
  ...operative,
  [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
  [deliver('n1', 'rok', '2027-02-02'), '2027-02-02T02:00:00Z'],
];
const reminder = (on: string, dueOn: string) => ({ type: 'ReminderDue', on, by: null, data: { dueOn } }) as const;
const DUE = '2027-08-01';

describe('a reminder of the commencement', () => {
  it('is made 90, 30, 7 and 1 days before it, when that day has begun at every seat', () => {
    given(...noticed)
      .whenTimeReaches('2027-08-01T03:59:00Z')
      .then(
        { ...reminder('2027-05-03', DUE), at: '2027-05-03T04:00:00Z', clause: 'III.4' },
        { ...reminder('2027-07-02', DUE), at: '2027-07-02T04:00:00Z' },
        reminder('2027-07-25', DUE),
        reminder('2027-07-31', DUE),
      );
  });

  it('is one for all that were missed because the delivery was recorded late', () => {
    given(...operative, [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'])
      .when(deliver('n1', 'rok', '2027-02-02'), '2027-07-20T02:00:00Z')
      .then({ type: 'NoticeDelivered' }, { type: 'DiscontinuationExpected' })
      .andAtOnce({ ...reminder('2027-07-02', DUE), at: '2027-07-20T02:00:00Z' });
  });

  it('is not due where the date has passed', () => {
    given(...operative, [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'])
      .when(deliver('n1', 'rok', '2027-02-02'), '2027-08-20T02:00:00Z')
      .andAtOnce({ type: 'DiscontinuationCommenced', on: DUE });
  });

  it('moves with the date', () => {
    given(
      ...noticed,
      [rectifyDelivery('us', 'd1', 'n1', '2027-05-03'), '2027-05-10T15:00:00Z'],
      [consent('rok', 'd1'), '2027-05-10T16:00:00Z'],
    )
      .whenTimeReaches('2027-10-01T00:00:00Z')
      .then(reminder('2027-08-01', '2027-10-30'), reminder('2027-09-30', '2027-10-30'));
  });

  it('falls away with the date', () => {
    given(...noticed, [withdrawByDecision('us', 'd1', 'n1'), '2027-05-10T15:00:00Z'], [consent('rok', 'd1'), '2027-05-10T16:00:00Z'])
      .whenTimeReaches('2028-01-01T00:00:00Z')
      .then();
  });
});

/** What is told of the reminder that is made when the delivery is recorded, or afterwards. */
const toldWhen = (recordedAt: string, madeAt: string = recordedAt) => {
  const memorandum = new Memorandum(MOU);
  const steps: [Parameters<typeof parseAct>[0], string][] = [
    ...(operative as [Parameters<typeof parseAct>[0], string][]),
    [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
    [deliver('n1', 'rok', '2027-02-02'), recordedAt],
  ];
  for (const [act, at] of steps) memorandum.record(parseAct(act), parseInstant(at));
  const [event] = memorandum.settle(parseInstant(madeAt)) ?? [];
  if (event?.type !== 'ReminderDue') throw new Error('There is no reminder');
  const { headline, happened } = tellingOf(event, memorandum.state as State);
  return { on: event.on, headline, happened };
};

describe('what is told of a reminder', () => {
  it('counts the days from that on which it is told, and says when it comes late', () => {
    const late = { on: '2027-07-02', headline: 'Reminder: discontinuation is expected to commence in 12 days, on 2027-08-01' };
    for (const told of [toldWhen('2027-07-20T04:00:00Z'), toldWhen('2027-02-02T02:00:00Z', '2027-07-20T04:00:00Z')]) {
      expect(told).toMatchObject({ ...late, happened: expect.stringMatching(/ This reminder was due on 2027-07-02, and comes late\.$/) });
    }
  });

  it.each([
    ['2027-07-02T04:00:00Z', '30 days'],
    ['2027-07-03T04:00:00Z', '29 days'],
  ])('says nothing of it where it is made on its day or the next one: %s', (at, days) => {
    const told = toldWhen('2027-02-02T02:00:00Z', at);
    expect(told).toMatchObject({
      on: '2027-07-02',
      headline: `Reminder: discontinuation is expected to commence in ${days}, on 2027-08-01`,
    });
    expect(told.happened).not.toContain('late');
  });

  it('says of an action that its date is over', () => {
    const memorandum = new Memorandum(MOU);
    for (const [act, at] of [
      ...(operative as [Parameters<typeof parseAct>[0], string][]),
      [schedule('us', 'm1', '2027-09-10'), '2027-09-09T15:00:00Z'] as const,
      [recordAction('m1', 'a1', 'us', '2027-12-01'), '2027-12-20T15:00:00Z'] as const,
    ]) {
      memorandum.record(parseAct(act), parseInstant(at));
    }
    const [event] = memorandum.settle(parseInstant('2027-12-20T15:00:00Z')) ?? [];
    const told = event && tellingOf(event, memorandum.state as State);
    expect(told?.headline).toBe('Reminder: action a1 for the United States was due on 2027-12-01');
  });
});

describe('a reminder of a meeting', () => {
  it('is made 7 days and 1 day before it', () => {
    given(...operative, [schedule('us', 'm1', '2027-09-10'), '2027-08-01T15:00:00Z'])
      .whenTimeReaches('2027-09-10T15:00:00Z')
      .then(reminder('2027-09-03', '2027-09-10'), reminder('2027-09-09', '2027-09-10'));
  });

  it('of an action is made 7 days before it is due, and on the day', () => {
    given(
      ...operative,
      [schedule('us', 'm1', '2027-09-10'), '2027-09-09T15:00:00Z'],
      [recordAction('m1', 'a1', 'us', '2027-12-01'), '2027-09-10T15:00:00Z'],
    )
      .whenTimeReaches('2028-01-01T00:00:00Z')
      .then(reminder('2027-11-24', '2027-12-01'), { ...reminder('2027-12-01', '2027-12-01'), at: '2027-12-01T05:00:00Z' });
  });
});

describe('a reminder of what is outstanding', () => {
  it('is made of a signature 30 days after the first', () => {
    given([open(reminding), '2027-01-05T01:00:00Z'], [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'])
      .whenTimeReaches('2027-06-01T00:00:00Z')
      .then({ type: 'ReminderDue', on: '2027-02-04', clause: 'T', data: { about: 'signature', since: '2027-01-05', outstanding: ['us'] } });
  });

  it('is not made at once of a signature whose date lies a year back', () => {
    given([open(reminding), '2027-01-05T01:00:00Z'], [sign('rok', '2025-10-29'), '2027-01-05T06:00:00Z'])
      .when(sign('us', '2025-10-29'), '2027-01-05T07:00:00Z')
      .then({ type: 'Signed' }, { type: 'BecameOperative', on: '2025-10-29' });
  });

  it('is made of a consent 30 days after the proposal, and not once it is declined', () => {
    const proposed: Step[] = [...operative, [modify('us', 'd1', replacing('/title', 'Another')), '2027-02-01T15:00:00Z']];
    given(...proposed)
      .whenTimeReaches('2027-06-01T00:00:00Z')
      .then({ type: 'ReminderDue', on: '2027-03-03', data: { about: 'consent', decision: 'd1', outstanding: ['rok'] } });
    given(...proposed, [decline('rok', 'd1'), '2027-02-02T15:00:00Z'])
      .whenTimeReaches('2027-06-01T00:00:00Z')
      .then();
  });

  it('names before a lapse those who have signed and not confirmed', () => {
    const { terms } = smallInstrument;
    const operative = { ...terms.operative, rule: 'mutual-confirmation' as const, lapses: 'P6M' };
    const confirmed = Instrument.parse({ ...smallInstrument, terms: { ...terms, operative }, reminders: { lapse: ['P30D'] } });
    given(
      [open(confirmed), '2027-01-05T01:00:00Z'],
      [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
      [sign('us', '2027-01-05'), '2027-01-05T07:00:00Z'],
      [confirm('rok', '2027-01-20'), '2027-01-20T07:00:00Z'],
    )
      .whenTimeReaches('2027-06-20T00:00:00Z')
      .then({ type: 'ReminderDue', on: '2027-06-05', data: { about: 'lapse', dueOn: '2027-07-05', outstanding: ['us'] } });
  });
});

describe('a reminder of a review', () => {
  it('is not made where the memorandum is expected to end before that review', () => {
    const reviewed = Instrument.parse({
      ...smallInstrument,
      terms: { ...smallInstrument.terms, review: { clause: 'III.2', every: 'P210D' } },
      reminders: { review: ['P30D'] },
    });
    const signed: Step[] = [[open(reviewed), '2027-01-05T01:00:00Z'], ...operative.slice(1)];
    given(...signed)
      .whenTimeReaches('2027-07-10T00:00:00Z')
      .then({ ...reminder('2027-07-04', '2027-08-03'), clause: 'III.2' });
    given(...signed, ...noticed.slice(operative.length))
      .whenTimeReaches('2027-07-10T00:00:00Z')
      .then();
  });
});

describe('a reminder of the end of a term', () => {
  const lasting = (renewal?: object) =>
    Instrument.parse({
      ...smallInstrument,
      terms: { ...smallInstrument.terms, duration: { clause: 'III.4', period: 'P1Y', ...(renewal && { renewal }) } },
    });
  const begun = (renewal?: object): Step[] => [[open(lasting(renewal)), '2027-01-05T01:00:00Z'], ...operative.slice(1)];

  it('comes where the term is the end, and not where it renews itself', () => {
    const expiry = { about: 'expiry' as const, dueOn: '2028-01-05' };
    given(...begun())
      .whenTimeReaches('2027-11-01T00:00:00Z')
      .then({ type: 'ReminderDue', data: expiry });
    given(...begun({ rule: 'automatic', period: 'P1Y' }))
      .whenTimeReaches('2028-12-31T00:00:00Z')
      .then({ type: 'Renewed' }, { type: 'ExpiryExpected' });
  });
});
