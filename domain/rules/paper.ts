/** The civil date that a paper has: as the act states it or, where it states none, the day of recording at the seat. */
import { type CivilDate, wasOverBefore, type Zone } from '../calendar.ts';
import { seatZone } from '../instrument.ts';
import {
  type Clause,
  mustBelong,
  mustBeParticipant,
  mustHaveBegun,
  mustHaveBegunEverywhere,
  mustNotPrecedeOperative,
  type Recording,
  refuse,
} from './recording.ts';
import type { State } from '../state.ts';

/** Of a paper under the memorandum: not before it was operative, by who belongs on that day. */
export const paperOf = (recording: Recording, by: string, field: string, stated: CivilDate | undefined, clause: Clause): CivilDate => {
  const { state, now } = recording;
  const on = stated ?? recording.todayUnder(by);
  mustBelong(state, by, on, clause);
  if (stated === undefined) return on;
  mustHaveBegun(field, stated, seatZone(state.instrument, by), now, clause);
  mustNotPrecedeOperative(state, field, stated, clause);
  return stated;
};

/** Of a paper that sets the record right: it may be of any time. */
export const rectifyingPaperOf = (
  recording: Recording,
  by: string,
  field: string,
  stated: CivilDate | undefined,
  clause: Clause,
): CivilDate => {
  const { state, now } = recording;
  const on = stated ?? recording.today(by);
  mustBelong(state, by, on, clause);
  if (stated !== undefined) mustHaveBegun(field, stated, seatZone(state.instrument, by), now, clause);
  return on;
};

/** Of who keeps the record, or of a Participant that asks for it: it may be of any time. */
export const keeperPaperOf = (
  recording: Recording,
  by: string | undefined,
  field: string,
  stated: CivilDate | undefined,
  clause: Clause,
): CivilDate => {
  const { state, now } = recording;
  if (by !== undefined) mustBeParticipant(state.instrument, by, clause);
  if (stated === undefined) return recording.today(by);
  if (by === undefined) mustHaveBegunEverywhere(recording, field, stated, clause);
  else mustHaveBegun(field, stated, seatZone(state.instrument, by), now, clause);
  return stated;
};

export type DayAt = { on: CivilDate; zone: Zone };

/** Why a day was over before that of another paper began; undefined where it was not. Two dates say it alone where both seats have one. */
export const whyTooEarly = (field: string, day: DayAt, what: string, other: DayAt): string | undefined => {
  if (!wasOverBefore(day.on, day.zone, other.on, other.zone)) return undefined;
  return day.zone === other.zone
    ? `${field}: ${day.on} lies before ${other.on}, ${what}`
    : `${field}: ${day.on} was over in ${day.zone} before ${other.on}, ${what}, began in ${other.zone}`;
};

/** An answer is not of before what it answers; where seats differ in date, it may have the date of the day before. */
export const mustAnswer = (
  { instrument }: State,
  field: string,
  answer: { by: string; on: CivilDate; stated: CivilDate | undefined },
  asked: { by: string; on: CivilDate },
  clause: Clause,
): void => {
  const { by, on, stated } = answer;
  if (stated === undefined) return;
  const what = 'the date of what it answers';
  const why = whyTooEarly(field, { on, zone: seatZone(instrument, by) }, what, { on: asked.on, zone: seatZone(instrument, asked.by) });
  if (why !== undefined) refuse('TOO_EARLY', why, clause);
};
