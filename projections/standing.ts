/** How far a decision came, in one phrase, and whether implementation is paused: the same in every view. */
import { pastTaking } from '../domain/rules/open-proposals.ts';
import type { Decision, State } from '../domain/state.ts';

/** "proposed, can no longer be taken": then nobody's consent is awaited, and it may be retracted or declined. */
export const standingOf = (state: State, id: string, { status }: Decision): string =>
  pastTaking(state).has(id) ? `${status}, can no longer be taken` : status;

/** In the place of an operative date: what lapsed or was annulled is not waited for. */
export const withoutOperativeDate = ({ status }: Pick<State, 'status'>): string => (status === 'open' ? 'not yet' : 'never');

/** Since when implementation is paused, and by whom. At the end there is nothing left that a pause would hold up. */
export const pauseOf = ({ status, paused }: Pick<State, 'status' | 'paused'>): State['paused'] => (status === 'operative' ? paused : null);
