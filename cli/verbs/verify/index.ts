/** `mou verify`: the register or, for somebody who has only files, an export or a checkpoint with what it signs. */
import { valueInWords } from '../../../domain/issues.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { notAnExport, STATE_WRONG, verifyExport } from '../../../proof/verify-export.ts';
import { notACheckpoint, type Verified, verifyCheckpoint } from '../../../proof/checkpoint.ts';
import type { HeadOf, Verdict } from '../../../register/port.ts';
import { EXIT, UsageError } from '../../failure.ts';
import { flagOf } from '../../flag-of.ts';
import { answer, type Options } from '../../output.ts';
import { AS_RECORDED, type Verb } from '../../verb.ts';
import { withRegister } from '../../with-register.ts';
import { headsBeside } from '../../checkpoint-files.ts';
import { readJson } from '../../read-json.ts';
import { counted } from '../../../projections/words.ts';

type Files = {
  since?: string;
  checkpoint?: string;
  heads?: string;
  extract?: string[];
  export?: string[];
  publicKey?: string;
  rules?: boolean;
  asRecorded?: boolean;
};

/** What is verified, and what of the rest goes with it. */
const GOES_WITH = {
  since: ['id', 'heads', 'publicKey', 'rules'],
  checkpoint: ['heads', 'extract', 'export', 'publicKey', 'asRecorded'],
  export: ['asRecorded'],
  register: ['id', 'rules'],
} satisfies Record<string, string[]>;

const inWords = (name: string): string => (name === 'id' ? 'ID' : flagOf(name));

const mustFit = (mou: string | undefined, files: Files): void => {
  const given: Record<string, unknown> = { id: mou, ...files };
  const what = (['since', 'checkpoint', 'export'] as const).find((name) => given[name] !== undefined) ?? 'register';
  const stray = ['id', 'heads', 'extract', 'checkpoint', 'export', 'publicKey', 'rules', 'asRecorded'].find(
    (name) => given[name] !== undefined && name !== what && !GOES_WITH[what].includes(name),
  );
  if (stray) throw new UsageError(`${inWords(stray)}: does not go with ${what === 'register' ? 'the register alone' : inWords(what)}`);
  const { checkpoint, export: exports = [], heads, extract } = files;
  if (!checkpoint && exports.length > 1) throw new UsageError('--export: one at a time, unless a --checkpoint signs them');
  if (checkpoint && exports.length > 0 && !heads && !extract) {
    throw new UsageError('--export: with --checkpoint it needs --heads, or the --extract of its memorandum');
  }
};

const verdictLines = ({ ok, memoranda, events, findings }: Verdict, byRules: boolean): string[] => [
  `${counted(memoranda, 'memorandum', 'memoranda')}, ${counted(events, 'event')}: ${ok ? `every chain is as it was recorded${byRules ? ', and as the rules of this version would record it' : ''}.` : 'NOT as recorded.'}`,
  ...findings.map(({ mou, seq, wrong, why }) => `${mou} event ${seq}: ${wrong}: ${why}`),
];

const readHeads = async (path: string): Promise<unknown> => {
  const heads = await readJson(path);
  if (!Array.isArray(heads)) throw new UsageError(`${path}: holds ${valueInWords(heads)}, not a list of heads`);
  return heads;
};

const readExtract = async (path: string): Promise<unknown> => {
  const extract = await readJson(path);
  if (typeof extract === 'object' && extract !== null && !Array.isArray(extract)) return extract;
  throw new UsageError(`${path}: holds ${valueInWords(extract)}, not an extract`);
};

/** The heads of an earlier checkpoint; undefined where it is not what was signed, which has then been told. */
const headsSigned = async (path: string, files: Files, options: Options): Promise<HeadOf[] | undefined> => {
  const checkpoint = await readKind(path, notACheckpoint);
  const heads = await readHeads(files.heads ?? headsBeside(path));
  const verified = verifyCheckpoint({ checkpoint, heads, ...keyOf(files) });
  if (verified.ok) return heads as HeadOf[];
  tell(path, verified, options);
  return undefined;
};

const inRegister = async (mou: string | undefined, files: Files, options: Options): Promise<void> => {
  const since = files.since ? await headsSigned(files.since, files, options) : [];
  if (!since) return;
  const byRules = options.rules === true;
  const verdict = await withRegister((register) => register.verify(mou, since, { byRules }));
  const isUnknown = mou !== undefined && verdict.memoranda === 0 && verdict.ok;
  if (isUnknown) throw new Refusal('UNKNOWN_MOU', `mou: the register holds no memorandum ${mou}`);
  answer(options, verdict, () => verdictLines(verdict, byRules));
  if (!verdict.ok) process.exitCode = EXIT.refused;
};

