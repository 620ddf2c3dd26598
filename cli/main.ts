#!/usr/bin/env node
/** The `mou` command: a thin layer over the client. */
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { BadSetting } from '../client/errors.ts';
import { startTracing } from '../observe/tracing.ts';
import { EXIT, tellFailure, UsageError } from './failure.ts';
import { notWritten } from '../domain/not-written.ts';
import { addVerb, exampleLines, wantsJson } from './verb.ts';
import { helpByWords, verbMissing, withVerbs } from './verb-named.ts';
import { verbsFor } from './verbs/index.ts';

const { version } = createRequire(import.meta.url)('mou-engine/package.json') as { version: string };

const ABOUT = `
Acts print a receipt. Exit codes: 0 done, 1 unexpected, 2 input not valid, 3 refused by the memorandum's rules,
4 not found, 5 no service. The server is found by TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_PROFILE or temporal.toml;
without them it is the one that mou dev runs in this folder.
${exampleLines(['dev', 'open MOU', 'status MOU', 'simulate scenario.yaml --json'])}`;

const args = process.argv.slice(2);

const program = new Command('mou')
  .description('Records what happens to a memorandum of understanding, and answers questions about it.')
  .version(version, '-v, --version')
  .option('--json', 'one JSON document on standard output, nothing else there')
  .exitOverride()
  // So that `mou text ID --version 2` asks for a version of the text, not of the program.
  .enablePositionalOptions()
  .configureOutput({
    writeErr: (text) => (wantsJson() ? undefined : process.stderr.write(text)),
    outputError: (text, write) => write(withVerbs(program, args, text)),
  })
  .showHelpAfterError('(mou --help, or mou VERB --help, tells more)')
  .addHelpText('after', ABOUT);

// Where nobody reads any more, as in `mou events ID | head`, the shell is told so; a full disk is told as one. No stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exitCode = EXIT.unread;
  else tellFailure(notWritten('standard output', error), false);
});
// Who reads no complaints has those that were told, and the exit code.
process.stderr.on('error', () => {});

for (const verb of await verbsFor(args)) addVerb(program, verb);
helpByWords(program, args);

let endTracing = async (): Promise<void> => {};
try {
  endTracing = await startTracing('mou', version);
  await program.parseAsync();
} catch (error) {
  if (error instanceof BadSetting) tellFailure(error, wantsJson());
  else if (!(error instanceof CommanderError)) throw error;
  else if (error.exitCode !== 0) {
    const said = error.code === 'commander.help' ? verbMissing(program, args) : withVerbs(program, args, error.message);
    if (wantsJson()) tellFailure(new UsageError(said.trimEnd().replace(/^error: /, '')), true);
    else process.exitCode = EXIT.invalid;
  }
} finally {
  await endTracing();
}
