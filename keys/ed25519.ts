/** Signatures on Node's own crypto: Ed25519 (RFC 8032), the bytes in base64url. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Verify } from '../domain/signed-act.ts';

/** Made once for each key: that takes longer than to check a signature. */
const made = new LRUCache<string, KeyObject>({ max: 1_000 });

const keyOf = (x: string): KeyObject => {
  const known = made.get(x);
  if (known) return known;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  made.set(x, key);
  return key;
};

export const verifyEd25519: Verify = ({ x, content, signature }) => {
  try {
    return verify(null, Buffer.from(content), keyOf(x), Buffer.from(signature, 'base64url'));
  } catch {
    // 32 bytes that are no point of the curve.
    return false;
  }
};
