import { mustBeNew } from '../rules/recording.ts';
import { Line, Slug } from '../values.ts';
import { defineAct } from './define.ts';

/** Recorded by the engine itself when a memorandum is opened that names this one as what it stands under. */
export const recordAnnex = defineAct({
  name: 'record-annex',
  summary: 'Records that another memorandum stands under this one. The opening of that one records it by itself.',
  who: 'The engine itself, or who keeps the record: it is no act of a Participant.',
  term: 'operative',
  keeperOnly: true,
  fields: {
    annex: Slug.describe('the id of the annex or implementing arrangement'),
    title: Line.describe('its title'),
  },
  events: ['AnnexRecorded'],
  refusals: ['INVALID', 'ALREADY_RECORDED', 'UNKNOWN_MOU', 'ANNULLED'],
  afterTheEnd: () => true,
  rule: (recording, { annex, title }) => {
    mustBeNew(recording.state.annexes, 'annex', annex, null);
    recording.record('AnnexRecorded', { on: recording.today(), clause: null, data: { annex, title } });
  },
});
