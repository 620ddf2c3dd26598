/** The verbs of the command, as each says itself: one meaning a flag, examples of its own, nothing left out of the completion. */
import { describe, expect, it } from 'vitest';
import type { Option, Verb } from '../../cli/verb.ts';
import { allVerbs } from '../../cli/verbs/index.ts';

const verbs = await allVerbs();
const wordsOf = ({ usage }: Verb): string => usage.split(/ [<[]/)[0] ?? '';
const optionsOf = (verb: Verb): readonly Option[] => verb.options ?? [];

/** What stands for the values of a flag, over all verbs. */
const meanings = (flag: string): string[] => [
  ...new Set(verbs.flatMap(optionsOf).flatMap((one) => (one.flag.split(' ')[0] === flag ? [one.flag] : []))),
];

describe('the verbs', () => {
  it.each([
    ['--on', '--on <date>'],
    ['--from', '--from <date>'],
    ['--to', '--to <participant>'],
    ['--until', '--until <date>'],
    ['--notice', '--notice <id>'],
    ['--key', '--key <key>'],
    ['--extract', '--extract <file>'],
    ['--input', '--input <file>'],
    ['--id', '--id <id>'],
    ['--out', '--out <file>'],
  ])('mean one thing by %s', (flag, meaning) => {
    expect(meanings(flag)).toEqual([meaning]);
  });

  it('have a sentence each, and examples of their own', () => {
    for (const verb of verbs) {
      expect(verb.summary, verb.usage).toMatch(/\.$/);
      for (const example of verb.examples) expect(example.startsWith(wordsOf(verb)), example).toBe(true);
    }
  });

  it('have each flag of their examples', () => {
    for (const verb of verbs) {
      const known = ['--json', ...optionsOf(verb).map(({ flag }) => flag.split(' ')[0])];
      // What goes on behind a pipe is another program's.
      const flags = verb.examples.flatMap((example) => example.split(' | ')[0]?.match(/(?<= )--[a-z][a-z0-9-]*/g) ?? []);
      expect(
        flags.filter((flag) => !known.includes(flag)),
        verb.usage,
      ).toEqual([]);
    }
  });

  it('are named once each', () => {
    const names = verbs.map(wordsOf);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
