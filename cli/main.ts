#!/usr/bin/env node
/** The `mou` command: a thin layer over the client. What a verb needs is loaded when it runs, so that each starts fast. */
import { Command, CommanderError, Option } from 'commander';
import type { ActName } from '../domain/acts.ts';
import { EXIT, tellFailure, UsageError } from './failure.ts';
import { FLAGS, type Flag } from './flags.ts';
import { EXAMPLES, SUMMARIES } from './help.ts';

type Options = Record<string, unknown> & { json?: boolean };

/** Whether the caller wants JSON, even where the command line could not be understood. */
const wantsJson = process.argv.includes('--json');

const guarded =
  <Arguments extends unknown[]>(run: (...args: Arguments) => Promise<void>) =>
  async (...args: Arguments): Promise<void> => {
    try {
      await run(...args);
    } catch (error) {
      tellFailure(error, wantsJson);
    }
  };

const program = new Command('mou')
  .description('Records and asks what becomes of a memorandum of understanding.')
  .version('0.1.0')
  .exitOverride()
  .configureOutput({ writeErr: (text) => (wantsJson ? undefined : process.stderr.write(text)) })
  .showHelpAfterError('(mou --help, or mou VERB --help, tells more)')
  .addHelpText('after', EXAMPLES.mou ?? '');

const verb = (parent: Command, usage: string, summary: string): Command => {
  const command = parent.command(usage).description(summary).option('--json', 'one JSON document on standard output, nothing else there');
  const examples = EXAMPLES[parent === program ? command.name() : `${parent.name()} ${command.name()}`];
  return examples ? command.addHelpText('after', examples) : command;
};

const list = (value: string, earlier: string[] = []): string[] => [...earlier, value];

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
      const { recordAct } = await import('./verbs/acts.ts');
      await recordAct(mou, name, FLAGS[name], options);
    }),
  );
};

verb(program, 'open <file>', SUMMARIES.open)
  .option('--mou <id>', "the memorandum's id (default: the instrument's)")
  .option('--id <id>', 'the id of this act: a retry by the same id is the same act')
  .action(
    guarded(async (file: string, options: Options) => {
      const { openMemorandum } = await import('./verbs/acts.ts');
      await openMemorandum(file, options);
    }),
  );

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
] as const) {
  act(program, name, name);
}

const meeting = program.command('meeting').description('The Joint Committee Meeting: its meetings, minutes and actions.');
for (const name of ['schedule', 'hold', 'cancel'] as const) act(meeting, `${name}-meeting`, name);
for (const name of ['record-minutes', 'approve-minutes', 'record-action', 'complete-action'] as const) act(meeting, name, name);

const initiative = program.command('initiative').description('Initiatives in the areas of cooperation.');
for (const name of ['start', 'report', 'conclude'] as const) act(initiative, `${name}-initiative`, name);

const dated = (command: Command): Command =>
  command
    .option('--on <date>', 'as of this civil date (default: all that is recorded)')
    .option('--known-at <instant>', 'as known at this instant, such as 2027-03-01T00:00:00Z (default: now)');

for (const name of ['status', 'events', 'text', 'explain'] as const) {
  dated(verb(program, `${name} <id>`, SUMMARIES[name])).action(
    guarded(async (mou: string, options: Options) => {
      const asks = await import('./verbs/ask.ts');
      await asks[name](mou, options);
    }),
  );
}

verb(program, 'list', SUMMARIES.list).action(
  guarded(async (options: Options) => {
    const { list: listAll } = await import('./verbs/ask.ts');
    await listAll(options);
  }),
);

for (const name of ['simulate', 'rehearse'] as const) {
  verb(program, `${name} <file>`, SUMMARIES[name]).action(
    guarded(async (file: string, options: Options) => {
      const { runScenario } = await import('./verbs/scenario.ts');
      await runScenario(name, file, options);
    }),
  );
}

program
  .command('dev')
  .description(SUMMARIES.dev)
  .option('--port <number>', 'port of the Temporal server (default: 7233, or a free one)')
  .option('--ui-port <number>', 'port of the Web UI (default: 8233, or a free one)')
  .option('--data <folder>', 'where the state is kept', '.mou')
  .addHelpText('after', EXAMPLES.dev ?? '')
  .action(
    guarded(async (options: Options) => {
      const { dev } = await import('./verbs/dev.ts');
      await dev(options);
    }),
  );

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) process.exitCode = EXIT.done;
  else if (wantsJson) tellFailure(new UsageError(error.message.replace(/^error: /, '')), true);
  else process.exitCode = EXIT.invalid;
}
