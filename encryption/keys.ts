/**
 * The keys that payloads are encrypted with: JSON Web Keys in files, alone or as a JWK Set. The first encrypts, all of them
 * decrypt. A message names the file and never what stands in it.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { EngineError, EXIT } from '../domain/engine-error.ts';

export type Key = { id: string; secret: Uint8Array };

/** At least one key. */
export type KeyRing = { current: Key; byId: ReadonlyMap<string, Key> };

const KEY_BYTES = 32;

/** The setting, or a file that it names, is not as it has to be. */
export class BadCodecKeys extends EngineError {
  override readonly name = 'BadCodecKeys';
  readonly code = 'INVALID';
  readonly exitCode = EXIT.invalid;
}

const Jwk = z.object({
  kty: z.literal('oct', 'kty: must be "oct", a symmetric key'),
  kid: z.string('kid: is missing, the name of the key').regex(/^[\w.:-]{1,100}$/, 'kid: must be 1 to 100 letters, digits or . _ : -'),
  k: z
    .base64url('k: must be base64url')
    .transform((text) => new Uint8Array(Buffer.from(text, 'base64url')))
    .refine(({ length }) => length === KEY_BYTES, `k: must be ${KEY_BYTES} bytes, for AES-256`),
  alg: z.literal('A256GCM', 'alg: must be "A256GCM"').optional(),
});
const JwkSet = z.object({ keys: z.array(Jwk).min(1, 'keys: is empty') });

const parsed = (path: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadCodecKeys(`MOU_CODEC_KEYS: ${path} holds no JSON; mou codec new-key makes a key`);
  }
};

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadCodecKeys(`MOU_CODEC_KEYS: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
};

const keysIn = (path: string): Key[] => {
  const json = parsed(path, read(path));
  const isSet = typeof json === 'object' && json !== null && 'keys' in json;
  const checked = isSet ? JwkSet.safeParse(json) : Jwk.transform((key) => ({ keys: [key] })).safeParse(json);
  if (checked.success) return checked.data.keys.map(({ kid, k }) => ({ id: kid, secret: k }));
  throw new BadCodecKeys(`MOU_CODEC_KEYS: ${path}: ${checked.error.issues[0]?.message}`);
};

const ringOf = (keys: readonly Key[]): KeyRing | undefined => {
  const [current] = keys;
  if (!current) return undefined;
  const byId = new Map(keys.map((key) => [key.id, key]));
  const twice = keys.find((key) => byId.get(key.id) !== key);
  if (twice) throw new BadCodecKeys(`MOU_CODEC_KEYS: two keys are named ${twice.id}`);
  return { current, byId };
};

/** @param files paths; of none, no ring. Throws `BadCodecKeys` naming the file. */
export const readKeys = (files: readonly string[]): KeyRing | undefined => ringOf(files.flatMap(keysIn));

/** The files that MOU_CODEC_KEYS names, by commas. */
export const keyFilesIn = ({ MOU_CODEC_KEYS = '' }: { MOU_CODEC_KEYS?: string | undefined }): string[] =>
  MOU_CODEC_KEYS.split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '');

/** A fresh key as a JSON Web Key. @param id its name, which stands beside each payload in plain */
export const newKey = (id: string) => ({ kty: 'oct', kid: id, alg: 'A256GCM', k: randomBytes(KEY_BYTES).toString('base64url') });
