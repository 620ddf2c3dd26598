/** One verb an act, as the act describes itself. */
import { ACT_NAMES, ACTS, type ActName, commandOf } from '../../../domain/acts/index.ts';
import { ACT_ID, PREVIEW, sendAct } from '../../sending.ts';
import type { Verb } from '../../verb.ts';
import { type Flag, flagsOfAct } from './flags.ts';
import { actFrom } from './input.ts';

const INPUT = { flag: '--input <file>', help: "the act's fields as one JSON object, from a file or - for standard input" };

const needed = ({ required, as }: Flag): string => (required ? ` (needed${as === 'document' ? ', or its title and SHA-256' : ''})` : '');

/** An act's own flags, its id for retries, and `--input` for those who have it as JSON. */
const verbOf = (name: ActName): Verb => {
  const { summary, examples = [] } = ACTS[name];
  const flags = flagsOfAct(name);
  return {
    usage: `${commandOf(name)} <id>`,
    summary,
    examples,
    options: [
      ...flags.map((flag) => ({ flag: flag.flag, help: `${flag.help}${needed(flag)}`, list: flag.as === 'list' })),
      ACT_ID,
      INPUT,
      PREVIEW,
    ],
    run: async (options, mou) => await sendAct(mou, await actFrom(name, flags, options), options),
  };
};

export const verbs: readonly Verb[] = ACT_NAMES.filter((name) => name !== 'open').map(verbOf);
