/** Initiatives in the areas of cooperation (II). None may carry a commitment of funds (III.9). */
import type { CivilDate } from '../calendar.ts';
import { didYouMean } from '../did-you-mean.ts';
import { isAskedAt } from '../end.ts';
import { type Instrument, seatZone } from '../instrument.ts';
import type { Initiative, State } from '../state.ts';
import { type DayAt, paperOf, whyTooEarly } from './paper.ts';
import { mustNotBePaused } from './pause.ts';
import { type Clause, mustBeOperative, mustHaveBegunEverywhere, mustNotPrecedeOperative, type Recording, refuse } from './recording.ts';
import { groundOf } from './text.ts';

type Funded = { by?: string | undefined; funds?: unknown; commitsFunds?: boolean | undefined };

/** Of who keeps the record, where no Participant acts: it has begun at every seat. */
const dateOf = (recording: Recording, by: string | undefined, field: string, stated: CivilDate | undefined, clause: Clause): CivilDate => {
  if (by !== undefined) return paperOf(recording, by, field, stated, clause);
  if (stated === undefined) return recording.todayUnder();
  mustHaveBegunEverywhere(recording, field, stated, clause);
  mustNotPrecedeOperative(recording.state, field, stated, clause);
  return stated;
};

/** What is done under the memorandum on a day: by who belongs, while it is operative and not paused. */
export const doneOn = (
  recording: Recording,
  by: string | undefined,
  field: string,
  stated: CivilDate | undefined,
  clause: Clause,
): CivilDate => {
  const on = dateOf(recording, by, field, stated, clause);
  mustBeOperative(recording.state, clause);
  mustNotBePaused(recording.state, on, clause);
  return on;
};

const foresees = ({ terms, areas }: State['instrument']): boolean =>
  terms.cooperation !== undefined || areas.length > 0 || terms.afterwards?.initiatives !== undefined;

/**
 * By the text of its day.
 *
 * @param begun one was started while a text foresaw it: it goes on, though a modification has made it impossible since
 */
export const beginCooperation = (
  recording: Recording,
  act: Funded,
  field: string,
  stated: CivilDate | undefined,
  begun = false,
): { clause: Clause; on: CivilDate; text: Instrument } => {
  const day = stated ?? recording.todayUnder(act.by);
  const { text, clause } = groundOf(recording.state, day, 'cooperation');
  if (!begun && !foresees(text)) {
    refuse('NOT_FORESEEN', `The instrument foresees no initiatives on ${day}: it names no areas of cooperation`, clause);
  }
  const on = doneOn(recording, act.by, field, stated, clause);
  if (act.commitsFunds || (act.funds !== undefined && act.funds !== null && act.funds !== false)) {
    const name = act.commitsFunds ? 'commitsFunds' : 'funds';
    refuse(
      'COMMITS_FUNDS',
      `${name}: nothing under the memorandum commits the Participants to the expenditure of funds`,
      recording.clause('funds'),
    );
  }
  return { clause, on, text };
};

/** In an area that the text of its day lists, or that an initiative of before has added; or in one that it adds itself, where the list is not exhaustive. */
export const mustBeInArea = (
  { initiatives }: State,
  { area, areaTitle }: { area: string; areaTitle?: string | undefined },
  { clause, on, text }: { clause: Clause; on: CivilDate; text: Instrument },
): void => {
  const { terms, areas } = text;
  const openEnded = terms.cooperation?.openEnded ?? areas.length === 0;
  const isAdded = Object.values(initiatives).some((one) => one.area === area && one.areaTitle !== undefined && one.startedOn <= on);
  if (isListed(text, area) || isAdded || (areaTitle !== undefined && openEnded)) return;
  const known = areas.map(({ id }) => id).join(', ');
  const how = openEnded ? '; give areaTitle to add an area' : '';
  refuse('AREA_UNKNOWN', `area: ${area} is not an area of cooperation on ${on} (${known})${how}`, clause);
};

export const isListed = ({ areas }: Instrument, area: string): boolean => areas.some(({ id }) => id === area);

const startedOf = (state: State, id: string, clause: Clause): Initiative => {
  const initiative = state.initiatives[id];
  if (!initiative)
    refuse(
      'INITIATIVE_UNKNOWN',
      `initiative: no initiative ${id} has been started${didYouMean(id, Object.keys(state.initiatives))}`,
      clause,
    );
  if (initiative.status === 'concluded')
    refuse('INITIATIVE_CONCLUDED', `initiative: ${id} was concluded on ${initiative.concludedOn}`, clause);
  return initiative;
};

/** An answer under the initiative is not of before it was started. */
const mustFollowStart = ({ instrument }: State, { by, startedOn }: Initiative, field: string, day: DayAt, clause: Clause): void => {
  const why = whyTooEarly(field, day, 'the date of its start', { on: startedOn, zone: seatZone(instrument, by) });
  if (why !== undefined) refuse('TOO_EARLY', why, clause);
};

/** What an act that goes on with an initiative can be refused with, beside what it rests on. */
export const FURTHER_REFUSALS = [
  'NOT_FORESEEN',
  'INITIATIVE_UNKNOWN',
  'INITIATIVE_CONCLUDED',
  'COMMITS_FUNDS',
  'FUTURE_DATE',
  'BEFORE_OPERATIVE',
  'TOO_EARLY',
] as const;

/** What is done with an initiative that was started and is not concluded: not before the day of its start. */
export const goOnWith = (
  recording: Recording,
  act: Funded & { initiative: string },
  field: string,
  stated: CivilDate | undefined,
): { clause: Clause; on: CivilDate } => {
  const { state } = recording;
  const isBegun = Object.keys(state.initiatives).length > 0;
  const begun = beginCooperation(recording, act, field, stated, isBegun);
  const initiative = startedOf(state, act.initiative, begun.clause);
  const zone = act.by === undefined ? recording.latestZone() : seatZone(state.instrument, act.by);
  if (stated !== undefined) mustFollowStart(state, initiative, field, { on: stated, zone }, begun.clause);
  return begun;
};

/** What becomes of the initiatives that run at the end is asked; where the text says so they go on, and nothing is asked. */
export const askForDispositions = (recording: Recording, on: CivilDate): void => {
  const { initiatives, instrument } = recording.state;
  for (const [id, one] of Object.entries(initiatives)) {
    if (one.disposition !== null || !isAskedAt(one, on, instrument)) continue;
    recording.record('DispositionRequested', { on, clause: recording.clause('cooperation'), data: { initiative: id } });
  }
};
