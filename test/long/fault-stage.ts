/** All that a memorandum rests on, each in a process of its own that can be killed, stopped and started again; on a disk that can be filled. */
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { type MailSink, startMailSink } from '../../bench/temporal/mail-sink.ts';
import { startDevServer } from '../../dev/dev-server.ts';
import { startPostgres } from '../../dev/embedded-postgres.ts';
import { freePort } from '../../dev/free-port.ts';
import { ROOT, WORKER } from '../../dev/paths.ts';
import { searchAttributeFlags } from '../../dev/search-attribute-flags.ts';
import { findTemporalBinary } from '../../dev/temporal-binary.ts';
import { startWorker } from '../../dev/worker-process.ts';

export const PROCESSES = ['server', 'database', 'worker 1', 'worker 2'] as const;
export type ProcessName = (typeof PROCESSES)[number];

type Running = { pid: number; exited: Promise<unknown>; stop: () => Promise<void> };
type Start = () => Promise<Running>;

const DISK_MB = 800;
/** A process may be started before what it needs is back. */
const START_ATTEMPTS = 20;

/** Each process under its name: killed and started again at the same address. */
class Processes {
  readonly #starts: Record<ProcessName, Start>;
  readonly #running = new Map<ProcessName, Running & { ended: boolean }>();

  constructor(starts: Record<ProcessName, Start>) {
    this.#starts = starts;
  }

  /** Starts those that do not run. */
  async ensure(...names: ProcessName[]): Promise<void> {
    for (const name of names) if (this.#running.get(name)?.ended ?? true) await this.#start(name);
  }

  async #start(name: ProcessName): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const running = { ...(await this.#starts[name]()), ended: false };
        void running.exited.then(() => {
          running.ended = true;
        });
        this.#running.set(name, running);
        return;
      } catch (error) {
        if (attempt === START_ATTEMPTS) throw error;
        await pause(500);
      }
    }
  }

  async kill(...names: ProcessName[]): Promise<void> {
    const killed = names.flatMap((name) => this.#running.get(name) ?? []).filter(({ ended }) => !ended);
    for (const { pid } of killed) process.kill(pid, 'SIGKILL');
    await Promise.all(killed.map(({ exited }) => exited));
  }

  /** With the processes that it has made: a database serves each connection by one. */
  async signal(name: ProcessName, signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const { pid, ended } = this.#running.get(name) ?? { pid: 0, ended: true };
    if (ended) return;
    const { stdout } = await execa('pgrep', ['-P', String(pid)], { reject: false });
    for (const one of [pid, ...stdout.split('\n').filter(Boolean).map(Number)]) {
      try {
        process.kill(one, signal);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
  }

  async stop(): Promise<void> {
    for (const name of [...PROCESSES].reverse()) {
      await this.signal(name, 'SIGCONT');
      await this.#running.get(name)?.stop();
    }
  }
}

const ifFull = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOSPC') throw error;
};

/** A small disk in memory, which only root may make; otherwise a folder, which cannot be filled. */
const makeDisk = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mou-faults-'));
  const { exitCode } = await execa('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=755`, 'tmpfs', folder], { reject: false });
  const filler = join(folder, 'filler');
  return {
    folder,
    isOwn: exitCode === 0,
    fill: async () => {
      const { bavail, bsize } = await statfs(folder);
      // Others write meanwhile: it is full a little sooner.
      await writeFile(filler, Buffer.alloc(bavail * bsize)).catch(ifFull);
    },
    empty: () => rm(filler, { force: true }),
    remove: async () => {
      if (exitCode === 0) await execa('umount', ['--lazy', folder], { reject: false });
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export type FaultStage = {
  address: string;
  databaseUrl: string;
  mail: MailSink;
  processes: Processes;
  /** Undefined where no disk could be made that can be filled. */
  disk: { fill: () => Promise<void>; empty: () => Promise<void> } | undefined;
  stop: () => Promise<void>;
};

export const startFaultStage = async (): Promise<FaultStage> => {
  const disk = await makeDisk();
  const mail = await startMailSink();
  const contacts = join(disk.folder, 'contacts.yaml');
  await writeFile(contacts, 'us: [{ name: Desk, email: desk@us.example }]\nrok: [{ name: Desk, email: desk@rok.example }]\n');
  const binary = await findTemporalBinary({ log: () => {}, root: ROOT });
  const [port, databasePort] = [await freePort(), await freePort()];
  const address = `127.0.0.1:${port}`;
  let databaseUrl = '';
  const worker: Start = () =>
    startWorker({
      script: WORKER,
      environment: {
        TEMPORAL_ADDRESS: address,
        DATABASE_URL: databaseUrl,
        MOU_SMTP_URL: mail.url,
        MOU_CONTACTS: contacts,
        MOU_LOG_LEVEL: 'info',
      },
      log: () => {},
    });
  const processes = new Processes({
    server: () =>
      startDevServer({
        binary,
        port,
        dbFile: join(disk.folder, 'temporal.db'),
        searchAttributes: searchAttributeFlags,
        // Runs hand over often.
        dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 300 },
      }),
    database: async () => {
      const postgres = await startPostgres({ dir: join(disk.folder, 'register'), port: databasePort, log: () => {} });
      databaseUrl = postgres.url;
      return postgres;
    },
    'worker 1': worker,
    'worker 2': worker,
  });
  const stop = async (): Promise<void> => {
    await processes.stop();
    await mail.stop();
    await disk.remove();
  };
  try {
    await processes.ensure(...PROCESSES);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, databaseUrl, mail, processes, disk: disk.isOwn ? disk : undefined, stop };
};
