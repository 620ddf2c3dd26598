/**
 * Stored histories replay: a change of the workflow that would change what a living memorandum does fails here. A replay asks
 * no judge: what was found stands in the history. After a change that is meant, record them again:
 * rm test/replay/histories/*.json && RECORD_HISTORIES=1 npx vitest run test/replay
 */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { describe, expect, inject, it } from 'vitest';
import { dateAt, parseInstant } from '../../domain/calendar.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { consent, deliver, giveNotice, modify, open, replacing, sign, withdrawByDecision } from '../domain/acts.ts';
import { type Engine, startEngine } from '../support/engine.ts';
import { MemoryRegister } from '../support/memory-register.ts';
import { quietRuntime } from '../support/quiet-runtime.ts';

quietRuntime();

const FOLDER = join(import.meta.dirname, 'histories');
const inSeoul = () => dateAt(Date.now(), 'Asia/Seoul');
const inWashington = () => dateAt(Date.now(), 'America/New_York');

const begin = async ({ client }: Engine, mou: string) => {
  await client.act(mou, open());
  await client.act(mou, sign('rok', '2025-10-29'));
  await client.act(mou, sign('us', '2025-10-29'));
};

const notice = async ({ client }: Engine, mou: string, by: string, to: string, id: string) => {
  await client.act(mou, giveNotice(by, id, by === 'us' ? inWashington() : inSeoul()));
  await client.act(mou, deliver(id, to, to === 'us' ? inWashington() : inSeoul()));
};

/** The lives whose histories are kept, each by the name of its file; of one that was handed over, the first run and the last. */
const LIVES: Record<string, (engine: Engine, mou: string) => Promise<void>> = {
  'discontinued-by-notice': async (engine, mou) => {
    await begin(engine, mou);
    await notice(engine, mou, 'us', 'rok', 'n1');
    const { commencesAt } = (await engine.client.state(mou)).discontinuation ?? { commencesAt: '' };
    await engine.skipTo(mou, parseInstant(commencesAt) + 1_000);
  },
  'modified-and-withdrawn': async (engine, mou) => {
    await begin(engine, mou);
    await engine.client.act(mou, modify('us', 'd1', replacing('/title', 'A shorter title'), '2028-06-01'));
    await engine.client.act(mou, consent('rok', 'd1'));
    await notice(engine, mou, 'rok', 'us', 'n1');
    await engine.client.act(mou, withdrawByDecision('us', 'd2', 'n1'));
    await engine.client.act(mou, consent('rok', 'd2'));
    await engine.skipTo(mou, parseInstant('2028-06-02T00:00:00Z'));
  },
  'handed-over': async (engine, mou) => {
    await begin(engine, mou);
    for (let n = 0; n < 40; n += 1) {
      await engine.client.act(mou, { do: 'start-initiative', by: 'us', initiative: `i${n}`, area: 'II.B.4', title: `Initiative ${n}` });
    }
    const unknown = { do: 'conclude-initiative', by: 'us', initiative: 'unknown' };
    await engine.client.act(mou, unknown).catch((error: Error) => expect(error.name).toBe('Refusal'));
  },
};

const historyIn = async (engine: Engine, mou: string, runId?: string): Promise<string> => {
  const history = await engine.client.client.workflow.getHandle(workflowIdOf(mou), runId).fetchHistory();
  // On which machine it was served is nobody's business here.
  return JSON.stringify(JSON.parse(historyToJSON(history))).replace(/"\d+@[\w.-]+"/g, '"worker@host"');
};

const record = async (): Promise<void> => {
  const engine = await startEngine({ register: new MemoryRegister() });
  await mkdir(FOLDER, { recursive: true });
  for (const [mou, live] of Object.entries(LIVES)) {
    if (existsSync(join(FOLDER, `${mou}.json`))) continue;
    await live(engine, mou);
    while ((await engine.client.outbox(mou)).waiting > 0) await pause(50);
    const first = (await engine.client.client.workflow.getHandle(workflowIdOf(mou)).describe()).raw.workflowExecutionInfo?.firstRunId;
    await writeFile(join(FOLDER, `${mou}.json`), await historyIn(engine, mou, first ?? undefined));
    if (mou === 'handed-over') await writeFile(join(FOLDER, `${mou}-later.json`), await historyIn(engine, mou));
  }
  await engine.stop();
};

if (process.env.RECORD_HISTORIES) await record();
const lifeIn = (file: string): string => file.replace(/(-later)?\.json$/, '');
const FILES = existsSync(FOLDER) ? readdirSync(FOLDER) : [];

describe('stored histories', () => {
  it('are those of every life above', () => {
    expect(FILES.sort()).toEqual([...Object.keys(LIVES), 'handed-over-later'].map((name) => `${name}.json`).sort());
  });

  it.each(FILES)('%s replays', async (file) => {
    const history = historyFromJSON(JSON.parse(await readFile(join(FOLDER, file), 'utf8')));
    await Worker.runReplayHistory({ workflowBundle: { codePath: inject('bundlePath') } }, history, workflowIdOf(lifeIn(file)));
  });

  it('would show a change: a history of another activity does not replay', async () => {
    const json = JSON.stringify(JSON.parse(await readFile(join(FOLDER, 'discontinued-by-notice.json'), 'utf8')));
    const changed = json.replaceAll('"name":"tell"', '"name":"notify"');
    expect(changed).not.toBe(json);
    const history = historyFromJSON(JSON.parse(changed));
    await expect(
      Worker.runReplayHistory({ workflowBundle: { codePath: inject('bundlePath') } }, history, workflowIdOf('discontinued-by-notice')),
    ).rejects.toThrow(/[Nn]ondeterminism/);
  });
});
