/** Mutual written decisions (III.2): one mechanism for everything the Participants decide together in writing. */
import { byDate, type CivilDate, latest } from '../calendar.ts';
import { nameOf } from '../instrument.ts';
import type { Life } from '../reckoning/life.ts';
import type { End } from '../reckoning/outcomes.ts';
import { Refusal } from '../refusal.ts';
import type { Decision, DecisionOf, State } from '../state.ts';
import { isOfBeforeTheEnd } from './before-the-end.ts';
import { recordConsequences } from './consequences.ts';
import { checkContent, decisionOf } from './content.ts';
import { mustFit, unpointed, waitedForDeparture } from './fitting.ts';
import { mustKeepGround } from './ground-of-joining.ts';
import { leftAlone, reckon } from './reckoned.ts';
import { type Clause, Recording, refuse } from './recording.ts';
import { mustBeLatest, rectify } from './rectification/index.ts';
import { mustNotBeTied } from './tied.ts';

/** After the end only the record can be set right, by a `rectify` decision. */
export const isRectification = (act: { decision: string }, state: State): boolean => state.decisions[act.decision]?.kind === 'rectify';

/** What is done by it is not undone because it had been declined. */
const doneBy = (state: State, id: string, { kind, status }: Decision): string | undefined => {
  if (kind === 'rectify' && status === 'effective') return 'has corrected the record';
  if (kind === 'change-keys' && status === 'effective') return 'has changed the keys';
  return state.accessions.some(({ decision }) => decision === id) ? 'has admitted who has joined since' : undefined;
};

/** It had not been taken, or was over by the end, only later. */
const wasOpenOn = (state: State, decision: Decision, on: CivilDate): boolean => {
  const { status, kind, takenOn, closedBy } = decision;
  if (takenOn !== null) return waitedForDeparture(decision) && on < takenOn;
  const isOverByTheEnd = status === 'lapsed' && (closedBy === 'commencement' || closedBy === 'expiry');
  return isOverByTheEnd && isOfBeforeTheEnd(state, on, kind);
};

/** An end that is recorded lapsed it, or somebody's leaving completed it: a paper of before may still come to light. */
export const mustBeOpen = (state: State, id: string, decision: Decision, on: CivilDate, clause: Clause): void => {
  if (decision.status === 'proposed') return;
  const wasOpen = wasOpenOn(state, decision, on);
  const done = doneBy(state, id, decision);
  if (wasOpen && done === undefined) return;
  refuse('DECISION_CLOSED', `decision: ${id} ${wasOpen ? done : `is ${decision.status}`}`, clause);
};

export const mustNotHaveConsented = (state: State, id: string, decision: Decision, by: string, clause: Clause, instead = ''): void => {
  const on = decision.consents[by];
  if (on) refuse('ALREADY_CONSENTED', `by: ${nameOf(state.instrument, by)} already consented to ${id}, on ${on}${instead}`, clause);
};

/**
 * Records what follows from a consent, once it makes the decision complete. What the decision would do must be possible:
 * otherwise the consent is refused, and nothing is recorded.
 */
export const settle = (recording: Recording, id: string, clause: Clause): void => {
  follow(recording, id, clause);
  mustNotBeTied(recording, clause);
};

const follow = (recording: Recording, id: string, clause: Clause): void => {
  const { state } = recording;
  const decision = decisionOf(state, id, clause);
  const { lived } = reckon(state, recording.now);
  const takenOn = lived.decisions.get(id)?.takenOn ?? null;
  if (takenOn !== null) return conclude(recording, { id, decision, takenOn, early: lived.early }, clause);
  // Everybody has consented, on the day of the end or after it: it may have nothing left to be about.
  const isComplete = lived.end !== null && waitedFor(state, decision).length === 0;
  if (isComplete) checkContent(recording, id, decision, latest(...Object.values(decision.consents)), clause);
};

type Complete<One extends Decision = Decision> = { id: string; decision: One; takenOn: CivilDate; early: readonly string[] };

const conclude = (recording: Recording, complete: Complete, clause: Clause): void => {
  const { state } = recording;
  const { id, decision, takenOn, early } = complete;
  if (decision.kind !== 'rectify' && early.includes(id))
    refuse('BEFORE_OPERATIVE', `Decision ${id} would be taken before ${state.operativeOn}, the operative date`, clause);
  const isDone = decision.status === 'effective';
  // What time completes is not refused, and of what is done already the date alone is another.
  const isAsked = !isDone && !waitedForDeparture({ ...decision, takenOn });
  if (isAsked) checkContent(recording, id, decision, takenOn, clause);
  if (decision.kind !== 'rectify') {
    recordConsequences(recording, takenOn, id);
    return mustFit(recording, id, clause);
  }
  if (isDone) mustBeLatest(state, id, decision, takenOn, clause);
  recordConsequences(recording, takenOn);
  if (isAsked) makeCorrection(recording, state, { ...complete, decision }, clause);
};

