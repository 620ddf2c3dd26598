/** The decider: what an act makes happen, or why it is refused. Pure: the instant of recording is passed in. */
import { ACTS, type Act } from './acts/index.ts';
import type { CivilDate, Milliseconds } from './calendar.ts';
import type { Kind } from './decision-kinds.ts';
import type { DueAct } from './due.ts';
import type { Event } from './events.ts';
import { Refusal } from './refusal.ts';
import { isOfBeforeTheEnd } from './rules/before-the-end.ts';
import { rectifyTaken } from './rules/decision.ts';
import { mustKeepGround } from './rules/ground-of-joining.ts';
import { overBy } from './rules/over.ts';
import { clauseOf, Recording } from './rules/recording.ts';
import { remind } from './rules/reminder.ts';
import * as time from './rules/time.ts';
import type { State } from './state.ts';

/** As far as the dispatch is concerned: each rule is given the act whose name it has. */
type AnyDefinition = {
  rule: (recording: Recording, act: Act) => void;
  afterTheEnd?: (act: Act, state: State) => boolean;
  dated?: (act: Act, state: State) => CivilDate | undefined;
};

/** They change nothing under the memorandum. */
const ADMINISTRATIVE = new Set<string>(['change-contacts', 'register-key', 'revoke-key']);

const RECTIFYING = new Set<string>([
  'propose',
  'consent',
  'decline',
  'retract',
  'correct',
  'record-annex',
  'record-parent-end',
  'record-successor',
]);

/** Of which kind the decision is that an act proposes or consents to. */
const kindOf = (act: Act, { decisions }: State): Kind | undefined => {
  if (act.do === 'propose') return act.kind;
  return act.do === 'consent' ? decisions[act.decision]?.kind : undefined;
};

/**
 * After the end the record can be set right, and what was begun can be wound up. What is of before the end may come to
 * light after it, and keeps its date.
 */
const isOpenAfterTheEnd = (act: Act, { afterTheEnd, dated }: AnyDefinition, recording: Recording): boolean => {
  const { state } = recording;
  if (ADMINISTRATIVE.has(act.do)) return true;
  if (state.status === 'annulled') return false;
  const on = dated?.(act, state) ?? recording.today('by' in act ? act.by : undefined);
  if (isOfBeforeTheEnd(state, on, kindOf(act, state))) return true;
  // What never was operative has nothing to be wound up; the record of it can be set right.
  return (state.status !== 'lapsed' || RECTIFYING.has(act.do)) && afterTheEnd?.(act, state) === true;
};

/** What can still be recorded, and when. */
const instead = (status: State['status']): string => {
  if (status === 'annulled') return '';
  return status === 'lapsed'
    ? '; what is of before then may still be recorded with its date, and what is of later once the papers are recorded by which it became operative in time'
    : '; what is of before then may still be recorded with its date, and a decision may rectify the record';
};

const mustNotBeOver = (act: Act, definition: AnyDefinition, recording: Recording): void => {
  const { state } = recording;
  const over = overBy(state);
  if (!over || isOpenAfterTheEnd(act, definition, recording)) return;
  throw new Refusal(over.code, `${over.says}${instead(state.status)}`, over.clause);
};

const decideAct = (act: Act, state: State | undefined, now: Milliseconds): Event[] => {
  const definition = ACTS[act.do] as AnyDefinition;
  const recording = new Recording(state, now);
  if (act.do !== 'open') {
    if (!state) throw new Refusal('UNKNOWN_MOU', 'mou: no memorandum of that id has been opened');
    mustNotBeOver(act, definition, recording);
  }
  definition.rule(recording, act);
  rectifyTaken(recording);
  if (state) mustKeepGround(state, recording.state, clauseOf(state.instrument, 'modification'));
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
    case 'lapse':
      time.lapse(recording);
      break;
    case 'become-operative':
      time.becomeOperative(recording);
      break;
    case 'commence':
      time.commence(recording);
      break;
    case 'end-term':
      time.endTerm(recording);
      break;
    case 'withdraw':
      time.withdraw(recording, act.notice);
      break;
    case 'take-effect':
      time.takeEffectOnItsDate(recording, act.decision);
      break;
    case 'begin-membership':
      time.beginMembership(recording, act.participant);
      break;
    case 'review':
      time.review(recording);
      break;
    case 'remind':
      remind(recording, act.subject);
      break;
    default:
      act satisfies never;
  }
  rectifyTaken(recording);
  return recording.events;
};
