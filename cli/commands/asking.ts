/** Verbs that ask: of a memorandum, of all of them, and of what became of messages. */
import type { Command } from 'commander';
import { dated, guarded, knownAt, verb } from '../command-line.ts';
import { EXAMPLES, SUMMARIES } from '../help.ts';
import type { Options } from '../output.ts';

const asks = (program: Command): void => {
  for (const name of ['status', 'events', 'text', 'explain'] as const) {
    const command = dated(verb(program, `${name} <id>`, SUMMARIES[name]));
    if (name === 'text') command.option('--version <number>', 'this version of the text');
    command.action(
      guarded(async (mou: string, options: Options) => {
        const asks = await import('../verbs/ask.ts');
        await asks[name](mou, options);
      }),
    );
  }
};

const listing = (program: Command): void => {
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
        const { list: listAll } = await import('../verbs/list.ts');
        await listAll(options);
      }),
    );
};

const mails = (program: Command): void => {
  for (const name of ['deliveries', 'resend', 'contacts'] as const) {
    const command = verb(program, `${name} <id>`, SUMMARIES[name]);
    if (name === 'resend') command.option('--key <key>', 'this message, by its key').option('--all', 'every message that did not arrive');
    command.action(
      guarded(async (mou: string, options: Options) => {
        const verbs = await import('../verbs/deliveries.ts');
        await verbs[name](mou, options);
      }),
    );
  }
};

const bounces = (program: Command): void => {
  verb(program, 'bounces <mailbox>', SUMMARIES.bounces).action(
    guarded(async (mailbox: string, options: Options) => {
      const verbs = await import('../verbs/deliveries.ts');
      await verbs.bounces(mailbox, options);
    }),
  );
};

const diff = (program: Command): void => {
  const command = verb(program, 'diff <id>', SUMMARIES.diff)
    .option('--from-version <number>', 'from this version (default: 1)')
    .option('--to-version <number>', 'to this version (default: the latest)')
    .option('--from <date>', 'from the text as of this civil date')
    .option('--to <date>', 'to the text as of this civil date');
  knownAt(command)
    .option('--unified', 'as a unified diff of what `mou text` prints, for `patch` (default: where the output is no terminal)')
    .option('--words', 'word by word (default: on a terminal)')
    .action(
      guarded(async (mou: string, options: Options) => {
        const { diff } = await import('../verbs/diff.ts');
        await diff(mou, options);
      }),
    );
};

const watch = (program: Command): void => {
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
        const { watch } = await import('../verbs/watch.ts');
        await watch(mou, options);
      }),
    );
};

export const asking = [asks, listing, mails, bounces, diff, watch];
