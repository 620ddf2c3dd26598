/**
 * The typed client: one function an act, each with retries by the same id, and the questions an auditor asks.
 *
 * @example
 * const mou = await MouClient.connect();
 * await mou.sign('us-rok-tpd', { by: 'us', signedOn: '2025-10-29', place: 'Gyeongju', signatory, document });
 */
import { Connection } from '@temporalio/client';
import { TASK_QUEUE } from '../workflows/messages.ts';
import type { ActMethods } from './act-methods.ts';
import { causeOf, retries } from './calls.ts';
import { connectionProblem, nothingThere } from './connection-problem.ts';
import { NoService } from './errors.ts';
import { Memoranda } from './memoranda.ts';
import type { ClientOptions } from './questions.ts';
import { type Server, serverFrom } from './server.ts';

export { BadSetting, NoService, NotPermitted } from './errors.ts';
export { Refusal, type RefusalCode } from '../domain/refusal.ts';
export type { Answer, AnsweredBy } from './reader.ts';
export type { ClientOptions } from './questions.ts';
export { verifyEd25519 } from '../keys/ed25519.ts';
export type { Signer, SigningKey, ToSign } from '../keys/signing.ts';
export type { Awaited, AwaitedWhat } from '../domain/awaited.ts';
export type { Delivery } from '../domain/delivery.ts';
export type { Bounce } from '../workflows/messages.ts';
export type { Listed } from './list.ts';
export type { Receipt } from '../domain/memorandum.ts';
export type { Preview } from '../projections/preview.ts';

export type { ActMethods } from './act-methods.ts';
export type { Facts } from './facts.ts';

export type MouClient = Memoranda & ActMethods;

/** In one sentence, where no connection comes about. */
const problemOf = async ({ address, connection: named }: Server, connection: Connection): Promise<string | undefined> => {
  const nothing = await nothingThere(address);
  if (nothing !== undefined) return nothing;
  return await connection.ensureConnected().then(
    () => undefined,
    (error: unknown) => connectionProblem(address, named, causeOf(error)),
  );
};

const connect = async (options: ClientOptions = {}): Promise<MouClient> => {
  const server = serverFrom(options.connection);
  const databaseUrl = options.connection ? undefined : process.env.DATABASE_URL;
  const taskQueue = process.env.MOU_TASK_QUEUE || TASK_QUEUE;
  const { address, namespace } = server;
  const settings = { namespace, taskQueue, databaseUrl, ...options, connection: { ...server.connection, address } };
  const connection = Connection.lazy({ connectTimeout: '5 seconds', interceptors: retries, ...settings.connection });
  const problem = await problemOf(server, connection);
  // What the register knows can be asked without a server.
  if (problem === undefined || settings.databaseUrl) return new Memoranda(connection, settings, problem) as MouClient;
  await connection.close();
  throw new NoService(`${problem}. Start one with: npx mou dev`);
};

export const MouClient = { connect };
