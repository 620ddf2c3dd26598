#!/usr/bin/env node
/** The `mou` command: a thin layer over the client. */
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { BadSetting } from '../client/errors.ts';
import { startTracing } from '../observe/tracing.ts';
import { EXIT, tellFailure, UsageError } from './failure.ts';
import { addVerb, exampleLines, wantsJson } from './verb.ts';
import { verbsFor } from './verbs/index.ts';

const { version } = createRequire(import.meta.url)('mou-engine/package.json') as { version: string };

const ABOUT = `
Acts print a receipt. Exit codes: 0 done, 1 unexpected, 2 input not valid, 3 refused by the memorandum's rules,
4 not found, 5 no service. The server is found by TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_PROFILE or temporal.toml;
without them it is the one that mou dev runs in this folder.
${exampleLines(['dev', 'open MOU', 'status MOU', 'simulate scenario.yaml --json'])}`;

/** One word of a verb is near none by its letters: `withdraw` means one of the verbs that have it. */
const withVerbsNamed = (text: string): string => {
  const word = /^error: unknown command '([a-z]+)'$/.exec(text.trim())?.[1];
  const meant = program.commands.map((command) => command.name()).filter((name) => word !== undefined && name.split('-').includes(word));
  return meant.length > 0 ? `${text.trimEnd()}\n(Did you mean ${meant.join(' or ')}?)\n` : text;
};

const program = new Command('mou')
  .description('Records what happens to a memorandum of understanding, and answers questions about it.')
  .version(version, '-v, --version')
  .option('--json', 'one JSON document on standard output, nothing else there')
  .exitOverride()
  // So that `mou text ID --version 2` asks for a version of the text, not of the program.
  .enablePositionalOptions()
  .configureOutput({
    writeErr: (text) => (wantsJson() ? undefined : process.stderr.write(text)),
    outputError: (text, write) => write(withVerbsNamed(text)),
  })
  .showHelpAfterError('(mou --help, or mou VERB --help, tells more)')
  .addHelpText('after', ABOUT);

// Where nobody reads any more, as in `mou events ID | head`, the shell is told so, and no stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exitCode = EXIT.unread;
});

for (const verb of await verbsFor(process.argv.slice(2))) addVerb(program, verb);

let endTracing = async (): Promise<void> => {};
try {
  endTracing = await startTracing('mou', version);
  await program.parseAsync();
} catch (error) {
  if (error instanceof BadSetting) tellFailure(error, wantsJson());
  else if (!(error instanceof CommanderError)) throw error;
  else if (error.exitCode === 0) process.exitCode = EXIT.done;
  else if (wantsJson()) {
    const hinted = withVerbsNamed(error.message).trimEnd();
    const said = error.code === 'commander.help' ? 'a verb is missing; mou --help lists them' : hinted.replace(/^error: /, '');
    tellFailure(new UsageError(said), true);
  } else process.exitCode = EXIT.invalid;
} finally {
  await endTracing();
}
