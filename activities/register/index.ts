/** The activities that tell the register of a memorandum, for the worker to register. */
import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import type { Delivery } from '../../domain/delivery.ts';
import type { Event } from '../../domain/events.ts';
import { RegisterConflict, RegisterGap, RegisterUnavailable } from '../../register/errors.ts';
import type { Register } from '../../register/port.ts';
import { openRegister } from '../../register/postgres.ts';

export type RegisterActivities = {
  /**
   * Appends consecutive events, and says up to which number the register holds them: where events before the first are
   * missing there, that number is lower, and they are to be appended first. Null where the worker has no register.
   * Throws `ApplicationFailure` `REGISTER_CONFLICT`, not to be retried, where other events stand in their place;
   * anything else that is thrown is to be retried until it succeeds.
   */
  append: (mou: string, events: Event[]) => Promise<number | null>;
  /**
   * Keeps what became of messages, and forgets those whose keys are given. Without a register it does nothing. Whatever
   * it throws is to be retried until it succeeds.
   */
  keepDeliveries: (mou: string, deliveries: Delivery[], forgotten: string[]) => Promise<void>;
};

type Options = { databaseUrl: string | undefined; namespace: string; logger: Logger };

type RegisterRoom = RegisterActivities & {
  /**
   * Makes or updates the tables. A database that is down is tried again by the first append; where it is another
   * namespace's register, or one that this worker may not use, it throws `RegisterUnfit`, and nothing is to be served.
   */
  prepareRegister: () => Promise<void>;
  closeRegister: () => Promise<void>;
};

export const createRegisterActivities = ({ databaseUrl, namespace, logger }: Options): RegisterRoom => {
  let opened: Promise<Register> | undefined;

  // A database that is down when the worker starts must not keep it from starting: each attempt tries anew.
  const register = (url: string): Promise<Register> => {
    opened ??= openRegister({ url, namespace }).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };

  const append = async (mou: string, events: Event[]): Promise<number | null> => {
    if (databaseUrl === undefined) return null;
    try {
      const { seq } = await (await register(databaseUrl)).append(mou, events);
      return seq;
    } catch (error) {
      if (error instanceof RegisterGap) return error.expected - 1;
      if (!(error instanceof RegisterConflict)) throw error;
      logger.error({ mou, seq: error.seq }, error.message);
      throw ApplicationFailure.nonRetryable(error.message, 'REGISTER_CONFLICT', { mou, seq: error.seq });
    }
  };

  // No attempt can undo a later one: its statement ends, or is ended by the database, before another attempt begins.
  const keepDeliveries = async (mou: string, deliveries: Delivery[], forgotten: string[]): Promise<void> => {
    if (databaseUrl !== undefined) await (await register(databaseUrl)).keepDeliveries(mou, deliveries, forgotten);
  };

  const prepareRegister = async (): Promise<void> => {
    try {
      if (databaseUrl !== undefined) await register(databaseUrl);
    } catch (error) {
      if (!(error instanceof RegisterUnavailable)) throw error;
      logger.warn({ reason: error.message }, 'The register does not answer: events wait until it does');
    }
  };

  const closeRegister = async (): Promise<void> => {
    await (await opened?.catch(() => undefined))?.close();
  };

  return { append, keepDeliveries, prepareRegister, closeRegister };
};