/** Not one by which its own ground falls: who left, and so was not asked, would belong still. */
const makeCorrection = (
  recording: Recording,
  before: State,
  { id, decision, takenOn, early }: Complete<DecisionOf<'rectify'>>,
  clause: Clause,
): void => {
  mustBeLatest(before, id, decision, takenOn, clause);
  rectify(recording, id, decision);
  const { lived } = recordConsequences(recording, takenOn, id);
  const alone = leftAlone(recording.state);
  // On another day, which may lie ahead, it is the same departure.
  if ((alone.decisions.get(id)?.takenOn ?? null) === null)
    refuse('STANDS_IN_THE_WAY', `Decision ${id} was taken ${withoutWhom(before, alone, takenOn)}`, clause);
  mustStand(recording, before, { lived, alone, early }, clause);
};

/** Who, by the correction that it makes, would have belonged when it was taken, and so would have had to consent. */
const withoutWhom = ({ participants, instrument }: State, { members }: Life, takenOn: CivilDate): string => {
  const waited = [...members].find(([id, { since }]) => since <= takenOn && (participants[id]?.since ?? null) === null);
  if (!waited) return 'because somebody had left, who by this correction would not have left';
  const name = nameOf(instrument, waited[0]);
  return `without ${name}, who by this correction would have belonged by then: it is decided with ${name} once that belongs`;
};

/** A correction that waited for who has left alone is made when that is known; where it can no longer be made, it lapses. */
export const rectifyTaken = (recording: Recording): void => {
  const taken = recording.events.flatMap(({ type, clause, data }) =>
    type === 'DecisionTaken' && data.kind === 'rectify' ? [{ id: data.decision, takenOn: data.takenOn, clause }] : [],
  );
  // Of several of one fact that which was decided last is made last, and stands.
  for (const { id, takenOn, clause } of taken.sort((a, b) => byDate(a.takenOn, b.takenOn))) {
    if (recording.state.decisions[id]?.status !== 'taken') continue;
    const trial = new Recording(recording.state, recording.now);
    try {
      correct(trial, id, takenOn, clause);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const reason = `It could not be made: ${error.message}.`;
      recording.record('DecisionLapsed', { on: takenOn, clause, data: { decision: id, cause: 'conflict', reason } });
      continue;
    }
    // What the day has brought besides is none of its doing.
    recording.events.push(...trial.events);
  }
};

const correct = (recording: Recording, id: string, takenOn: CivilDate, clause: Clause): void => {
  const { state } = recording;
  const decision = decisionOf(state, id, clause);
  if (decision.kind !== 'rectify') return;
  const { early } = reckon(state, recording.now).lived;
  checkContent(recording, id, decision, takenOn, clause);
  makeCorrection(recording, state, { id, decision, takenOn, early }, clause);
};

/** What has come to pass by the facts as corrected, and what does if nothing more is recorded; what had been decided too early before. */
type Corrected = { lived: Life; alone: Life; early: readonly string[] };

/** Nothing takes effect before the memorandum was operative, or after it ended: a rectification that would make it so is refused. */
const mustStand = (recording: Recording, before: State, { lived, alone, early }: Corrected, clause: Clause): void => {
  const { state, events } = recording;
  const { operativeOn } = state;
  mustKeepGround(before, state, clause);
  const tooEarly = lived.early.find((id) => !early.includes(id));
  if (tooEarly)
    refuse('BEFORE_OPERATIVE', `Decision ${tooEarly} was taken before ${operativeOn}, which would be the operative date`, clause);
  for (const { type, data } of events) {
    if (type === 'ModificationSuperseded' && !alone.inEffect.includes(data.decision))
      refuse(
        'STANDS_IN_THE_WAY',
        `Decision ${data.decision} took effect on ${before.decisions[data.decision]?.effectiveOn}, and would not have: ${unpointed(data.reason)}`,
        clause,
      );
    if (type === 'DecisionLapsed' && data.cause === 'conflict')
      refuse('CONFLICT', `Decision ${data.decision}: ${unpointed(data.reason)}`, clause);
  }
  const lifeOf = (one: Decision): Life => (waitedForDeparture(one) ? alone : lived);
  // A decided end hinders no earlier one.
  const late = Object.entries(before.decisions).find(
    ([id, one]) =>
      one.kind !== 'rectify' &&
      one.kind !== 'discontinue-on' &&
      (one.status === 'taken' || one.status === 'effective') &&
      lifeOf(one).decisions.get(id)?.takenOn === null,
  );
  if (late) refuse('STANDS_IN_THE_WAY', `Decision ${late[0]} was taken on ${whyNotTaken(state, lifeOf(late[1]), late[1])}`, clause);
  mustFallWithin(state, lived, reckon(before, recording.now).lived.end, clause);
};

