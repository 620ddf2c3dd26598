/** That a memorandum is over, how and since when: the same wherever something is refused for it. */
import { endOf } from '../end.ts';
import type { State } from '../state.ts';
import { type Clause, clauseOf } from './recording.ts';

const OVER = {
  discontinued: ['DISCONTINUED', 'commencement', 'is over: its discontinuation commenced on'],
  expired: ['EXPIRED', 'duration', 'is over: its term ended before'],
  lapsed: ['LAPSED', 'operative', 'lapsed on'],
  annulled: ['ANNULLED', 'operative', 'was opened by mistake, and annulled'],
} as const;

type Over = { code: (typeof OVER)[keyof typeof OVER][0]; says: string; clause: Clause };

/** Undefined while it is not. */
export const overBy = (state: State): Over | undefined => {
  const { status, discontinuation, instrument } = state;
  if (status === 'open' || status === 'operative') return undefined;
  const [code, term, how] = OVER[status];
  const { endedOn } = endOf(state);
  const cites = status === 'discontinued' && discontinuation?.decision ? 'modification' : term;
  return { code, says: `The memorandum ${how}${endedOn === null ? '' : ` ${endedOn}`}`, clause: clauseOf(instrument, cites) };
};
