/** What one run hands to the next: bounded, whatever waits, so that a run can always end and the next one begin. */
import { ApplicationFailure } from '@temporalio/common';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prepareHandOver } from '../../activities/judge/hand-over.ts';
import { Standings } from '../../activities/judge/standings.ts';
import type { RegisterAccess } from '../../activities/register/access.ts';
import { genesis, link } from '../../domain/chain.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { bytesOf, LIMITS } from '../../domain/limits.ts';
import { RegisterUnavailable } from '../../register/errors.ts';
import { type HandedOver, EMPTY_LEDGER, NO_DELIVERIES, NOTHING } from '../../workflows/handed-over.ts';
import { Deliveries } from '../../workflows/deliveries.ts';
import { Ledger } from '../../workflows/ledger.ts';
import { viewQuery, workflowIdOf } from '../../workflows/messages.ts';
import { isTooMuch, type OutboxPages, packOutbox, sharedWith, unpackOutbox } from '../../workflows/outbox-pages.ts';
import { open, sign, startInitiative } from '../domain/acts.ts';
import { type Engine, newMou, operative, startEngine } from '../support/engine.ts';
import { largestActs } from '../support/largest-acts.ts';
import { Life } from '../support/lives.ts';
import { MemoryRegister } from '../support/memory-register.ts';
import { smallInstrumentInput } from '../support/small-instrument.ts';

const HOUR = 3_600_000;
/** Of some hours: more than one run of the workflow has room for. */
const ACTS = 20;
const PAYLOAD = 2 * 1024 * 1024;

/** Forty Participants, whose ids have 54 letters. */
const FORTY = Array.from({ length: 40 }, (_, n) => `participant-${'x'.repeat(39)}-${n + 10}`);
const recipients = (each: number): string[] => FORTY.flatMap((id) => Array.from({ length: each }, (_, n) => `${id}/contact-${n}`));
const head = (n: number): string => String(n).padStart(64, 'a');

/** All of them wait for each of so many acts, as far as they may. */
const waitingFor = (acts: number, to: string[]): OutboxPages => {
  const pages: OutboxPages = { pending: [], sent: {}, recipients: to, apart: to, digests: [], latest: null };
  for (let n = 1; n <= acts; n += 1) {
    pages.pending.push({
      first: n,
      last: n,
      before: head(n - 1),
      head: head(n),
      to: sharedWith(pages.pending.at(-1), [...to]),
      at: Date.UTC(2027, 0, 1),
    });
    while (isTooMuch(pages)) pages.pending.shift();
  }
  return pages;
};

describe('what is handed over', () => {
  it('of messages that wait names each recipient once, and is the same again', () => {
    const pages = waitingFor(30, recipients(2));
    pages.sent = Object.fromEntries([...recipients(2), 'who-left'].map((key, n) => [key, n]));
    expect(bytesOf(packOutbox(pages))).toBeLessThan(0.2 * bytesOf(pages));
    const { 'who-left': _, ...sent } = pages.sent;
    expect(unpackOutbox(packOutbox(pages))).toEqual({ ...pages, sent });
  });

  it('has room for 200 recipients of 54 letters who wait for 300 acts', () => {
    expect(waitingFor(300, recipients(5)).pending.length).toBe(300);
    expect(waitingFor(400, recipients(5)).pending.length).toBe(300);
  });

  it('is less than 2 MiB where everything that can wait waits', () => {
    const deliveries = new Deliveries(NO_DELIVERIES, () => {});
    for (let seq = 1; seq <= 100; seq += 1) {
      for (const recipient of recipients(5)) {
        const key = `m/${seq}/${recipient}`;
        const one: Delivery = {
          key,
          seq,
          recipient,
          channel: 'email',
          at: '2027-01-05T06:00:00Z',
          status: 'dead',
          detail: 'x'.repeat(200),
        };
        deliveries.came(one, false);
      }
    }
    expect(deliveries.dead).toBe(20_000);
    const ids = Array.from({ length: 3_000 }, (_, n) => `act-${String(n).padStart(36, '0')}`);
    const ledger = new Ledger('m', {
      ...EMPTY_LEDGER,
      base: { seq: 0, head: head(0), at: '2027-01-05T06:00:00Z', condensed: false, packed: 'x'.repeat(512 * 1024) },
      spent: 'x'.repeat(140_000),
    });
    const event = { type: 'InitiativeStarted', on: '2027-01-05', at: '2027-01-05T06:00:00Z', data: { title: 'x'.repeat(60) } };
    for (const [n, id] of ids.entries()) {
      const seq = n + 1;
      if (ledger.room.bytes < 400) break;
      const groups = [{ first: seq, last: seq, before: head(n), head: head(seq), to: [], moved: [] }];
      const events = [{ ...event, seq, act: { id, sha256: head(seq) } } as never];
      ledger.record({ found: 'recorded', events, groups, status: 'operative', next: null, recipients: [] });
    }
    const outbox = packOutbox(waitingFor(400, recipients(5)));
    const carried: HandedOver = { ...NOTHING, ledger: ledger.pages(null), outbox, deliveries: deliveries.pages() };
    expect(bytesOf(carried.ledger.since)).toBeGreaterThan(600_000);
    expect(bytesOf(carried)).toBeLessThan(0.95 * PAYLOAD);
  });
});

