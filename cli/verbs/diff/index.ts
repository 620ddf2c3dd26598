/** `mou diff`: what differs between two versions of the consolidated text, or between two dates. */
import type { AsOf } from '../../../projections/as-of.ts';
import { changesOf, type Side, sideOf, sideOn } from '../../../projections/comparison.ts';
import type { Event } from '../../../domain/events.ts';
import type { Version } from '../../../projections/versions.ts';
import { unifiedLines, wordLines } from './difference.ts';
import { UsageError } from '../../failure.ts';
import { type Options, print, printJson, progress } from '../../output.ts';
import { KNOWN_AT, type Verb } from '../../verb.ts';
import { knownVersions, versionFrom } from '../../versions.ts';
import { asOfFrom, dateFrom, logOf, nothingRecorded } from '../../asking.ts';

type Known = { mou: string; log: readonly Event[]; versions: readonly Version[]; knownAt: AsOf['knownAt'] };

const onDate = ({ mou, log, knownAt }: Known, on: string): Side => {
  const side = sideOn(log, on, knownAt, Date.now());
  if (!side) throw nothingRecorded(mou, `on ${on}`);
  return side;
};

const sideFrom = (side: 'from' | 'to', options: Options, known: Known): Side => {
  const [date, wanted] = [options[`${side}Date`], options[`${side}Version`]];
  const flag = `--${side}-version`;
  if (date !== undefined && wanted !== undefined) throw new UsageError(`--${side}-date and ${flag}: a date or a version, not both`);
  if (date !== undefined) return onDate(known, dateFrom(`--${side}-date`, date));
  const otherwise = side === 'from' ? known.versions[0] : known.versions.at(-1);
  const found = wanted === undefined ? otherwise : versionFrom(known.versions, flag, wanted);
  return sideOf(found as Version, known.versions);
};

/** Flags first: what is not valid is told before anybody is asked. */
const checked = (options: Options): AsOf['knownAt'] => {
  if (options.unified && options.words) throw new UsageError('--unified and --words: one of them');
  for (const side of ['from', 'to'] as const) {
    const date = options[`${side}Date`];
    if (date !== undefined) dateFrom(`--${side}-date`, date);
  }
  return asOfFrom({ knownAt: options.knownAt }).knownAt;
};

export const verb: Verb = {
  usage: 'diff <id>',
  summary: 'Shows what differs between two versions of the text, or between two dates, and by which decision.',
  examples: [
    'diff MOU',
    'diff MOU --from-version 1 --to-version 2 --unified | patch MOU.txt',
    'diff MOU --from-date 2026-04-30 --to-date 2026-05-01 --json',
  ],
  options: [
    { flag: '--from-version <number>', help: 'from this version (default: 1)' },
    { flag: '--to-version <number>', help: 'to this version (default: the latest)' },
    { flag: '--from-date <date>', help: 'from the text as of this civil date' },
    { flag: '--to-date <date>', help: 'to the text as of this civil date' },
    KNOWN_AT,
    { flag: '--unified', help: 'as a unified diff of what `mou text` prints, for `patch` (default: where the output is no terminal)' },
    { flag: '--words', help: 'word by word (default: on a terminal)' },
  ],
  run: async (options, mou) => {
    const knownAt = checked(options);
    const log = await logOf(mou);
    const versions = knownVersions(log, { knownAt });
    if (versions.length === 0) throw nothingRecorded(mou, `as known at ${String(options.knownAt)}`);
    const known = { mou, log, versions, knownAt };
    const [from, to] = [sideFrom('from', options, known), sideFrom('to', options, known)];
    const changes = changesOf(from, to);
    if (options.json) return printJson({ mou, from: from.named, to: to.named, changes });
    const none = `No difference between ${from.label} and ${to.label} of ${mou}`;
    if (options.words || (process.stdout.isTTY && !options.unified)) {
      return print(...(changes.length === 0 ? [none] : wordLines(mou, from, to, changes)));
    }
    const patch = unifiedLines(mou, from, to, changes);
    if (patch) print(...patch);
    // Not among what `patch` is to read.
    if (changes.length === 0) progress(none);
  },
};
