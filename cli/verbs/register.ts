/** Verbs of the register: the chain verified, all heads signed, an export taken in. */
import type { KeyObject } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { NoService } from '../../client/index.ts';
import { formatInstant } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/refusal.ts';
import { verifyExport } from '../../export/verify.ts';
import { NotFound } from '../../instruments/not-found.ts';
import { signCheckpoint, verifyCheckpoint } from '../../register/checkpoint.ts';
import { RegisterConflict, RegisterUnavailable } from '../../register/errors.ts';
import type { Register, Verdict } from '../../register/port.ts';
import { openRegister } from '../../register/postgres.ts';
import { signingKey } from '../../register/signing-key.ts';
import { databaseUrl } from '../connect.ts';
import { EXIT, UsageError } from '../failure.ts';
import { answer, type Options, progress } from '../output.ts';

const withRegister = async <Result>(work: (register: Register) => Promise<Result>): Promise<Result> => {
  const url = await databaseUrl();
  if (url === undefined) throw new NoService('No register is known: set DATABASE_URL, or run npx mou dev in this folder');
  try {
    const register = await openRegister({ url });
    try {
      return await work(register);
    } finally {
      await register.close();
    }
  } catch (error) {
    if (error instanceof RegisterUnavailable) throw new NoService(error.message);
    throw error;
  }
};

const readJson = async (path: string): Promise<unknown> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new NotFound(`${path}: no such file`) : new UsageError(`${path}: cannot be read (${error.message})`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`${path}: is not JSON (${(error as Error).message})`);
  }
};

const verdictLines = ({ ok, memoranda, events, findings }: Verdict): string[] => [
  `${memoranda} memoranda, ${events} events: ${ok ? 'every chain is as it was recorded.' : 'NOT as recorded.'}`,
  ...findings.map(({ mou, seq, wrong, why }) => `${mou} event ${seq}: ${wrong}: ${why}`),
];

const inRegister = async (mou: string | undefined, options: Options): Promise<void> => {
  const verdict = await withRegister((register) => register.verify(mou));
  if (mou !== undefined && verdict.memoranda === 0) throw new Refusal('UNKNOWN_MOU', `mou: the register holds no memorandum ${mou}`);
  answer(options, verdict, () => verdictLines(verdict));
  if (!verdict.ok) process.exitCode = EXIT.refused;
};

const exportFile = async (path: string, options: Options): Promise<void> => {
  const verified = verifyExport(await readJson(path));
  const { ok } = verified;
  const result = verified.ok ? { ok, mou: verified.mou, events: verified.events.length, head: verified.head } : verified;
  answer(options, result, () => [
    verified.ok
      ? `${path}: ${verified.events.length} events of ${verified.mou}, as they were recorded; head ${verified.head}`
      : `${path}: ${verified.reason}`,
  ]);
  if (!ok) process.exitCode = EXIT.refused;
};

const checkpointFile = async (path: string, options: Options): Promise<void> => {
  const heads = typeof options.heads === 'string' ? await readJson(options.heads) : undefined;
  const publicKey = typeof options.publicKey === 'string' ? options.publicKey : undefined;
  const verified = verifyCheckpoint({ checkpoint: await readJson(path), heads, ...(publicKey && { publicKey }) });
  answer(options, verified, () => (verified.ok ? [`${path}: signed by ${verified.publicKey}, and unchanged.`] : verified.problems));
  if (!verified.ok) process.exitCode = EXIT.refused;
};

/** The register, one of its memoranda, an export or a checkpoint: the files need no register. */
export const verify = async (mou: string | undefined, options: Options): Promise<void> => {
  if (typeof options.export === 'string') return await exportFile(options.export, options);
  if (typeof options.checkpoint === 'string') return await checkpointFile(options.checkpoint, options);
  await inRegister(mou, options);
};

const keyFrom = async (options: Options): Promise<KeyObject> => {
  const path = typeof options.key === 'string' ? options.key : 'mou-signing-key.pem';
  const made = () => progress(`A signing key was made: ${path}. Keep it; tell others its public key.`);
  return await signingKey(path, made).catch((error: Error) => {
    throw new UsageError(`--key: ${path} holds no key to sign with, and none can be made there (${error.message})`);
  });
};

/** Signs all heads, and writes them beside: with both files an outsider can verify what he holds of the register. */
export const checkpoint = async (options: Options): Promise<void> => {
  const out = typeof options.out === 'string' ? options.out : 'checkpoint.json';
  const privateKey = await keyFrom(options);
  const heads = await withRegister((register) => register.heads());
  const signed = signCheckpoint(heads, { at: formatInstant(Date.now()), privateKey });
  const beside = out.replace(/(\.json)?$/, '.heads.json');
  await writeFile(beside, JSON.stringify(heads));
  await writeFile(out, JSON.stringify(signed));
  answer(options, signed, () => [
    `${signed.count} memoranda, root ${signed.root}`,
    `${out}, and ${beside}`,
    `public key ${signed.publicKey}`,
  ]);
};

/** Takes an export into the register once its chain is verified. The same export again changes nothing. */
export const importFile = async (path: string, options: Options): Promise<void> => {
  const verified = verifyExport(await readJson(path));
  if (!verified.ok) throw new Refusal('INVALID', `${path}: ${verified.reason}`);
  const { mou, events } = verified;
  const head = await withRegister((register) => register.append(mou, events)).catch((error: unknown) => {
    if (error instanceof RegisterConflict)
      throw new Refusal('ALREADY_OPENED', `mou: the register holds other events of ${mou}, from event ${error.seq} on`);
    throw error;
  });
  answer(options, { mou, ...head }, () => [`${mou}: ${events.length} events are in the register; head ${head.head}`]);
};
