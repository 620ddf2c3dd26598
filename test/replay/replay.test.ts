/**
 * Stored histories replay: a change of the workflow or the decider that would change what a living memorandum does fails here.
 * After a change that is meant and guarded add a life, and store its history beside the older ones, by which memoranda live too:
 * RECORD_HISTORIES=1 npx vitest run test/replay
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
import { type Engine, newMou, startEngine } from '../support/engine.ts';

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

const toldOfABounce = async (engine: Engine, mou: string) => {
  await begin(engine, mou);
  while ((await engine.client.outbox(mou)).waiting > 0) await pause(50);
  await engine.client.recordBounce(mou, {
    key: `${mou}/1/us`,
    at: '2027-01-05T08:00:00Z',
    messageId: null,
    addresses: [],
    action: 'failed',
    detail: '5.1.1',
  });
  await pause(1_000);
};

/** The lives whose histories are kept, each by the name of its file. */
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
  'told-the-register': toldOfABounce,
};

const record = async (): Promise<void> => {
  const engine = await startEngine();
  await mkdir(FOLDER, { recursive: true });
  for (const [name, live] of Object.entries(LIVES)) {
    if (existsSync(join(FOLDER, `${name}.json`))) continue;
    const mou = newMou(name);
    await live(engine, mou);
    while ((await engine.client.outbox(mou)).waiting > 0) await pause(50);
    const history = await engine.client.client.workflow.getHandle(workflowIdOf(mou)).fetchHistory();
    // On which machine it was served is nobody's business here.
    const json = JSON.stringify(JSON.parse(historyToJSON(history))).replace(/"\d+@[\w.-]+"/g, '"worker@host"');
    await writeFile(join(FOLDER, `${name}.json`), json);
  }
  await engine.stop();
};

if (process.env.RECORD_HISTORIES) await record();
const FILES = existsSync(FOLDER) ? readdirSync(FOLDER) : [];

describe('stored histories', () => {
  it('are those of every life above', () => {
    expect(FILES.sort()).toEqual(
      Object.keys(LIVES)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });

  it.each(FILES)('%s replays', async (file) => {
    const history = historyFromJSON(JSON.parse(await readFile(join(FOLDER, file), 'utf8')));
    await Worker.runReplayHistory({ workflowBundle: { codePath: inject('bundlePath') } }, history, workflowIdOf(file));
  });

  it('would show a change: a history of another activity does not replay', async () => {
    const json = JSON.stringify(JSON.parse(await readFile(join(FOLDER, 'told-the-register.json'), 'utf8')));
    const changed = json.replaceAll('"name":"notify"', '"name":"tell"');
    expect(changed).not.toBe(json);
    const history = historyFromJSON(JSON.parse(changed));
    await expect(Worker.runReplayHistory({ workflowBundle: { codePath: inject('bundlePath') } }, history, 'changed')).rejects.toThrow(
      /[Nn]ondeterminism/,
    );
  });
});
