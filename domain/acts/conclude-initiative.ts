import { beginCooperation, startedOf } from '../rules/initiative.ts';
import { Prose } from '../values.ts';
import { defineAct } from './define.ts';
import { by, CLERK, document, funds, initiative, UNDER } from './fields.ts';

export const concludeInitiative = defineAct({
  name: 'conclude-initiative',
  command: 'initiative conclude',
  summary: 'Concludes an initiative.',
  who: CLERK,
  term: 'cooperation',
  fields: {
    by: by.optional(),
    initiative,
    outcome: Prose.optional().describe('the outcome'),
    document: document('the conclusion').optional(),
    ...funds,
  },
  events: ['InitiativeConcluded'],
  refusals: [...UNDER, 'INITIATIVE_UNKNOWN', 'INITIATIVE_CONCLUDED', 'COMMITS_FUNDS'],
  rule: (recording, act) => {
    const clause = beginCooperation(recording, act);
    const { initiative, outcome, document, by } = act;
    startedOf(recording.state, initiative, clause);
    const data = { initiative, ...(outcome && { outcome }), ...(document && { document }) };
    recording.record('InitiativeConcluded', { on: recording.today(by), by, clause, data });
  },
});
