/** Siblings of the small memorandum: what differs between memoranda is data, and the rules must follow it. */
import { Instrument } from '../../domain/instrument.ts';
import { type Step } from '../support/given.ts';
import { smallInstrumentInput, smallInstrumentWith } from '../support/small-instrument.ts';
import { confirm, open, sign } from './acts.ts';

export const unilateral: Instrument = smallInstrumentWith({ noticeWithdrawal: 'unilateral' });
export const neverWithdrawn: Instrument = smallInstrumentWith({ noticeWithdrawal: 'never' });
export const closedAreas: Instrument = smallInstrumentWith({ cooperation: { clause: 'II', openEnded: false } });
export const pausable: Instrument = smallInstrumentWith({ pause: { clause: 'III.5' } });

/** Like the United Kingdom's: operative when both have confirmed, counted from the notice's own date, and pausable. */
export const confirming: Instrument = smallInstrumentWith({
  operative: { clause: 'III.1', rule: 'mutual-confirmation' },
  commencement: { clause: 'III.4', period: 'P180D', from: 'notice' },
  committee: { clause: 'III.5', name: 'Ministerial-level working group', coChairs: ['us', 'rok'], cadence: 'P1Y' },
  pause: { clause: 'III.5' },
});

/** With reminders before dates, and after what is outstanding was asked for. */
export const reminding: Instrument = Instrument.parse({
  ...smallInstrumentInput,
  reminders: {
    commencement: ['P30D', 'P7D'],
    meeting: ['P14D', 'P1D'],
    action: ['P7D'],
    signature: ['P1D', 'P10D'],
    consent: ['P2D', 'P20D'],
  },
});

export const three: Instrument = Instrument.parse({
  ...smallInstrumentInput,
  id: 'us-rok-jp',
  participants: [
    ...smallInstrumentInput.participants,
    { id: 'jp', name: 'The Government of Japan', shortName: 'Japan', seat: { city: 'Tokyo', timeZone: 'Asia/Tokyo' } },
  ],
});

/** Signed on 5 January 2027 and confirmed, the second time on 20 January 2027, from which date it is operative. */
export const confirmed: Step[] = [
  [open(confirming), '2027-01-05T01:00:00Z'],
  [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
  [sign('us', '2027-01-05'), '2027-01-05T16:00:00Z'],
  [confirm('rok', '2027-01-15'), '2027-01-15T06:00:00Z'],
  [confirm('us', '2027-01-20'), '2027-01-20T16:00:00Z'],
];

export const threeOperative: Step[] = [
  [open(three), '2027-01-05T01:00:00Z'],
  [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
  [sign('jp', '2027-01-06'), '2027-01-06T06:00:00Z'],
  [sign('us', '2027-01-05'), '2027-01-06T07:00:00Z'],
];
