/**
 * Running memoranda under a worker of another build, and back: what was recorded, the chain over it and its head stay as they
 * are, whatever rules, time zones and numbers that worker has.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import type * as calendar from '../../domain/calendar.ts';
import { addDays, dateAt, parseInstant } from '../../domain/calendar.ts';
import { genesis, link } from '../../domain/chain.ts';
import type { Event } from '../../domain/events.ts';
import { viewQuery, workflowIdOf } from '../../workflows/messages.ts';
import { deliver, giveNotice, startInitiative } from '../domain/acts.ts';
import { type Build, type Engine, operative, startEngine } from '../support/engine.ts';
import { MemoryRegister } from '../support/memory-register.ts';

const HOUR = 3_600_000;
/** Once for all: what two memoranda come to is compared, and a day may end between them. */
const YESTERDAY = addDays(dateAt(Date.now(), 'America/New_York'), -1);

/** What the time zone database and the rules of the running build say otherwise than ours. */
const other = vi.hoisted(() => {
  // Other test files of this process may have loaded the rules before.
  vi.resetModules();
  return { later: 0, moreDays: 0 };
});
vi.mock('../../domain/calendar.ts', async (original) => {
  const real = await original<typeof calendar>();
  const beginsEverywhere: typeof real.beginsEverywhere = (date, zones) => real.beginsEverywhere(date, zones) + other.later;
  const addPeriod: typeof real.addPeriod = (date, period) => real.addDays(real.addPeriod(date, period), other.moreDays);
  return { ...real, beginsEverywhere, addPeriod };
});

/** Each number that the workflow's own code knows, halved. */
const withHalfTheNumbers = async (folder: string): Promise<string> => {
  const code = await readFile(inject('bundlePath'), 'utf8');
  let changed = 0;
  const half = code.replaceAll(/^const ([A-Z_]{4,}) = ([\d_ *]+);/gm, (_, name: string, value: string) => {
    changed += 1;
    return `const ${name} = Math.ceil((${value}) / 2);`;
  });
  expect(changed).toBeGreaterThan(5);
  const path = join(folder, 'half.js');
  await writeFile(path, half);
  return path;
};

type Change = { build?: Build; later?: number; moreDays?: number };

