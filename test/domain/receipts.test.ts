import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { parseEvent } from '../../domain/events.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum, type Receipt } from '../../domain/memorandum.ts';
import { receiptLines } from '../../cli/sending.ts';
import { given, MOU, type Step } from '../support/given.ts';
import { consent, deliver, giveNotice, modify, noticeDelivered, operative, replacing, sign } from './acts.ts';

/** Each step with an id to retry it by. */
const withIds = (steps: readonly Step[]): [ActInput, string][] =>
  steps.flatMap((step, index) => (typeof step === 'string' ? [] : [[{ ...step[0], id: `act-${index + 1}` }, step[1]]]));

const LIFE = withIds([
  ...operative(),
  ...noticeDelivered,
  [modify('us', 'd1', replacing('/title', 'Shorter')), '2027-03-01T15:00:00Z'],
  [consent('rok', 'd1'), '2027-03-02T15:00:00Z'],
  [giveNotice('rok', 'n2', '2027-03-03'), '2027-03-03T15:00:00Z'],
  [deliver('n2', 'us', '2027-03-03'), '2027-03-03T16:00:00Z'],
]);

const run = (memorandum: Memorandum, acts = LIFE) => acts.map(([act, at]) => memorandum.record(parseAct(act), parseInstant(at)));

test('what is told with a receipt goes by the clock of the memorandum, which a rehearsal sets and this machine does not', () => {
  const memorandum = new Memorandum(MOU);
  const receipt = run(memorandum).at(-1) as Receipt;
  vi.useFakeTimers({ now: parseInstant('2030-01-01T00:00:00Z'), toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  expect(receiptLines(receipt, memorandum.state).join('\n')).not.toContain('right after it');
  expect(
    receiptLines({ ...receipt, events: receipt.events.map((one) => ({ ...one, at: '2027-12-01T00:00:00Z' })) }, memorandum.state).join(
      '\n',
    ),
  ).toContain('right after it: what had fallen due by then');
});

describe('An act repeated by its id is the same act', () => {
  test('the receipt names the memorandum, its status and the act’s events', () => {
    const memorandum = new Memorandum(MOU);
    const receipts = run(memorandum);
    expect(receipts[2]).toMatchObject({ mou: MOU, seq: 4, status: 'operative', events: [{ type: 'Signed' }, { type: 'BecameOperative' }] });
    for (const [index, { events }] of receipts.entries()) {
      for (const event of events) expect(event.act?.id).toBe(LIFE[index]?.[0].id);
    }
  });

  test('it gives the same receipt and changes nothing, however late and in whatever order', () => {
    const memorandum = new Memorandum(MOU);
    const receipts = run(memorandum);
    const log = [...memorandum.log];
    const late = LIFE.map(([act]): [ActInput, string] => [act, '2027-05-01T00:00:00Z']).reverse();
    expect(run(memorandum, late).reverse()).toEqual(receipts);
    expect(memorandum.log).toEqual(log);
  });

  test('even after commencement, when every other act is refused', () => {
    const memorandum = new Memorandum(MOU);
    const receipts = run(memorandum);
    memorandum.settle(parseInstant('2028-01-01T00:00:00Z'));
    expect(memorandum.state?.status).toBe('discontinued');
    expect(
      run(
        memorandum,
        LIFE.slice(-1).map(([act]) => [act, '2028-01-02T00:00:00Z']),
      ),
    ).toEqual(receipts.slice(-1));
  });

  test('and after the log was written to a store and read back', () => {
    const memorandum = new Memorandum(MOU);
    const receipts = run(memorandum);
    const stored = JSON.parse(JSON.stringify(memorandum.log)) as unknown[];
    const restored = new Memorandum(MOU, stored.map(parseEvent));
    expect(restored.state).toStrictEqual(memorandum.state);
    expect(run(restored)).toEqual(receipts);
    expect(restored.log).toEqual(memorandum.log);
  });

  test('the same id with other content is two acts, and the second is refused', () => {
    const [, [signed]] = LIFE as [unknown, [ActInput, string]];
    given(...LIFE)
      .when({ ...signed, signedOn: '2027-01-04' } as ActInput, '2027-04-01T00:00:00Z')
      .thenRefused('ALREADY_RECORDED', undefined, 'id: act-2')
      .when({ do: 'pause', by: 'us', id: 'act-2' }, '2027-04-01T00:00:00Z')
      .thenRefused('ALREADY_RECORDED', undefined, 'id: act-2');
  });

  test('the order of an act’s fields makes no other act', () => {
    const [, [signed]] = LIFE as [unknown, [ActInput, string]];
    const turned = Object.fromEntries(Object.entries(signed).reverse()) as ActInput;
    given(...LIFE)
      .when(turned, '2027-04-01T00:00:00Z')
      .then({ type: 'Signed' })
      .withState({ seq: 13 });
  });

  test('a refused act leaves its id free', () => {
    given(...operative())
      .when({ ...giveNotice('us', 'n1', '2027-02-02'), id: 'x' }, '2027-02-01T15:00:00Z')
      .thenRefused('FUTURE_DATE')
      .when({ ...giveNotice('us', 'n1', '2027-02-01'), id: 'x' }, '2027-02-01T15:00:00Z')
      .then({ type: 'NoticeGiven' });
  });
});

describe('The same Participant signing again with the same facts is the same act', () => {
  const again = sign('us', '2027-01-05', { place: 'Gyeongju' });

  test('under another id it has the same receipt', () => {
    const memorandum = new Memorandum(MOU);
    const receipts = run(memorandum);
    expect(memorandum.record(parseAct({ ...again, id: 'another' }), parseInstant('2027-04-01T00:00:00Z'))).toEqual(receipts[2]);
    expect(memorandum.record(parseAct(again), parseInstant('2027-04-01T00:00:00Z'))).toEqual(receipts[2]);
  });

  test('though it was recorded without an id', () => {
    const memorandum = new Memorandum(MOU);
    const [, , receipt] = run(memorandum, operative() as [ActInput, string][]);
    expect(memorandum.record(parseAct(again), parseInstant('2027-04-01T00:00:00Z'))).toEqual(receipt);
  });

  test('with other facts it is refused', () => {
    given(...LIFE)
      .when({ ...again, place: 'Seoul', id: 'another' }, '2027-04-01T00:00:00Z')
      .thenRefused('ALREADY_SIGNED', 'T');
  });

  test('after commencement too', () => {
    const life = given(...LIFE, '2028-01-01T00:00:00Z');
    const before = life.memorandum.seq;
    life.when({ ...again, id: 'another' }, '2028-01-01T00:00:00Z');
    expect(life.memorandum.seq).toBe(before);
  });
});
