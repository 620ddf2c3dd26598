/** What a worker holds for one more workflow in its cache, all garbage collected. */
import { inFlight, liveBare, liveOurs } from './life.ts';
import type { Row } from '../row.ts';
import type { Size } from './size.ts';
import type { Side, Stand } from './stand.ts';

const WARM_UP = 50;
const KB = 1_000;

/** Kilobytes a workflow. */
const perWorkflow = (stand: Stand, side: Side, cached: number): Promise<number> =>
  stand.withWorker(
    side,
    async (worker) => {
      const live = async (name: string, count: number): Promise<number> => {
        await inFlight(8, count, (n) =>
          side === 'bare' ? liveBare(stand, `${name}-${n}`, 'bareLongLife') : liveOurs(stand, `memory-${name}-${n}`),
        );
        return await worker.memory();
      };
      const base = await live('base', WARM_UP);
      return ((await live('cached', cached)) - base) / cached / KB;
    },
    cached + WARM_UP + 10,
  );

export const measureMemory = async (stand: Stand, { cached }: Size): Promise<Row[]> => [
  {
    what: `memory of a cached one, ${cached} of them`,
    unit: 'kB',
    bare: await perWorkflow(stand, 'bare', cached),
    value: await perWorkflow(stand, 'ours', cached),
    target: { atMost: 450 },
  },
];