describe('the judge, asked whether a run can end', () => {
  const logger = pino({ level: 'silent' });
  const down: RegisterAccess = () => Promise.reject(new RegisterUnavailable('The register does not answer'));
  const { memorandum: life } = new Life([
    ['2027-01-05T02:00:00Z', sign('us', '2025-10-29')],
    ['2027-01-05T03:00:00Z', sign('rok', '2025-10-29')],
  ]);
  const since = [...life.log];
  const last = since.at(-1) as (typeof since)[number];
  const safe = { mou: life.mou, seq: last.seq, head: since.reduce(link, genesis(life.mou)) };
  const options = { standings: new Standings(), register: down, logger };

  it('gives the state there, from what is carried alone', async () => {
    const found = await prepareHandOver(options, { mou: life.mou, safe, carried: { base: null, since }, beside: 0 });
    expect(found).toMatchObject({ fits: true, base: { seq: last.seq, head: safe.head, condensed: false } });
  });

  it('leaves all to the register where that does not answer, and what is carried says too little and is too much', async () => {
    const base = { seq: 1, head: 'h', at: last.at, condensed: true, packed: 'x' };
    const carried = { base, since: since.slice(1) };
    const [little, much] = await Promise.all([
      prepareHandOver({ ...options, standings: new Standings() }, { mou: life.mou, safe, carried, beside: 0 }),
      prepareHandOver(
        { ...options, standings: new Standings(), most: bytesOf(carried) - 100 },
        { mou: life.mou, safe, carried, beside: 0 },
      ),
    ]);
    expect(little).toEqual({ base: null, fits: true, again: 0 });
    expect(much).toEqual({ base: { seq: last.seq, head: safe.head, at: last.at, condensed: true, packed: null }, fits: true, again: 0 });
  });

  it('puts it off where more waits for the register than can be handed over', async () => {
    const found = await prepareHandOver(
      { ...options, most: 100 },
      { mou: life.mou, safe: null, carried: { base: null, since }, beside: 0 },
    );
    expect(found).toEqual({ base: null, fits: false, again: 100 });
  });
});

