/** A memorandum that supersedes another: the earlier one ends by a decision that is recorded there. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MouClient } from '../../client/index.ts';
import { moveTogether } from '../../dev/rehearsal-clock.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { dateAt } from '../../domain/calendar.ts';
import { newMou } from '../support/engine.ts';
import { mou, mouJson, startService } from '../support/service.ts';
import { smallInstrument } from '../support/small-instrument.ts';

const document = { title: 'Text', sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' };
const signatory = { name: 'A. N. Official', title: 'Minister' };
/** Washington's date has begun in Seoul too. */
const today = dateAt(Date.now(), 'America/New_York');
const signatures = (signedOn: string, ids = ['us', 'rok']) =>
  ids.map((by) => ({ do: 'sign', by, signatory, signedOn, place: 'Gyeongju', document }));

let worker: WorkerProcess;
let folder: string;
beforeAll(async () => {
  worker = await startService();
  folder = await mkdtemp(join(tmpdir(), 'mou-supersedes-'));
});
afterAll(async () => {
  await worker.stop();
  await rm(folder, { recursive: true });
});

describe('a memorandum that supersedes another', () => {
  const record = async (id: string, acts: object[]) => {
    const input = acts.map((act) => JSON.stringify(act)).join('\n');
    expect(await mou(['apply', '-', '--mou', id], { input })).toMatchObject({ exitCode: 0 });
  };
  const file = async (change: object): Promise<string> => {
    const path = join(folder, `${newMou('file')}.json`);
    await writeFile(path, JSON.stringify({ ...smallInstrument, ...change }));
    return path;
  };
  const status = async (id: string): Promise<string> => (await mouJson(['status', id])).json.status;

  it('ends it on the date on which it becomes operative, by a decision recorded there with the reference', async () => {
    const [earlier, later] = [newMou('earlier'), newMou('later')];
    await record(earlier, [{ do: 'open', instrument: smallInstrument }, ...signatures('2025-10-29')]);
    expect(await mou(['open', await file({ supersedes: earlier }), '--mou', later])).toMatchObject({ exitCode: 0 });
    await record(later, signatures(today, ['us']));
    expect(await status(earlier)).toBe('operative');
    await record(later, signatures(today, ['rok']));
    await expect.poll(() => status(earlier)).toBe('discontinued');
    const { json } = await mouJson(['status', earlier]);
    expect(json.discontinuation).toMatchObject({ commencedOn: today, decision: `superseded-by-${later}` });
    expect(json.decisions[`superseded-by-${later}`].title).toBe(`Superseded by ${later}: ${smallInstrument.title}`);
    await expect
      .poll(async () =>
        (await mouJson(['deliveries', later])).json.deliveries.filter((one: { channel: string }) => one.channel === 'memorandum'),
      )
      .toMatchObject([
        { recipient: `memorandum/${earlier}`, status: 'accepted', detail: expect.stringContaining(`that it ends on ${today}`) },
      ]);
  });

  it('ends it too where both are recorded as history, and tells nobody', async () => {
    const [earlier, later] = [newMou('earlier'), newMou('later')];
    const history = async (id: string, acts: object[]) =>
      await record(
        id,
        acts.map((act) => ({ ...act, quiet: true })),
      );
    await history(earlier, [{ do: 'open', instrument: smallInstrument }, ...signatures('2025-10-29')]);
    await history(later, [{ do: 'open', instrument: { ...smallInstrument, supersedes: earlier } }, ...signatures('2026-02-03')]);
    await expect.poll(() => status(earlier)).toBe('discontinued');
    const { json } = await mouJson(['events', earlier]);
    expect(json.at(-1)).toMatchObject({ type: 'DiscontinuationCommenced', on: '2026-02-03' });
    expect(json.filter((event: { quiet?: true }) => !event.quiet)).toEqual([]);
  });

  it('ends it also where the earlier one is opened and signed in the record only afterwards', async () => {
    const [earlier, later] = [newMou('earlier'), newMou('later')];
    await record(later, [{ do: 'open', instrument: { ...smallInstrument, supersedes: earlier } }, ...signatures(today)]);
    expect(await status(later)).toBe('operative');
    await record(earlier, [{ do: 'open', instrument: smallInstrument }, ...signatures('2025-10-29')]);
    await expect.poll(() => status(earlier), { timeout: 60_000 }).toBe('discontinued');
    expect((await mouJson(['status', earlier])).json.discontinuation).toMatchObject({ commencedOn: today });
  });

  it('is told once more by resend where the earlier one was opened too late', async () => {
    const [earlier, later] = [newMou('earlier'), newMou('later')];
    const client = await MouClient.connect({ connection: { address: inject('temporalAddress') }, namespace: 'default' });
    client.startWith({ deliverWithin: 5_000 });
    const deadLetters = async () =>
      (await mouJson(['deliveries', later])).json.deliveries.filter((one: { status: string }) => one.status === 'dead');
    try {
      await client.act(later, { do: 'open', instrument: { ...smallInstrument, supersedes: earlier }, mou: later });
      await record(later, signatures(today));
      await expect
        .poll(deadLetters, { timeout: 60_000 })
        .toMatchObject([{ channel: 'memorandum', recipient: `memorandum/${earlier}`, detail: expect.stringContaining('UNKNOWN_MOU') }]);
      await record(earlier, [{ do: 'open', instrument: smallInstrument }, ...signatures('2025-10-29')]);
      expect((await mouJson(['resend', later, '--all'])).json).toEqual({ mou: later, resending: [`${later}/4/memorandum/${earlier}`] });
      await expect.poll(() => status(earlier)).toBe('discontinued');
      await expect.poll(deadLetters).toEqual([]);
    } finally {
      await client.close();
    }
  });

  it('is refused at the opening where the earlier one has a Participant who is not among its own', async () => {
    const earlier = newMou('earlier');
    const [us, rok] = smallInstrument.participants;
    const jp = { id: 'jp', name: 'Japan', shortName: 'Japan', seat: { city: 'Tokyo', timeZone: 'Asia/Tokyo' } };
    await record(earlier, [{ do: 'open', instrument: { ...smallInstrument, participants: [us, rok, jp] } }]);
    const ran = await mouJson(['open', await file({ supersedes: earlier }), '--mou', newMou('later')]);
    expect(ran).toMatchObject({
      exitCode: 3,
      json: { error: { code: 'NOT_FORESEEN', message: expect.stringContaining('Japan is not among') } },
    });
  });
});

