/** The activities that tell the register of a memorandum, for the worker to register. */
import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import type { Delivery } from '../../domain/delivery.ts';
import type { Event } from '../../domain/events.ts';
import { bytesOf } from '../../domain/limits.ts';
import { RegisterConflict, RegisterGap } from '../../register/errors.ts';
import type { RegisterAccess } from './access.ts';

export type RegisterActivities = {
  /**
   * Appends consecutive events, and says up to which number the register holds them: where events before the first are
   * missing there, that number is lower, and they are to be appended first. Null where the worker has no register.
   * Throws `ApplicationFailure` `REGISTER_CONFLICT`, not to be retried, where other events stand in their place;
   * anything else that is thrown is to be retried until it succeeds.
   */
  append: (mou: string, events: Event[]) => Promise<number | null>;
  /**
   * Keeps what is known of messages, and forgets those whose keys are given. Without a register it does nothing. Anything
   * it throws is to be retried until it succeeds.
   */
  keepDeliveries: (mou: string, deliveries: Delivery[], forgotten: string[]) => Promise<void>;
  /**
   * What the register knows of messages, by their keys, for a workflow that knows so many bytes of others. Throws
   * `ApplicationFailure` `TOO_LARGE`, not to be retried, where that is more than a run can take back and hand over.
   */
  findDeliveries: (mou: string, keys: string[], others: number) => Promise<Delivery[]>;
};

/** In bytes. What is given here stands in the history as one payload, which may have 2 MiB, and in what a run hands over. */
const MOST_FOUND = 512 * 1024;

export const createRegisterActivities = (access: RegisterAccess | undefined, logger: Logger): RegisterActivities => {
  const append = async (mou: string, events: Event[]): Promise<number | null> => {
    if (!access) return null;
    try {
      const { seq } = await (await access()).append(mou, events);
      return seq;
    } catch (error) {
      if (error instanceof RegisterGap) return error.expected - 1;
      if (!(error instanceof RegisterConflict)) throw error;
      logger.error({ err: error, mou, seq: error.seq }, 'The register holds another event');
      throw ApplicationFailure.nonRetryable(error.message, 'REGISTER_CONFLICT', { mou, seq: error.seq });
    }
  };

  // No attempt can undo a later one: its statement ends, or is ended by the database, before another attempt begins.
  const keepDeliveries = async (mou: string, deliveries: Delivery[], forgotten: string[]): Promise<void> => {
    if (access) await (await access()).keepDeliveries(mou, deliveries, forgotten);
  };

  const findDeliveries = async (mou: string, keys: string[], others: number): Promise<Delivery[]> => {
    if (!access) return [];
    const wanted = new Set(keys);
    const found = (await (await access()).deliveries(mou)).filter(({ key }) => wanted.has(key));
    if (others + bytesOf(found) <= MOST_FOUND) return found;
    throw ApplicationFailure.nonRetryable('keys: name fewer messages at a time, once those before them are sent again', 'TOO_LARGE');
  };

  return { append, keepDeliveries, findDeliveries };
};
