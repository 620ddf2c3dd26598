import { UsageError } from '../../failure.ts';
import { answer, type Options } from '../../output.ts';
import type { Verb } from '../../verb.ts';

/** A verb as a shell completes it. */
type Completed = { words: string[]; summary: string; flags: { name: string; help: string; takesValue: boolean }[] };

const completed = ({ usage, summary, options = [] }: Verb): Completed => ({
  words: usage.split(/ [<[]/)[0]?.split(' ') ?? [],
  summary,
  flags: [...options, { flag: '--json', help: 'one JSON document on standard output' }].map(({ flag, help }) => ({
    name: flag.split(' ')[0] as string,
    help,
    takesValue: flag.includes('<'),
  })),
});

const secondWords = (verbs: readonly Completed[], first: string): string[] =>
  verbs.flatMap(({ words }) => (words[0] === first && words[1] ? [words[1]] : []));

/** What may follow the words typed so far: a verb, the second word of one, or its flags; files always. */
const cases = (verbs: readonly Completed[]): string[] => {
  const groups = [...new Set(verbs.flatMap(({ words }) => (words[1] && words[0] ? [words[0]] : [])))];
  return [
    ...groups.map((first) => `    "${first} ") offered="${secondWords(verbs, first).join(' ')}" ;;`),
    ...verbs.map(({ words, flags }) => `    "${words.join(' ')} "*) offered="${flags.map(({ name }) => name).join(' ')}" ;;`),
  ];
};

const bash = (verbs: readonly Completed[]): string[] => [
  '_mou() {',
  // zsh reads neither sums in a slice nor a variable called `words` as bash does.
  '  local before=$((COMP_CWORD - 1)) offered=""',
  '  local typed="${COMP_WORDS[*]:1:$before}"',
  '  case "$typed " in',
  `    " ") offered="${[...new Set(verbs.map(({ words }) => words[0]))].join(' ')}" ;;`,
  ...cases(verbs),
  '  esac',
  '  COMPREPLY=($(compgen -W "$offered" -- "${COMP_WORDS[COMP_CWORD]}"))',
  '}',
  'complete -o default -F _mou mou',
];

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const fish = (verbs: readonly Completed[]): string[] =>
  verbs.flatMap(({ words: [first = '', second], summary, flags }) => {
    const seen = [first, ...(second ? [second] : [])].map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
    const unseen = second ? `__fish_seen_subcommand_from ${first}` : '__fish_use_subcommand';
    return [
      ...(second ? [`complete -c mou -n __fish_use_subcommand -a ${first}`] : []),
      `complete -c mou -n ${quoted(unseen)} -a ${second ?? first} -d ${quoted(summary)}`,
      ...flags.map(
        ({ name, help, takesValue }) =>
          `complete -c mou -n ${quoted(seen)} -l ${name.slice(2)} -d ${quoted(help)}${takesValue ? ' -r' : ''}`,
      ),
    ];
  });

const SHELLS: Record<string, (verbs: readonly Completed[]) => string[]> = {
  bash,
  zsh: (verbs) => [
    '(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }',
    'autoload -Uz bashcompinit && bashcompinit',
    ...bash(verbs),
  ],
  fish,
};

const run = async (options: Options, shell: string): Promise<void> => {
  const script = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (!script) throw new UsageError(`shell: ${shell.slice(0, 40)} is not one of ${Object.keys(SHELLS).join(', ')}`);
  // Loaded here: the verbs are what is completed, and this is one of them.
  const { allVerbs } = await import('../index.ts');
  const lines = script((await allVerbs()).map(completed));
  answer(options, { shell, script: lines.join('\n') }, () => lines);
};

export const verb: Verb = {
  usage: 'completion <shell>',
  summary: 'Prints what makes a shell complete verbs and flags: bash, zsh or fish.',
  examples: ['completion bash >> ~/.bashrc', 'completion zsh >> ~/.zshrc', 'completion fish > ~/.config/fish/completions/mou.fish'],
  run,
};
