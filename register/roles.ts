/**
 * Who may do what to the register: its owner makes the tables, an appender appends, a desk and a reader read. The roles are the
 * database's own, and made again at each version: a new table is granted then.
 */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { isDenied, RegisterUnfit } from './errors.ts';
import type { Database } from './schema.ts';

export type RoleName = 'reader' | 'desk' | 'appender';
/** Of those who log in as the role itself; without one it is there to be granted to logins of the office's own. */
export type Passwords = Partial<Record<RoleName, string>>;
export type Role = { name: string; may: RoleName; logsIn: boolean };

const RECORD = 'mou.events, mou.memoranda, mou.deliveries, mou.settings, mou.kysely_migration';

/** No role may change or remove an event, and no reader anything. What the events come to is made from them, and is replaced. */
const GRANTS: Record<RoleName, readonly string[]> = {
  reader: [`SELECT ON ${RECORD}`],
  // It knows who may use it: their tokens, by their hashes.
  desk: [`SELECT ON ${RECORD}`, 'SELECT, INSERT, UPDATE ON mou.tokens'],
  appender: [`SELECT ON ${RECORD}`, 'INSERT ON mou.events, mou.settings', 'INSERT, UPDATE, DELETE ON mou.memoranda, mou.deliveries'],
};
const NAMES = Object.keys(GRANTS) as RoleName[];

const ITERATIONS = 4_096;

/** As PostgreSQL keeps a password (RFC 5803): computed here, so that the password itself reaches neither the server nor its log. */
const verifierOf = (password: string, salt = randomBytes(16)): string => {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest();
  const stored = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${hmac('Server Key').toString('base64')}`;
};

const makeRole = async (db: Kysely<Database>, database: string, may: RoleName, password: string | undefined): Promise<Role> => {
  const name = `${database}_${may}`;
  const role = sql.id(name);
  const { rows } = await sql`select 1 from pg_roles where rolname = ${name}`.execute(db);
  if (rows.length === 0) await sql`create role ${role} nologin`.execute(db);
  if (password !== undefined) await sql`alter role ${role} login password ${sql.lit(verifierOf(password))}`.execute(db);
  await sql`grant connect on database ${sql.id(database)} to ${role}`.execute(db);
  await sql`grant usage on schema mou to ${role}`.execute(db);
  // What an earlier version granted and this one does not is gone.
  await sql`revoke all on all tables in schema mou from ${role}`.execute(db);
  for (const grant of GRANTS[may]) await sql`grant ${sql.raw(grant)} to ${role}`.execute(db);
  return { name, may, logsIn: password !== undefined };
};

const notPermitted = (cause?: unknown): RegisterUnfit => {
  const why = 'run `mou migrate --roles` as the owner of the database, with CREATEROLE';
  return new RegisterUnfit('other-tables', `This role may not make the register's roles: ${why}`, { cause });
};

/** PostgreSQL only warns where somebody grants what is not theirs. */
const mustOwnTables = async (db: Kysely<Database>): Promise<void> => {
  const { rows } = await sql<{
    owns: boolean;
  }>`select pg_has_role(nspowner, 'USAGE') as owns from pg_namespace where nspname = 'mou'`.execute(db);
  if (!rows[0]?.owns) throw notPermitted();
};

/** Makes the roles, or makes them what they have to be. Throws `RegisterUnfit` where the caller may not. */
export const makeRoles = async (db: Kysely<Database>, passwords: Passwords): Promise<Role[]> => {
  try {
    return await db.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('mou roles', 0))`.execute(transaction);
      await mustOwnTables(transaction);
      const { rows } = await sql<{ database: string }>`select current_database() as database`.execute(transaction);
      const database = rows[0]?.database as string;
      await sql`revoke connect, temporary on database ${sql.id(database)} from public`.execute(transaction);
      const roles: Role[] = [];
      for (const may of NAMES) roles.push(await makeRole(transaction, database, may, passwords[may]));
      return roles;
    });
  } catch (error) {
    throw isDenied(error) ? notPermitted(error) : error;
  }
};
