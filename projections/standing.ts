/** How far a decision came, in one phrase: the same in every view. */
import { pastTaking } from '../domain/rules/open-proposals.ts';
import type { Decision, State } from '../domain/state.ts';

/** "proposed, can no longer be taken": then nobody's consent is awaited, and it may be retracted or declined. */
export const standingOf = (state: State, id: string, { status }: Decision): string =>
  pastTaking(state).has(id) ? `${status}, can no longer be taken` : status;
