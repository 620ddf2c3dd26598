/**
 * What a mail server reported later of a message (RFC 3464): of one recipient, of one attempt, at the report's own date.
 * It is evidence of the message, and never of delivery of a notice (III.4).
 */
import type { AddressOutcome, Delivery } from './delivery.ts';

export const REPORTED = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;

export type Report = {
  /** The idempotency key of the message. */
  key: string;
  /** The Message-ID of the attempt that the report is of; null where the report does not say. */
  messageId: string | null;
  /** The address that the report is of: as it was when the message was sent, where that is said, and as it became. */
  addresses: string[];
  /** The report's own date; ISO 8601, UTC. */
  at: string;
  action: (typeof REPORTED)[number];
  detail: string;
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 1_000;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** Which field of what should be a report is not right, and what would be; undefined where all are. */
export const problemOf = (input: unknown): string | undefined => {
  const { key, messageId, addresses, at, action, detail } = (input ?? {}) as Record<keyof Report, unknown>;
  if (!isText(key)) return 'key: must be the key of a message';
  if (messageId !== null && !isText(messageId)) return 'messageId: must be a Message-ID, or null';
  if (!Array.isArray(addresses) || addresses.length > 10 || !addresses.every(isText)) return 'addresses: must be up to 10 addresses';
  if (!isText(at) || !INSTANT.test(at)) return 'at: must be an instant, as YYYY-MM-DDTHH:MM:SSZ';
  if (!REPORTED.some((one) => one === action)) return `action: must be one of ${REPORTED.join(', ')}`;
  return isText(detail) ? undefined : 'detail: must be what was reported, in up to 1000 characters';
};

/** Mail servers date to the second. Instants of one form sort as the text that they are. */
const toTheSecond = (instant: string): string => instant.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);

const isFinal = ({ status }: Outcome): boolean => status === 'refused' || status === 'failed';

/** What happened at an address: of a message to one address it is known without the address. */
type Outcome = Omit<AddressOutcome, 'address'> & { address?: string };

/** A message to one address needs no list: what is known of the message is known of the address. */
const outcomesOf = ({ addresses, status, messageId, at, detail }: Delivery): readonly Outcome[] =>
  addresses ?? [{ status: status === 'bounced' ? 'failed' : 'accepted', ...(messageId !== undefined && { messageId }), at, detail }];

const isOf = ({ address }: Outcome, { addresses }: Report): boolean =>
  addresses.some((one) => one.toLowerCase() === address?.toLowerCase());

/** Each attempt has a Message-ID of its own. A report without one is taken for one of the last attempt, unless it is older. */
const isOfThisAttempt = ({ messageId, at }: Outcome, report: Report): boolean =>
  report.messageId !== null && messageId !== undefined ? report.messageId === messageId : toTheSecond(report.at) >= toTheSecond(at);

/**
 * That it failed is final: nothing reported of the same attempt takes its place. Until then `at` stays the instant at
 * which the attempt was accepted.
 */
const after = (one: Outcome, { action, at, detail }: Report): Outcome => {
  if (isFinal(one)) return one;
  if (action === 'failed') return { ...one, status: 'failed', at, detail };
  const status = action === 'delayed' ? 'delayed' : 'accepted';
  return status === one.status && detail === one.detail ? one : { ...one, status, detail };
};

const inWords = (addresses: readonly Outcome[]): string => [...new Set(addresses.map(({ detail }) => detail))].join('; ');

/** A message did not arrive where it reached none of its addresses, whether they were refused at once or failed later. */
const delivered = (delivery: Delivery, outcomes: readonly Outcome[], { at }: Report): Delivery => {
  const failed = outcomes.every(isFinal);
  return {
    ...delivery,
    status: failed ? 'bounced' : 'accepted',
    at: failed ? at : delivery.at,
    detail: inWords(outcomes),
  };
};

/**
 * What is known of a message after a report: the delivery itself where the report changes nothing, because it was taken
 * into account before, is of an earlier attempt, or of a message that is on its way once more.
 */
export const reported = (delivery: Delivery, report: Report): Delivery => {
  if (delivery.status !== 'accepted' && delivery.status !== 'bounced') return delivery;
  const outcomes = outcomesOf(delivery);
  const one = outcomes.find((each) => isOf(each, report)) ?? (outcomes.length === 1 ? outcomes[0] : undefined);
  if (!one || !isOfThisAttempt(one, report)) return delivery;
  const next = after(one, report);
  if (next === one) return delivery;
  const changed = <Of extends Outcome>(each: Of): Of => (each === one ? { ...each, ...next } : each);
  const { addresses } = delivery;
  return { ...delivered(delivery, outcomes.map(changed), report), ...(addresses && { addresses: addresses.map((each) => changed(each)) }) };
};
