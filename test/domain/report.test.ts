/** What reports of mail servers make of a message: by recipient, by attempt, whatever the order in which they are read. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AddressOutcome, Delivery } from '../../domain/delivery.ts';
import { problemOf, type Report, REPORTED, reported } from '../../domain/report.ts';
import { drawn } from '../support/seed.ts';

const NOW = '<mou.1.us+b@mou.example>';
const EARLIER = '<mou.1.us+a@mou.example>';
const accepted = (address: string): AddressOutcome => ({
  address,
  status: 'accepted',
  messageId: NOW,
  at: '2027-01-06T06:00:00.000Z',
  detail: '250 OK',
});
const one: Delivery = {
  key: 'mou/1/us',
  seq: 1,
  recipient: 'us',
  channel: 'email',
  at: '2027-01-06T06:00:00.000Z',
  status: 'accepted',
  messageId: NOW,
  detail: '250 OK',
};
const two: Delivery = { ...one, addresses: [accepted('a@us.example'), accepted('b@us.example')] };
const report = (address: string, action: Report['action'], at: string, messageId: string | null = NOW): Report => ({
  key: one.key,
  messageId,
  addresses: [address],
  at,
  action,
  detail: `${address} ${action}`,
});

describe('a report that the last attempt failed', () => {
  test('makes a message to one address bounced, at the date of the report', () => {
    const at = '2027-01-06T06:00:01.000Z';
    expect(reported(one, report('forwarded@elsewhere.example', 'failed', at))).toMatchObject({ status: 'bounced', at });
  });

  test('is of its own address: a message bounced once it reached none of them', () => {
    const after = reported(two, report('B@us.example', 'failed', '2027-01-06T07:00:00.000Z'));
    expect(after).toMatchObject({ status: 'accepted', at: two.at, detail: '250 OK; B@us.example failed' });
    expect(after.addresses?.map(({ status }) => status)).toEqual(['accepted', 'failed']);
    const none = reported(after, report('a@us.example', 'failed', '2027-01-07T07:00:00.000Z'));
    expect(none).toMatchObject({ status: 'bounced', at: '2027-01-07T07:00:00.000Z' });
    expect(none.detail).toBe('a@us.example failed; B@us.example failed');
  });

  test('counts like a refusal at once', () => {
    const refused = { ...accepted('a@us.example'), status: 'refused' as const };
    const partly = { ...two, addresses: [refused, accepted('b@us.example')] };
    expect(reported(partly, report('b@us.example', 'failed', '2027-01-06T07:00:00.000Z')).status).toBe('bounced');
  });

  test('is not undone by a delay reported of the same address or of another', () => {
    const failed = reported(two, report('b@us.example', 'failed', '2027-01-06T07:00:00.000Z'));
    const after = ['a@us.example', 'b@us.example'].reduce(
      (delivery, address) => reported(delivery, report(address, 'delayed', '2027-01-06T08:00:00.000Z')),
      failed,
    );
    expect(after.addresses?.map(({ status }) => status)).toEqual(['delayed', 'failed']);
  });
});

describe('a report of an earlier attempt', () => {
  test('changes nothing of a message that has arrived since, whenever it was written', () => {
    expect(reported(one, report('us', 'failed', '2027-01-09T06:00:00.000Z', EARLIER))).toBe(one);
  });

  test('that does not say of which attempt it is goes by its date', () => {
    expect(reported(one, report('us', 'failed', '2027-01-05T06:00:00.000Z', null))).toBe(one);
    expect(reported(one, report('us', 'failed', '2027-01-06T06:30:00.000Z', null)).status).toBe('bounced');
  });

  test('changes nothing of a message that is on its way once more', () => {
    const resending: Delivery = { ...one, status: 'resending' };
    expect(reported(resending, report('us', 'failed', '2027-01-06T07:00:00.000Z'))).toBe(resending);
  });
});

test.each([
  [{ at: null }, /^at: must be an instant/],
  [{ at: 'yesterday' }, /^at:/],
  [{ detail: null }, /^detail:/],
  [{ action: 'maybe' }, /^action: must be one of failed, delayed/],
  [{ addresses: [1] }, /^addresses:/],
  [{ key: 7 }, /^key:/],
])('what is no report is named: %j', (wrong, problem) => {
  const right = report('us', 'failed', '2027-01-06T07:00:00.000Z');
  expect(problemOf(right)).toBeUndefined();
  expect(problemOf({ ...right, ...wrong })).toMatch(problem);
  expect(problemOf(null)).toMatch(/^key:/);
});

const anyReport = fc
  .tuple(
    fc.constantFrom('a@us.example', 'b@us.example', 'c@us.example'),
    fc.constantFrom(...REPORTED),
    fc.integer({ min: 0, max: 9 }),
    fc.constantFrom(NOW, EARLIER, null),
  )
  .map(([address, action, hour, messageId]) => report(address, action, `2027-01-06T1${hour}:00:00.000Z`, messageId));
const read = (reports: readonly Report[], delivery: Delivery = two): Delivery => reports.reduce(reported, delivery);
const isDown = ({ status }: AddressOutcome): boolean => status === 'failed' || status === 'refused';

describe('whatever is reported', () => {
  test('reading it again changes nothing, and the order does not matter for what failed', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 8 }), (reports) => {
        const after = read(reports);
        const failures = (delivery: Delivery) => delivery.addresses?.map(isDown);
        expect(failures(read(reports, after))).toEqual(failures(after));
        expect(failures(read(reports.toReversed()))).toEqual(failures(after));
        expect(after.status === 'bounced').toBe(after.addresses?.every(isDown));
      }),
      { numRuns: drawn(300) },
    );
  });

  test('an address failed only where a report of this attempt says so', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 8 }), (reports) => {
        for (const { address, status } of read(reports).addresses ?? []) {
          const said = reports.some(
            ({ addresses, action, messageId }) => addresses[0] === address && action === 'failed' && messageId !== EARLIER,
          );
          expect(status === 'failed').toBe(said);
        }
      }),
      { numRuns: drawn(300) },
    );
  });
});
