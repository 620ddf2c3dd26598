import { FURTHER_REFUSALS, goOnWith } from '../rules/initiative.ts';
import { Day, Prose } from '../values.ts';
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
    reportedOn: Day.optional().describe("the report's own date (default: today at the seat)"),
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
  refusals: [...UNDER, ...FURTHER_REFUSALS],
  afterTheEnd: (_, { instrument }) => instrument.terms.afterwards?.initiatives === 'continue',
  dated: ({ reportedOn }) => reportedOn,
  rule: (recording, act) => {
    const { clause, on } = goOnWith(recording, act, 'reportedOn', act.reportedOn);
    const { initiative, report, document, by } = act;
    const data = { initiative, ...(report && { report }), ...(document && { document }) };
    recording.record('InitiativeReported', { on, by, clause, data });
  },
});
