import { aheadOf, asOfFrom, inWords, logOf, nothingRecorded, stateOf } from '../../asking.ts';
import { UsageError } from '../../failure.ts';
import { answer, type Options } from '../../output.ts';
import type { Version } from '../../../projections/versions.ts';
import { AS_OF, type Verb } from '../../verb.ts';
import { knownVersions, versionFrom } from '../../versions.ts';
import { textLines } from '../../views.ts';

const versionOf = async (mou: string, options: Options): Promise<Version> => {
  if (options.on !== undefined) throw new UsageError('--on and --version: a date or a version, not both');
  const asOf = asOfFrom(options);
  const versions = knownVersions(await logOf(mou), asOf);
  if (versions.length === 0) throw nothingRecorded(mou, inWords(options));
  return versionFrom(versions, '--version', options.version);
};

export const verb: Verb = {
  usage: 'text <id>',
  summary: 'Prints the consolidated text.',
  examples: ['text MOU --on 2026-05-01', 'text MOU --version 1'],
  options: [...AS_OF, { flag: '--version <number>', help: 'this version of the text' }],
  run: async (options, mou) => {
    const state = options.version === undefined ? await stateOf(mou, options) : undefined;
    const { version, instrument } = state ?? (await versionOf(mou, options));
    const { title, clauses } = instrument;
    const expected = state !== undefined && aheadOf(state, options);
    const words = expected ? [`Expected ${inWords(options)}, by what is decided already.`] : [];
    answer(options, { mou, version, title, clauses, ...(expected && { expected }) }, () => [
      ...textLines({ version, instrument }),
      ...(expected ? ['', ...words] : []),
    ]);
  },
};
