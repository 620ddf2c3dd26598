/** The keys with which acts are signed: public parts only, as JSON Web Keys (RFC 8037). */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical.ts';
import { z } from 'zod';
import { type Milliseconds, parseInstant } from './calendar.ts';
import { Slug, VALUES } from './values.ts';

/** 32 bytes in base64url: their last letter has two bits that are not used, and they are zero. */
const THIRTY_TWO_BYTES = /^[\w-]{42}[AEIMQUYcgkosw048]$/;
export const KeyId = z
  .string()
  .regex(THIRTY_TWO_BYTES, 'must be the thumbprint of a key (RFC 7638): 43 letters of base64url')
  .register(VALUES, { kind: 'id of a key', placeholder: 'kid' });

export const base64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

/** The id of a key: the SHA-256 of what makes it that key (RFC 7638). */
export const kidOf = ({ x }: { x: string }): string => base64url(sha256(utf8ToBytes(canonicalJson({ crv: 'Ed25519', kty: 'OKP', x }))));

/** Ed25519. What a key is named or used for elsewhere is not asked here; its private part, `d`, is refused. */
export const PublicKey = z
  .strictObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    x: z.string().regex(THIRTY_TWO_BYTES, 'must be 32 bytes in base64url'),
    kid: KeyId.optional(),
    alg: z.enum(['EdDSA', 'Ed25519']).optional(),
    use: z.literal('sig').optional(),
  })
  .refine((key) => key.kid === undefined || key.kid === kidOf(key), {
    path: ['kid'],
    message: 'is not the thumbprint of this key (RFC 7638)',
  })
  .register(VALUES, { kind: 'public key (JWK)', placeholder: 'jwk' });
export type PublicKey = z.output<typeof PublicKey>;

/** A key as it is recorded: whose it is (null: the keeper's of the record), and in which instants it holds. */
export const RegisteredKey = z.strictObject({
  kid: KeyId,
  x: z.string().regex(THIRTY_TWO_BYTES),
  of: Slug.nullable(),
  from: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
});
export type RegisteredKey = z.output<typeof RegisteredKey>;

/** `revoked`: its end was set by a revocation. */
export type Key = Omit<RegisteredKey, 'kid'> & { revoked?: true };
export type Keys = Record<string, Key>;

export const isValidAt = ({ from, until }: Pick<Key, 'from' | 'until'>, at: Milliseconds): boolean =>
  parseInstant(from) <= at && (until === null || at < parseInstant(until));

/** The keys of a Participant, or of the keeper (null), that hold at an instant, by their ids. */
export const validKeys = (keys: Keys, of: string | null, at: Milliseconds): [string, Key][] =>
  Object.entries(keys).filter(([, key]) => key.of === of && isValidAt(key, at));

type Named = { keys?: Record<string, PublicKey[]> | undefined; keeperKeys?: PublicKey[] | undefined };

/** The keys that an opening names, as they are recorded. */
export const openingKeys = ({ keys = {}, keeperKeys = [] }: Named, from: string): RegisteredKey[] => {
  // In the order of the record, which is not always that of the act.
  const holders = Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1));
  const named = [...keeperKeys.map((key) => ({ of: null, key })), ...holders.flatMap(([of, all]) => all.map((key) => ({ of, key })))];
  return named.map(({ of, key: { x } }) => ({ kid: kidOf({ x }), x, of, from, until: null }));
};

export const asKeys = (registered: readonly RegisteredKey[]): Keys => Object.fromEntries(registered.map(({ kid, ...key }) => [kid, key]));