/** All would have been over, or somebody would have belonged who has not consented. */
const whyNotTaken = ({ instrument }: State, life: Life, { takenOn, consents }: Decision): string => {
  const isOver = takenOn === null || (life.end !== null && life.end.on <= takenOn);
  const missing = isOver ? undefined : life.membersOn(takenOn).find((id) => !Object.hasOwn(consents, id));
  return `${takenOn}, ${missing === undefined ? 'and the memorandum would have been over' : `without ${nameOf(instrument, missing)}, who by this correction would have belonged then`}`;
};

/** What was done under the memorandum was not done before it was operative, nor, by this correction, after it ended. */
const mustFallWithin = (state: State, { end }: Life, endedBefore: End | null, clause: Clause): void => {
  const { operativeOn, meetings, initiatives, pauses, paused } = state;
  const done: [string, CivilDate | null][] = [
    ...Object.entries(meetings).map(([id, { heldOn }]): [string, CivilDate | null] => [`Meeting ${id} was held`, heldOn]),
    ...Object.entries(initiatives).map(([id, { startedOn }]): [string, CivilDate] => [`Initiative ${id} was started`, startedOn]),
    ...[...pauses, ...(paused ? [paused] : [])].map(({ on }): [string, CivilDate] => ['Implementation was paused', on]),
  ];
  const early = done.find(([, on]) => operativeOn !== null && on !== null && on < operativeOn);
  if (early) refuse('BEFORE_OPERATIVE', `${early[0]} on ${early[1]}, before ${operativeOn}, which would be the operative date`, clause);
  const isAfter = (on: CivilDate, one: End | null): boolean => one !== null && one.on <= on;
  const late = done.find(([, on]) => on !== null && isAfter(on, end) && !isAfter(on, endedBefore));
  if (late) refuse('STANDS_IN_THE_WAY', `${late[0]} on ${late[1]}, and the memorandum would have been over since ${end?.on}`, clause);
};

/** Whether it could be taken, were everybody to consent to it on a day: that of its recording at each seat, where it is undefined. */
export const mustBePossible = (recording: Recording, id: string, stated: CivilDate | undefined, clause: Clause): void => {
  const { state, now } = recording;
  const decision = decisionOf(state, id, clause);
  const trial = new Recording(state, now);
  // A correction may be decided at any time.
  const day = decision.kind === 'rectify' ? undefined : stated;
  const asked = waitedFor(state, decision, day).map((by) => ({ by, on: latest(decision.proposedOn, day ?? recording.today(by)) }));
  const last = latest(decision.proposedOn, ...asked.map(({ on }) => on));
  for (const { by, on } of [...asked, ...joiningBy(state, last).map((by) => ({ by, on: last }))]) {
    trial.record('DecisionConsented', { on, by, clause, data: { decision: id, document: decision.document } });
  }
  // On which day it is to be taken is open: with which other it is tied then is not asked yet.
  follow(trial, id, clause);
};

/** Who waits, and belongs from a day that has begun at one seat and not yet at every other: what is taken on it takes its consent too. */
export const joiningBy = ({ joining = {} }: State, on: CivilDate): string[] =>
  Object.entries(joining).flatMap(([id, { since, beginsAt }]) => (beginsAt !== null && since <= on ? [id] : []));

export const canBeTaken = (recording: Recording, id: string, on?: CivilDate): boolean => {
  try {
    mustBePossible(recording, id, on, null);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/** Who has yet to consent; `on`: or had on a day, and has left since. */
export const waitedFor = ({ instrument, participants, operativeOn }: State, { consents }: Decision, on?: CivilDate): string[] =>
  instrument.participants.flatMap(({ id }) => {
    const { since = null, until = null } = participants[id] ?? {};
    const isGone = until !== null && (on === undefined || until < on);
    return Object.hasOwn(consents, id) || isGone || (operativeOn !== null && since === null) ? [] : [id];
  });
