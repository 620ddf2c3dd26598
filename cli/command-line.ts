/** What the commands' definitions share. What a verb needs is loaded when it runs, so that each starts fast. */
import type { Command } from 'commander';
import { tellFailure } from './failure.ts';
import { EXAMPLES } from './help.ts';

/** Whether the caller wants JSON, even where the command line could not be understood. */
export const wantsJson = process.argv.includes('--json') || process.argv.includes('--ndjson');

export const guarded =
  <Arguments extends unknown[]>(run: (...args: Arguments) => Promise<void>) =>
  async (...args: Arguments): Promise<void> => {
    try {
      await run(...args);
    } catch (error) {
      tellFailure(error, wantsJson);
    }
  };

export const verb = (parent: Command, usage: string, summary: string): Command => {
  const command = parent.command(usage).description(summary).option('--json', 'one JSON document on standard output, nothing else there');
  const examples = EXAMPLES[parent.parent === null ? command.name() : `${parent.name()} ${command.name()}`];
  return examples ? command.addHelpText('after', examples) : command;
};

export const list = (value: string, earlier: string[] = []): string[] => [...earlier, value];

export const knownAt = (command: Command): Command =>
  command.option('--known-at <instant>', 'as known at this instant, such as 2027-03-01T00:00:00Z (default: now)');

export const dated = (command: Command): Command =>
  knownAt(command.option('--on <date>', 'as of this civil date (default: all that is recorded)'));

export const toFile = (command: Command): Command => command.option('--force', 'replace the file where it is there already');
