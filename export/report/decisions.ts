/** Each mutual written decision, and how far it came (III.2). */
import { purposeOf } from '../../projections/purpose.ts';
import { nameOf } from '../../domain/instrument.ts';
import { standingOf } from '../../projections/standing.ts';
import type { State } from '../../domain/state.ts';
import type { Document } from '../../domain/values.ts';
import { plain } from '../../projections/words.ts';

export type DecisionCard = {
  id: string;
  title: string | null;
  what: string;
  status: string;
  by: string;
  proposedOn: string;
  consents: { by: string; on: string }[];
  takenOn: string | null;
  effectiveOn: string | null;
  document: Document;
  /** The operations of a modification, as they were consented to. */
  patch: string[];
};

export const decisionsOf = (state: State): DecisionCard[] =>
  Object.entries(state.decisions).map(([id, decision]) => ({
    id,
    title: decision.title === undefined ? null : plain(decision.title),
    what: purposeOf(decision, (name) => nameOf(state.instrument, name)),
    status: standingOf(state, id, decision),
    by: nameOf(state.instrument, decision.by),
    proposedOn: decision.proposedOn,
    consents: Object.entries(decision.consents).map(([by, on]) => ({ by: nameOf(state.instrument, by), on })),
    takenOn: decision.takenOn,
    effectiveOn: decision.effectiveOn,
    document: decision.document,
    patch: decision.kind === 'modify' ? decision.patch.map(({ op, path }) => `${op} ${path}`) : [],
  }));
