import { z } from 'zod';
import { recordConsequences } from '../rules/consequences.ts';
import { mustBeLastHeard, mustBeOperative, mustBeParticipant, mustNotPrecedeOperative, refuse } from '../rules/recording.ts';
import { mustNotBeTied } from '../rules/tied.ts';
import { Day, Line, ParticipantId, Slug } from '../values.ts';
import { defineAct } from './define.ts';
import { asOfEvent, decision, document } from './fields.ts';

/**
 * Recorded by the engine itself when a memorandum that supersedes this one is operative, and whenever it turns out to be so since
 * another date, or by other papers. What is told last stands: it is no paper of this memorandum, but the dates of those of that one.
 */
export const recordSuccessor = defineAct({
  name: 'record-successor',
  summary:
    'Records that a memorandum which supersedes this one is operative, and who has decided by signing it that this one ends. That one records it here by itself.',
  who: 'The engine itself, or who keeps the record: it is no act of a Participant.',
  term: 'modification',
  keeperOnly: true,
  fields: {
    successor: Slug.describe('the id of the memorandum that supersedes this one'),
    decision,
    title: Line.describe('its title; what was recorded of it first stands, and `correct` corrects that'),
    on: Day.describe('since when it is operative'),
    decided: z
      .record(ParticipantId, Day)
      .refine((dates) => Object.keys(dates).length > 0, 'must name one Participant at least')
      .describe('the Participants of this memorandum that have signed it, each with the date of its paper'),
    document: document('its text, as it was signed; recorded once, as its title is'),
    asOfEvent,
  },
  events: ['SuccessorRecorded'],
  consequences: true,
  refusals: [
    ...(['INVALID', 'ALREADY_RECORDED', 'UNKNOWN_MOU', 'ANNULLED', 'NOT_A_PARTICIPANT', 'NOT_OPERATIVE'] as const),
    ...(['BEFORE_OPERATIVE', 'DECISION_CLOSED', 'AMBIGUOUS'] as const),
  ],
  afterTheEnd: () => true,
  rule: (recording, { do: _, id: __, quiet: ___, jws: ____, ...data }) => {
    const { state } = recording;
    const clause = recording.clause('modification');
    mustBeLastHeard(state, `successor ${data.successor}`, data.asOfEvent, clause);
    // What has lapsed by the papers known may turn out to have been operative.
    if (state.status !== 'lapsed') mustBeOperative(state, clause);
    for (const [by, on] of Object.entries(data.decided)) {
      mustBeParticipant(state.instrument, by, clause, 'decided');
      mustNotPrecedeOperative(state, 'decided', on, clause);
    }
    const known = state.decisions[data.decision];
    if (known && known.successor !== data.successor)
      refuse('ALREADY_RECORDED', `decision: ${data.decision} is another decision; choose another id`, clause);
    if (known?.closedOn !== undefined) refuse('DECISION_CLOSED', `decision: ${data.decision} is ${known.status}`, clause);
    recording.record('SuccessorRecorded', { on: data.on, clause, data });
    recordConsequences(recording, data.on);
    mustNotBeTied(recording, clause);
  },
});
