/** The decider: what an act makes happen, or why it is refused. Pure: the instant of recording is passed in. */
import { ACTS, type Act } from './acts/index.ts';
import type { Milliseconds } from './calendar.ts';
import type { DueAct } from './due.ts';
import type { Event } from './events.ts';
import { Refusal } from './refusal.ts';
import { commence } from './rules/discontinuation.ts';
import { takeEffect } from './rules/effect.ts';
import { clauseOf, Recording } from './rules/recording.ts';
import { remind } from './rules/reminder.ts';
import type { State } from './state.ts';

/** As far as the dispatch is concerned: each rule is given the act whose name it has. */
type AnyDefinition = {
  rule: (recording: Recording, act: Act) => void;
  afterDiscontinuation?: (act: Act, state: State) => boolean;
};

const mustNotBeDiscontinued = (act: Act, { afterDiscontinuation }: AnyDefinition, state: State): void => {
  if (state.status !== 'discontinued' || afterDiscontinuation?.(act, state)) return;
  const { commencedOn, decision } = state.discontinuation ?? {};
  throw new Refusal(
    'DISCONTINUED',
    `The memorandum is discontinued since ${commencedOn}; only a decision to rectify the record is open to the Participants`,
    clauseOf(state.instrument, decision ? 'modification' : 'commencement'),
  );
};

const decideAct = (act: Act, state: State | undefined, now: Milliseconds): Event[] => {
  const definition = ACTS[act.do] as AnyDefinition;
  if (act.do !== 'open') {
    if (!state) throw new Refusal('UNKNOWN_MOU', 'mou: no memorandum of that id has been opened');
    mustNotBeDiscontinued(act, definition, state);
  }
  const recording = new Recording(state, now);
  definition.rule(recording, act);
  return recording.events;
};

/**
 * What an act makes happen at an instant, or the refusal that names the code, the reason and the clause. An empty list
 * says that the act is one already recorded (the same signature stated again).
 *
 * @param now milliseconds since the epoch, UTC: the instant at which the act is recorded. Never before an earlier event's.
 */
export const decide = (act: Act, state: State | undefined, now: Milliseconds): Event[] | Refusal => {
  try {
    return decideAct(act, state, now);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

/** What time itself makes happen once `due` says so. Time cannot be refused. */
export const decideDue = (act: DueAct, state: State, now: Milliseconds): Event[] => {
  const recording = new Recording(state, now);
  switch (act.do) {
    case 'commence':
      commence(recording);
      break;
    case 'take-effect':
      takeEffect(recording, act.decision);
      break;
    case 'remind':
      remind(recording, act.subject);
      break;
    default:
      act satisfies never;
  }
  return recording.events;
};
