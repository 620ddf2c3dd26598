/** Keys made of a name, the same at each run, and acts signed with them. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { Gate } from '../../domain/authorisation.ts';
import { kidOf, type PublicKey } from '../../domain/keys.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { jwsOf, signingInput } from '../../domain/signed-act.ts';
import { verifyEd25519 } from '../../keys/ed25519.ts';

export type TestKey = { kid: string; jwk: PublicKey; privateKey: KeyObject };

/** What stands before the 32 bytes of a private key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export const keyNamed = (name: string): TestKey => {
  const seed = createHash('sha256').update(name).digest();
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' }) as { x: string };
  return { kid: kidOf({ x }), jwk: { kty: 'OKP', crv: 'Ed25519', x }, privateKey };
};

export const KEYS = { keeper: keyNamed('keeper'), us: keyNamed('us'), rok: keyNamed('rok'), other: keyNamed('other') };

export const GATE: Gate = { asks: 'open', keepers: null, verify: verifyEd25519 };

type How = { key: TestKey; mou: string; at: string; kid?: string; iat?: number; exp?: number };

/** The act, signed; `at` is the instant of signing, and it may be recorded for a day. */
export const signedWith = <Act extends object>(act: Act, { key, mou, at, ...header }: How): Act & { jws: string } => {
  const iat = Math.floor(parseInstant(at) / 1000);
  const content = signingInput({ alg: 'EdDSA', kid: key.kid, iat, exp: iat + 86_400, ...header }, mou, act);
  return { ...act, jws: jwsOf(content, sign(null, Buffer.from(content), key.privateKey).toString('base64url')) };
};