describe('a memorandum whose register is down', () => {
  let engine: Engine;
  const register = new MemoryRegister();
  beforeAll(async () => {
    engine = await startEngine({ register });
  });
  beforeEach(() => {
    register.isDown = false;
    engine.mail.deliver = () => {};
  });
  afterAll(() => engine.stop());

  const handleOf = (mou: string) => engine.client.client.workflow.getHandle(workflowIdOf(mou));
  const viewOf = async (mou: string) => await handleOf(mou).query(viewQuery, 0);
  const isTold = async (mou: string): Promise<void> => {
    await expect.poll(async () => (await viewOf(mou)).waiting).toBe(null);
    const { seq, head: last } = await viewOf(mou);
    await expect.poll(() => register.head(mou)).toEqual({ seq, head: last });
  };

  it('is opened, goes on, tells everybody and says since when it waits', async () => {
    register.isDown = true;
    const mou = await operative(engine, 'a-day');
    const { runId } = await handleOf(mou).describe();
    for (let n = 0; n < ACTS; n += 1) {
      if (n % 5 === 0) await engine.skip(mou, (6 * HOUR) / (ACTS / 5));
      await engine.client.act(mou, startInitiative('us', `i${n}`, 'II.B.4'));
    }
    expect((await handleOf(mou).describe()).runId).not.toBe(runId);
    await expect.poll(async () => (await engine.client.outbox(mou)).waiting).toBe(0);
    expect(new Set(engine.notifications.filter((one) => one.mou === mou).map(({ key }) => key)).size).toBe(2 * (3 + ACTS));
    const { by, value } = await engine.client.look(mou);
    const [first] = (await viewOf(mou)).since;
    expect(by).toMatchObject({ from: 'workflow', waiting: { events: value.seq, since: first?.at } });
    const { currentDetails } = await handleOf(mou).query<{ currentDetails?: string }>('__temporal_workflow_metadata');
    expect(currentDetails).toContain(`${value.seq} events wait for the register since ${first?.at}`);
    register.isDown = false;
    await isTold(mou);
    expect((await engine.client.look(mou)).by).not.toHaveProperty('waiting');
  });

  it('refuses what would be too much to wait, kindly, and takes it once the register is back', async () => {
    const mou = await operative(engine, 'full');
    await engine.client.act(mou, startInitiative('us', 'i1', 'II.B.4'));
    await isTold(mou);
    register.isDown = true;
    const acts = largestActs(40, 1, 'i1').filter(({ do: name }) => name === 'schedule-meeting');
    let recorded = 0;
    let refused: Error | undefined;
    for (let at = 0; refused === undefined; at += 1) {
      await engine.client.act(mou, acts[at]).then(
        () => (recorded += 1),
        (error: Error) => (refused = error),
      );
    }
    expect(recorded).toBe(3);
    expect(refused?.name).toBe('NoService');
    expect(refused?.message).toContain('The register is down, and as many events wait for it as may wait');
    expect((await viewOf(mou)).waiting?.bytes).toBeLessThan(LIMITS.events + 16 * 1024);
    expect((await engine.client.state(mou)).status).toBe('operative');
    register.isDown = false;
    await isTold(mou);
    await engine.client.act(mou, acts[recorded]);
    await isTold(mou);
  });

  it('and whose mail server is down, too, hands over what 40 Participants with contacts each wait for', { timeout: 240_000 }, async () => {
    register.isDown = true;
    engine.mail.deliver = () => {
      throw ApplicationFailure.create({ message: 'connect ECONNREFUSED', type: 'NOT_TAKEN', nextRetryDelay: HOUR });
    };
    const mou = newMou('forty');
    const participants = FORTY.map((id, n) => ({
      id,
      name: `Participant ${n}`,
      shortName: `P${n}`,
      seat: { city: 'Seoul', timeZone: 'Asia/Seoul' },
    }));
    const terms = { ...smallInstrumentInput.terms, committee: { ...smallInstrumentInput.terms.committee, coChairs: FORTY.slice(0, 2) } };
    await engine.client.act(mou, open({ ...smallInstrumentInput, participants, terms } as never));
    const { runId } = await handleOf(mou).describe();
    for (const by of FORTY.slice(0, 15)) {
      const contacts = ['c1', 'c2'].map((id) => ({ id, channel: 'email' as const, address: `${id}@example.org` }));
      await engine.client.act(mou, { do: 'change-contacts', by, contacts });
    }
    await expect.poll(async () => (await handleOf(mou).describe()).runId).not.toBe(runId);
    expect((await engine.client.outbox(mou)).waiting).toBeGreaterThan(600);
    expect((await handleOf(mou).describe()).status.name).toBe('RUNNING');
    register.isDown = false;
    await isTold(mou);
    const carried = (await handleOf(mou).fetchHistory()).events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[1]?.data;
    expect(carried?.length).toBeLessThan(200_000);
  });
});
