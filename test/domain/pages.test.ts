/** What the pages name is there: links and their anchors, files, scripts, and commands with their flags. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allVerbs } from '../../cli/verbs/index.ts';
import { ROOT } from '../../dev/paths.ts';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const isPage = (file: string): boolean => file.endsWith('.md') && file !== 'CHANGELOG.md';
const PAGES = [
  ...readdirSync(ROOT).filter(isPage),
  ...readdirSync(join(ROOT, 'docs'))
    .filter(isPage)
    .map((file) => join('docs', file)),
];
const ROOMS = [
  ...['activities', 'bench', 'bin', 'cli', 'client', 'deploy', 'desk', 'dev', 'docs', 'doctor', 'domain', 'encryption', 'examples'],
  ...['export', 'instruments', 'keys', 'projections', 'proof', 'register', 'test', 'worker', 'workflows'],
];
const FILES = ROOMS.flatMap((room) => [
  room,
  ...readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
]);

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found as string);

/** As GitHub makes it of a heading. */
const anchor = (heading: string): string =>
  heading
    .replace(/[`*_]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const isDead = (page: string, link: string): boolean => {
  const [path, place] = link.split('#') as [string, string?];
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, target))) return true;
  return (
    place !== undefined &&
    isPage(target) &&
    !all(read(target), /^#+ (.*)$/gm)
      .map(anchor)
      .includes(place)
  );
};

/** `domain/acts/ACT.ts` stands for any. */
const isMissing = (path: string): boolean =>
  !/[A-Z]{3}/.test(path) && !FILES.includes(path.replace(/\/$/, '')) && !FILES.includes(`${path}.ts`);

const NAMES = new Set(FILES.map((file) => basename(file)));
/** Written by the reader. */
const OF_THE_READER = ['ozone-data.yaml'];

const verbs = (await allVerbs()).map(({ usage, options = [] }) => ({
  words: usage.split(/ [<[]/)[0] as string,
  flags: ['--json', '--help', ...options.map(({ flag }) => /--[a-z-]+/.exec(flag)?.[0])],
}));

/** What is not right of a command line that begins after `npx mou`. */
const faultOf = (command: string): string | undefined => {
  if (/^(--help|--version|VERB)/.test(command)) return undefined;
  const verb = verbs.find(({ words }) => command === words || command.startsWith(`${words} `));
  if (!verb) return command;
  const unknown = all(command.replaceAll(/"[^"]*"|'[^']*'/g, ''), /\s(--[a-z-]+)/g).filter((flag) => !verb.flags.includes(flag));
  return unknown.length > 0 ? `${command}: ${unknown.join(', ')}` : undefined;
};

/** The command lines of a page's blocks, each on one line and without what the shell does with them. */
const commandsIn = (page: string): string[] =>
  [...read(page).matchAll(/^```(\w*)\n([^]*?)^```$/gm)]
    .flatMap(([, language, block]) => (language === '' || language === 'sh' ? [block] : []))
    .join('\n')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .flatMap((line) => all(line, /^\s*(?:\$ )?(?:\w+=\S+ )*npx mou ([a-z][^#|>]*)/g))
    .map((command) => command.trim());

describe.each(PAGES)('%s', (page) => {
  it('links to what is there', () => {
    const links = all(read(page), /\]\(([^)\s]+)\)/g).filter((link) => !/^(https?|mailto):/.test(link));
    expect(links.filter((link) => isDead(page, link))).toEqual([]);
  });

  it('names files and scripts that are there', () => {
    const paths = all(read(page), new RegExp(`\`((?:${ROOMS.join('|')})/[\\w./-]*)\``, 'g'));
    expect(paths.filter(isMissing)).toEqual([]);
    const names = all(read(page), /`([a-z][a-z0-9-]+\.(?:ts|mjs))`/g);
    expect(names.filter((name) => !NAMES.has(name) && !OF_THE_READER.includes(name))).toEqual([]);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(all(read(page), /npm run ([a-z:]+)/g).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('types commands that there are, with flags that they have', () => {
    expect(commandsIn(page).flatMap((command) => faultOf(command) ?? [])).toEqual([]);
  });
});

it('commands are found on the pages', () => {
  expect(PAGES.flatMap(commandsIn).length).toBeGreaterThan(80);
});
