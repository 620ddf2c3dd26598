/** When the digests are sent that tell of an act. */
import { type Milliseconds, nextMorning } from './calendar.ts';
import type { Telling } from './recipients.ts';

/** @param at when the act was recorded */
export const toldInDigests = (told: readonly Telling[], at: Milliseconds): { recipient: string; at: Milliseconds }[] =>
  told.flatMap(({ recipient, digestIn }) => (digestIn === null ? [] : [{ recipient: recipient.key, at: nextMorning(at, digestIn) }]));
