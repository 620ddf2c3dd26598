/**
 * The guide's own commands, in order, on a real server whose clock is moved to the dates that the guide names; the
 * answers must be those on the page. UPDATE_GUIDE=1 writes them there instead.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { searchAttributeFlags } from '../../dev/search-attribute-flags.ts';
import { MouClient } from '../../client/index.ts';
import { ACT_NAMES } from '../../domain/acts/index.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { type DevServer, startDevServer } from '../../dev/dev-server.ts';
import { fastForward } from '../../dev/time-skipping.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { type MemorandumInput, WORKFLOW_TYPE, workflowIdOf } from '../../workflows/messages.ts';
import { ROOT, startService } from '../support/service.ts';

const PAGE = join(ROOT, 'docs', 'guide.md');
/** The memorandum whose clock the guide moves. */
const MOU = 'tpd';
/** `npx` is a second a command: the command itself is run, as `npx mou` would. */
const SHELL = `npx() { shift; "${process.execPath}" "${join(ROOT, 'dist', 'cli', 'main.js')}" "$@"; }`;

/** What the page does: move the clock, or run commands and compare what they answer. */
type Step = { clock: string } | { commands: string; exit: number; answer: string | undefined };

const PARTS =
  /<!-- clock: (?<clock>\S+) -->|```sh\n(?<commands>[^]*?)```(?:\n\n<!-- exit: (?<exit>\d+) -->)?(?:\n\n```text\n(?<answer>[^]*?)```)?/g;

const stepsOf = (page: string): Step[] =>
  [...page.matchAll(PARTS)].map(({ groups = {} }) => {
    const { clock, commands = '', exit = '0', answer } = groups;
    return clock ? { clock } : { commands, exit: Number(exit), answer };
  });

describe('the guide', () => {
  let server: DevServer;
  let worker: WorkerProcess;
  let client: MouClient;
  let folder: string;
  let page: string;
  let clockOffset: number | undefined;

  beforeAll(async () => {
    page = await readFile(PAGE, 'utf8');
    folder = await mkdtemp(join(tmpdir(), 'mou-guide-'));
    server = await startDevServer({ binary: inject('temporalBinary'), timeSkipping: true, searchAttributes: searchAttributeFlags });
    worker = await startService({ TEMPORAL_ADDRESS: server.address });
    client = await MouClient.connect({ connection: { address: server.address }, namespace: 'default' });
  });
  afterAll(async () => {
    await client?.close();
    await worker?.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The first instant is where the memorandum's clock begins, and the command `open` meets it there; the others lie ahead. */
  const moveClock = async (instant: number): Promise<void> => {
    const workflowId = workflowIdOf(MOU);
    if (clockOffset === undefined) {
      clockOffset = instant - Date.now();
      const args: [MemorandumInput] = [{ mou: MOU, clockOffset }];
      await client.client.workflow.start(WORKFLOW_TYPE, { workflowId, taskQueue: process.env.MOU_TASK_QUEUE ?? '', args });
    } else {
      await fastForward(client.connection, { namespace: 'default', workflowId }, { until: instant - clockOffset });
    }
  };

  const run = async (commands: string): Promise<{ answer: string; exit: number | undefined }> => {
    const env = { TEMPORAL_ADDRESS: server.address, NO_COLOR: '1' };
    const script = `set -e\n${SHELL}\n${commands}`;
    const { all, exitCode } = await execa('bash', ['-c', script], { cwd: folder, env, all: true, reject: false, stdin: 'ignore' });
    // Columns are padded to the end of the line; a page has no use for that.
    return { answer: all === '' ? '' : `${all.replace(/ +$/gm, '')}\n`, exit: exitCode };
  };

  it('says what the commands answer', async () => {
    for (const step of stepsOf(page)) {
      if ('clock' in step) {
        await moveClock(parseInstant(step.clock));
        continue;
      }
      const { answer, exit } = await run(step.commands);
      expect(exit, `${step.commands}${answer}`).toBe(step.exit);
      if (process.env.UPDATE_GUIDE) page = updated(page, step, answer);
      else expect(answer, step.commands).toBe(step.answer ?? '');
    }
    if (process.env.UPDATE_GUIDE) await writeFile(PAGE, page);
  }, 240_000);

  it('shows every act', () => {
    const commands = stepsOf(page).flatMap((step) => ('commands' in step ? [step.commands] : []));
    const shown = commands.flatMap((text) =>
      [...text.matchAll(/npx mou (?:(?:meeting|initiative) )?([a-z-]+)/g)].map(([, verb]) => verb ?? ''),
    );
    const verbOf = (act: string): string => act.replace(/^(schedule|hold|cancel)-meeting$|^(start|report|conclude)-initiative$/, '$1$2');
    expect(ACT_NAMES.filter((act) => !shown.includes(verbOf(act)))).toEqual([]);
  });
});

/** The page with what the commands answered. A step without a place for it must have answered nothing. */
const updated = (page: string, { commands, answer }: Extract<Step, { commands: string }>, said: string): string => {
  const start = page.indexOf(`\`\`\`sh\n${commands}\`\`\``);
  if (answer === undefined) {
    if (said !== '') throw new Error(`The guide has no place for what this answers:\n${commands}${said}`);
    return page;
  }
  const at = page.indexOf('```text\n', start) + '```text\n'.length;
  return page.slice(0, at) + said + page.slice(at + answer.length);
};
