/** Verbs of the register: all heads signed, an export taken in. */
import type { KeyObject } from 'node:crypto';
import { formatInstant } from '../../../domain/calendar.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { type Extract, extractOf, signCheckpoint } from '../../../proof/checkpoint.ts';
import type { HeadOf, Register } from '../../../register/port.ts';
import { signingKey } from '../../../register/signing-key.ts';
import { UsageError } from '../../failure.ts';
import { mustBeId } from '../../memorandum-id.ts';
import { answer, type Options, progress } from '../../output.ts';
import { FORCE, type Verb } from '../../verb.ts';
import { withRegister } from '../../with-register.ts';
import { mustBeFree, writeFileWhole } from '../../write-file.ts';
import { extractBeside, headsBeside } from '../../checkpoint-files.ts';
import { counted } from '../../../projections/words.ts';

const keyFrom = async (options: Options): Promise<KeyObject> => {
  const path = typeof options.signingKey === 'string' ? options.signingKey : 'mou-signing-key.pem';
  const made = () => progress(`A signing key was made: ${path}. Keep it; tell others its public key.`);
  return await signingKey(path, made).catch((error: Error) => {
    throw new UsageError(`--signing-key: ${path} holds no key to sign with, and none can be made there (${error.message})`);
  });
};

const extractFrom = (heads: readonly HeadOf[], mou: string): Extract => {
  const extract = extractOf(heads, mou);
  if (!extract) throw new Refusal('UNKNOWN_MOU', `--extract-of: the register holds no memorandum ${mou}`);
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
export const verb: Verb = {
  usage: 'checkpoint',
  summary: 'Signs the heads of all memoranda, so that an outsider can verify them.',
  examples: ['checkpoint --out 2026-checkpoint.json', 'checkpoint --extract-of MOU'],
  options: [
    FORCE,
    { flag: '--signing-key <file>', help: 'Ed25519 private key, PEM (default: mou-signing-key.pem, made where it is not there)' },
    { flag: '--out <file>', help: 'the checkpoint (default: checkpoint.json); the heads and extracts go beside it' },
    { flag: '--extract-of <id>', help: 'an extract of this memorandum, for somebody who needs no other; may be given again', list: true },
  ],
  run: async (options) => {
    const out = typeof options.out === 'string' ? options.out : 'checkpoint.json';
    const ids = [...new Set((options.extractOf as string[] | undefined) ?? [])];
    for (const mou of ids) mustBeId(mou, '--extract-of');
    const force = options.force === true;
    // An earlier checkpoint is what a later register is held against: it is not lost by chance.
    for (const path of [out, headsBeside(out), ...ids.map((mou) => extractBeside(out, mou))]) await mustBeFree(path, force);
    // First what may fail: a key that was made for nothing would be taken for one that has signed.
    const { heads, extracts } = await withRegister((register) => headsAndExtracts(register, ids));
    const privateKey = await keyFrom(options);
    const signed = signCheckpoint(heads, { at: formatInstant(Date.now()), privateKey });
    const files = [
      ...extracts.map((extract): [string, unknown] => [extractBeside(out, extract.mou), extract]),
      [headsBeside(out), heads] as const,
      [out, signed] as const,
    ];
    for (const [path, content] of files) await writeFileWhole(path, JSON.stringify(content), force);
    answer(options, signed, () => [
      `${counted(signed.count, 'memorandum', 'memoranda')}, root ${signed.root}`,
      files.map(([path]) => path).join(', '),
      `public key ${signed.publicKey}`,
    ]);
  },
};
