/** `mou codec`: the keys that payloads are encrypted with, and the server that decrypts for the Web UI. */
import { once } from 'node:events';
import { serverFrom } from '../../../client/server.ts';
import { writePrivateOnce } from '../../../keys/private-file.ts';
import { UsageError } from '../../failure.ts';
import { answer, type Options, print, progress } from '../../output.ts';
import type { Verb } from '../../verb.ts';

const text = (options: Options, key: string, flag: string): string => {
  const value = options[key];
  if (typeof value === 'string' && value !== '') return value;
  throw new UsageError(`${flag}: is missing`);
};

const portFrom = ({ port = '8888' }: Options): number => {
  if (/^\d{1,5}$/.test(String(port)) && Number(port) < 65_536) return Number(port);
  throw new UsageError(`--port: ${JSON.stringify(port)} is not a port from 0 to 65535`);
};

const originFrom = (options: Options): string => {
  const given = text(options, 'origin', '--origin');
  if (URL.canParse(given) && new URL(given).origin === given) return given;
  throw new UsageError(
    `--origin: ${JSON.stringify(given)} is not the Web UI's scheme, host and port alone, such as https://temporal.example.org`,
  );
};

const newKeyVerb: Verb = {
  usage: 'codec new-key <file>',
  summary: 'Makes a key that payloads are encrypted with, in a new file that only its owner may read.',
  details:
    'MOU_CODEC_KEYS names the files, by commas, for workers, commands and scripts: the first key encrypts, all of them decrypt. To rotate:\nadd the new one behind, everywhere; then put it first; take the old one away when no history needs it.',
  examples: ['codec new-key codec-2027.json --named 2027'],
  options: [{ flag: '--named <name>', help: 'its name, which stands beside each payload in plain (default: today)' }],
  run: async (options, file = '') => {
    const { newKey } = await import('../../../encryption/keys.ts');
    const id = typeof options.named === 'string' ? options.named : new Date().toISOString().slice(0, 10);
    if (!/^[\w.:-]{1,100}$/.test(id)) throw new UsageError('--named: must be 1 to 100 letters, digits or . _ : -');
    const isNew = await writePrivateOnce(file, `${JSON.stringify(newKey(id))}\n`);
    if (!isNew) throw new UsageError(`file: ${file} is there already, and a key is not replaced`);
    answer(options, { file, id }, () => [
      `The key ${id} is in ${file}. Without it nobody reads what it encrypts: keep a copy where backups are not.`,
    ]);
  },
};

const serveVerb: Verb = {
  usage: 'codec serve',
  summary: 'Decrypts payloads for the Web UI and the temporal command, for those whose token lets them read the namespace.',
  details: 'The keys are those of MOU_CODEC_KEYS. It speaks HTTP: put it behind the proxy that does TLS for the Web UI.',
  examples: [],
  options: [
    { flag: '--jwks <file-or-url>', help: 'the public keys of the tokens, as the Temporal server has them' },
    { flag: '--audience <name>', help: 'for whom the tokens are made, as the Temporal server checks it' },
    { flag: '--origin <url>', help: 'the Web UI, such as https://temporal.example.org' },
    { flag: '--host <address>', help: 'where it listens (default: 127.0.0.1)' },
    { flag: '--port <number>', help: 'on which port (default: 8888; 0: a free one)' },
  ],
  run: async (options) => {
    const [jwks, audience, origin] = [text(options, 'jwks', '--jwks'), text(options, 'audience', '--audience'), originFrom(options)];
    const { startCodecServer } = await import('../../../encryption/codec-server.ts');
    const { keysFrom } = await import('../../../encryption/access-token.ts');
    const { codecWith } = await import('../../../encryption/codec.ts');
    const { keyFilesIn, readKeys } = await import('../../../encryption/keys.ts');
    const ring = readKeys(keyFilesIn(process.env));
    if (!ring) throw new UsageError('MOU_CODEC_KEYS: names no file of keys');
    const server = await startCodecServer({
      codec: codecWith(ring),
      issuer: { keys: await keysFrom(jwks), audience },
      namespace: serverFrom().namespace,
      origin,
      host: typeof options.host === 'string' ? options.host : '127.0.0.1',
      port: portFrom(options),
      log: progress,
    });
    print(`The codec server listens at ${server.url}, for ${origin}`);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await server.close();
  },
};

export const verbs: readonly Verb[] = [newKeyVerb, serveVerb];
