/** Receipts of acts recorded earlier than the clerk remembers. */
import type { Event } from '../../domain/events.ts';
import type { Receipt } from '../../domain/memorandum.ts';
import type { State } from '../../domain/state.ts';
import { RegisterUnavailable } from '../../register/errors.ts';
import type { KeptReceipt } from '../../register/port.ts';
import type { RegisterAccess } from '../register/access.ts';
import { fromCarried, noService } from './known.ts';
import type { ReceiptAsked } from './port.ts';
import { follow, type Known, unopened } from './standings.ts';

type Earlier = { sha256: string; receipt: Receipt };

const receiptOf = (mou: string, { sha256, seq, head, status, events }: KeptReceipt): Earlier => ({
  sha256,
  receipt: { mou, seq, status, events, head },
});

/** By the act's id, or by the number of an event that it caused; undefined where the register knows none. Throws `NO_SERVICE`. */
export const earlierReceipt = async (
  access: RegisterAccess | undefined,
  mou: string,
  act: string | number,
): Promise<Earlier | undefined> => {
  if (!access) throw noService(`${mou}: an act of this id may be in the register, and this worker has none`);
  try {
    const register = await access();
    const id = typeof act === 'string' ? act : (await register.events(mou, { after: act - 1, limit: 1 }))[0]?.act?.id;
    const kept = id === undefined ? undefined : await register.receipt(mou, id);
    return kept && receiptOf(mou, kept);
  } catch (error) {
    if (error instanceof RegisterUnavailable) throw noService(`${mou}: an act of this id may be in the register. ${error.message}`);
    throw error;
  }
};

/** Made again from what the clerk carries, where it can be; otherwise from the register. */
export const receiptFrom = async (access: RegisterAccess | undefined, { mou, actId, carried }: ReceiptAsked): Promise<Receipt> => {
  const events = carried.since.filter(({ act }) => act?.id === actId);
  const last = events.at(-1);
  const then = last && standingAfter(mou, carried, last);
  if (then) return { mou, seq: then.seq, status: (then.state as State).status, events, head: then.head };
  const kept = await earlierReceipt(access, mou, actId);
  if (!kept) throw noService(`${mou}: the register does not hold the act ${actId} yet`);
  return kept.receipt;
};

const standingAfter = (mou: string, { base, since }: ReceiptAsked['carried'], last: Event): Known | undefined => {
  const until = since.filter(({ seq }) => seq <= last.seq);
  return base ? fromCarried(mou, { base, since: until }) : follow(unopened(mou), until);
};