describe('a memorandum that stands under another', () => {
  it('is recorded there, and its Participants are told of the end of that one as soon as that is expected', async () => {
    const [parent, annex] = [newMou('parent'), newMou('annex')];
    const record = async (id: string, acts: object[]) =>
      expect(await mou(['apply', '-', '--mou', id], { input: acts.map((act) => JSON.stringify(act)).join('\n') })).toMatchObject({
        exitCode: 0,
      });
    const state = async (id: string) => (await mouJson(['status', id])).json;
    await record(parent, [{ do: 'open', instrument: smallInstrument }, ...signatures('2025-10-29')]);
    await record(annex, [{ do: 'open', instrument: { ...smallInstrument, title: 'Annex on bridges', under: parent } }]);
    await expect.poll(async () => (await state(parent)).annexes).toEqual({ [annex]: 'Annex on bridges' });
    expect((await state(annex)).parentEnd).toBeNull();
    await record(parent, [
      { do: 'give-notice', by: 'us', notice: 'n1', noticeOn: '2025-11-03', document },
      {
        do: 'record-delivery',
        notice: 'n1',
        to: 'rok',
        deliveredOn: today,
        place: 'Seoul',
        timeZone: 'Asia/Seoul',
        method: 'by hand',
        evidence: document,
      },
    ]);
    const { expectedOn } = (await state(parent)).discontinuation;
    await expect.poll(async () => (await state(annex)).parentEnd).toEqual({ expectedOn, endedOn: null });
    const printed = (await mou(['status', annex])).stdout;
    expect(printed).toContain(`stands under     ${parent}, expected to end on ${expectedOn}`);
    expect((await mouJson(['deadlines', annex])).json).toContainEqual(expect.objectContaining({ what: 'parent-end', on: expectedOn }));
  });

  it('is told in a rehearsal of the end of that one when that is expected, however far the clock is moved at once', async () => {
    const [parent, annex] = [newMou('z-parent'), newMou('a-annex')];
    const opened = Date.parse('2027-01-05T12:00:00Z');
    const client = await MouClient.connect({ connection: { address: inject('temporalAddress') }, namespace: 'default' });
    client.startWith({ settling: 'P1000Y', clockOffset: opened - Date.now() });
    const withTerm = (period: string, change: object = {}) => ({
      ...smallInstrument,
      ...change,
      terms: { ...smallInstrument.terms, duration: { clause: 'III.4', period } },
    });
    try {
      for (const [id, instrument] of Object.entries({ [parent]: withTerm('P1Y'), [annex]: withTerm('P2Y', { under: parent }) })) {
        await client.act(id, { do: 'open', instrument, mou: id });
        for (const act of signatures('2027-01-04')) await client.act(id, act);
      }
      await expect.poll(async () => (await client.state(annex)).parentEnd).not.toBeNull();
      await moveTogether(client, [annex, parent], opened, Date.parse('2030-01-01T00:00:00Z'));
      const told = (await client.events(annex)).map(({ type, at }) => `${type} ${at.slice(0, 10)}`);
      const expected = ['ParentEndRecorded 2027-01-05', 'ParentEndRecorded 2028-01-04', 'Expired 2029-01-04'];
      expect(told.filter((one) => expected.includes(one))).toEqual(expected);
    } finally {
      await client.close();
    }
  });
});
