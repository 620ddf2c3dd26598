/** `npm run bench -- temporal`: a memorandum beside bare Temporal, in one run on one machine, as a table with ratios. */
import { parseArgs } from 'node:util';
import { measureAppendRatios } from '../register.ts';
import { measureActs } from './acts.ts';
import { measureCommencements } from './commencements.ts';
import { measureLives } from './lives.ts';
import { measureLongLife } from './long-life.ts';
import { measureMemory } from './memory.ts';
import { measureReplay } from './replay.ts';
import type { Row } from '../row.ts';
import { measureSignedActs } from './signed-acts.ts';
import { FULL, QUICK, type Size } from './size.ts';
import { type Stand, withStand } from './stand.ts';

const ON_A_STAND = {
  acts: measureActs,
  'signed-acts': measureSignedActs,
  lives: measureLives,
  memory: measureMemory,
  commencements: measureCommencements,
  'long-life': measureLongLife,
} satisfies Record<string, (stand: Stand, size: Size) => Promise<Row[]>>;

const SECTIONS: Record<string, (size: Size) => Promise<Row[]>> = {
  ...Object.fromEntries(
    Object.entries(ON_A_STAND).map(([name, measure]) => [name, (size: Size) => withStand((stand) => measure(stand, size))]),
  ),
  replay: measureReplay,
  register: async () => await measureAppendRatios(),
};

/** @param args `--quick`, whose figures say nothing, and `--only` with sections' names, by commas */
export const measureTemporal = async (args: string[]): Promise<Row[]> => {
  const { values } = parseArgs({ args, options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } });
  const names = values.only?.split(',') ?? Object.keys(SECTIONS);
  const unknown = names.find((name) => !Object.hasOwn(SECTIONS, name));
  if (unknown) throw new Error(`--only: ${unknown} is none of ${Object.keys(SECTIONS).join(', ')}`);
  const rows: Row[] = [];
  for (const name of names) {
    process.stderr.write(`${name} …\n`);
    rows.push(...((await SECTIONS[name]?.(values.quick ? QUICK : FULL)) ?? []));
  }
  return rows;
};
