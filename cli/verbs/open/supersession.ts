/** A memorandum that is to replace another is held against it before it is opened: what cannot end so is better known then. */
import type { Instrument } from '../../../domain/instrument.ts';
import { ifUnknownMou, Refusal } from '../../../domain/refusal.ts';
import { hindranceTo } from '../../../domain/supersession.ts';
import { asked } from '../../asking.ts';
import { progress } from '../../output.ts';

/** Throws `Refusal` NOT_FORESEEN where the earlier memorandum has Participants who are not among those of the new one. */
export const mustBeForeseen = async (by: string, { participants }: Instrument, mou: string): Promise<void> => {
  const earlier = await asked((client) => client.state(mou)).catch(ifUnknownMou);
  if (!earlier) {
    progress(
      `supersedes: ${mou} is not known here; when ${by} is operative, it is told for seven days until it is opened and operative too, and afterwards by mou resend`,
    );
    return;
  }
  const hindrance = hindranceTo({ mou, by, among: participants.map(({ id }) => id) }, earlier);
  if (hindrance !== undefined)
    throw new Refusal('NOT_FORESEEN', hindrance, earlier.instrument.terms.modification?.clause).spokenBy(earlier.instrument);
};
