/** What a verb says about itself: the command, its help and its completion are made of it. */
import { type Command, Option as CommanderOption } from 'commander';
import { tellFailure } from './failure.ts';
import { mustBeId } from './memorandum-id.ts';
import { withNearId } from './near-id.ts';
import type { Options } from './output.ts';

export type Option = {
  /** As commander writes it: `--signed-on <date>`. */
  flag: string;
  help: string;
  /** May be given again. */
  list?: boolean;
};

export type Verb = {
  /** Its words and what follows them: `status <id>`, `meeting schedule <id>`. An `id` is that of a memorandum, and checked. */
  usage: string;
  /** One sentence. */
  summary: string;
  /** What the help says besides. */
  details?: string;
  /** Command lines that run, without `npx mou`; some go on behind a pipe. `MOU` stands for the id of a memorandum. */
  examples: readonly string[];
  options?: readonly Option[];
  /** What `--json` gives, where that is not one document. */
  json?: string;
  run: (options: Options, ...words: string[]) => Promise<void>;
};

/** What the first word of a verb of two is about. */
const GROUPS: Record<string, string> = {
  meeting: 'The Joint Committee Meeting: its meetings, minutes and actions.',
  initiative: 'Initiatives in the areas of cooperation.',
  tokens: 'Who may use the desk: new, list, revoke.',
  codec: 'Encrypted payloads: a new key, and the server that decrypts for the Web UI.',
  keys: 'The keys with which acts are signed.',
  instrument: "Writing a memorandum of one's own: new, check, schema.",
};

/** Whether the caller wants JSON, even where the command line could not be understood. */
export const wantsJson = (): boolean => process.argv.includes('--json') || process.argv.includes('--ndjson');

/** As of a date, as it was known at an instant. */
export const KNOWN_AT: Option = {
  flag: '--known-at <instant>',
  help: 'as known at this instant, such as 2027-03-01T00:00:00Z (default: now)',
};
export const AS_OF: readonly Option[] = [{ flag: '--on <date>', help: 'as of this civil date (default: all that is recorded)' }, KNOWN_AT];
/** An export's events are judged again; those of another version's rules, or of another year's time zones, may differ. */
export const AS_RECORDED: Option = {
  flag: '--as-recorded',
  help: 'an export: whether or not the rules of this version would have recorded the same',
};
export const FORCE: Option = { flag: '--force', help: 'replace the file where it is there already' };

/** The memorandum that the examples are about: the one that comes with the engine, so that they run. */
export const EXAMPLE = 'us-rok-tpd';

export const exampleLines = (examples: readonly string[]): string =>
  examples.length === 0 ? '' : `\nExamples:\n${examples.map((line) => `  $ npx mou ${line.replaceAll('MOU', EXAMPLE)}`).join('\n')}\n`;

const collect = (value: string, earlier: string[] = []): string[] => [...earlier, value];

const optionOf = ({ flag, help, list }: Option): CommanderOption => {
  const option = new CommanderOption(flag, help);
  return list ? option.argParser(collect) : option;
};

/** Of its own it does nothing, and says under `--json` too which verbs it has. */
const newGroup = (program: Command, group: string): Command =>
  program
    .command(group)
    .description(GROUPS[group] ?? '')
    .addOption(new CommanderOption('--json').hideHelp());

const parentOf = (program: Command, group: string | undefined): Command =>
  group === undefined ? program : (program.commands.find((one) => one.name() === group) ?? newGroup(program, group));

/** Adds the verb to the program; one of two words stands under its first. */
export const addVerb = (program: Command, { usage, summary, details, examples, options = [], json, run }: Verb): void => {
  const [, first, rest = usage] = /^([a-z-]+) ([a-z-]+.*)$/.exec(usage) ?? [];
  const command = parentOf(program, first).command(rest).description(summary);
  for (const option of options) command.addOption(optionOf(option));
  command.option('--json', json ?? 'one JSON document on standard output, nothing else there');
  command.addHelpText('after', `${details ? `\n${details}\n` : ''}${exampleLines(examples)}`);
  const takesId = /[<[]id[>\]]/.test(rest);
  command.action(async (...args: unknown[]) => {
    const words = args.slice(0, -2) as string[];
    try {
      if (takesId && words[0] !== undefined) mustBeId(words[0]);
      await run(command.optsWithGlobals(), ...words);
    } catch (error) {
      tellFailure(await withNearId(error, words[0]), wantsJson());
    }
  });
};
