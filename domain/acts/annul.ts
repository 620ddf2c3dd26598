import { refuse } from '../rules/recording.ts';
import { Prose } from '../values.ts';
import { defineAct } from './define.ts';
import { OVER } from './fields.ts';

export const annul = defineAct({
  name: 'annul',
  summary: 'Annuls an opening made by mistake, while nothing is signed. The id stays spent.',
  who: 'The one who keeps the record: it is no act of a Participant.',
  term: 'operative',
  fields: { reason: Prose.describe('why it was opened by mistake') },
  events: ['Annulled'],
  refusals: ['INVALID', 'ALREADY_RECORDED', 'UNKNOWN_MOU', 'ALREADY_SIGNED', ...OVER],
  rule: (recording, { reason }) => {
    const clause = recording.clause('operative');
    const { signatures, confirmations } = recording.state;
    if (signatures.length + confirmations.length > 0) {
      refuse('ALREADY_SIGNED', 'do: something is signed or confirmed already; what is recorded wrong is corrected', clause);
    }
    recording.record('Annulled', { on: recording.today(), clause, data: { reason } });
  },
});
