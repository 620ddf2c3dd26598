/** The keys of a user: a JWK set in a file that nobody else can read. */
import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { check, describeIssues } from '../domain/issues.ts';
import { kidOf, PublicKey } from '../domain/keys.ts';
import { writePrivate } from './private-file.ts';
import type { SigningKey } from './signing.ts';

const OwnKey = z.strictObject({ ...PublicKey.shape, kid: z.string(), d: z.string().length(43), name: z.string().optional() });
const KeySet = z.strictObject({ keys: z.array(OwnKey) });
export type OwnKey = z.output<typeof OwnKey>;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Others may not read it: who has it signs as its owner. Windows has no such marks. */
const mustBePrivate = async (path: string): Promise<void> => {
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new Error(`${path}: others than its owner may read it; chmod 600 ${path}`);
};

/** The newest last; none where there is no file. Throws an Error in one sentence, which repeats nothing of what is in the file. */
export const readKeys = async (path: string): Promise<OwnKey[]> => {
  try {
    await mustBePrivate(path);
    const set = check(KeySet, JSON.parse(await readFile(path, 'utf8')));
    if (!set.success) throw new Error(`${path}: is no set of keys of mou keys: ${describeIssues(set.error)}`);
    return set.data.keys;
  } catch (error) {
    if (isMissing(error)) return [];
    if (error instanceof SyntaxError) throw new Error(`${path}: is not JSON`);
    throw error;
  }
};

export const writeKeys = (path: string, keys: readonly OwnKey[]): Promise<void> =>
  writePrivate(path, `${JSON.stringify({ keys }, null, 2)}\n`);

export const newKey = (name?: string): OwnKey => {
  const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as { x: string; d: string };
  return { kty: 'OKP', crv: 'Ed25519', kid: kidOf({ x }), x, d, ...(name !== undefined && { name }) };
};

/** What others are told. */
export const publicPart = ({ kty, crv, kid, x }: OwnKey): PublicKey => ({ kty, crv, kid, x });

export const signingWith = ({ kty, crv, kid, x, d }: OwnKey): SigningKey => {
  const key = createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' });
  return { kid, sign: (content) => sign(null, content, key) };
};
