import { keeperPaperOf } from '../rules/paper.ts';
import { refuse } from '../rules/recording.ts';
import { Day, Prose } from '../values.ts';
import { defineAct } from './define.ts';
import { by, CLERK, document, OVER } from './fields.ts';

export const annul = defineAct({
  name: 'annul',
  summary: 'Annuls an opening made by mistake, while nothing is signed. The id stays spent.',
  who: CLERK,
  term: 'operative',
  keeperOnly: true,
  fields: {
    by: by.optional(),
    annulledOn: Day.optional().describe('when (default: today, where it has begun at every seat)'),
    reason: Prose.describe('why it was opened by mistake'),
    document: document('the paper that says so').optional(),
  },
  events: ['Annulled'],
  refusals: ['INVALID', 'ALREADY_RECORDED', 'UNKNOWN_MOU', 'NOT_A_PARTICIPANT', 'ALREADY_SIGNED', 'FUTURE_DATE', ...OVER],
  rule: (recording, { by, annulledOn, reason, document }) => {
    const clause = recording.clause('operative');
    const { signatures, confirmations } = recording.state;
    if (signatures.length + confirmations.length > 0) {
      refuse('ALREADY_SIGNED', 'do: something is signed or confirmed already; what is recorded wrong is corrected', clause);
    }
    const on = keeperPaperOf(recording, by, 'annulledOn', annulledOn, clause);
    recording.record('Annulled', { on, by, clause, data: { reason, ...(document && { document }) } });
  },
});
