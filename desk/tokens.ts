/** Tokens: made once, shown once, kept as hashes, in the register or, where there is none, in a file. */
import { hash, randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { formatInstant, type Milliseconds, parseInstant } from '../domain/calendar.ts';
import { notWritten } from '../domain/not-written.ts';
import { Token } from '../domain/tokens.ts';
import type { Archive } from '../client/archive.ts';
import { BadSetting } from '../client/errors.ts';
import { writePrivate } from '../keys/private-file.ts';

export type TokenStore = {
  /** Those that are known, by their hashes. */
  by: (hashes: readonly string[]) => Promise<Map<string, Token>>;
  all: () => Promise<Token[]>;
  add: (sha256: string, token: Token) => Promise<void>;
  /** Undefined where there is none of that id. */
  revoke: (id: string) => Promise<Token | undefined>;
};

export type NewToken = Pick<Token, 'name' | 'role' | 'actsFor' | 'feed'> & { expiresAt?: string | null };

export const hashOf = (secret: string): string => hash('sha256', secret);

/** 256 random bits: nobody guesses it, so that its plain hash is enough. The prefix lets scanners of secrets find it. */
const newSecret = (): string => `mou_${randomBytes(32).toString('base64url')}`;

/** Gives the token itself, which is known to nobody afterwards. */
export const makeToken = async (store: TokenStore, given: NewToken, now: Milliseconds): Promise<{ secret: string; token: Token }> => {
  const secret = newSecret();
  const id = randomBytes(5).toString('hex');
  const token = { ...{ id, createdAt: formatInstant(now), revokedAt: null, expiresAt: null }, ...given };
  await store.add(hashOf(secret), token);
  return { secret, token };
};

export const isValid = ({ expiresAt, revokedAt }: Token, now: Milliseconds): boolean =>
  revokedAt === null && (expiresAt === null || parseInstant(expiresAt) > now);

export const tokensInRegister = (archive: Archive): TokenStore => ({
  by: (hashes) => archive.ask((register) => register.tokensBy(hashes)),
  all: () => archive.ask((register) => register.tokens()),
  add: (sha256, token) => archive.ask((register) => register.addToken(sha256, token)),
  revoke: (id) => archive.ask((register) => register.revokeToken(id, formatInstant(Date.now()))),
});

const Kept = z.record(z.string(), Token);
type Kept = z.infer<typeof Kept>;

const readKept = async (path: string): Promise<Kept> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw new BadSetting(`MOU_DESK_TOKENS: ${path} cannot be read (${error.message})`);
  });
  try {
    return Kept.parse(JSON.parse(text));
  } catch {
    throw new BadSetting(`MOU_DESK_TOKENS: ${path} is no file of tokens`);
  }
};

const writeKept = async (path: string, kept: Kept): Promise<void> => {
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw notWritten(path, error);
  });
  await writePrivate(path, JSON.stringify(kept, null, 2));
};

export const tokensInFile = (path: string): TokenStore => ({
  by: async (hashes) => {
    const kept = await readKept(path);
    return new Map(hashes.flatMap((hash) => (Object.hasOwn(kept, hash) ? [[hash, kept[hash] as Token]] : [])));
  },
  all: async () => Object.values(await readKept(path)),
  add: async (sha256, token) => await writeKept(path, { ...(await readKept(path)), [sha256]: token }),
  revoke: async (id) => {
    const kept = await readKept(path);
    const [hash, token] = Object.entries(kept).find(([, one]) => one.id === id) ?? [];
    if (hash === undefined || !token) return undefined;
    const revoked = { ...token, revokedAt: token.revokedAt ?? formatInstant(Date.now()) };
    await writeKept(path, { ...kept, [hash]: revoked });
    return revoked;
  },
});
