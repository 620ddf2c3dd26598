/** What is asked of a memorandum's messages: what is known of them, to send one again, to record that one bounced. */
import { ApplicationFailure, TemporalFailure, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { RegisterActivities } from '../activities/register/index.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import { problemOf } from '../domain/report.ts';
import { mustBeAllowed, refused } from './judging.ts';
import type { Ledger } from './ledger.ts';
import { type Bounce, bounceUpdate, deliveriesQuery, resendUpdate, type Signed } from './messages.ts';
import type { Outbox } from './outbox.ts';
import { pageOf } from './pages.ts';

const { findDeliveries } = proxyLocalActivities<RegisterActivities>({
  startToCloseTimeout: '15 seconds',
  retry: { initialInterval: '200 milliseconds', maximumAttempts: 2 },
});

const mustBeKeys = (keys: unknown): void => {
  if (keys === null || (Array.isArray(keys) && keys.length <= 1_000 && keys.every((key) => typeof key === 'string'))) return;
  throw refused('INVALID', 'keys: must be a list of at most 1,000 keys of messages, or null for all that did not arrive');
};

type Asked = { outbox: Outbox; ledger: Ledger; now: () => Milliseconds; changed: () => void };

export const listenForMail = ({ outbox, ledger, now, changed }: Asked): void => {
  const { deliveries } = outbox;
  setHandler(deliveriesQuery, (after) => pageOf(deliveries.all, after));

  /** Messages that only the register still knows are taken back from it. */
  const mustBeKnown = async (keys: readonly string[]): Promise<void> => {
    const missing = keys.filter((key) => !deliveries.find(key));
    const found = missing.length > 0 && ledger.appended !== null ? await askRegister(ledger.mou, missing, deliveries.bytes) : [];
    for (const one of found) deliveries.takeBack(one);
    const unknown = keys.find((key) => !deliveries.find(key));
    if (unknown !== undefined)
      throw refused('INVALID', `key: no message ${unknown} was sent or given up; one still on its way is tried anyway`);
  };

  const mustBeServed = (key: string): void => {
    const { recipient } = deliveries.find(key) as { recipient: string };
    if (!outbox.isServed(recipient)) throw refused('INVALID', `key: ${recipient} is a contact no longer, and is not told of anything`);
  };

  /** Another SDK sends its null as a payload without a value, which comes in as undefined. */
  const resend = async (given: string[] | null | undefined, signed: Signed = {}): Promise<string[]> => {
    const keys = given ?? null;
    mustBeKeys(keys);
    await mustBeAllowed(ledger, { do: 'resend', keys, ...signed }, now());
    if (keys) await mustBeKnown(keys);
    const all = keys ?? deliveries.deadKeys().filter((key) => outbox.isServed((deliveries.find(key) as { recipient: string }).recipient));
    for (const key of all) mustBeServed(key);
    for (const key of all) deliveries.resend(key);
    changed();
    return all;
  };

  const bounced = async (bounce: Bounce, signed: Signed = {}): Promise<void> => {
    const problem = problemOf(bounce);
    if (problem !== undefined) throw refused('INVALID', problem);
    await mustBeAllowed(ledger, { do: 'record-bounce', bounce, ...signed }, now());
    await mustBeKnown([bounce.key]);
    deliveries.bounce(bounce);
    changed();
  };

  setHandler(resendUpdate, resend, { description: 'Sends messages again' });
  setHandler(bounceUpdate, bounced, { description: 'Records what a mail server reported of a message' });
};

const askRegister = async (mou: string, keys: string[], others: number) => {
  try {
    return await findDeliveries(mou, keys, others);
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    const cause = error.cause ?? error;
    if (cause instanceof ApplicationFailure && cause.type === 'TOO_LARGE') throw refused(cause.type, cause.message);
    throw refused('NO_SERVICE', `Which messages were sent is in the register, and that cannot be asked now. ${cause.message}`);
  }
};
