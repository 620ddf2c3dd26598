/**
 * The guide's own commands, in order, as a reader types them beside `mou dev --rehearse`; the answers must be those on the
 * page. UPDATE_GUIDE=1 writes them there instead.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Duplex } from 'node:stream';
import { execa, type ResultPromise } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { freePort } from '../../dev/free-port.ts';
import { ACT_NAMES } from '../../domain/acts/index.ts';
import { mou, ROOT } from '../support/service.ts';

const PAGE = join(ROOT, 'docs', 'guide.md');
const MAIN = join(ROOT, 'bin', 'mou.js');
/**
 * The shell reads the page's commands and hands each `npx mou` to this test, which runs it as `mou` of service.ts does: a
 * process for each would take half a second. That the commands run in processes of their own too is shown by cli.test.ts.
 */
const SHELL = `npx() { shift; printf '%s\\n' "$#" "$@" >&3; read -r code <&3; cat answer/stdout; cat answer/stderr >&2; return "$code"; }`;

/** What the page does: run commands, and compare what they answer. */
type Step = { commands: string; exit: number; answer: string | undefined };

const PARTS = /```sh\n(?<commands>[^]*?)```(?:\n\n<!-- exit: (?<exit>\d+) -->)?(?:\n\n```text\n(?<answer>[^]*?)```)?/g;

const stepsOf = (page: string): Step[] =>
  [...page.matchAll(PARTS)].map(({ groups = {} }) => {
    const { commands = '', exit = '0', answer } = groups;
    return { commands, exit: Number(exit), answer };
  });

describe('the guide', () => {
  let dev: ResultPromise;
  let folder: string;
  let page: string;

  beforeAll(async () => {
    page = await readFile(PAGE, 'utf8');
    folder = await mkdtemp(join(tmpdir(), 'mou-guide-'));
    await mkdir(join(folder, 'answer'));
    const started = /^npx mou (dev --rehearse \S+)$/m.exec(page)?.[1]?.split(' ') ?? [];
    const env = { TEMPORAL_CLI_PATH: inject('temporalBinary'), NO_COLOR: '1' };
    // Other tests start one at the same moment, and what is free when it is looked for may be taken a moment later.
    const ports = ['--port', '--ui-port', '--desk-port'].map(async (flag) => [flag, String(await freePort())]);
    dev = execa(process.execPath, [MAIN, ...started, ...(await Promise.all(ports)).flat()], { cwd: folder, env, reject: false });
    const isReady = new Promise<void>((resolve) =>
      dev.stdout?.on('data', (chunk: Buffer) => String(chunk).includes('Ctrl-C') && resolve()),
    );
    const ended = dev.then(({ stderr }) => {
      throw new Error(`mou dev ended at its start: ${String(stderr)}`);
    });
    await Promise.race([isReady, ended]);
    ended.catch(() => {});
  });
  afterAll(async () => {
    dev?.kill('SIGINT');
    await dev;
    await rm(folder, { recursive: true, force: true });
  });

  const answered = async (args: string[]): Promise<number | undefined> => {
    const { exitCode, stdout, stderr } = await mou(args, { cwd: folder, env: { TEMPORAL_ADDRESS: undefined } });
    for (const [name, text] of Object.entries({ stdout, stderr })) {
      await writeFile(join(folder, 'answer', name), text === '' ? '' : `${text}\n`);
    }
    return exitCode;
  };

  const run = async (commands: string): Promise<{ answer: string; exit: number | undefined }> => {
    const script = `set -e\n${SHELL}\n${commands}`;
    const options = { cwd: folder, all: true, reject: false, buffer: { fd3: false } } as const;
    const shell = execa('bash', ['-c', script], { ...options, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    const asks = shell.stdio[3] as Duplex;
    const words = createInterface(asks)[Symbol.asyncIterator]();
    for (let count = await words.next(); !count.done; count = await words.next()) {
      const args: string[] = [];
      while (args.length < Number(count.value)) args.push((await words.next()).value as string);
      asks.write(`${await answered(args)}\n`);
    }
    const { all, exitCode } = await shell;
    // Columns are padded to the end of the line; a page has no use for that.
    return { answer: all === '' ? '' : `${all.replace(/ +$/gm, '')}\n`, exit: exitCode };
  };

  it('says what the commands answer', async () => {
    for (const step of stepsOf(page)) {
      const { answer, exit } = await run(step.commands);
      expect(exit, `${step.commands}${answer}`).toBe(step.exit);
      if (process.env.UPDATE_GUIDE) page = updated(page, step, answer);
      else expect(answer, step.commands).toBe(step.answer ?? '');
    }
    if (process.env.UPDATE_GUIDE) await writeFile(PAGE, page);
  }, 240_000);

  it('shows every act', () => {
    const commands = stepsOf(page).map((step) => step.commands);
    const shown = commands.flatMap((text) =>
      [...text.matchAll(/npx mou (?:(?:meeting|initiative) )?([a-z-]+)/g)].map(([, verb]) => verb ?? ''),
    );
    const verbOf = (act: string): string =>
      act.replace(/^(schedule|hold|cancel|reschedule)-meeting$|^(start|report|conclude)-initiative$/, '$1$2');
    // The seed foresees no accession, and an opening is annulled before anything is signed; the engine itself records of
    // memoranda that stand under each other, or supersede one. Keys have a page of their own: docs/keys.md.
    const elsewhere = ['accede', 'annul', 'record-annex', 'record-parent-end', 'record-successor', 'register-key', 'revoke-key'];
    expect(ACT_NAMES.filter((act) => !elsewhere.includes(act) && !shown.includes(verbOf(act)))).toEqual([]);
  });
});

/** The page with what the commands answered. A step without a place for it must have answered nothing. */
const updated = (page: string, { commands, answer }: Step, said: string): string => {
  const start = page.indexOf(`\`\`\`sh\n${commands}\`\`\``);
  if (answer === undefined) {
    if (said !== '') throw new Error(`The guide has no place for what this answers:\n${commands}${said}`);
    return page;
  }
  const at = page.indexOf('```text\n', start) + '```text\n'.length;
  return page.slice(0, at) + said + page.slice(at + answer.length);
};
