/**
 * What is signed of an act, and how it is written: a detached JWS (RFC 7515, appendix F) over the canonical JSON (RFC 8785)
 * of the memorandum's id and the act. Pure: who signs and who checks the bytes is handed in.
 */
import { canonicalJson } from './canonical.ts';
import { z } from 'zod';
import { base64url, KeyId } from './keys.ts';
import { VALUES } from './values.ts';

/** A header, no payload, and 64 bytes whose last letter has four bits that are not used, and they are zero. */
export const Jws = z
  .string()
  .regex(/^[\w-]{40,400}\.\.[\w-]{85}[AQgw]$/, 'must be a detached JWS (RFC 7515, appendix F) with an Ed25519 signature')
  .register(VALUES, { kind: 'detached JWS', placeholder: 'jws' });

/** The header is signed too. `iat`: when it was signed; `exp`: until when it may be recorded. In seconds since 1970, as in a JWT. */
const Header = z.strictObject({
  alg: z.enum(['EdDSA', 'Ed25519']),
  kid: KeyId,
  iat: z.int().min(0).max(253_402_300_799),
  exp: z.int().min(0).max(253_402_300_799),
});
export type Header = z.output<typeof Header>;

/** Whether an Ed25519 key made a signature over a text. `x` and `signature` are in base64url. */
export type Verify = (signed: { x: string; content: string; signature: string }) => boolean;

const encoder = new TextEncoder();

const toBase64url = (text: string): string => base64url(encoder.encode(text));

/** Throws where it is not base64url of ASCII. */
const fromBase64url = (text: string): string => atob(text.replaceAll('-', '+').replaceAll('_', '/'));

/** The JSON that is signed: bound to one memorandum, and to the act with its id. */
export const payloadOf = (mou: string, act: object): string => canonicalJson({ mou, act });

/** What the bytes of the signature are over. */
export const signingInput = (header: Header, mou: string, act: object): string =>
  `${toBase64url(canonicalJson(header))}.${toBase64url(payloadOf(mou, act))}`;

export const jwsOf = (content: string, signature: string): string => `${content.split('.')[0]}..${signature}`;

/** Undefined where the header is not one of ours. */
export const headerOf = (jws: string): Header | undefined => {
  try {
    return Header.parse(JSON.parse(fromBase64url(jws.split('.')[0] as string)));
  } catch {
    return undefined;
  }
};

/** @param act without its `jws` */
export const isSignedBy = (x: string, { jws, mou, act }: { jws: string; mou: string; act: object }, verify: Verify): boolean => {
  const [header, , signature] = jws.split('.') as [string, string, string];
  return verify({ x, content: `${header}.${toBase64url(payloadOf(mou, act))}`, signature });
};
