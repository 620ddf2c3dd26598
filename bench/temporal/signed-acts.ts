/** What it costs that an act is signed and its signature checked: beside the same act of a memorandum whose acts are open. */
import { performance } from 'node:perf_hooks';
import type { ActInput } from '../../domain/acts/index.ts';
import { readInstrument } from '../../instruments/index.ts';
import { newKey, publicPart, signingWith } from '../../keys/key-file.ts';
import { MouClient } from '../../client/index.ts';
import { busyActs, signatures } from '../busy-years.ts';
import { yesterday } from './life.ts';
import { percentile, type Row } from '../row.ts';
import type { Size } from './size.ts';
import type { Stand } from './stand.ts';

/** The two take turns, so that what else happens on the machine falls on both. */
const TURN = 50;

/** The keeper records for both, so that one key is enough. */
const openBoth = async (open: MouClient, signing: MouClient, jwk: object): Promise<void> => {
  const instrument = { ...(await readInstrument('us-rok-tpd')), acts: { keeperRecordsFor: 'all' as const } };
  await open.act('open-acts', { do: 'open', instrument });
  await signing.act('signed-acts', { do: 'open', instrument, keeperKeys: [jwk] });
  for (const act of signatures('2025-10-29')) {
    await open.act('open-acts', act);
    await signing.act('signed-acts', act);
  }
};

export const measureSignedActs = async (stand: Stand, { acts }: Size): Promise<Row[]> => {
  const key = newKey();
  const connection = { address: stand.address };
  const signing = await MouClient.connect({ connection, namespace: 'default', signer: signingWith(key) });
  const turn = async (client: MouClient, mou: string, coming: Generator<ActInput>, times: number[]): Promise<void> => {
    for (let n = 0; n < TURN; n += 1) {
      const act = coming.next().value;
      const start = performance.now();
      await client.act(mou, act);
      times.push(performance.now() - start);
    }
  };
  const [open, signed] = [[] as number[], [] as number[]];
  const both = [busyActs(yesterday()), busyActs(yesterday())] as const;
  const rounds = async (openTimes: number[], signedTimes: number[], until: number): Promise<void> => {
    while (signedTimes.length < until) {
      await turn(stand.client, 'open-acts', both[0], openTimes);
      await turn(signing, 'signed-acts', both[1], signedTimes);
    }
  };
  try {
    await stand.withWorker('ours', async () => {
      await openBoth(stand.client, signing, publicPart(key));
      await rounds([], [], TURN);
      await rounds(open, signed, acts / 2);
    });
  } finally {
    await signing.close();
  }
  const what = 'a signed act at 1 in flight, beside the same act unsigned: p50';
  const target = { of: 'ratio' as const, atMost: 1.25 };
  return [{ what, unit: 'ms', bare: percentile(open, 0.5), value: percentile(signed, 0.5), target }];
};
