/** A database of the test file's own on the tests' PostgreSQL, and lives to record in it. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { Event } from '../../domain/events.ts';
import { openRegister } from '../../register/postgres.ts';
import type { Register } from '../../register/port.ts';
import { Life, type Moment, noticeGiven, delivered, signed } from '../support/lives.ts';

/**
 * Tests then run on a PostgreSQL of yours, in a database whose schema `mou` they drop again and again. One file after
 * another: `MOU_TEST_DATABASE_URL=… npx vitest run test/register --no-file-parallelism`.
 */
const ANOTHER = process.env.MOU_TEST_DATABASE_URL;

export type Ground = {
  /** Of the database, as its owner, who is no superuser. */
  url: string;
  /** What the database itself says and does, as the role that the register connects as. */
  sql: <Row = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** An empty register. */
  register: () => Promise<Register>;
  end: () => Promise<void>;
};

/** Made by a role that may do so; `mou` itself has no more rights than elsewhere. It goes with the server at the end. */
const madeDatabase = async (): Promise<string> => {
  const name = `test_${randomUUID()}`;
  const maker = new pg.Client({ connectionString: inject('databaseMakerUrl') });
  await maker.connect();
  await maker.query(`create database "${name}" owner mou`);
  await maker.end();
  return Object.assign(new URL(inject('databaseUrl')), { pathname: name }).href;
};

export const startGround = async (): Promise<Ground> => {
  const url = ANOTHER ?? (await madeDatabase());
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  const open: Register[] = [];
  return {
    url,
    sql: async (text, values) => (await pool.query(text, values)).rows as never,
    register: async () => {
      await pool.query('drop schema if exists mou cascade');
      const register = await openRegister({ url });
      open.push(register);
      return register;
    },
    end: async () => {
      await Promise.all(open.map((one) => one.close()));
      await pool.end();
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
