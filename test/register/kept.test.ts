/** The database itself keeps the events: against a script, against the engine's own role, and against a chain that does not hold. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { canonicalize } from 'json-canonicalize';
import type { Event } from '../../domain/events.ts';
import { migrateRegister, openRegister } from '../../register/postgres.ts';
import type { Register } from '../../register/port.ts';
import { type Ground, logOf, startGround } from './support.ts';

const MIGRATIONS = [
  ...['0001-register', '0002-desk', '0003-digests-additive', '0004-state-instrument-additive'],
  ...['0005-first-ahead-additive', '0006-first-ahead-columns-additive'],
];

describe('the database', () => {
  let ground: Ground;
  let register: Register;
  beforeAll(async () => {
    ground = await startGround();
  });
  beforeEach(async () => {
    register = await ground.register();
    await register.append('m1', logOf('m1').slice(0, 3));
  });
  afterAll(() => ground.end());

  const CHANGES = [
    "update mou.events set event = '{}' where mou = 'm1' and seq = 2",
    "delete from mou.events where mou = 'm1' and seq = 3",
    'delete from mou.events',
    'truncate mou.events',
    'truncate mou.events, mou.memoranda cascade',
    "insert into mou.events select mou, seq, type, at, hash, event from mou.events on conflict (mou, seq) do update set hash = 'x'",
    "merge into mou.events e using (values ('m1')) as v (mou) on e.mou = v.mou when matched then delete",
  ];

  it.each(CHANGES)('denies the role of the engine the privilege: %s', async (statement) => {
    await expect(ground.sql(statement)).rejects.toThrow('permission denied');
    expect(await register.events('m1')).toHaveLength(3);
  });

  it.each(CHANGES)('refuses a role with every privilege: %s', async (statement) => {
    await ground.sql('grant all on mou.events to current_user');
    await expect(ground.sql(statement)).rejects.toThrow('events are never changed');
    expect(await register.events('m1')).toHaveLength(3);
    expect(await register.verify()).toMatchObject({ ok: true });
  });

  const insert = async (event: Event, hash: string): Promise<unknown> =>
    await ground.sql('insert into mou.events (mou, seq, type, at, hash, event) values ($1, $2, $3, $4, $5, $6)', [
      ...['m1', event.seq, event.type, event.at, hash],
      canonicalize(event),
    ]);

  it('takes no event that is not chained over the one before, and none after a gap', async () => {
    const [, , , fourth, fifth] = logOf('m1') as [Event, Event, Event, Event, Event];
    await expect(insert(fourth, 'f'.repeat(64))).rejects.toThrow('is not over it and the one before');
    await expect(insert(fifth, 'f'.repeat(64))).rejects.toThrow('does not follow on another');
    expect(await register.events('m1')).toHaveLength(3);
  });

  it('makes its tables once, however many workers start at the same moment', async () => {
    await ground.sql('drop schema mou cascade');
    const registers = await Promise.all(Array.from({ length: 6 }, () => openRegister({ url: ground.url })));
    await Promise.all(registers.map((one, at) => one.append(`m${at}`, logOf(`m${at}`))));
    expect(await register.heads()).toHaveLength(6);
    expect(await ground.sql('select name from mou.kysely_migration order by name')).toEqual(MIGRATIONS.map((name) => ({ name })));
    await Promise.all(registers.map((one) => one.close()));
  });

  it('is left alone by an older version of the engine than the one that made it', async () => {
    await ground.sql("insert into mou.kysely_migration values ('0999-later', now()::text)");
    await expect(openRegister({ url: ground.url })).rejects.toThrow('A newer version of the engine');
    await ground.sql("delete from mou.kysely_migration where name = '0999-later'");
  });

  it('goes on by an older version of the engine where a newer one only added something, which stays', async () => {
    await ground.sql("insert into mou.kysely_migration values ('0999-later-additive', now()::text)");
    const register = await openRegister({ url: ground.url });
    await register.append('older', logOf('older'));
    expect(await register.verify('older')).toMatchObject({ ok: true });
    await register.close();
    await ground.sql("delete from mou.kysely_migration where name = '0001-register'");
    await expect(openRegister({ url: ground.url })).rejects.toThrow();
    await ground.sql("insert into mou.kysely_migration values ('0001-register', now()::text)");
  });

  it('says who has to change it where a role may not, and something is missing', async () => {
    await ground.sql("delete from mou.kysely_migration where name = '0001-register'");
    await ground.sql('revoke all on mou.kysely_migration_lock from current_user; revoke create on schema mou from current_user');
    await expect(openRegister({ url: ground.url })).rejects.toThrow('this role may not change them: run `mou migrate` as the owner');
  });

  it('is neither made nor changed by who only asks, and a role that may read is enough for that', async () => {
    const readOnly = new URL(ground.url);
    readOnly.searchParams.set('options', '-c default_transaction_read_only=on');
    const reader = async () => await openRegister({ url: readOnly.href, migrates: false, namespace: 'default' });
    await ground.sql("delete from mou.kysely_migration where name = '0001-register'");
    await expect(reader()).rejects.toMatchObject({ name: 'RegisterUnfit', why: 'other-tables' });
    await ground.sql('drop schema mou cascade');
    await expect(reader()).rejects.toMatchObject({ name: 'RegisterUnfit', why: 'no-tables' });
    expect(await ground.sql("select nspname from pg_namespace where nspname = 'mou'")).toEqual([]);
    expect(await migrateRegister({ url: ground.url })).toEqual(MIGRATIONS);
    expect(await migrateRegister({ url: ground.url })).toEqual([]);
    const asking = await reader();
    const writer = await openRegister({ url: ground.url });
    await writer.append('m1', logOf('m1'));
    expect((await asking.list()).memoranda).toMatchObject([{ mou: 'm1' }]);
    expect(await asking.state('m1')).toEqual(await writer.state('m1'));
    expect(await asking.verify()).toMatchObject({ ok: true, memoranda: 1 });
    await expect(asking.append('m2', logOf('m2'))).rejects.toThrow('read-only');
    await Promise.all([asking.close(), writer.close()]);
  });

  it('keeps the memoranda of one namespace of Temporal, and refuses the workers and clients of another', async () => {
    const { url } = ground;
    const [first, ...others] = await Promise.allSettled(['north', 'south'].map((namespace) => openRegister({ url, namespace })));
    const results = [first, ...others];
    const refused = results.filter((one) => one?.status === 'rejected');
    expect(refused).toMatchObject([{ reason: { name: 'RegisterUnfit', why: 'other-namespace' } }]);
    const [{ value: namespace }] = (await ground.sql<{ value: string }>("select value from mou.settings where name = 'namespace'")) as [
      { value: string },
    ];
    const other = namespace === 'north' ? 'south' : 'north';
    await expect(openRegister({ url, namespace: other, migrates: false })).rejects.toThrow(
      `keeps the memoranda of the Temporal namespace ${namespace}, and not those of ${other}`,
    );
    const same = await openRegister({ url, namespace, migrates: false });
    await same.close();
    for (const one of results) if (one?.status === 'fulfilled') await one.value.close();
  });

  it('is opened by a pool of the caller, which stays open', async () => {
    const { default: pg } = await import('pg');
    const pool = new pg.Pool({ connectionString: ground.url });
    const other = await openRegister({ pool });
    expect(await other.events('m1')).toHaveLength(3);
    await other.close();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });
});
