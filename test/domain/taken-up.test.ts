/** What people are still to be told of when a memorandum is taken up again: as each of its recipients chose. */
import { describe, expect, it } from 'vitest';
import { takenUp, untoldOf } from '../../client/taken-up.ts';
import type { ActInput } from '../../domain/acts/index.ts';
import { nextMorning, parseInstant } from '../../domain/calendar.ts';
import type { RecordedContact } from '../../domain/contacts.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { unpackOutbox } from '../../workflows/outbox-pages.ts';
import { MOU } from '../support/given.ts';
import { GATE } from '../support/keys.ts';
import { giveNotice, open, sign, startInitiative } from './acts.ts';

const desk: RecordedContact = { id: 'desk', channel: 'email', address: 'desk@rok.example', as: 'digest', atOnce: ['notices'] };
const chief: RecordedContact = { id: 'chief', channel: 'email', address: 'chief@rok.example', tellOf: ['notices'] };
const FIRST = '2027-01-06T02:00:00Z';
const NEXT_DAY = '2027-01-07T16:00:00Z';
const NOW = parseInstant('2027-01-07T18:00:00Z');

const live = (...acts: [at: string, act: ActInput & { quiet?: boolean }][]): Memorandum => {
  const memorandum = new Memorandum(MOU, [], GATE);
  for (const [at, act] of acts) memorandum.record(parseAct(act, memorandum.state?.instrument), parseInstant(at));
  return memorandum;
};

/** Long ago, and then what `rok` chose: five events. */
const began: [string, ActInput][] = [
  ['2026-12-21T02:00:00Z', open()],
  ['2026-12-21T03:00:00Z', sign('us', '2026-12-20')],
  ['2026-12-21T04:00:00Z', sign('rok', '2026-12-20')],
  ['2026-12-21T05:00:00Z', { do: 'change-contacts', by: 'rok', contacts: [desk, chief] }],
];
const life = live(
  ...began,
  [FIRST, startInitiative('us', 'i1', 'II.B.4')],
  ['2027-01-06T02:30:00Z', { ...startInitiative('us', 'history', 'II.B.4'), quiet: true }],
  ['2027-01-06T03:00:00Z', startInitiative('us', 'i2', 'II.B.4')],
  [NEXT_DAY, giveNotice('us', 'n1', '2027-01-07')],
  ['2027-01-07T17:00:00Z', startInitiative('us', 'i3', 'II.B.4')],
);

const told = (recipient: string, seq: number, since?: number): Delivery => ({
  ...{ key: `${MOU}/${seq}/${recipient}`, seq, recipient, channel: 'email', status: 'accepted', at: FIRST, detail: '' },
  ...(since !== undefined && { since }),
});

const toldNow = (deliveries: Delivery[]): [number, string[]][] =>
  untoldOf(life, deliveries, NOW).pending.map(({ last, to }) => [last, [...to].sort()]);

const first = nextMorning(parseInstant(FIRST), 'Asia/Seoul');
const second = nextMorning(parseInstant(NEXT_DAY), 'Asia/Seoul');
const DIGESTS = [
  { recipient: 'rok/desk', since: 6, last: 8, at: first },
  { recipient: 'rok/desk', since: 10, last: 10, at: second },
];

describe('where nothing is known of messages', () => {
  it('each recipient is told of what it chose, in messages of their own or in the digests of the days', () => {
    expect(toldNow([])).toEqual([
      [6, ['us']],
      [8, ['us']],
      [9, ['rok/chief', 'rok/desk', 'us']],
      [10, ['us']],
    ]);
    expect(untoldOf(life, [], NOW).digests).toEqual(DIGESTS);
  });

  it('the workflow is started with the digests that were being collected', () => {
    const carried = takenUp(life, { sent: {}, deliveries: [], isKept: true, untold: untoldOf(life, [], NOW) });
    expect(unpackOutbox(carried.outbox).digests).toEqual(DIGESTS);
  });
});

describe('where it is known what went out', () => {
  it('who could not be told, since no contact is known, is not told of all of it again', () => {
    const [pending] = untoldOf(life, [{ ...told('us', 9), status: 'skipped' }], NOW).pending.filter(({ to }) => to.includes('us'));
    expect(pending?.last).toBe(10);
  });

  it('nobody is told again, and a digest that was sent is not sent again', () => {
    const known = [told('us', 6), told('us', 8), told('us', 9), told('rok/desk', 9), told('rok/desk', 8, 6)];
    expect(toldNow(known)).toEqual([
      [9, ['rok/chief']],
      [10, ['us']],
    ]);
    expect(untoldOf(life, known, NOW).digests).toEqual(DIGESTS.slice(1));
  });
});
