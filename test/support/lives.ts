/**
 * Whole lives of the small memorandum for tests of what people read: the facts of the two agreed scenarios, and a life
 * in which events of every type occur.
 */
import type { ActInput } from '../../domain/acts/index.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { due } from '../../domain/due.ts';
import type { Event, EventType } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import { parseAct } from '../../domain/input.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { type Act, actsOf } from '../../projections/acts.ts';
import { type Message, messageOf, type ToldEvent } from '../../projections/message.ts';
import { recipientsIn } from '../../domain/recipients.ts';
import type { State } from '../../domain/state.ts';
import { smallInstrument, smallInstrumentWith } from './small-instrument.ts';

/** An act and the instant of its recording, or an instant until which time passes. */
export type Moment = string | [at: string, act: ActInput];

const ORIGINAL = { title: 'MOU original', sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' };
export const TEXT = { title: 'Text d1', sha256: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752' };
const RECEIPT = { title: 'Receipt', sha256: 'fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13' };

export const signed = (at: string, by: string, signedOn: string, place: string): Moment => [
  at,
  { do: 'sign', by, signedOn, place, signatory: { name: 'A. N. Official', title: 'Minister' }, document: ORIGINAL },
];
export const noticeGiven = (at: string, by: string, notice: string, noticeOn: string): Moment => [
  at,
  { do: 'give-notice', by, notice, noticeOn, document: { ...TEXT, title: 'Notice of discontinuation' } },
];
export const delivered = (at: string, notice: string, to: string, deliveredOn: string, place: string): Moment => [
  at,
  { do: 'record-delivery', notice, to, deliveredOn, place, method: 'note verbale, by hand', evidence: RECEIPT },
];
export const proposed = (at: string, by: string, decision: string, content: object): Moment => [
  at,
  { do: 'propose', by, decision, document: TEXT, ...content } as ActInput,
];
export const consented = (at: string, by: string, decision: string): Moment => [at, { do: 'consent', by, decision, document: TEXT }];

/** Operative 2027-01-05; notice of 2027-01-29, delivered on 2027-02-01. */
export const untilDelivery: Moment[] = [
  signed('2027-01-05T06:00:00Z', 'rok', '2027-01-05', 'Gyeongju'),
  signed('2027-01-05T07:00:00Z', 'us', '2027-01-05', 'Gyeongju'),
  noticeGiven('2027-01-29T15:00:00Z', 'us', 'n1', '2027-01-29'),
  delivered('2027-02-01T02:00:00Z', 'n1', 'rok', '2027-02-01', 'Seoul'),
];

/** Signed on two days; a shorter title decided on 2027-04-03 with effect from 2027-06-01. */
export const untilModificationTaken: Moment[] = [
  signed('2027-01-05T06:00:00Z', 'rok', '2027-01-05', 'Seoul'),
  signed('2027-01-06T07:00:00Z', 'us', '2027-01-06', 'Washington'),
  proposed('2027-04-01T15:00:00Z', 'us', 'd1', {
    kind: 'modify',
    title: 'A shorter title',
    effectiveOn: '2027-06-01',
    patch: [{ op: 'replace', path: '/title', value: 'Technology Prosperity Deal' }],
  }),
  consented('2027-04-03T01:00:00Z', 'rok', 'd1'),
];

const document = RECEIPT;
const minutes: Moment[] = [
  ['2027-01-10T15:00:00Z', { do: 'schedule-meeting', by: 'us', meeting: 'm1', on: '2027-01-20', place: 'Seoul', agenda: ['Quantum'] }],
  ['2027-01-10T15:01:00Z', { do: 'schedule-meeting', by: 'us', meeting: 'm2', on: '2027-09-20', place: 'Washington' }],
  ['2027-01-21T15:00:00Z', { do: 'hold-meeting', by: 'rok', meeting: 'm1' }],
  ['2027-01-21T16:00:00Z', { do: 'record-minutes', by: 'rok', meeting: 'm1', document }],
  ['2027-01-22T15:00:00Z', { do: 'approve-minutes', by: 'rok', meeting: 'm1' }],
  ['2027-01-22T16:00:00Z', { do: 'approve-minutes', by: 'us', meeting: 'm1' }],
  ['2027-01-22T17:00:00Z', { do: 'record-action', meeting: 'm1', action: 'a1', owner: 'us', what: 'Draft a roadmap', dueOn: '2027-03-01' }],
  ['2027-01-22T17:01:00Z', { do: 'record-action', meeting: 'm1', action: 'a2', owner: 'rok', what: 'Name a contact', dueOn: '2027-02-15' }],
  ['2027-01-23T15:00:00Z', { do: 'complete-action', by: 'us', meeting: 'm1', action: 'a1' }],
  ['2027-01-23T16:00:00Z', { do: 'cancel-meeting', by: 'us', meeting: 'm2', reason: 'No venue' }],
  ['2027-01-24T15:00:00Z', { do: 'start-initiative', by: 'us', initiative: 'i1', area: 'II.B.4', title: 'Quantum network' }],
  ['2027-01-24T16:00:00Z', { do: 'start-initiative', by: 'rok', initiative: 'i2', area: 'II.A.1', title: 'AI for science' }],
  ['2027-01-25T15:00:00Z', { do: 'report-initiative', by: 'us', initiative: 'i1', report: 'First link is up' }],
  ['2027-01-26T15:00:00Z', { do: 'conclude-initiative', by: 'us', initiative: 'i1', outcome: 'Built' }],
  ['2027-01-27T15:00:00Z', { do: 'pause', by: 'us', reason: 'Elections' }],
  ['2027-01-28T15:00:00Z', { do: 'resume', by: 'us' }],
  ['2027-01-28T16:00:00Z', { do: 'change-contacts', by: 'us', contacts: [{ id: 'desk', channel: 'email', address: 'desk@us.example' }] }],
];
const decided: Moment[] = [
  proposed('2027-02-02T15:00:00Z', 'us', 'd1', {
    kind: 'modify',
    title: 'A title',
    patch: [{ op: 'replace', path: '/title', value: 'New' }],
  }),
  consented('2027-02-03T01:00:00Z', 'rok', 'd1'),
  proposed('2027-02-04T15:00:00Z', 'us', 'd2', { kind: 'discontinue-on', on: '2027-06-30' }),
  ['2027-02-05T01:00:00Z', { do: 'decline', by: 'rok', decision: 'd2', reason: 'Too soon' }],
  proposed('2027-02-05T15:00:00Z', 'us', 'd3', { kind: 'rectify', notice: 'n1', deliveredOn: '2027-01-31' }),
  ['2027-02-06T15:00:00Z', { do: 'retract', by: 'us', decision: 'd3' }],
  proposed('2027-02-07T15:00:00Z', 'us', 'd4', { kind: 'modify', patch: [{ op: 'replace', path: '/title', value: 'Never' }] }),
  noticeGiven('2027-02-08T02:00:00Z', 'rok', 'n2', '2027-02-08'),
];
/** The signature was later than the delivery of the notice: nothing is expected any more. */
const signedLater: Moment[] = [
  proposed('2027-02-20T15:00:00Z', 'us', 'd1', { kind: 'rectify', signature: 'us', signedOn: '2027-02-11' }),
  consented('2027-02-21T01:00:00Z', 'rok', 'd1'),
];
/** After commencement the record is set right: the delivery was later. */
const rectified: Moment[] = [
  proposed('2027-08-02T15:00:00Z', 'us', 'd5', { kind: 'rectify', notice: 'n1', deliveredOn: '2027-02-10' }),
  consented('2027-08-03T01:00:00Z', 'rok', 'd5'),
  proposed('2027-08-06T15:00:00Z', 'us', 'd7', { kind: 'withdraw-notice', notice: 'n2' }),
  consented('2027-08-07T01:00:00Z', 'rok', 'd7'),
];

/** Every type of event occurs in one of these. */
export const fullLives = (): Life[] => [
  new Life([...untilDelivery.slice(0, 2), ...minutes, ...untilDelivery.slice(2), ...decided, '2027-07-31T04:00:00Z', ...rectified], {
    mou: 'full-life',
    instrument: smallInstrumentWith({ pause: { clause: 'III.5' } }),
  }),
  new Life([...untilDelivery, ...signedLater], {
    mou: 'signed-later',
    instrument: smallInstrumentWith({ review: { clause: 'III.5', every: 'P1M' } }),
  }),
  new Life(
    [
      ...untilDelivery.slice(0, 2),
      [
        '2027-03-05T02:00:00Z',
        {
          ...{ do: 'record-successor', successor: 'roads-2027', decision: 'superseded-by-roads-2027', title: 'Roads and bridges' },
          ...{ on: '2027-03-01', decided: { us: '2027-03-01', rok: '2027-02-28' }, document },
        },
      ],
    ],
    { mou: 'superseded' },
  ),
  new Life(
    [
      ['2027-01-05T02:00:00Z', { do: 'record-annex', annex: 'tolls', title: 'Tolls on bridges' }],
      ['2027-01-05T03:00:00Z', { do: 'record-parent-end', parent: 'roads', expectedOn: '2027-07-31' }],
    ],
    { mou: 'bridges', instrument: { ...smallInstrument, under: 'roads' } },
  ),
  new Life([...untilDelivery.slice(0, 2), ['2027-01-20T02:00:00Z', { do: 'confirm', by: 'rok', confirmedOn: '2027-01-20', document }]], {
    mou: 'confirmed',
    instrument: smallInstrumentWith({ operative: { clause: 'III.1', rule: 'mutual-confirmation' } }),
  }),
];

export class Life {
  readonly memorandum: Memorandum;

  constructor(
    moments: readonly Moment[],
    { mou = 'seed-life', instrument = smallInstrument }: { mou?: string; instrument?: Instrument } = {},
  ) {
    this.memorandum = new Memorandum(mou);
    this.memorandum.record({ do: 'open', mou, instrument }, parseInstant('2027-01-05T01:00:00Z'));
    for (const moment of moments) this.#live(moment);
  }

  #live(moment: Moment): void {
    const [at, act] = typeof moment === 'string' ? [moment] : moment;
    const until = parseInstant(at);
    for (let next = due(this.state); next && next.at <= until; next = due(this.state)) this.memorandum.settle(next.at);
    if (act) this.memorandum.record(parseAct(act, this.state.instrument), until);
  }

  get state(): State {
    return this.memorandum.state as State;
  }

  get log(): readonly Event[] {
    return this.memorandum.log;
  }

  /** Every act, with the state before it. */
  acts(): Act[] {
    return actsOf(this.log).map((events) => ({ before: fold(this.log.slice(0, (events[0]?.seq ?? 1) - 1)), events }));
  }

  /** What is told of every act, to each Participant's contacts in the settings. */
  messages(): Message[] {
    const all = recipientsIn({ ...this.state, contacts: {}, participants: {} });
    return this.acts().flatMap((act) => all.flatMap((recipient) => messageOf(act, recipient) ?? []));
  }

  /** What the recipient is told of the last act that brought about an event of that type. */
  told(type: EventType, recipient = 'rok'): Message {
    const act = this.acts().findLast(({ events }) => events.some((event) => event.type === type));
    const told = act && messageOf(act, { key: recipient, participant: recipient, contact: null });
    if (!told) throw new Error(`Nothing was told to ${recipient} of ${type}`);
    return told;
  }

  /** What the same message says of the last event of that type alone. */
  toldOf(type: EventType): ToldEvent {
    return this.told(type).events.findLast(({ event }) => event.type === type) as ToldEvent;
  }
}