/** A file of another kind is a mistake in the command, and no finding about what it holds. */
const readKind = async (path: string, notOfKind: (document: unknown) => string | undefined): Promise<unknown> => {
  const document = await readJson(path);
  const reason = notOfKind(document);
  if (reason) throw new UsageError(`${path}: ${reason}`);
  return document;
};

const exportFile = async (path: string, options: Options): Promise<void> => {
  const verified = verifyExport(await readKind(path, notAnExport), { asRecorded: options.asRecorded === true });
  if (!verified.ok) {
    answer(options, verified, () => [`${path}: ${verified.reason}`]);
    process.exitCode = EXIT.refused;
    return;
  }
  const { ok, mou, events, head, stateMatches } = verified;
  answer(options, { ok, mou, events: events.length, head, stateMatches }, () => [
    `${path}: ${counted(events.length, 'event')} of ${mou}, as they were recorded; head ${head}`,
    ...(stateMatches ? [] : ['The state does not follow from them: trust the events alone.']),
  ]);
};

/** An export's events as they stand in the file: verified, but not as they were read. */
const recordIn = async (path: string, asRecorded: boolean): Promise<{ mou: string; events: unknown[] } | { problem: string }> => {
  const document = await readKind(path, notAnExport);
  const verified = verifyExport(document, { asRecorded: true });
  if (!verified.ok) return { problem: `${path}: ${verified.reason}` };
  if (!verified.stateMatches && !asRecorded) return { problem: `${path}: ${STATE_WRONG}` };
  return { mou: verified.mou, events: (document as { events: unknown[] }).events };
};

const keyOf = ({ publicKey }: Files) => (publicKey === undefined ? {} : { publicKey });

const tell = (path: string, verified: Verified, options: Options): void => {
  const { ok, publicKey, problems, covered } = verified;
  const whose = options.publicKey === undefined ? ', as it says itself: --public-key makes sure whose that is' : '';
  answer(options, verified, () =>
    ok
      ? [
          `${path}: unchanged since it was signed with the key ${publicKey}${whose}.`,
          ...covered.map(({ mou, seq, head }) => `${mou}: events 1 to ${seq} are what was signed; head ${head}`),
        ]
      : problems,
  );
  if (!ok) process.exitCode = EXIT.refused;
};

const checkpointFile = async (path: string, files: Files, options: Options): Promise<void> => {
  const checkpoint = await readKind(path, notACheckpoint);
  const exports = await Promise.all((files.export ?? []).map((one) => recordIn(one, files.asRecorded === true)));
  const problems = exports.flatMap((one) => ('problem' in one ? [one.problem] : []));
  const records = exports.flatMap((one) => ('problem' in one ? [] : [one]));
  const extracts = await Promise.all((files.extract ?? []).map(readExtract));
  const heads = files.heads === undefined ? undefined : await readHeads(files.heads);
  const verified = verifyCheckpoint({ checkpoint, heads, extracts, records, ...keyOf(files) });
  const ok = verified.ok && problems.length === 0;
  tell(path, { ...verified, ok, problems: [...problems, ...verified.problems], covered: ok ? verified.covered : [] }, options);
};

/** The register, one of its memoranda, or files: those need no register. */
export const verb: Verb = {
  usage: 'verify [id]',
  summary: 'Recomputes the hash chains of the register, or of a file, and names the first wrong event.',
  examples: [
    'verify',
    'verify MOU --since 2026-checkpoint.json',
    'verify --checkpoint 2026-checkpoint.json --heads 2026-checkpoint.heads.json --export MOU.json --public-key MCow…',
    'verify --checkpoint 2026-checkpoint.json --extract 2026-checkpoint.extract.MOU.json',
  ],
  options: [
    { flag: '--since <checkpoint>', help: 'the register, held against this earlier checkpoint too' },
    { flag: '--checkpoint <file>', help: 'this checkpoint instead of the register' },
    { flag: '--heads <file>', help: 'the heads that the checkpoint signs (with --since by default: beside it)' },
    { flag: '--extract <file>', help: 'with --checkpoint: an extract that it signs; may be given again', list: true },
    {
      flag: '--export <file>',
      help: 'this export instead of the register; with --checkpoint: that it is signed; may be given again',
      list: true,
    },
    { flag: '--rules', help: 'the register: that the rules of this version would have recorded the same, too' },
    AS_RECORDED,
    { flag: '--public-key <key>', help: 'the key of who should have signed the checkpoint, in base64' },
  ],
  run: async (options, mou?: string) => {
    const files = options as Files;
    mustFit(mou, files);
    if (files.checkpoint) await checkpointFile(files.checkpoint, files, options);
    else if (files.export?.[0]) await exportFile(files.export[0], options);
    else await inRegister(mou, files, options);
  },
};
