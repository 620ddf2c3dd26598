/** The verb that a command line names, and what is said where it names none: which verbs there are. */
import type { Command } from 'commander';

const nameOf = (command: Command): string => command.name();

/** Options aside, and the word that asks for help. */
const wordsOf = (args: readonly string[]): string[] => args.filter((arg) => !arg.startsWith('-') && arg !== 'help');

const within = (command: Command, word: string): Command | undefined => command.commands.find((one) => nameOf(one) === word);

/** One word of a verb of two, such as `meeting`. */
const groupNamed = (program: Command, args: readonly string[]): Command | undefined => {
  const [first = ''] = wordsOf(args);
  const command = within(program, first);
  return command && command.commands.length > 0 ? command : undefined;
};

export const verbMissing = (program: Command, args: readonly string[]): string => {
  const group = groupNamed(program, args);
  if (!group) return 'a verb is missing; mou --help lists them';
  return `a verb is missing after ${nameOf(group)}: ${group.commands.map(nameOf).join(', ')}`;
};

/** One word of a verb is near none by its letters: `withdraw` means one of the verbs that have it. */
const meantBy = (program: Command, word: string): string[] => program.commands.map(nameOf).filter((name) => name.split('-').includes(word));

/** What a verb takes, in the place of an option that it does not: `record-delivery` has its paper under another name than `sign`. */
const withOptions = (program: Command, args: readonly string[], text: string): string => {
  const group = groupNamed(program, args);
  const verb = within(group ?? program, wordsOf(args)[group ? 1 : 0] ?? '');
  if (!verb) return text;
  const names = verb.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : []));
  return `${text.trimEnd()}\n(${group ? `${nameOf(group)} ` : ''}${nameOf(verb)} takes ${names.join(', ')})\n`;
};

/** A complaint of the command line with the verbs or options that there are, where it is one of an unknown one. */
export const withVerbs = (program: Command, args: readonly string[], text: string): string => {
  if (text.startsWith("error: unknown option '")) return withOptions(program, args, text);
  const word = /^error: unknown command '([^']*)'$/.exec(text.trim())?.[1];
  if (word === undefined) return text;
  const group = groupNamed(program, args);
  const meant = meantBy(program, word);
  if (group) return `${text.trimEnd()}\n(The verbs of ${nameOf(group)}: ${group.commands.map(nameOf).join(', ')})\n`;
  return meant.length > 0 ? `${text.trimEnd()}\n(Did you mean ${meant.join(' or ')}?)\n` : text;
};

/** The command that words name, for its help: as many of them as name one. Ends with an error where one names none. */
const helpedBy = (program: Command, args: readonly string[]): Command => {
  let command = program;
  for (const word of wordsOf(args)) {
    if (command.commands.length === 0) break;
    command = within(command, word) ?? command.error(`error: unknown command '${word}'`, { code: 'commander.unknownCommand' });
  }
  return command;
};

/** Commander's own help knows one word of a verb, and gives all of it for a verb that there is not. */
export const helpByWords = (program: Command, args: readonly string[]): void => {
  program.on('beforeAllHelp', ({ command }: { command: Command }) => {
    const meant = helpedBy(program, args);
    if (meant !== command) meant.help();
  });
};