describe('a memorandum that runs', () => {
  const register = new MemoryRegister();
  let engine: Engine;
  let folder: string;
  let bundle: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mou-builds-'));
    bundle = await withHalfTheNumbers(folder);
    engine = await startEngine({ register });
  });
  beforeEach(() => {
    register.isDown = false;
  });
  afterAll(async () => {
    // Other test files of this process come after.
    Object.assign(other, { later: 0, moreDays: 0 });
    await engine.stop();
    await rm(folder, { recursive: true });
  });

  const handleOf = (mou: string) => engine.client.client.workflow.getHandle(workflowIdOf(mou));
  const viewOf = async (mou: string) => await handleOf(mou).query(viewQuery, 0);
  const deploy = async ({ build = {}, later = 0, moreDays = 0 }: Change): Promise<void> => {
    await engine.stopWorker();
    Object.assign(other, { later, moreDays });
    await engine.startWorker(build);
  };
  /** What the workflow carries is what the register holds, and both are chained to the head. */
  const recordOf = async (mou: string): Promise<Event[]> => {
    const { seq, head } = await viewOf(mou);
    await expect.poll(async () => await register.head(mou)).toEqual({ seq, head });
    const { base, since } = await viewOf(mou);
    const log = register.logs.get(mou) ?? [];
    expect(log.slice(base?.seq ?? 0)).toEqual(since);
    expect(log.reduce(link, genesis(mou))).toBe(head);
    return log;
  };
  const noticed = async (name: string): Promise<string> => {
    const mou = await operative(engine, name);
    await engine.client.act(mou, giveNotice('us', 'n1', YESTERDAY));
    await engine.client.act(mou, deliver('n1', 'rok', YESTERDAY));
    return mou;
  };
  let acts = 0;
  const actsUntilHandOver = async (mou: string): Promise<void> => {
    const { runId } = await handleOf(mou).describe();
    do await engine.client.act(mou, startInitiative('us', `i${(acts += 1)}`, 'II.B.4'));
    while ((await handleOf(mou).describe()).runId === runId);
  };

  const CHANGES: [what: string, change: () => Change, expects: 'otherwise' | 'the same'][] = [
    ['a time zone database in which every day begins an hour later', () => ({ later: HOUR }), 'otherwise'],
    ['a rule by which every period is a day longer', () => ({ moreDays: 1 }), 'otherwise'],
    ['other numbers in the code of the workflow', () => ({ build: { bundle } }), 'the same'],
  ];
  it.each(CHANGES)('keeps what was recorded under %s, there and back', async (_, change, expects) => {
    const mou = await noticed('another-build');
    const before = await recordOf(mou);
    await deploy(change());
    expect(await recordOf(mou)).toEqual(before);
    const theirs = await noticed('theirs');
    const theirRecord = await recordOf(theirs);
    const dates = async (one: string): Promise<string> => JSON.stringify((await engine.client.state(one)).discontinuation);
    expect((await dates(theirs)) === (await dates(mou)) ? 'the same' : 'otherwise').toBe(expects);
    // Once within the run that the first build began, and in the next one.
    await engine.client.act(mou, startInitiative('us', 'there', 'II.B.4'));
    await actsUntilHandOver(mou);
    const there = await recordOf(mou);
    expect(there.slice(0, before.length)).toEqual(before);
    await deploy({});
    expect(await recordOf(mou)).toEqual(there);
    expect(await recordOf(theirs)).toEqual(theirRecord);
    await engine.client.act(mou, startInitiative('us', 'back', 'II.B.4'));
    await actsUntilHandOver(mou);
    const back = await recordOf(mou);
    expect(back.slice(0, there.length)).toEqual(there);
    const { commencesAt, expectedOn } = (await engine.client.state(mou)).discontinuation ?? { commencesAt: '', expectedOn: '' };
    await engine.skipTo(mou, parseInstant(commencesAt) + 1_000);
    expect((await engine.client.state(mou)).discontinuation).toMatchObject({ commencedOn: expectedOn });
    expect((await recordOf(mou)).slice(0, back.length)).toEqual(back);
  });

  it('is answered and goes on where the judge fails at everything: a replay never asks it', async () => {
    const mou = await noticed('no-judge');
    const before = await recordOf(mou);
    let asked = 0;
    const fails = (): never => {
      asked += 1;
      throw new Error('the judge was asked');
    };
    await deploy({
      build: { wrapped: (made) => ({ ...made, judge: fails, judgeTime: fails, findReceipt: fails, prepareHandOver: fails }) },
    });
    expect(await recordOf(mou)).toEqual(before);
    // A task that goes on from the replayed history, and not a question alone.
    expect(await engine.client.resend(mou)).toEqual([]);
    expect(asked).toBe(0);
    await deploy({});
    expect(await recordOf(mou)).toEqual(before);
  });

  it('goes on where a hand-over was put off by numbers of another build, and is handed over by its own', async () => {
    const mou = await noticed('put-off');
    let asked = 0;
    const never = (again: number): Build => ({
      wrapped: (made) => ({
        ...made,
        prepareHandOver: async () => {
          asked += 1;
          return await Promise.resolve({ base: null, fits: false, again });
        },
      }),
    });
    await deploy({ build: never(5) });
    const { runId } = await handleOf(mou).describe();
    while (asked < 3) await engine.client.act(mou, startInitiative('us', `i${(acts += 1)}`, 'II.B.4'));
    const before = await recordOf(mou);
    await deploy({ build: never(40) });
    await engine.client.act(mou, startInitiative('us', `i${(acts += 1)}`, 'II.B.4'));
    expect((await handleOf(mou).describe()).runId).toBe(runId);
    await deploy({});
    await actsUntilHandOver(mou);
    expect((await recordOf(mou)).slice(0, before.length)).toEqual(before);
  });
});
