import { runScenario } from '../../scenario.ts';
import type { Verb } from '../../verb.ts';

export const verb: Verb = {
  usage: 'simulate <file>',
  summary: 'Runs a scenario on the decider alone: no server.',
  examples: ['simulate scenario.yaml', 'simulate scenario.yaml --json | jq .state.status'],
  run: (options, file) => runScenario('simulate', file, options),
};
