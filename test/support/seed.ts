/**
 * One seed for all that draws at random: always the same one, so that the suite says the same twice. `npm run test:long`
 * draws another each time and says which; TEST_SEED runs it again. The gate draws few of each, and there TIMES as many are drawn.
 */
import fc from 'fast-check';

export const SEED = Number(process.env.TEST_SEED ?? 20_270_105);

const TIMES = Number(process.env.TIMES ?? 1);

/** How many are drawn where the gate draws a number of them. */
export const drawn = (inTheGate: number): number => Math.ceil(inTheGate * TIMES);

fc.configureGlobal({ seed: SEED, numRuns: drawn(100) });
