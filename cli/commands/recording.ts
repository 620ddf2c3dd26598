/** Verbs that record: opening, the acts, and acts in bulk. */
import { type Command, Option } from 'commander';
import type { ActName } from '../../domain/acts.ts';
import { guarded, list, verb } from '../command-line.ts';
import { FLAGS, type Flag } from '../flags.ts';
import { SUMMARIES } from '../help.ts';
import type { Options } from '../output.ts';

const addFlag = (command: Command, { flag, help, required, as }: Flag): void => {
  const option = new Option(flag, required ? `${help} (needed)` : help);
  command.addOption(as === 'list' ? option.argParser(list) : option);
};

/** An act's own flags, its id for retries, and `--from` for those who have it as JSON. */
const act = (parent: Command, name: Exclude<ActName, 'open'>, verbName: string): void => {
  const command = verb(parent, `${verbName} <id>`, SUMMARIES[name]);
  for (const flag of FLAGS[name]) addFlag(command, flag);
  command.option('--id <id>', 'the id of this act: a retry by the same id is the same act');
  command.option('--from <file>', "the act's fields as one JSON object, from a file or - for standard input");
  command.action(
    guarded(async (mou: string, options: Options) => {
      const { recordAct } = await import('../verbs/acts.ts');
      await recordAct(mou, name, FLAGS[name], options);
    }),
  );
};

const open = (program: Command): void => {
  verb(program, 'open <file>', SUMMARIES.open)
    .option('--mou <id>', "the memorandum's id (default: the instrument's)")
    .option('--id <id>', 'the id of this act: a retry by the same id is the same act')
    .action(
      guarded(async (file: string, options: Options) => {
        const { openMemorandum } = await import('../verbs/acts.ts');
        await openMemorandum(file, options);
      }),
    );
};

const acts = (program: Command): void => {
  for (const name of [
    'sign',
    'confirm',
    'give-notice',
    'record-delivery',
    'withdraw-notice',
    'propose',
    'consent',
    'decline',
    'retract',
    'pause',
    'resume',
    'change-contacts',
  ] as const) {
    act(program, name, name);
  }
};

const meetings = (program: Command): void => {
  const meeting = program.command('meeting').description('The Joint Committee Meeting: its meetings, minutes and actions.');
  for (const name of ['schedule', 'hold', 'cancel'] as const) act(meeting, `${name}-meeting`, name);
  for (const name of ['record-minutes', 'approve-minutes', 'record-action', 'complete-action'] as const) act(meeting, name, name);
};

const initiatives = (program: Command): void => {
  const initiative = program.command('initiative').description('Initiatives in the areas of cooperation.');
  for (const name of ['start', 'report', 'conclude'] as const) act(initiative, `${name}-initiative`, name);
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

export const recording = [open, acts, meetings, initiatives, apply];
