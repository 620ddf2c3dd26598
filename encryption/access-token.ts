/** Who may read: a JSON Web Token as the Temporal server takes it, with its claim `permissions`, such as `mou:read`. */
import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { BadCodecKeys } from './keys.ts';

/** The default claim mapper's roles that may read; a worker's own does not say so. */
const READERS = ['read', 'write', 'admin'];
const ALGORITHMS = ['ES256', 'ES384', 'RS256', 'EdDSA'];

export type Issuer = { keys: JWTVerifyGetKey; audience: string };

/** Gives who it is, or why not, in one sentence. */
export type Verdict = { subject: string } | { status: 401 | 403; reason: string };

/** @param source the path or the https URL of a JWK Set: the same that the server's `keySourceURIs` names. Throws `BadCodecKeys`. */
export const keysFrom = async (source: string): Promise<JWTVerifyGetKey> => {
  if (/^https?:/.test(source)) return createRemoteJWKSet(new URL(source));
  try {
    return createLocalJWKSet(JSON.parse(await readFile(source, 'utf8')) as JSONWebKeySet);
  } catch (error) {
    throw new BadCodecKeys(`--jwks: ${source} holds no JWK Set (${(error as Error).message})`);
  }
};

const permitted = (permissions: unknown, namespace: string): boolean =>
  Array.isArray(permissions) &&
  READERS.some((role) => permissions.includes(`${namespace}:${role}`) || permissions.includes(`temporal-system:${role}`));

/** @param header the value of `Authorization` */
export const mayRead = async (header: string | undefined, namespace: string, { keys, audience }: Issuer): Promise<Verdict> => {
  const [, token] = /^Bearer (\S+)$/i.exec(header ?? '') ?? [];
  if (token === undefined) return { status: 401, reason: 'no token' };
  try {
    const { payload } = await jwtVerify(token, keys, { audience, algorithms: ALGORITHMS, requiredClaims: ['exp', 'sub'] });
    if (permitted(payload.permissions, namespace)) return { subject: payload.sub as string };
    return { status: 403, reason: `no permission to read ${namespace}` };
  } catch (error) {
    // What else can fail is the fetching of the keys; then nobody is let in either.
    return { status: 401, reason: error instanceof errors.JOSEError ? error.code : 'the keys of the tokens cannot be had' };
  }
};
