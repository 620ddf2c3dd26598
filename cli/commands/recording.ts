/** Verbs that record: opening, the acts, and acts in bulk. */
import { type Command, Option } from 'commander';
import { ACT_NAMES, ACTS, type ActName, commandOf } from '../../domain/acts/index.ts';
import { guarded, list, verb } from '../command-line.ts';
import { type Flag, flagsOfAct } from '../flags.ts';
import { SUMMARIES } from '../help.ts';
import type { Options } from '../output.ts';

const addFlag = (command: Command, { flag, help, required, as }: Flag): void => {
  const option = new Option(flag, required ? `${help} (needed)` : help);
  command.addOption(as === 'list' ? option.argParser(list) : option);
};

/** An act's own flags, its id for retries, and `--from` for those who have it as JSON. */
const act = (parent: Command, name: ActName, verbName: string): void => {
  const flags = flagsOfAct(name);
  const command = verb(parent, `${verbName} <id>`, ACTS[name].summary);
  for (const flag of flags) addFlag(command, flag);
  command.option('--id <id>', 'the id of this act: a retry by the same id is the same act');
  command.option('--from <file>', "the act's fields as one JSON object, from a file or - for standard input");
  command.action(
    guarded(async (mou: string, options: Options) => {
      const { recordAct } = await import('../verbs/acts.ts');
      await recordAct(mou, name, flags, options);
    }),
  );
};

const open = (program: Command): void => {
  verb(program, 'open <file>', ACTS.open.summary)
    .option('--mou <id>', "the memorandum's id (default: the instrument's)")
    .option('--id <id>', 'the id of this act: a retry by the same id is the same act')
    .action(
      guarded(async (file: string, options: Options) => {
        const { openMemorandum } = await import('../verbs/acts.ts');
        await openMemorandum(file, options);
      }),
    );
};

/** What the first word of a verb of two is about. */
const GROUPS: Record<string, string> = {
  meeting: 'The Joint Committee Meeting: its meetings, minutes and actions.',
  initiative: 'Initiatives in the areas of cooperation.',
};

/** A verb an act; one of two words stands under its first. */
const acts = (program: Command): void => {
  const groups = new Map<string, Command>();
  const groupOf = (name: string): Command => {
    const group = groups.get(name) ?? program.command(name).description(GROUPS[name] ?? '');
    groups.set(name, group);
    return group;
  };
  for (const name of ACT_NAMES.filter((one) => one !== 'open')) {
    const [first = '', second] = commandOf(name).split(' ');
    if (second === undefined) act(program, name, first);
    else act(groupOf(first), name, second);
  }
};

const apply = (program: Command): void => {
  verb(program, 'apply <file>', SUMMARIES.apply)
    .option('--mou <id>', 'the memorandum of all lines (default: each line names its own)')
    .option('--concurrency <number>', 'how many memoranda are acted on at once (default: 8)')
    .option('--patience <seconds>', 'how long to wait while nothing at all is answered (default: 60)')
    .option('--ndjson', 'one JSON object a line, while it runs')
    .option('--stop-on-refusal', 'stop at the first act that is refused or not valid')
    .action(
      guarded(async (file: string, options: Options) => {
        const { apply } = await import('../verbs/apply.ts');
        await apply(file, options);
      }),
    );
};

export const recording = [open, acts, apply];
