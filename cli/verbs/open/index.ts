import { ACTS } from '../../../domain/acts/index.ts';
import { contradictionLine, contradictionsOf } from '../../../domain/contradictions.ts';
import { mustBeForeseen } from './supersession.ts';
import { isCertain, textOnlyLine, textOnlyOf } from '../../../instruments/check/text-only.ts';
import { readInstrument } from '../../../instruments/index.ts';
import { progress } from '../../output.ts';
import { mustBeId } from '../../memorandum-id.ts';
import { ACT_ID, PREVIEW, sendAct } from '../../sending.ts';
import type { Verb } from '../../verb.ts';
import { KEY_OPTIONS, keysFrom } from './keys.ts';

export const verb: Verb = {
  usage: 'open <file>',
  summary: ACTS.open.summary,
  examples: ACTS.open.examples ?? [],
  options: [{ flag: '--mou <id>', help: "the memorandum's id (default: the instrument's)" }, ACT_ID, PREVIEW, ...KEY_OPTIONS],
  run: async (options, file) => {
    const instrument = await readInstrument(file);
    const mou = mustBeId((options.mou as string | undefined) ?? instrument.id);
    if (instrument.supersedes !== undefined) await mustBeForeseen(mou, instrument, instrument.supersedes);
    await sendAct(mou, { do: 'open', instrument, ...(await keysFrom(options)), ...(options.id ? { id: options.id } : {}) }, options);
    // What the engine does not compute is never passed over in silence.
    for (const one of contradictionsOf(instrument)) progress(contradictionLine(one));
    for (const one of textOnlyOf(instrument).filter(isCertain)) progress(textOnlyLine(one));
  },
};
