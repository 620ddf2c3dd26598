/** The desk in a process of its own, and the token with which it is used on this machine. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Archive } from '../client/archive.ts';
import { hashOf, isValid, makeToken, tokensInRegister } from '../desk/tokens.ts';
import { formatInstant } from '../domain/calendar.ts';
import { writePrivate } from '../keys/private-file.ts';
import { type Child, startChild } from './child.ts';
import { ROOT } from './paths.ts';
import { supervise, type Supervised } from './supervise.ts';
import { withoutTemporalSettings } from './worker-process.ts';

const TOKEN = 'desk-token';
const VALID_MS = 30 * 24 * 60 * 60 * 1_000;

/** Where the token is kept, for the scripts of this folder. */
const tokenFile = (folder: string): string => join(folder, TOKEN);

/** The token of an earlier start where it is still good, otherwise a new one: the keeper's, in a file that only its owner reads. */
export const localToken = async (folder: string, databaseUrl: string, namespace: string): Promise<string> => {
  const archive = new Archive({ url: databaseUrl, namespace, patience: 10_000 });
  try {
    const store = tokensInRegister(archive);
    const kept = (await readFile(tokenFile(folder), 'utf8').catch(() => '')).trim();
    const known = kept === '' ? undefined : (await store.by([hashOf(kept)])).get(hashOf(kept));
    if (known && isValid(known, Date.now())) return kept;
    const expiresAt = formatInstant(Date.now() + VALID_MS);
    const { secret } = await makeToken(store, { name: 'mou dev', role: 'operator', actsFor: 'keeper', feed: null, expiresAt }, Date.now());
    await writePrivate(tokenFile(folder), `${secret}\n`);
    return secret;
  } finally {
    await archive.close();
  }
};

/** Where the desk of this machine is found: mails link to it. */
export const deskUrl = (port: number): string => `http://127.0.0.1:${port}`;

type DeskOptions = { port: number; environment: Record<string, string>; log: (line: string) => void };

export const startDeskProcess = async ({ port, environment, log }: DeskOptions): Promise<Child> => {
  let tellServes = (): void => {};
  const serves = new Promise<void>((resolve) => {
    tellServes = resolve;
  });
  return await startChild({
    name: 'The desk',
    command: [process.execPath, join(ROOT, 'dist', 'cli', 'main.js'), 'serve', '--port', String(port)],
    options: { env: { ...withoutTemporalSettings(process.env), ...environment }, extendEnv: false },
    stopSignal: 'SIGTERM',
    stopWithin: 5_000,
    readyWithin: 30_000,
    isReady: () => serves,
    log: (line) => {
      if (line.includes('"Desk started"')) tellServes();
      log(line);
    },
  });
};

/** Where the desk serves, and the token with which it is used on this machine. */
export type LocalDesk = { url: string; token: string; tokenFile: string };

type Place = {
  folder: string;
  port: number;
  /** Of the Temporal server. */
  address: string;
  databaseUrl: string;
  log: (line: string) => void;
  tell: (line: string) => void;
  stopping: AbortSignal;
};

/** Serves until it is stopped; one that ends is started again. */
export const serveDesk = async (place: Place): Promise<{ desk: LocalDesk; running: Supervised<Child> }> => {
  const { folder, port, address, databaseUrl, log, tell, stopping } = place;
  const token = await localToken(folder, databaseUrl, 'default');
  const server = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: 'default', MOU_DATA: folder, DATABASE_URL: databaseUrl };
  const environment = { ...server, MOU_DESK_HOST: '127.0.0.1', MOU_DESK_URL: '' };
  const running = await supervise({ name: 'The desk', start: () => startDeskProcess({ port, environment, log }), tell, stopping });
  running.lost.catch((error: Error) => tell(error.message));
  return { desk: { url: deskUrl(port), token, tokenFile: tokenFile(folder) }, running };
};
