/** Verbs of the register: all heads signed, an export taken in. */
import type { KeyObject } from 'node:crypto';
import { formatInstant } from '../../domain/calendar.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Event } from '../../domain/events.ts';
import { Refusal } from '../../domain/refusal.ts';
import { verifyExport } from '../../proof/verify-export.ts';
import { type Extract, extractOf, signCheckpoint } from '../../proof/checkpoint.ts';
import { RegisterConflict } from '../../register/errors.ts';
import type { Head, HeadOf, Register } from '../../register/port.ts';
import { signingKey } from '../../register/signing-key.ts';
import { UsageError } from '../failure.ts';
import { answer, type Options, progress } from '../output.ts';
import { withRegister } from '../with-register.ts';
import { mustBeFree, writeFileWhole } from '../write-file.ts';
import { readJson } from './read-json.ts';

const keyFrom = async (options: Options): Promise<KeyObject> => {
  const path = typeof options.key === 'string' ? options.key : 'mou-signing-key.pem';
  const made = () => progress(`A signing key was made: ${path}. Keep it; tell others its public key.`);
  return await signingKey(path, made).catch((error: Error) => {
    throw new UsageError(`--key: ${path} holds no key to sign with, and none can be made there (${error.message})`);
  });
};

/** Where the heads of a checkpoint are, unless they are elsewhere. */
export const headsBeside = (checkpointPath: string): string => checkpointPath.replace(/(\.json)?$/, '.heads.json');
const extractBeside = (checkpointPath: string, mou: string): string => checkpointPath.replace(/(\.json)?$/, `.extract.${mou}.json`);

const extractFrom = (heads: readonly HeadOf[], mou: string): Extract => {
  const extract = extractOf(heads, mou);
  if (!extract) throw new Refusal('UNKNOWN_MOU', `--extract: the register holds no memorandum ${mou}`);
  return extract;
};

/** What came after the heads were read is not signed, and no part of an extract. */
const headsAndExtracts = async (register: Register, ids: readonly string[]): Promise<{ heads: HeadOf[]; extracts: Extract[] }> => {
  const heads = await register.heads();
  const extracts = ids.map((mou) => extractFrom(heads, mou));
  for (const extract of extracts) extract.events = await register.events(extract.mou, { limit: extract.seq });
  return { heads, extracts };
};

/** Signs all heads, and writes them beside, and the extracts asked for: with these files alone an outsider can verify what he holds. */
export const checkpoint = async (options: Options): Promise<void> => {
  const out = typeof options.out === 'string' ? options.out : 'checkpoint.json';
  const ids = [...new Set((options.extract as string[] | undefined) ?? [])];
  const force = options.force === true;
  // An earlier checkpoint is what a later register is held against: it is not lost by chance.
  for (const path of [out, headsBeside(out), ...ids.map((mou) => extractBeside(out, mou))]) await mustBeFree(path, force);
  const privateKey = await keyFrom(options);
  const { heads, extracts } = await withRegister((register) => headsAndExtracts(register, ids));
  const signed = signCheckpoint(heads, { at: formatInstant(Date.now()), privateKey });
  const files = [
    ...extracts.map((extract): [string, unknown] => [extractBeside(out, extract.mou), extract]),
    [headsBeside(out), heads] as const,
    [out, signed] as const,
  ];
  for (const [path, content] of files) await writeFileWhole(path, JSON.stringify(content), force);
  answer(options, signed, () => [
    `${signed.count} memoranda, root ${signed.root}`,
    files.map(([path]) => path).join(', '),
    `public key ${signed.publicKey}`,
  ]);
};

/** What is known here already of a message may be later than what the file says of it. */
const takeIn = async (register: Register, mou: string, events: readonly Event[], deliveries: readonly Delivery[]): Promise<Head> => {
  const head = await register.append(mou, events);
  const known = new Set((await register.deliveries(mou)).map(({ key }) => key));
  const fresh = deliveries.filter(({ key }) => !known.has(key));
  if (fresh.length > 0) await register.keepDeliveries(mou, fresh);
  return head;
};

/** Takes an export into the register once its chain is verified. The same export again changes nothing. */
export const importFile = async (path: string, options: Options): Promise<void> => {
  const document = await readJson(path);
  const verified = verifyExport(document);
  if (!verified.ok) throw new Refusal('INVALID', `${path}: ${verified.reason}`);
  const { mou, deliveries } = verified;
  // As they are written, since that is what was hashed: this version of the engine may read less of them.
  const { events } = document as { events: Event[] };
  const head = await withRegister((register) => takeIn(register, mou, events, deliveries)).catch((error: unknown) => {
    if (error instanceof RegisterConflict)
      throw new Refusal('ALREADY_OPENED', `mou: the register holds other events of ${mou}, from event ${error.seq} on`);
    throw error;
  });
  answer(options, { mou, ...head }, () => [`${mou}: ${events.length} events are in the register; head ${head.head}`]);
};
