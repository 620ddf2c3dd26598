/** Two dates of discontinuation, and nothing that says which of them stands in place of the other (III.2). */
import type { State } from '../state.ts';
import { type Clause, type Recording, refuse } from './recording.ts';

/** The date decided last stands; of one day, that which was proposed last. */
const daysOf = ({ decisions }: State): [id: string, days: string][] =>
  Object.entries(decisions).flatMap(([id, { kind, proposedOn, takenOn }]) =>
    kind === 'discontinue-on' && takenOn !== null ? [[id, `proposed on ${proposedOn} and decided on ${takenOn}`]] : [],
  );

const tiesIn = (state: State): { earlier: string; id: string; days: string }[] => {
  const all = daysOf(state);
  return all.flatMap(([id, days], at) => all.slice(0, at).flatMap(([earlier, same]) => (same === days ? [{ earlier, id, days }] : [])));
};

/** One that there was before is none of this act's doing: they became tied as somebody left for whom both had waited. */
export const mustNotBeTied = ({ before, state }: Recording, clause: Clause): void => {
  const known = before ? tiesIn(before) : [];
  const isNew = (one: { earlier: string; id: string }) => !known.some(({ earlier, id }) => earlier === one.earlier && id === one.id);
  const tie = tiesIn(state).find(isNew);
  if (!tie) return;
  const { earlier, id, days } = tie;
  refuse(
    'AMBIGUOUS',
    `decision: ${earlier} and ${id} each set a date of discontinuation, both ${days}: which one stands is not said`,
    clause,
  );
};
