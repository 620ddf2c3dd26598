/** What a memorandum of the shelf costs beside the seed: its opening, and an act. The clauses are data, and cost no more for it. */
import { performance } from 'node:perf_hooks';
import { NO_GATE } from '../domain/authorisation.ts';
import { parseInstant } from '../domain/calendar.ts';
import { parseAct } from '../domain/input.ts';
import { bytesOf } from '../domain/limits.ts';
import type { Instrument } from '../domain/instrument.ts';
import { beforeOpening, judgeAct } from '../domain/judge.ts';
import { listInstruments, readInstrument } from '../instruments/index.ts';
import type { Row } from './row.ts';

const SEED = 'us-rok-tpd';
const ROUNDS = 30;
const TIMES = 20;
const NOW = parseInstant('2030-01-05T12:00:00Z');

const document = { title: 'The text', sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' };

/** As the judge does it: the act is parsed, judged and folded. Milliseconds for each of so many. */
const timed = (run: () => void): number => {
  const start = performance.now();
  for (let done = 0; done < TIMES; done += 1) run();
  return (performance.now() - start) / TIMES;
};

const opened = (instrument: Instrument) =>
  judgeAct(beforeOpening('m'), parseAct({ do: 'open', mou: 'm', instrument }), NOW, NO_GATE).judged.after;

/** The first paper that its text foresees. */
const acting = (instrument: Instrument) => {
  const [{ id: by, seat }] = instrument.participants as [Instrument['participants'][number]];
  const confirms = instrument.terms.operative.confirmations === 'notes-only';
  const dates = { confirmedOn: '2030-01-04', ...(instrument.terms.operative.counts === 'receipt' && { receivedOn: '2030-01-04' }) };
  const signature = { signedOn: '2030-01-04', place: seat.city, signatory: { name: 'A. N. Official', title: 'Director' } };
  const act = { do: confirms ? 'confirm' : 'sign', by, ...(confirms ? dates : signature), document };
  const before = opened(instrument);
  return () => void judgeAct(before, parseAct(act, instrument), NOW, NO_GATE);
};

type Cost = { id: string; bytes: number; opening: number; act: number };

/** By turns, so that a neighbour's noise falls on all of them alike; the least of all rounds is the cost itself. */
const costs = async (): Promise<Cost[]> => {
  const all = await Promise.all(listInstruments().map(async (id) => ({ id, instrument: await readInstrument(id) })));
  const times = new Map(all.map(({ id }) => [id, { opening: [] as number[], act: [] as number[] }]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { id, instrument } of all) {
      times.get(id)?.opening.push(timed(() => void opened(instrument)));
      times.get(id)?.act.push(timed(acting(instrument)));
    }
  }
  return all.map(({ id, instrument }) => {
    const { opening = [], act = [] } = times.get(id) ?? {};
    return { id, bytes: bytesOf(instrument), opening: Math.min(...opening), act: Math.min(...act) };
  });
};

export const measureShelf = async (): Promise<Row[]> => {
  const all = await costs();
  const seed = all.find(({ id }) => id === SEED) as Cost;
  const others = all.filter(({ id }) => id !== SEED).sort((a, b) => b.bytes - a.bytes);
  const [largest] = others as [Cost];
  return (['opening', 'act'] as const).flatMap((what): Row[] => {
    const dearest = others.reduce((most, one) => (one[what] > most[what] ? one : most));
    return [
      { what: `${what === 'act' ? 'an act' : 'opening'} of the seed`, value: seed[what], unit: 'ms' },
      { what: `  of ${largest.id}, the largest other: times that`, value: largest[what] / seed[what], unit: '', target: { atMost: 1.2 } },
      { what: `  of ${dearest.id}, the dearest: times that`, value: dearest[what] / seed[what], unit: '' },
    ];
  });
};
