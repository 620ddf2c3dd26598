/**
 * One seed for all that draws at random: always the same one, so that the suite says the same twice. `npm run test:long`
 * draws another each time and says which; TEST_SEED runs it again.
 */
import fc from 'fast-check';

export const SEED = Number(process.env.TEST_SEED ?? 20_270_105);

fc.configureGlobal({ seed: SEED });
