/** Initiatives in the areas of cooperation (II). None may carry a commitment of funds (III.9). */
import type { ActOf } from '../acts.ts';
import { Refusal } from '../refusal.ts';
import type { Initiative, State } from '../state.ts';
import { mustNotBePaused } from './pause.ts';
import { invalid, mustBeNew, mustBeOperative, mustBeParticipant, type Recording } from './recording.ts';

type Funded = { by?: string | undefined; funds?: unknown; commitsFunds?: boolean | undefined };

const begin = (recording: Recording, act: Funded): string => {
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

const isArea = (state: State, id: string): boolean =>
  state.instrument.areas.some((area) => area.id === id) || Object.values(state.initiatives).some((initiative) => initiative.area === id);

/** In an area of the instrument, or in a further one named by `areaTitle` where the list is not exhaustive. */
export const startInitiative = (recording: Recording, act: ActOf<'start-initiative'>): void => {
  const clause = begin(recording, act);
  const { state } = recording;
  mustBeNew(state.initiatives, 'initiative', act.initiative, clause);
  const { initiative, area, areaTitle, title, by } = act;
  if (!isArea(state, area) && !(areaTitle && state.instrument.terms.cooperation.openEnded)) {
    const known = state.instrument.areas.map(({ id }) => id).join(', ');
    const how = state.instrument.terms.cooperation.openEnded ? '; give areaTitle to add an area' : '';
    throw new Refusal('AREA_UNKNOWN', `area: ${area} is not an area of cooperation (${known})${how}`, clause);
  }
  recording.record('InitiativeStarted', {
    on: recording.today(by),
    by,
    clause,
    data: { initiative, area, title, ...(areaTitle && { areaTitle }) },
  });
};

const startedOf = (state: State, id: string, clause: string): Initiative => {
  const initiative = Object.hasOwn(state.initiatives, id) ? state.initiatives[id] : undefined;
  if (!initiative) throw new Refusal('INITIATIVE_UNKNOWN', `initiative: no initiative ${id} has been started`, clause);
  if (initiative.status === 'concluded') invalid(`initiative: ${id} was concluded on ${initiative.concludedOn}`, clause);
  return initiative;
};

export const reportInitiative = (recording: Recording, act: ActOf<'report-initiative'>): void => {
  const clause = begin(recording, act);
  startedOf(recording.state, act.initiative, clause);
  const { initiative, report, document, by } = act;
  if (!report && !document) invalid('report: is missing; give a report or a document', clause);
  const data = { initiative, ...(report && { report }), ...(document && { document }) };
  recording.record('InitiativeReported', { on: recording.today(by), by, clause, data });
};

export const concludeInitiative = (recording: Recording, act: ActOf<'conclude-initiative'>): void => {
  const clause = begin(recording, act);
  startedOf(recording.state, act.initiative, clause);
  const { initiative, outcome, document, by } = act;
  const data = { initiative, ...(outcome && { outcome }), ...(document && { document }) };
  recording.record('InitiativeConcluded', { on: recording.today(by), by, clause, data });
};
