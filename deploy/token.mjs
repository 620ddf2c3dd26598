#!/usr/bin/env node
/**
 * Tokens for the Temporal server, where no identity provider of the office's own issues them: ES256, as docs/security.md lists who
 * gets which.
 *
 *   node deploy/token.mjs new-key FOLDER                          adds a key: tokens.key signs, jwks.json verifies
 *   node deploy/token.mjs sign FOLDER WHO PERMISSION [DAYS]       writes WHO.token, such as: sign certs worker default:write 365
 */
import { existsSync } from 'node:fs';
import { chmod, chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';

const AUDIENCE = process.env.MOU_AUDIENCE || 'mou';

/** The server and those who hold a token may be reading: who could read it before can read it all the time, and nobody else ever. */
const replace = async (path, text, mode) => {
  await rm(`${path}.new`, { force: true });
  await writeFile(`${path}.new`, text, { mode: 0o600, flag: 'wx' });
  if (existsSync(path)) {
    const { uid, gid } = await stat(path);
    await chown(`${path}.new`, uid, gid);
  }
  await chmod(`${path}.new`, mode);
  await rename(`${path}.new`, path);
};

const newKey = async (folder) => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const [open, secret] = [await exportJWK(publicKey), await exportJWK(privateKey)];
  const named = { kid: await calculateJwkThumbprint(open), alg: 'ES256', use: 'sig' };
  const path = join(folder, 'jwks.json');
  const { keys } = existsSync(path) ? JSON.parse(await readFile(path, 'utf8')) : { keys: [] };
  await replace(path, JSON.stringify({ keys: [{ ...open, ...named }, ...keys] }, null, 2), 0o644);
  await replace(join(folder, 'tokens.key'), JSON.stringify({ ...secret, ...named }), 0o600);
};

const sign = async (folder, who, permission, days = '365') => {
  const jwk = JSON.parse(await readFile(join(folder, 'tokens.key'), 'utf8'));
  const token = await new SignJWT({ permissions: [permission] })
    .setProtectedHeader({ alg: 'ES256', kid: jwk.kid })
    .setSubject(who)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(`${days}d`)
    .sign(await importJWK(jwk));
  await replace(join(folder, `${who}.token`), token, 0o600);
};

const [command, folder, ...rest] = process.argv.slice(2);
if (command === 'new-key' && folder) await newKey(folder);
else if (command === 'sign' && folder && rest.length >= 2) await sign(folder, ...rest);
else {
  process.stderr.write('node deploy/token.mjs new-key FOLDER | sign FOLDER WHO PERMISSION [DAYS]\n');
  process.exitCode = 2;
}
