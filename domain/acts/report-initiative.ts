import { beginCooperation, startedOf } from '../rules/initiative.ts';
import { Prose } from '../values.ts';
import { defineAct } from './define.ts';
import { by, CLERK, document, funds, initiative, UNDER } from './fields.ts';

export const reportInitiative = defineAct({
  name: 'report-initiative',
  command: 'initiative report',
  summary: 'Reports on an initiative.',
  who: CLERK,
  term: 'cooperation',
  fields: {
    by: by.optional(),
    initiative,
    report: Prose.optional().describe('the report'),
    document: document('the report').optional(),
    ...funds,
  },
  check: {
    holds: ({ report, document }) => report !== undefined || document !== undefined,
    path: 'report',
    message: 'is missing; give a report or a document',
  },
  events: ['InitiativeReported'],
  refusals: [...UNDER, 'INITIATIVE_UNKNOWN', 'INITIATIVE_CONCLUDED', 'COMMITS_FUNDS'],
  rule: (recording, act) => {
    const clause = beginCooperation(recording, act);
    const { initiative, report, document, by } = act;
    startedOf(recording.state, initiative, clause);
    const data = { initiative, ...(report && { report }), ...(document && { document }) };
    recording.record('InitiativeReported', { on: recording.today(by), by, clause, data });
  },
});
