/** A PostgreSQL of the test's own in a folder of its own, and lives to record in it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Event } from '../../domain/events.ts';
import { openRegister } from '../../register/postgres.ts';
import type { Register } from '../../register/port.ts';
import { type Postgres, startPostgres } from '../../dev/embedded-postgres.ts';
import { Life, type Moment, noticeGiven, delivered, signed } from '../support/lives.ts';

/**
 * Tests then run on a PostgreSQL of yours, in a database whose schema `mou` they drop again and again. One file after
 * another: `MOU_TEST_DATABASE_URL=… npx vitest run test/register --no-file-parallelism`.
 */
const ANOTHER = process.env.MOU_TEST_DATABASE_URL;

export type Ground = {
  folder: string;
  server: Pick<Postgres, 'url' | 'stop'>;
  /** What the database itself says and does, as the role that the register connects as. */
  sql: <Row = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** An empty register. */
  register: () => Promise<Register>;
  end: () => Promise<void>;
};

export const startGround = async (): Promise<Ground> => {
  const folder = await mkdtemp(join(tmpdir(), 'mou-register-'));
  const server = ANOTHER ? { url: ANOTHER, stop: async () => {} } : await startPostgres({ dir: folder, log: () => {} });
  const pool = new pg.Pool({ connectionString: server.url, max: 2 });
  pool.on('error', () => {});
  const open: Register[] = [];
  return {
    folder,
    server,
    sql: async (text, values) => (await pool.query(text, values)).rows as never,
    register: async () => {
      await pool.query('drop schema if exists mou cascade');
      const register = await openRegister({ url: server.url });
      open.push(register);
      return register;
    },
    end: async () => {
      await Promise.all(open.map((one) => one.close()));
      await pool.end();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
};

const LIFE: Moment[] = [
  signed('2027-01-05T06:00:00Z', 'rok', '2027-01-05', 'Gyeongju'),
  signed('2027-01-05T07:00:00Z', 'us', '2027-01-05', 'Gyeongju'),
  noticeGiven('2027-01-29T15:00:00Z', 'us', 'n1', '2027-01-29'),
  delivered('2027-02-01T02:00:00Z', 'n1', 'rok', '2027-02-01', 'Seoul'),
];

/** Opened, signed, operative, notice given and delivered: 7 events. */
export const logOf = (mou: string): readonly Event[] => new Life(LIFE, { mou }).log;
