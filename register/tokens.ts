/** The tokens of the desk, by the SHA-256 of each. */
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Token } from '../domain/tokens.ts';
import type { Database, TokensTable } from './schema.ts';

const tokenOf = ({ acts_for, created_at, expires_at, revoked_at, sha256: _, ...row }: Selectable<TokensTable>): Token => ({
  ...row,
  actsFor: acts_for,
  createdAt: created_at,
  expiresAt: expires_at,
  revokedAt: revoked_at,
});

/** Those that are known, by their hashes. */
export const tokensBy = async (db: Kysely<Database>, hashes: readonly string[]): Promise<Map<string, Token>> => {
  const rows = await db.selectFrom('tokens').selectAll().where(sql<boolean>`sha256 = any(${hashes}::text[])`).execute();
  return new Map(rows.map((row) => [row.sha256, tokenOf(row)]));
};

export const allTokens = async (db: Kysely<Database>): Promise<Token[]> =>
  (await db.selectFrom('tokens').selectAll().orderBy('created_at').orderBy('id').execute()).map(tokenOf);

export const addToken = async (db: Kysely<Database>, sha256: string, token: Token): Promise<void> => {
  const { actsFor, feed, createdAt, expiresAt, revokedAt, ...row } = token;
  const dates = { created_at: createdAt, expires_at: expiresAt, revoked_at: revokedAt };
  const json = { acts_for: JSON.stringify(actsFor), feed: feed && JSON.stringify(feed) };
  await db
    .insertInto('tokens')
    .values({ ...row, sha256, ...json, ...dates })
    .execute();
};

/** Undefined where there is none of that id. One that is revoked stays as it was. */
export const revokeToken = async (db: Kysely<Database>, id: string, at: string): Promise<Token | undefined> => {
  await db.updateTable('tokens').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null).execute();
  const row = await db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst();
  return row && tokenOf(row);
};
