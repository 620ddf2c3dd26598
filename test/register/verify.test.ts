/** A row changed behind the register's back, as the tables' owner could: verify names the first wrong event. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonicalize } from 'json-canonicalize';
import { genesis, link } from '../../domain/chain.ts';
import type { Event } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import type { HeadOf, Register } from '../../register/port.ts';
import { fullLives } from '../support/lives.ts';
import { type Ground, logOf, startGround } from './support.ts';

describe('verifying', () => {
  let ground: Ground;
  let register: Register;
  let since: HeadOf[];
  beforeAll(async () => {
    ground = await startGround();
  });
  beforeEach(async () => {
    register = await ground.register();
    for (const mou of ['m1', 'm2', 'm3']) await register.append(mou, logOf(mou));
    since = await register.heads();
  });
  afterAll(() => ground.end());

  /** What an owner of the tables can do who wants to: hence the chain, and the signed checkpoint. */
  const behindItsBack = async (statement: string, values?: unknown[]): Promise<void> => {
    await ground.sql('alter table mou.events disable trigger user; grant all on mou.events to current_user');
    await ground.sql(statement, values);
    await ground.sql('alter table mou.events enable always trigger events_are_kept');
    await ground.sql('alter table mou.events enable always trigger events_are_chained');
  };
  const firstWrong = async () => (await register.verify()).findings;

  it('finds nothing wrong where nothing is', async () => {
    expect(await register.verify()).toEqual({ ok: true, memoranda: 3, events: 21, findings: [] });
    expect(await register.verify('m2', since)).toEqual({ ok: true, memoranda: 1, events: 7, findings: [] });
    expect(await register.verify('nobody')).toEqual({ ok: true, memoranda: 0, events: 0, findings: [] });
  });

  it('names the event whose content was changed', async () => {
    await behindItsBack(
      `update mou.events set event = replace(event::text, '2027-02-01', '2027-01-01')::json where mou = 'm2' and seq = 6`,
    );
    expect(await firstWrong()).toMatchObject([{ mou: 'm2', seq: 6, wrong: 'hash-differs' }]);
    expect(await register.verify('m2')).toMatchObject({ ok: false, findings: [{ seq: 6 }] });
    expect(await register.verify('m1')).toMatchObject({ ok: true });
  });

  it('names the event of which only the bytes were changed', async () => {
    await behindItsBack(`update mou.events set event = replace(event::text, '{"act"', '{ "act"')::json where mou = 'm2' and seq = 3`);
    expect(await firstWrong()).toMatchObject([
      { mou: 'm2', seq: 3, wrong: 'hash-differs', why: 'its bytes are not those that were hashed, though they say the same' },
    ]);
  });

  it('names the event whose hash was changed, or made over for the changed one', async () => {
    await behindItsBack(`update mou.events set hash = repeat('0', 64) where mou = 'm1' and seq = 7`);
    const log = logOf('m3');
    const forged = { ...log[1], by: 'us' } as Event;
    const hash = link(link(genesis('m3'), log[0] as Event), forged);
    await behindItsBack(`update mou.events set event = $1, hash = $2 where mou = 'm3' and seq = 2`, [canonicalize(forged), hash]);
    expect(await firstWrong()).toMatchObject([
      { mou: 'm1', seq: 7, wrong: 'hash-differs' },
      // The second fits its forged hash; the third was chained over the true one.
      { mou: 'm3', seq: 3, wrong: 'hash-differs' },
    ]);
  });

  it('names the event that is missing, in the midst and at the end', async () => {
    await behindItsBack(`delete from mou.events where (mou, seq) in (('m1', 1), ('m2', 4), ('m3', 7))`);
    expect(await firstWrong()).toMatchObject([
      { mou: 'm1', seq: 1, wrong: 'gap', why: 'event 1 is missing before event 2' },
      { mou: 'm2', seq: 4, wrong: 'gap' },
      { mou: 'm3', seq: 7, wrong: 'row-missing' },
    ]);
  });

  it('names the first event of a memorandum of which none is left', async () => {
    await behindItsBack(`delete from mou.events where mou = 'm2'`);
    expect(await firstWrong()).toMatchObject([{ mou: 'm2', seq: 1, wrong: 'row-missing' }]);
  });

  it('names the event whose row tells another type, instant or status', async () => {
    await behindItsBack(`update mou.events set type = 'Confirmed' where mou = 'm1' and seq = 2`);
    await behindItsBack(`update mou.events set at = at - interval '1 day' where mou = 'm2' and seq = 5`);
    await behindItsBack(`update mou.events set status = case seq when 3 then 'operative' else status end where mou = 'm3'`);
    expect(await firstWrong()).toMatchObject([
      { mou: 'm1', seq: 2, wrong: 'columns-differ' },
      { mou: 'm2', seq: 5, wrong: 'columns-differ' },
      { mou: 'm3', seq: 3, wrong: 'columns-differ', why: 'its row says that it is operative then, and the events open' },
    ]);
  });

  it('names the event whose row tells another act', async () => {
    await behindItsBack(`update mou.events set act_id = 'another' where mou = 'm1' and seq = 2`);
    expect(await firstWrong()).toMatchObject([{ mou: 'm1', seq: 2, wrong: 'columns-differ', why: expect.stringContaining('another') }]);
  });

  it('names the event that does not follow', async () => {
    const log = logOf('m4').slice(0, 3);
    const stray: Event = { ...(log[2] as Event), seq: 4, type: 'NoticeWithdrawn', data: { notice: 'n9', decision: null } };
    const hash = [...log, stray].reduce(link, genesis('m4'));
    await register.append('m4', log);
    await behindItsBack(
      `insert into mou.events (mou, seq, type, at, hash, event, act_id, status) values ('m4', 4, $1, $2, $3, $4, $5, 'operative')`,
      [...[stray.type, stray.at, hash, canonicalize(stray), stray.act?.id]],
    );
    expect(await firstWrong()).toMatchObject([{ mou: 'm4', seq: 4, wrong: 'does-not-follow' }]);
  });

  it('finds by the rules, where it is asked to, what follows from nothing though its chain holds', async () => {
    const log = logOf('m4');
    const second = log.filter(({ type }) => type === 'Signed')[1];
    const forged = log.filter((event) => event !== second).map((event, at): Event => ({ ...event, seq: at + 1 }));
    await register.append('m4', forged);
    expect(await register.verify()).toMatchObject({ ok: true, memoranda: 4 });
    expect((await register.verify(undefined, [], { byRules: true })).findings).toMatchObject([
      { mou: 'm4', seq: 3, wrong: 'not-by-the-rules', why: expect.stringContaining('BecameOperative') },
    ]);
    for (const mou of ['m1', 'm2', 'm3']) expect(await register.verify(mou, [], { byRules: true })).toMatchObject({ ok: true });
  });

  it('finds what is listed otherwise than the events tell, and makes it again from them', async () => {
    await ground.sql(`update mou.memoranda set status = 'open' where mou = 'm1'`);
    await ground.sql(`update mou.memoranda set state = replace(state::text, '"rok"', '"kor"')::json where mou = 'm2'`);
    await ground.sql(`delete from mou.memoranda where mou = 'm3'`);
    expect(await firstWrong()).toMatchObject([
      { mou: 'm1', seq: 7, wrong: 'projection-differs', why: 'what is listed differs in status' },
      { mou: 'm2', seq: 7, wrong: 'projection-differs', why: 'what is listed differs in state' },
      { mou: 'm3', seq: 7, wrong: 'projection-differs', why: 'it is not listed' },
    ]);
    for (const mou of ['m1', 'm2', 'm3']) await register.reproject(mou);
    expect(await register.verify()).toMatchObject({ ok: true, memoranda: 3 });
    expect(await register.state('m2')).toEqual(fold(logOf('m2')));
  });

  it('finds by an earlier checkpoint what was rewritten together with its hashes, or removed without a trace', async () => {
    await behindItsBack(`delete from mou.events where mou in ('m1', 'm2')`);
    await ground.sql(`delete from mou.memoranda where mou in ('m1', 'm2')`);
    const other = logOf('m1').map((event): Event => (event.seq === 2 ? { ...event, at: '2027-01-05T06:00:01Z' } : event));
    await register.reproject('m1');
    await register.append('m1', other);
    expect(await register.verify()).toMatchObject({ ok: true, memoranda: 2 });
    expect((await register.verify(undefined, since)).findings).toMatchObject([
      { mou: 'm1', seq: 7, wrong: 'hash-differs' },
      { mou: 'm2', seq: 7, wrong: 'row-missing' },
    ]);
  });

  it('reads whole lives, each appended in pieces, from what was written of their states now and then', async () => {
    for (const { log, state } of fullLives()) {
      for (let from = 0; from < log.length; from += 3) await register.append(state.mou, log.slice(from, from + 3));
      expect(await register.state(state.mou)).toEqual(state);
    }
    expect(await register.verify()).toMatchObject({ ok: true, memoranda: 3 + fullLives().length });
  });

  it('takes a row that another version of the engine made for what it is, and makes it again when it is appended to', async () => {
    await register.append('m4', logOf('m4').slice(0, 5));
    await ground.sql(`update mou.memoranda set projection = 0, state = '{}' where mou in ('m1', 'm4')`);
    expect(await register.verify()).toMatchObject({ ok: true, memoranda: 4 });
    expect(await register.state('m1')).toEqual(fold(logOf('m1')));
    // It remembers what it appended to m4, and that the row had the state of then.
    await register.append('m4', logOf('m4').slice(5));
    expect(await ground.sql(`select mou from mou.memoranda where projection = 0`)).toEqual([{ mou: 'm1' }]);
    expect(await register.state('m4')).toEqual(fold(logOf('m4')));
    expect(await register.verify('m4')).toMatchObject({ ok: true });
  });
});
