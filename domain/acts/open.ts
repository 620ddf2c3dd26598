import { dateEverywhere } from '../calendar.ts';
import { fingerprint } from '../fingerprint.ts';
import { Instrument, zonesOf } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import { Slug } from '../values.ts';
import { defineAct } from './define.ts';

export const open = defineAct({
  name: 'open',
  summary: 'Opens a memorandum from an instrument file, or from an instrument that comes with the engine by its id.',
  who: 'The one who keeps the record: it is no act of a Participant.',
  term: 'operative',
  examples: ['open MOU', 'open my-instrument.yaml --mou my-memorandum'],
  fields: {
    mou: Slug.describe("the memorandum's id"),
    instrument: Instrument.describe("the memorandum as data; the command takes an instrument's id or a file"),
  },
  events: ['MemorandumOpened'],
  refusals: ['INVALID', 'ALREADY_RECORDED', 'ALREADY_OPENED'],
  rule: (recording, { mou, instrument }) => {
    const { clause } = instrument.terms.operative;
    if (recording.isOpened) throw new Refusal('ALREADY_OPENED', `mou: ${mou} is open already`, clause);
    const on = dateEverywhere(recording.now, zonesOf(instrument));
    recording.record('MemorandumOpened', { on, clause, data: { mou, instrument, sha256: fingerprint(instrument) } });
  },
});
