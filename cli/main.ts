#!/usr/bin/env node
/** The `mou` command: a thin layer over the client. */
import { Command, CommanderError } from 'commander';
import { wantsJson } from './command-line.ts';
import { asking } from './commands/asking.ts';
import { keeping } from './commands/keeping.ts';
import { recording } from './commands/recording.ts';
import { running } from './commands/running.ts';
import { EXIT, tellFailure, UsageError } from './failure.ts';
import { defineInstrument } from './instrument/command.ts';
import { EXAMPLES } from './help.ts';

const program = new Command('mou')
  .description('Records and asks what becomes of a memorandum of understanding.')
  .version('0.1.0')
  .exitOverride()
  // So that `mou text ID --version 2` asks for a version of the text, not of the program.
  .enablePositionalOptions()
  .configureOutput({ writeErr: (text) => (wantsJson ? undefined : process.stderr.write(text)) })
  .showHelpAfterError('(mou --help, or mou VERB --help, tells more)')
  .addHelpText('after', EXAMPLES.mou ?? '');

// Where nobody reads any more, as in `mou events ID | head`, the shell is told so, and no stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exitCode = EXIT.unread;
});

for (const define of [...recording, ...asking, ...keeping, ...running, defineInstrument]) define(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode === 0) process.exitCode = EXIT.done;
  else if (wantsJson) tellFailure(new UsageError(error.message.replace(/^error: /, '')), true);
  else process.exitCode = EXIT.invalid;
}
