/**
 * The typed client: one function an act, each with retries by the same id, and the questions an auditor asks.
 *
 * @example
 * const mou = await MouClient.connect();
 * await mou.sign('us-rok-tpd', { by: 'us', signedOn: '2025-10-29', place: 'Gyeongju', signatory, document });
 */
import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { ActInput, ActName } from '../domain/acts/index.ts';
import type { Receipt } from '../domain/memorandum.ts';
import { TASK_QUEUE } from '../workflows/messages.ts';
import { causeOf } from './calls.ts';
import { NoService } from './errors.ts';
import { Memoranda } from './memoranda.ts';
import type { ClientOptions } from './questions.ts';

export { NoService } from './errors.ts';
export type { ClientOptions } from './questions.ts';
export type { Delivery } from '../domain/delivery.ts';
export type { Bounce } from '../workflows/messages.ts';
export type { Listed } from './list.ts';
export type { Receipt } from '../domain/memorandum.ts';

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : Name;
type Facts<Name extends ActName> = Omit<Extract<ActInput, { do: Name }>, 'do' | (Name extends 'open' ? 'mou' : never)>;
/** One function an act: `sign`, `giveNotice`, `recordDelivery` … */
type ActFunctions = { [Name in ActName as CamelCase<Name>]: (mou: string, facts: Facts<Name>) => Promise<Receipt> };

export type MouClient = Memoranda & ActFunctions;

const connect = async (options: ClientOptions = {}): Promise<MouClient> => {
  // Whoever names a connection means that one, without what the environment says of another.
  const { namespace, connectionOptions } = options.connection
    ? { namespace: undefined, connectionOptions: options.connection }
    : loadClientConnectConfig();
  const databaseUrl = options.connection ? undefined : process.env.DATABASE_URL;
  const address = connectionOptions.address ?? 'localhost:7233';
  try {
    const connection = await Connection.connect({ connectTimeout: '5 seconds', ...connectionOptions });
    const taskQueue = process.env.MOU_TASK_QUEUE || TASK_QUEUE;
    return new Memoranda(connection, { namespace: namespace ?? 'default', taskQueue, databaseUrl, ...options }) as MouClient;
  } catch (error) {
    throw new NoService(`No Temporal server answers at ${address} (${causeOf(error).message}). Start one with: npx mou dev`);
  }
};

export const MouClient = { connect };
