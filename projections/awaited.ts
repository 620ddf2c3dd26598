/** What is waited for, in words: the same in every view. */
import { type Awaited, type AwaitedWhat, awaitedOf, firstDue } from '../domain/awaited.ts';
import { type Instrument, nameOf } from '../domain/instrument.ts';
import type { State } from '../domain/state.ts';

const SAYS: Record<AwaitedWhat, (about: string, meeting: string | undefined) => string> = {
  signature: () => 'signature',
  confirmation: () => 'confirmation',
  consent: (about) => `consent to decision ${about}`,
  delivery: (about) => `delivery to it of notice ${about}`,
  approval: (about) => `approval of the minutes of meeting ${about}`,
  action: (about, meeting) => `action ${about}${meeting === undefined ? '' : ` of meeting ${meeting}`}`,
  disposition: (about) => `disposition of initiative ${about}`,
};

/** "consent to decision d1". */
export const awaitedThing = ({ what, about, meeting }: Pick<Awaited, 'what' | 'about' | 'meeting'>): string =>
  SAYS[what](about ?? '–', meeting);

const isDepositary = ({ terms: { depositary } }: Instrument, { of, what }: Awaited): boolean =>
  what === 'delivery' && of === depositary?.id;

/** "Republic of Korea: consent to decision d1, since 2027-02-03, due on 2027-03-01". */
export const awaitedLine = (instrument: Instrument, one: Awaited): string => {
  const { of, since, dueOn } = one;
  return `${nameOf(instrument, of)}${isDepositary(instrument, one) ? ', the depositary' : ''}: ${awaitedThing(one)}, since ${since}${dueOn ? `, due on ${dueOn}` : ''}`;
};

/** What is due first, and then what has waited longest; null where nothing is waited for. */
export const awaitedNext = (state: State): string | null => {
  const [first, ...others] = awaitedOf(state).sort(firstDue);
  if (!first) return null;
  return others.length === 0 ? awaitedLine(state.instrument, first) : `${awaitedLine(state.instrument, first)}; and ${others.length} more`;
};
