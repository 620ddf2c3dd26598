/** The key that signs checkpoints: Ed25519, in a file that only its owner can read. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writePrivateOnce } from '../keys/private-file.ts';

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

/** Of two that make one at the same moment, both go on with the first. */
const make = async (path: string, made: () => void): Promise<string> => {
  const { privateKey } = generateKeyPairSync('ed25519');
  if (await writePrivateOnce(path, String(privateKey.export({ type: 'pkcs8', format: 'pem' })))) made();
  return await readFile(path, 'utf8');
};
