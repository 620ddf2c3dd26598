/**
 * The certificates and tokens of a secured installation on one machine, for trials and tests: made by openssl and signed by
 * authorities that live in the folder. In production they come from the office's own authority and identity provider.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const AUDIENCE = 'mou';
const KEY_ID = 'native';

/** Who comes to the server, and what its token permits. A worker needs to write; its own role is not enough for the server. */
export const ROLES = {
  reader: (namespace: string) => [`${namespace}:read`],
  desk: (namespace: string) => [`${namespace}:write`],
  worker: (namespace: string) => [`${namespace}:write`],
  operator: () => ['temporal-system:admin'],
} as const;
export type Role = keyof typeof ROLES;
export const roles = Object.keys(ROLES) as Role[];

type Claims = { permissions: string[]; subject: string; audience?: string; expires?: string };

export type Authority = {
  folder: string;
  /** A file, as the server's `keySourceURIs` names it. */
  jwks: string;
  token: (claims: Claims) => Promise<string>;
  /** A certificate for a client, in the folder. @param ca `ca`, or another one made by `authority` */
  certificate: (name: string, ca?: string) => Promise<{ cert: string; key: string }>;
  /** Another authority, that nobody trusts. */
  authority: (name: string) => Promise<void>;
};

const openssl = async (folder: string, args: string[]): Promise<void> => {
  await execa('openssl', args, { cwd: folder });
};

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

const makeAuthority = async (folder: string, name: string): Promise<void> =>
  await openssl(folder, [
    ...['req', '-x509', ...EC, '-keyout', `${name}.key`, '-out', `${name}.crt`, '-days', '3650', '-subj', `/CN=mou ${name}`],
    ...['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
  ]);

/** @param names under which a server is reached; none for a client */
const makeCertificate = async (folder: string, name: string, ca: string, names?: string): Promise<void> => {
  const use = names === undefined ? 'extendedKeyUsage=clientAuth' : 'extendedKeyUsage=serverAuth,clientAuth';
  await openssl(folder, [
    ...['req', '-x509', ...EC, '-keyout', `${name}.key`, '-out', `${name}.crt`, '-days', '365', '-subj', `/CN=${name}`],
    ...['-CA', `${ca}.crt`, '-CAkey', `${ca}.key`, '-addext', 'basicConstraints=critical,CA:FALSE', '-addext', use],
    ...(names === undefined ? [] : ['-addext', `subjectAltName=${names}`]),
  ]);
};

/** Makes two authorities, the server's certificates and the key that tokens are signed with. */
export const makeAuthorities = async (folder: string): Promise<Authority> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await makeAuthority(folder, 'ca');
  await makeAuthority(folder, 'internode-ca');
  await makeCertificate(folder, 'frontend', 'ca', 'DNS:temporal,DNS:localhost,IP:127.0.0.1');
  await makeCertificate(folder, 'internode', 'internode-ca', 'DNS:internode');
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwks = join(folder, 'jwks.json');
  await writeFile(jwks, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'ES256', use: 'sig' }] }));
  return {
    folder,
    jwks,
    token: async ({ permissions, subject, audience = AUDIENCE, expires = '1d' }) =>
      await new SignJWT({ permissions })
        .setProtectedHeader({ alg: 'ES256', kid: KEY_ID })
        .setSubject(subject)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(expires)
        .sign(privateKey),
    certificate: async (name, ca = 'ca') => {
      await makeCertificate(folder, name, ca);
      return { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
    },
    authority: async (name) => await makeAuthority(folder, name),
  };
};

/** A `temporal.toml` with a profile for each role: the commands, scripts and the worker find the server by TEMPORAL_PROFILE. */
export const writeProfiles = async (authority: Authority, address: string, namespace: string): Promise<string> => {
  const profiles = await Promise.all(
    roles.map(async (role) => {
      const { cert, key } = await authority.certificate(role);
      const token = await authority.token({ permissions: ROLES[role](namespace), subject: role });
      return [
        ...[`[profile.${role}]`, `address = "${address}"`, `namespace = "${namespace}"`, `api_key = "${token}"`],
        ...[`[profile.${role}.tls]`, `server_name = "temporal"`, `server_ca_cert_path = "${join(authority.folder, 'ca.crt')}"`],
        ...[`client_cert_path = "${cert}"`, `client_key_path = "${key}"`, ''],
      ].join('\n');
    }),
  );
  const file = join(authority.folder, 'temporal.toml');
  await writeFile(file, profiles.join('\n'), { mode: 0o600 });
  return file;
};
