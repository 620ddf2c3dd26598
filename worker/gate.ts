/** What this deployment asks of those who act. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Gate } from '../domain/authorisation.ts';
import { check, describeIssues } from '../domain/issues.ts';
import { kidOf, PublicKey } from '../domain/keys.ts';
import { verifyEd25519 } from '../keys/ed25519.ts';
import type { Settings } from './settings.ts';

const KeySet = z.object({ keys: z.array(PublicKey).min(1) });

const keepersIn = async (path: string): Promise<string[]> => {
  const read = async (): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
  const input = await read().catch((error: Error) => {
    throw new Error(`MOU_KEEPER_KEYS: ${path} cannot be read: ${error.message}`);
  });
  const set = check(KeySet, input);
  if (!set.success) throw new Error(`MOU_KEEPER_KEYS: ${path} is no JWK set of public keys: ${describeIssues(set.error)}`);
  return set.data.keys.map(kidOf);
};

/** Throws an Error that names the variable. */
export const gateFrom = async ({ MOU_ACTS, MOU_KEEPER_KEYS, NODE_ENV }: Settings): Promise<Gate> => ({
  asks: MOU_ACTS ?? (NODE_ENV === 'production' ? 'signed' : 'open'),
  keepers: MOU_KEEPER_KEYS === undefined ? null : await keepersIn(MOU_KEEPER_KEYS),
  verify: verifyEd25519,
});
