import { beginPause } from '../rules/pause.ts';
import { refuse } from '../rules/recording.ts';
import { Day } from '../values.ts';
import { defineAct } from './define.ts';
import { by, COMMON, document, reason } from './fields.ts';

export const resume = defineAct({
  name: 'resume',
  summary: 'Records that implementation is resumed.',
  who: 'Any Participant, once implementation is paused.',
  term: 'pause',
  fields: {
    by,
    resumedOn: Day.optional().describe('since when (default: today at the seat)'),
    reason,
    document: document('the communication').optional(),
  },
  events: ['Resumed'],
  refusals: [...COMMON, 'NOT_OPERATIVE', 'NOT_FORESEEN', 'NOT_PAUSED', 'RESUMED_BEFORE_PAUSED', 'FUTURE_DATE', 'BEFORE_OPERATIVE'],
  dated: ({ resumedOn }) => resumedOn,
  rule: (recording, { by, resumedOn, reason, document }) => {
    const { clause, on } = beginPause(recording, by, 'resumedOn', resumedOn);
    const { paused } = recording.state;
    if (!paused) refuse('NOT_PAUSED', 'do: implementation is not paused', clause);
    if (on < paused.on) refuse('RESUMED_BEFORE_PAUSED', `resumedOn: ${on} lies before the pause, ${paused.on}`, clause);
    recording.record('Resumed', { on, by, clause, data: { ...(reason && { reason }), ...(document && { document }) } });
  },
});
