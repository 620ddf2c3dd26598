/** The key that signs checkpoints: Ed25519, in a file that only its owner can read. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';

/**
 * Reads the key (PKCS #8, PEM), having made one where there is none. Throws an Error where the file holds no such key.
 *
 * @param made called where one was made
 */
export const signingKey = async (path: string, made: () => void = () => {}): Promise<KeyObject> => {
  const pem = await readFile(path, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return await make(path, made);
  });
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path}: must be an Ed25519 key, and is ${key.asymmetricKeyType}`);
  return key;
};

/** Written beside its place and linked there: of two that make one at the same moment, both go on with the first. */
const make = async (path: string, made: () => void): Promise<string> => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const draft = `${path}.${randomUUID().slice(0, 8)}`;
  await writeFile(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  try {
    await link(draft, path);
    made();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return await readFile(path, 'utf8');
};
