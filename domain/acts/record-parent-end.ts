import { mustBeLastHeard, refuse } from '../rules/recording.ts';
import { Day, Slug } from '../values.ts';
import { defineAct } from './define.ts';
import { asOfEvent } from './fields.ts';

/** Recorded by the engine itself whenever the end of the memorandum above is expected, moves, falls away or has come. */
export const recordParentEnd = defineAct({
  name: 'record-parent-end',
  summary: 'Records when the memorandum under which this one stands is expected to end, or ended. That one records it here by itself.',
  who: 'The engine itself, or who keeps the record: it is no act of a Participant.',
  term: 'operative',
  keeperOnly: true,
  fields: {
    parent: Slug.describe('the id of the memorandum under which this one stands'),
    expectedOn: Day.nullable().default(null).describe('the first day on which it is expected to be no longer operative; absent: none is'),
    endedOn: Day.nullable().default(null).describe('the first day on which it was no longer operative'),
    asOfEvent,
  },
  events: ['ParentEndRecorded'],
  refusals: ['INVALID', 'ALREADY_RECORDED', 'UNKNOWN_MOU', 'ANNULLED', 'NOT_FORESEEN'],
  afterTheEnd: () => true,
  rule: (recording, { parent, expectedOn, endedOn, asOfEvent: asOf }) => {
    const { under } = recording.state.instrument;
    const known = recording.state.parentEnd ?? { expectedOn: null, endedOn: null };
    if (under !== parent) {
      refuse('NOT_FORESEEN', `parent: this memorandum ${under === undefined ? 'stands under no other' : `stands under ${under}`}`, null);
    }
    mustBeLastHeard(recording.state, `end ${parent}`, asOf, null);
    // Told as of a later event, the same is recorded: what is sent again late must not overtake it.
    if (known.expectedOn === expectedOn && known.endedOn === endedOn && asOf === undefined) {
      refuse('ALREADY_RECORDED', `parent: that is what is recorded of the end of ${parent} already`, null);
    }
    recording.record('ParentEndRecorded', {
      on: recording.today(),
      clause: null,
      data: { parent, expectedOn, endedOn, ...(asOf && { asOfEvent: asOf }) },
    });
  },
});
