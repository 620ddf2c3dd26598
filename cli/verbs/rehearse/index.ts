import { runScenario } from '../../scenario.ts';
import type { Verb } from '../../verb.ts';

export const verb: Verb = {
  usage: 'rehearse <file>',
  summary: 'Runs the same scenario on a real Temporal server whose clock is skipped forward.',
  examples: ['rehearse scenario.yaml'],
  run: (options, file) => runScenario('rehearse', file, options),
};
