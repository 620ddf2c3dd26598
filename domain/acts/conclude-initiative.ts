import { FURTHER_REFUSALS, goOnWith } from '../rules/initiative.ts';
import { Day, Prose } from '../values.ts';
import { defineAct } from './define.ts';
import { by, CLERK, document, funds, initiative, WINDING_UP } from './fields.ts';

export const concludeInitiative = defineAct({
  name: 'conclude-initiative',
  command: 'initiative conclude',
  summary: 'Concludes an initiative.',
  who: CLERK,
  term: 'cooperation',
  fields: {
    by: by.optional(),
    initiative,
    concludedOn: Day.optional().describe('when (default: today at the seat)'),
    outcome: Prose.optional().describe('the outcome'),
    document: document('the conclusion').optional(),
    ...funds,
  },
  events: ['InitiativeConcluded'],
  refusals: [...WINDING_UP, ...FURTHER_REFUSALS],
  // The disposition that was asked for is given, and what was begun is wound up.
  afterTheEnd: () => true,
  rule: (recording, act) => {
    const { clause, on } = goOnWith(recording, act, 'concludedOn', act.concludedOn);
    const { initiative, outcome, document, by } = act;
    const data = { initiative, ...(outcome && { outcome }), ...(document && { document }) };
    recording.record('InitiativeConcluded', { on, by, clause, data });
  },
});
