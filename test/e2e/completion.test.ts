/** The completion in the shells themselves, as far as they are installed here: Tab is pressed, and the shell answers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mou } from '../support/service.ts';

const has = async (shell: string): Promise<boolean> => (await execa(shell, ['-c', 'true'], { reject: false })).exitCode === 0;
const HERE = { bash: await has('bash'), zsh: await has('zsh'), fish: await has('fish') };

/** What is typed, and what is to be offered. */
const TYPED: readonly [line: string, offered: string][] = [
  ['mou st', 'status'],
  ['mou meeting res', 'reschedule'],
  ['mou record-delivery x --del', '--delivered-on'],
  ['mou meeting record-action x --du', '--due-on'],
  ['mou open x --mo', '--mou'],
];

describe('completion', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-completion-'));
    for (const shell of Object.keys(HERE)) await writeFile(join(folder, shell), (await mou(['completion', shell])).stdout);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const answer = async (shell: string, ...args: string[]): Promise<string> => {
    const env = { HOME: folder, XDG_CONFIG_HOME: folder, TERM: 'dumb' };
    return (await execa(shell, args, { cwd: folder, env, timeout: 30_000, all: true })).all;
  };

  it.skipIf(!HERE.bash).each(TYPED)('in bash goes on after "%s" with %s', async (line, offered) => {
    const words = line.split(' ');
    const code = `source ./bash; COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _mou; echo "\${COMPREPLY[*]}"`;
    expect((await answer('bash', '--norc', '-c', code)).trim()).toBe(offered);
  });

  // In a terminal of its own: zsh completes nowhere else.
  it.skipIf(!HERE.zsh).each(TYPED)('in zsh goes on after "%s" with %s', async (line, offered) => {
    const script = `zmodload zsh/zpty
      zpty z zsh -f -i
      zpty -w z "PS1=''; autoload -Uz compinit && compinit -u -D; source ${join(folder, 'zsh')}; print READ''Y"
      zpty -r -m z answer '*READY*'
      zpty -n -w z $'${line}\\t'
      zpty -r -m z answer '*${offered}*'
      print -r -- $answer
      zpty -d z`;
    expect(await answer('zsh', '-f', '-c', script)).toContain(offered);
  });

  it.skipIf(!HERE.fish).each(TYPED)('in fish goes on after "%s" with %s', async (line, offered) => {
    const lines = (await answer('fish', '--no-config', '-c', `source ./fish; complete -C '${line}'`)).split('\n');
    expect(lines.map((one) => one.split('\t')[0])).toEqual([offered]);
  });

  it('refuses a shell that it does not know, and names those that it does', async () => {
    const { stdout } = await mou(['completion', 'bash']);
    expect(JSON.parse((await mou(['completion', 'bash', '--json'])).stdout)).toEqual({ shell: 'bash', script: stdout.trimEnd() });
    expect(await mou(['completion', 'tcsh'])).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('bash, zsh, fish') });
  });
});
