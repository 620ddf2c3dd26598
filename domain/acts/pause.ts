import { beginPause, mustNotBePaused, mustNotOverlap } from '../rules/pause.ts';
import { refuse } from '../rules/recording.ts';
import { Day } from '../values.ts';
import { defineAct } from './define.ts';
import { by, document, reason, UNDER } from './fields.ts';

export const pause = defineAct({
  name: 'pause',
  summary: 'Records that implementation is paused, where the instrument foresees it.',
  who: 'Any Participant, where the instrument foresees a pause.',
  term: 'pause',
  fields: {
    by,
    pausedOn: Day.optional().describe('since when (default: today at the seat)'),
    reason,
    document: document('the communication').optional(),
  },
  events: ['Paused'],
  refusals: [...UNDER, 'NOT_FORESEEN', 'FUTURE_DATE', 'BEFORE_OPERATIVE'],
  dated: ({ pausedOn }) => pausedOn,
  rule: (recording, { by, pausedOn, reason, document }) => {
    const { clause, on } = beginPause(recording, by, 'pausedOn', pausedOn);
    mustNotBePaused(recording.state, on, clause);
    if (recording.state.paused) refuse('PAUSED', `Implementation is paused since ${recording.state.paused.on}; resume it first`, clause);
    mustNotOverlap(recording.state, on, clause);
    recording.record('Paused', { on, by, clause, data: { ...(reason && { reason }), ...(document && { document }) } });
  },
});
