/** What is measured: one Temporal server, a register, a mail server, and workers for both that are started when they are needed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@temporalio/client';
import { ROOT, WORKER } from '../../dev/paths.ts';
import { MouClient } from '../../client/index.ts';
import { startDevServer } from '../../dev/dev-server.ts';
import { startPostgres } from '../../dev/embedded-postgres.ts';
import { searchAttributeFlags } from '../../dev/search-attribute-flags.ts';
import { findTemporalBinary } from '../../dev/temporal-binary.ts';
import { type Undo, undoAll } from '../../dev/undo.ts';
import { startWorker, type WorkerProcess } from '../../dev/worker-process.ts';
import { openRegister } from '../../register/postgres.ts';
import type { Register } from '../../register/port.ts';
import { type MailSink, startMailSink } from './mail-sink.ts';

export type Side = 'bare' | 'ours';

export type Stand = {
  address: string;
  server: { pid: number };
  client: MouClient;
  /** Without a layer of ours over it. */
  bare: Client;
  register: Register;
  databaseUrl: string;
  mail: MailSink;
  /** Runs the work with a fresh worker of that side, and no other. */
  withWorker: <Result>(side: Side, work: (worker: MeasuredWorker) => Promise<Result>, cached?: number) => Promise<Result>;
};

export type MeasuredWorker = WorkerProcess & {
  /** Bytes that the process holds once all garbage is collected. */
  memory: () => Promise<number>;
};

// From the sources, too, the built ones: they run in processes of their own.
const BUILT = join(ROOT, 'dist', 'bench', 'temporal');
const BARE_WORKER = join(BUILT, 'bare-worker.js');
const REPORT_MEMORY = pathToFileURL(join(BUILT, 'report-memory.js')).href;
const PATIENCE = 120_000;

const isTrouble = (line: string): boolean => /"level":[56]0|ERROR|fatal/.test(line);

type Place = { address: string; databaseUrl: string; contacts: string; mail: MailSink };

const workerStarter = ({ address, databaseUrl, contacts, mail }: Place): Stand['withWorker'] => {
  return async (side, work, cached) => {
    let collected: (bytes: number) => void = () => {};
    const worker = await startWorker({
      script: side === 'bare' ? BARE_WORKER : WORKER,
      environment: {
        TEMPORAL_ADDRESS: address,
        DATABASE_URL: databaseUrl,
        MOU_SMTP_URL: mail.url,
        MOU_CONTACTS: contacts,
        MOU_ACTS: 'open',
        MOU_LOG_LEVEL: 'info',
        ...(cached !== undefined && { MOU_MAX_CACHED_WORKFLOWS: String(cached) }),
        NODE_OPTIONS: `--import=${REPORT_MEMORY}`,
      },
      log: (line) => {
        if (line.includes('"Garbage collected"')) collected(JSON.parse(line).bytes);
        else if (isTrouble(line)) process.stderr.write(`${side}: ${line.slice(0, 300)}\n`);
      },
    });
    const memory = (): Promise<number> =>
      new Promise((resolve, reject) => {
        collected = resolve;
        void worker.exited.then(() => reject(new Error(`The worker of ${side} ended`)));
        process.kill(worker.pid, 'SIGWINCH');
      });
    try {
      return await work({ ...worker, memory });
    } finally {
      await worker.stop();
    }
  };
};

const contactsIn = async (folder: string): Promise<string> => {
  const path = join(folder, 'contacts.yaml');
  await writeFile(path, 'us: [{ name: Desk, email: desk@us.example }]\nrok: [{ name: Desk, email: desk@rok.example }]\n');
  return path;
};

/** @param timeSkipping on a server of its own, for what is rehearsed: it costs the server something */
export const withStand = async <Result>(work: (stand: Stand) => Promise<Result>, timeSkipping = false): Promise<Result> => {
  const undo: Undo = [];
  try {
    const folder = await mkdtemp(join(tmpdir(), 'mou-bench-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const mail = await startMailSink();
    undo.push(() => mail.stop());
    const postgres = await startPostgres({ dir: join(folder, 'register'), log: () => {} });
    undo.push(() => postgres.stop());
    const register = await openRegister({ url: postgres.url });
    undo.push(() => register.close());
    const binary = await findTemporalBinary({ log: () => {}, root: ROOT });
    const server = await startDevServer({ binary, timeSkipping, searchAttributes: searchAttributeFlags });
    undo.push(() => server.stop());
    const { address } = server;
    const options = { connection: { address }, namespace: 'default', patience: PATIENCE, databaseUrl: postgres.url };
    const client = await MouClient.connect(options);
    undo.push(() => client.close());
    const bare = new Client({ connection: client.connection, namespace: 'default' });
    const withWorker = workerStarter({ address, databaseUrl: postgres.url, contacts: await contactsIn(folder), mail });
    return await work({ address, server, client, bare, register, databaseUrl: postgres.url, mail, withWorker });
  } finally {
    await undoAll(undo);
  }
};
