/** What is appended stays as it was appended: in order, once, chained, and whole. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import pg from 'pg';
import { logOf as storyOf } from '../../bench/story.ts';
import { genesis, link } from '../../domain/chain.ts';
import type { Event } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import { RegisterConflict, RegisterGap } from '../../register/errors.ts';
import type { Register } from '../../register/port.ts';
import { openRegister } from '../../register/postgres.ts';
import { fullLives } from '../support/lives.ts';
import { type Ground, logOf, startGround } from './support.ts';

describe('the register', () => {
  let ground: Ground;
  let register: Register;
  beforeAll(async () => {
    ground = await startGround();
  });
  beforeEach(async () => {
    register = await ground.register();
  });
  afterAll(() => ground.end());

  const headAfter = (mou: string, log: readonly Event[]) => log.reduce(link, genesis(mou));

  it('gives the head of the chain with each receipt', async () => {
    const log = logOf('m1');
    const first = await register.append('m1', log.slice(0, 2));
    expect(first).toEqual({ seq: 2, head: headAfter('m1', log.slice(0, 2)) });
    expect(await register.append('m1', log.slice(2))).toEqual({ seq: log.length, head: headAfter('m1', log) });
    expect(await register.head('m1')).toEqual({ seq: log.length, head: headAfter('m1', log) });
    expect(await register.events('m1')).toEqual(log);
    expect(await register.state('m1')).toEqual(fold(log));
    expect(await register.verify()).toEqual({ ok: true, memoranda: 1, events: log.length, findings: [] });
  });

  it('knows nothing of a memorandum that was never opened', async () => {
    expect(await register.events('nobody')).toEqual([]);
    expect(await register.state('nobody')).toBeUndefined();
    expect(await register.head('nobody')).toBeUndefined();
    expect(await register.heads()).toEqual([]);
  });

  it('answers a retry of any age: what the act of an id left, with the status and the head then', async () => {
    const log = logOf('m1');
    await register.append('m1', log);
    const acts = new Set(log.flatMap(({ act }) => (act ? [act.id] : [])));
    for (const id of acts) {
      const events = log.filter(({ act }) => act?.id === id);
      const { seq } = events.at(-1) as Event;
      const before = log.slice(0, seq);
      expect(await register.receipt('m1', id)).toEqual({
        ...{ sha256: events[0]?.act?.sha256, seq, events, head: headAfter('m1', before) },
        status: fold(before)?.status,
      });
    }
    expect(acts.size).toBeGreaterThan(3);
    expect(await register.receipt('m1', 'never')).toBeUndefined();
    expect(await register.receipt('m2', [...acts][0] as string)).toBeUndefined();
  });

  it('leaves alone what is there already, wherever a retry begins and ends', async () => {
    const log = logOf('m1');
    await register.append('m1', log.slice(0, 4));
    for (const [from, to] of [
      [0, 4],
      [1, 3],
      [3, 4],
      [2, 7],
      [0, 7],
    ]) {
      expect(await register.append('m1', log.slice(from, to))).toEqual({ seq: to, head: headAfter('m1', log.slice(0, to)) });
    }
    expect(await register.events('m1')).toEqual(log);
  });

  it('touches no index where what is listed and searched stays as it was, which a report leaves', async () => {
    const pool = new pg.Pool({ connectionString: ground.url, max: 1 });
    const writer = await openRegister({ pool });
    const log = await storyOf(50);
    for (const event of log) await writer.append('bench', [event]);
    await pool.query('select pg_stat_force_next_flush()');
    const { rows } = await pool.query("select n_tup_hot_upd::int as untouched from pg_stat_user_tables where relname = 'memoranda'");
    const reports = log.filter(({ type }) => type === 'InitiativeReported').length;
    expect(reports).toBeGreaterThan(20);
    expect((rows[0] as { untouched: number }).untouched).toBeGreaterThanOrEqual(reports);
    expect(await writer.verify()).toMatchObject({ ok: true, findings: [] });
    await writer.close();
    await pool.end();
  });

  it('refuses another event under a number that is taken, and names both', async () => {
    const log = logOf('m1');
    await register.append('m1', log.slice(0, 4));
    const other = log.map((event): Event => (event.seq === 3 ? { ...event, by: 'rok' } : event));
    const refused = await register.append('m1', other).catch((error) => error);
    expect(refused).toBeInstanceOf(RegisterConflict);
    expect(refused).toMatchObject({ mou: 'm1', seq: 3 });
    expect(await register.events('m1')).toEqual(log.slice(0, 4));
  });

  it('keeps an id for ever: nobody opens another memorandum under it', async () => {
    await register.append('m1', logOf('m1'));
    const [opening] = logOf('m1') as [Event];
    await expect(register.append('m1', [{ ...opening, at: '2028-01-01T00:00:00Z' }])).rejects.toThrow(RegisterConflict);
  });

  it('refuses a gap, within what is given and before it', async () => {
    const log = logOf('m1');
    await register.append('m1', log.slice(0, 2));
    await expect(register.append('m1', log.slice(3))).rejects.toMatchObject({ name: 'RegisterGap', expected: 3 });
    await expect(register.append('m2', logOf('m2').slice(1))).rejects.toThrow(RegisterGap);
    await expect(register.append('m1', [log[2], log[4]] as Event[])).rejects.toThrow('does not follow');
    await expect(register.append('m1', [])).rejects.toThrow('no events');
    expect(await register.events('m1')).toHaveLength(2);
  });

  it('refuses the events of one memorandum under the id of another', async () => {
    await expect(register.append('m2', logOf('m1'))).rejects.toThrow('m1');
    expect(await register.heads()).toEqual([]);
  });

  it('gives the events after a number, up to a limit, and as known at an instant', async () => {
    const log = logOf('m1');
    await register.append('m1', log);
    expect(await register.events('m1', { after: 2, limit: 3 })).toEqual(log.slice(2, 5));
    const known = await register.events('m1', { knownAt: Date.parse(log[3]?.at as string) });
    expect(known).toEqual(log.filter(({ at }) => at <= (log[3]?.at as string)));
  });

  it('keeps whole lives, with events of every type, appended one by one', async () => {
    for (const { log, state } of fullLives()) {
      for (const event of log) await register.append(state.mou, [event]);
      expect(await register.events(state.mou)).toEqual(log);
      expect(await register.state(state.mou)).toEqual(state);
    }
    expect(await register.verify()).toMatchObject({ ok: true, memoranda: fullLives().length });
  });

  it('keeps any text that JSON can say, and finds words in it', async () => {
    const [opening, signing, ...others] = logOf('m1') as [Event, Extract<Event, { type: 'Signed' }>, ...Event[]];
    const title = 'Protokół 양해각서 \ud800 „quoted" \\u0000';
    const odd = { ...signing, data: { ...signing.data, document: { ...signing.data.document, title } } };
    const reason = 'with a NUL: \0, and \u2028';
    const paused: Event = { ...signing, seq: 3, type: 'Paused', data: { reason } };
    await register.append('m1', [opening, odd, paused]);
    expect(others.length).toBeGreaterThan(0);
    expect(await register.events('m1')).toEqual([opening, odd, paused]);
    expect((await register.state('m1'))?.signatures[0]?.document.title).toBe(title);
    expect((await register.list({ search: '양해각서' })).memoranda).toHaveLength(1);
    expect(await register.verify()).toMatchObject({ ok: true });
  });

  it('keeps an instrument of the greatest size', async () => {
    const [opening] = logOf('m1') as [Extract<Event, { type: 'MemorandumOpened' }>];
    const word = (n: number) => `${n.toString(36)}-${(n * 7919).toString(36)}/x.${n}@b.example`;
    const text = (clause: number) => Array.from({ length: 700 }, (_, n) => word(clause * 1_000 + n)).join(' ');
    const clauses = [...opening.data.instrument.clauses, ...Array.from({ length: 480 }, (_, n) => ({ id: `X.${n}`, text: text(n) }))];
    const large = { ...opening, data: { ...opening.data, instrument: { ...opening.data.instrument, clauses } } };
    await register.append('m1', [large]);
    expect(await register.verify()).toMatchObject({ ok: true });
  });
});
