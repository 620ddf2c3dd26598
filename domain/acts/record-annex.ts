import { mustBeLastHeard, refuse } from '../rules/recording.ts';
import { Line, Slug } from '../values.ts';
import { defineAct } from './define.ts';
import { asOfEvent } from './fields.ts';

/** Recorded by the engine itself when a memorandum comes to stand under this one, and when it no longer does. */
export const recordAnnex = defineAct({
  name: 'record-annex',
  summary: 'Records that another memorandum stands under this one, or no longer does. That one records it here by itself.',
  who: 'The engine itself, or who keeps the record: it is no act of a Participant.',
  term: 'operative',
  keeperOnly: true,
  fields: {
    annex: Slug.describe('the id of the annex or implementing arrangement'),
    title: Line.nullable().default(null).describe('its title; absent: it stands under this one no longer'),
    asOfEvent,
  },
  events: ['AnnexRecorded'],
  refusals: ['INVALID', 'ALREADY_RECORDED', 'UNKNOWN_MOU', 'ANNULLED'],
  afterTheEnd: () => true,
  rule: (recording, { annex, title, asOfEvent: asOf }) => {
    const { annexes } = recording.state;
    mustBeLastHeard(recording.state, `annex ${annex}`, asOf, null);
    const known = annexes[annex] ?? null;
    // Told as of a later event, the same is recorded: what is sent again late must not overtake it.
    if (known === title && asOf === undefined) {
      const what = title === null ? `${annex} is not recorded as standing under this one` : `${annex} is already recorded, by that title`;
      refuse('ALREADY_RECORDED', `annex: ${what}`, null);
    }
    recording.record('AnnexRecorded', { on: recording.today(), clause: null, data: { annex, title, ...(asOf && { asOfEvent: asOf }) } });
  },
});
