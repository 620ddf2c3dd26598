/** Two dates of discontinuation, and nothing that says which of them stands in place of the other (III.2). */
import { type CivilDate, latest } from '../calendar.ts';
import type { State } from '../state.ts';
import { type Clause, type Recording, refuse } from './recording.ts';

type Dated = { id: string; on: CivilDate; consentedOn: CivilDate; days: string };

/**
 * The date decided last stands; of one day, that which was proposed last, or whose last consent is later, where both waited for
 * somebody who left. What both withdrew sets none.
 */
const datesIn = ({ decisions }: State): Dated[] => {
  const isWithdrawn = (id: string): boolean =>
    Object.values(decisions).some((one) => one.kind === 'withdraw-decision' && one.withdraws === id && one.takenOn !== null);
  return Object.entries(decisions).flatMap(([id, { kind, takenOn, proposedOn, consents, effectiveOn: on }]) =>
    kind === 'discontinue-on' && takenOn !== null && on !== null && !isWithdrawn(id)
      ? [{ id, on, consentedOn: latest(...Object.values(consents)), days: `proposed on ${proposedOn} and decided on ${takenOn}` }]
      : [],
  );
};

const tiesIn = (state: State): { earlier: string; id: string; days: string }[] => {
  const all = datesIn(state);
  return all.flatMap(({ id, on, days, consentedOn }, at) =>
    all
      .slice(0, at)
      .filter((one) => one.days === days && one.consentedOn === consentedOn && one.on !== on)
      .map((earlier) => ({ earlier: earlier.id, id, days })),
  );
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
