/**
 * The judge: what an act, or time, makes happen to a memorandum that stands where it does. `mou simulate`, the tests and the
 * worker all judge by these functions, which is why they yield the same events. Pure: the instant of recording is passed in.
 */
import type { Act } from './acts/index.ts';
import { authorise, type Gate } from './authorisation.ts';
import { type Milliseconds, parseInstant } from './calendar.ts';
import { decide, decideDue } from './decide.ts';
import { due } from './due.ts';
import type { Event } from './events.ts';
import { evolve } from './evolve.ts';
import { fingerprint } from './fingerprint.ts';
import { inOrder } from './in-order.ts';
import { bytesOf, kilobytes, LIMITS } from './limits.ts';
import { Refusal, unknownMou } from './refusal.ts';
import { sameSignature } from './rules/signature.ts';
import type { Signature, State } from './state.ts';

/** Where a memorandum stands after an event: all that a further act is judged by. Number 0: before it is opened. */
export type Standing = { mou: string; seq: number; at: Milliseconds; state: State | undefined };

/** What was made to happen, in order, and where the memorandum stands after it. */
export type Judged = { events: Event[]; after: Standing };

export const beforeOpening = (mou: string): Standing => ({
  mou,
  seq: 0,
  at: Number.NEGATIVE_INFINITY,
  state: undefined,
});

/** The standing after one more event. Throws where the event does not follow. */
export const advanced = ({ mou, state }: Standing, event: Event): Standing => ({
  mou,
  seq: event.seq,
  at: parseInstant(event.at),
  state: evolve(state, event),
});

const recorded = (before: Standing, made: readonly Event[]): Judged => {
  const events = made.map(inOrder);
  return { events, after: events.reduce(advanced, before) };
};

/** Two machines' clocks differ by a little; the log's own order never does. */
const notBefore = ({ at }: Standing, clock: Milliseconds): Milliseconds => Math.max(clock, at);

/** Time tells nobody of what had happened before the history of it was recorded; what falls due later that day is told. */
const isHistory = ({ quietUntil }: State, dueAt: Milliseconds): boolean => quietUntil !== undefined && dueAt <= parseInstant(quietUntil);

/** The next act of time, where its instant has come; undefined once nothing more is due. */
export const judgeNextDue = (before: Standing, clock: Milliseconds): Judged | undefined => {
  const now = notBefore(before, clock);
  const next = before.state && due(before.state, now);
  if (!next || !before.state || next.at > now) return undefined;
  const events = decideDue(next.act, before.state, now);
  if (events.length === 0) throw new Error(`Time's act ${next.act.do} made nothing happen and would be due for ever`);
  return recorded(before, isHistory(before.state, next.at) ? events.map((event): Event => ({ ...event, quiet: true })) : events);
};

/** All that time has to do by now; no events where there is nothing. */
export const judgeTime = (before: Standing, clock: Milliseconds): Judged => {
  const events: Event[] = [];
  let after = before;
  for (let next = judgeNextDue(after, clock); next; next = judgeNextDue(after, clock)) {
    events.push(...next.events);
    after = next.after;
  }
  return { events, after };
};

const mustFit = (before: Standing, after: Standing): void => {
  if (after.state?.instrument === before.state?.instrument || bytesOf(after.state?.instrument) <= LIMITS.instrument) return;
  throw new Refusal(
    'TOO_LARGE',
    'patch: it would leave a text larger than is accepted',
    after.state?.instrument.terms.modification?.clause,
  );
};

/** A small patch may move much text, and each step of it is recorded. */
const mustFitRecord = ({ events, after }: Judged): void => {
  const bytes = bytesOf(events);
  if (bytes <= LIMITS.events) return;
  throw new Refusal(
    'TOO_LARGE',
    `(the whole act): what it changes would take ${kilobytes(bytes)} in the record, and at most ${kilobytes(LIMITS.events)} are accepted; make it several acts`,
    after.state?.instrument.terms.modification?.clause,
  );
};

type Found = { settled: Event[]; judged: Judged };

const judgeNow = (before: Standing, act: Act, clock: Milliseconds, gate: Gate): Found => {
  const { mou, state } = before;
  if (!state && act.do !== 'open') throw unknownMou(mou);
  const settled = judgeTime(before, clock);
  const now = notBefore(settled.after, clock);
  // An act without an id cannot be retried as the same; it is named all the same, so that its receipt can be found.
  const { id = `unnamed-${settled.after.seq + 1}`, quiet, jws: _, ...content } = act;
  const proof = authorise(mou, settled.after.state, act, now, gate);
  const events = decide(content, settled.after.state, now);
  if (events instanceof Refusal) throw events;
  const sha256 = fingerprint(content);
  const judged = recorded(
    settled.after,
    events.map((event, at) => ({ ...event, act: { id, sha256 }, ...(quiet && { quiet }), ...(proof && at === 0 && { proof }) })),
  );
  mustFit(settled.after, judged.after);
  mustFitRecord(judged);
  return { settled: settled.events, judged };
};

/**
 * What an act makes happen, after what time has to do first: both lists in order. Throws `Refusal`, in the words of the
 * memorandum, and then the act has changed nothing.
 */
export const judgeAct = (before: Standing, act: Act, clock: Milliseconds, gate: Gate): Found => {
  try {
    return judgeNow(before, act, clock, gate);
  } catch (error) {
    throw error instanceof Refusal && before.state ? error.spokenBy(before.state.instrument) : error;
  }
};

/** The signature that says again what is recorded already: the same act, also under another id. */
export const signedAlready = (state: State | undefined, act: Act): Signature | undefined =>
  act.do === 'sign' && state ? sameSignature(state, act) : undefined;

/** The hash by which the same act is known again under its id, told or not, no matter who signed it. */
export const contentHash = ({ id: _, quiet: __, jws: ___, ...content }: Act): string => fingerprint(content);

/** Throws `Refusal` where an id was used for an act of other content: two acts, one id. */
export const mustBeSame = (act: Act, sha256: string): void => {
  if (contentHash(act) === sha256) return;
  throw new Refusal('ALREADY_RECORDED', `id: ${act.id} was used for another act; an act that differs needs an id of its own`);
};
