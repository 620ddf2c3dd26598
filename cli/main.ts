#!/usr/bin/env node
/** The `mou` command: a thin layer over the client. What a verb needs is loaded when it runs, so that each starts fast. */
import { Command, CommanderError, Option } from 'commander';
import type { ActName } from '../domain/acts.ts';
import { EXIT, tellFailure, UsageError } from './failure.ts';
import { FLAGS, type Flag } from './flags.ts';
import { EXAMPLES, SUMMARIES } from './help.ts';

type Options = Record<string, unknown> & { json?: boolean };

/** Whether the caller wants JSON, even where the command line could not be understood. */
const wantsJson = process.argv.includes('--json') || process.argv.includes('--ndjson');

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
  // So that `mou text ID --version 2` asks for a version of the text, not of the program.
  .enablePositionalOptions()
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
  'change-contacts',
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
  const command = dated(verb(program, `${name} <id>`, SUMMARIES[name]));
  if (name === 'text') command.option('--version <number>', 'this version of the text');
  command.action(
    guarded(async (mou: string, options: Options) => {
      const asks = await import('./verbs/ask.ts');
      await asks[name](mou, options);
    }),
  );
}

verb(program, 'list', SUMMARIES.list)
  .option('--status <status>', 'open, operative or discontinued')
  .option('--participant <id>', 'of this Participant')
  .option('--expected-before <date>', 'discontinuation is expected to commence before this date')
  .option('--open-decisions', 'with decisions that wait for a consent')
  .option('--dead-letters', 'with messages that did not arrive')
  .option('--search <words>', 'in the title, the clauses and the titles of documents')
  .option('--limit <number>', 'at most so many')
  .option('--after <id>', 'after this one, for the next page')
  .action(
    guarded(async (options: Options) => {
      const { list: listAll } = await import('./verbs/list.ts');
      await listAll(options);
    }),
  );

for (const name of ['deliveries', 'resend', 'contacts'] as const) {
  const command = verb(program, `${name} <id>`, SUMMARIES[name]);
  if (name === 'resend') command.option('--key <key>', 'this message, by its key').option('--all', 'every message that did not arrive');
  command.action(
    guarded(async (mou: string, options: Options) => {
      const verbs = await import('./verbs/deliveries.ts');
      await verbs[name](mou, options);
    }),
  );
}

verb(program, 'bounces <mailbox>', SUMMARIES.bounces).action(
  guarded(async (mailbox: string, options: Options) => {
    const verbs = await import('./verbs/deliveries.ts');
    await verbs.bounces(mailbox, options);
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

const toFile = (command: Command): Command => command.option('--force', 'replace the file where it is there already');

toFile(dated(verb(program, 'export <id>', SUMMARIES.export)))
  .option('--format <format>', 'json, cloudevents, ics, akn (Akoma Ntoso) or markdown (default with --json: json)')
  .option('--ics', 'the same as --format ics: a calendar feed of the whole')
  .option('--out <file>', 'into this file (default: standard output)')
  .action(
    guarded(async (mou: string, options: Options) => {
      const { exportFile } = await import('./verbs/export.ts');
      await exportFile(mou, options);
    }),
  );

toFile(dated(verb(program, 'report <id>', SUMMARIES.report)))
  .option('--out <file>', 'into this file, or - for standard output (default: ID-report.html)')
  .action(
    guarded(async (mou: string, options: Options) => {
      const { report } = await import('./verbs/export.ts');
      await report(mou, options);
    }),
  );

verb(program, 'verify [id]', SUMMARIES.verify)
  .option('--since <checkpoint>', 'the register, held against this earlier checkpoint too')
  .option('--checkpoint <file>', 'this checkpoint instead of the register')
  .option('--heads <file>', 'the heads that the checkpoint signs (with --since by default: beside it)')
  .option('--extract <file>', 'with --checkpoint: an extract that it signs; may be given again', list)
  .option('--export <file>', 'this export instead of the register; with --checkpoint: that it is signed; may be given again', list)
  .option('--public-key <key>', 'the key of who should have signed the checkpoint, in base64')
  .action(
    guarded(async (mou: string | undefined, options: Options) => {
      const { verify } = await import('./verbs/verify.ts');
      await verify(mou, options);
    }),
  );

toFile(verb(program, 'checkpoint', SUMMARIES.checkpoint))
  .option('--key <file>', 'Ed25519 private key, PEM (default: mou-signing-key.pem, made where it is not there)')
  .option('--out <file>', 'the checkpoint (default: checkpoint.json); the heads and extracts go beside it')
  .option('--extract <id>', 'an extract of this memorandum, for whom nothing else concerns; may be given again', list)
  .action(
    guarded(async (options: Options) => {
      const { checkpoint } = await import('./verbs/register.ts');
      await checkpoint(options);
    }),
  );

verb(program, 'import <file>', SUMMARIES.import).action(
  guarded(async (file: string, options: Options) => {
    const { importFile } = await import('./verbs/register.ts');
    await importFile(file, options);
  }),
);

verb(program, 'diff <id>', SUMMARIES.diff)
  .option('--from-version <number>', 'from this version (default: 1)')
  .option('--to-version <number>', 'to this version (default: the latest)')
  .option('--from <date>', 'from the text as of this civil date')
  .option('--to <date>', 'to the text as of this civil date')
  .option('--known-at <instant>', 'as known at this instant, such as 2027-03-01T00:00:00Z (default: now)')
  .option('--unified', 'as a unified diff of what `mou text` prints, for `patch` (default: where the output is no terminal)')
  .option('--words', 'word by word (default: on a terminal)')
  .action(
    guarded(async (mou: string, options: Options) => {
      const { diff } = await import('./verbs/diff.ts');
      await diff(mou, options);
    }),
  );

program
  .command('watch <id>')
  .description(SUMMARIES.watch)
  .option('--json', 'one event a line, each a JSON document of its own: what has no end cannot be one')
  .option('--from <number>', 'from this event on (default: the first)')
  .option('--until <what>', 'end by itself once it is operative or discontinued, or with the event of this number')
  .option('--interval <seconds>', 'how often to ask (default: 1)')
  .option('--patience <seconds>', 'how long to try again where nobody answers any more (default: 60)')
  .addHelpText('after', EXAMPLES.watch ?? '')
  .action(
    guarded(async (mou: string, options: Options) => {
      const { watch } = await import('./verbs/watch.ts');
      await watch(mou, options);
    }),
  );

verb(program, 'apply <file>', SUMMARIES.apply)
  .option('--mou <id>', 'the memorandum of all lines (default: each line names its own)')
  .option('--concurrency <number>', 'how many memoranda are acted on at once (default: 8)')
  .option('--patience <seconds>', 'how long to wait while nothing at all is answered (default: 60)')
  .option('--ndjson', 'one JSON object a line, while it runs')
  .option('--stop-on-refusal', 'stop at the first act that is refused or not valid')
  .action(
    guarded(async (file: string, options: Options) => {
      const { apply } = await import('./verbs/apply.ts');
      await apply(file, options);
    }),
  );

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
