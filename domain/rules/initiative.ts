/** Initiatives in the areas of cooperation (II). None may carry a commitment of funds (III.9). */
import { didYouMean } from '../did-you-mean.ts';
import { Refusal } from '../refusal.ts';
import type { Initiative, State } from '../state.ts';
import { mustNotBePaused } from './pause.ts';
import { refuse, mustBeOperative, mustBeParticipant, type Recording } from './recording.ts';

type Funded = { by?: string | undefined; funds?: unknown; commitsFunds?: boolean | undefined };

export const beginCooperation = (recording: Recording, act: Funded): string => {
  const clause = recording.clause('cooperation');
  if (act.by !== undefined) mustBeParticipant(recording.state.instrument, act.by, clause);
  mustBeOperative(recording.state, clause);
  mustNotBePaused(recording.state, clause);
  if (act.commitsFunds || (act.funds !== undefined && act.funds !== null && act.funds !== false)) {
    const field = act.commitsFunds ? 'commitsFunds' : 'funds';
    throw new Refusal(
      'COMMITS_FUNDS',
      `${field}: nothing under the memorandum commits the Participants to the expenditure of funds`,
      recording.clause('funds'),
    );
  }
  return clause;
};

export const isArea = (state: State, id: string): boolean =>
  state.instrument.areas.some((area) => area.id === id) || Object.values(state.initiatives).some((initiative) => initiative.area === id);

export const startedOf = (state: State, id: string, clause: string): Initiative => {
  const initiative = Object.hasOwn(state.initiatives, id) ? state.initiatives[id] : undefined;
  if (!initiative)
    throw new Refusal(
      'INITIATIVE_UNKNOWN',
      `initiative: no initiative ${id} has been started${didYouMean(id, Object.keys(state.initiatives))}`,
      clause,
    );
  if (initiative.status === 'concluded')
    refuse('INITIATIVE_CONCLUDED', `initiative: ${id} was concluded on ${initiative.concludedOn}`, clause);
  return initiative;
};
