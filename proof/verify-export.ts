/** Whether an export is what it was when it was made: the chain is computed again, and the first wrong event named. */
import { z } from 'zod';
import { stateAsOf } from '../projections/as-of.ts';
import { plainState } from '../domain/awaited.ts';
import { isCivilDate, isInstant, parseInstant } from '../domain/calendar.ts';
import { genesis, link } from '../domain/chain.ts';
import { Delivery } from '../domain/delivery.ts';
import { type Event, parseEvent } from '../domain/events.ts';
import { fold } from '../domain/evolve.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import { firstUnfounded } from '../domain/rejudge.ts';
import { firstUnproven } from '../domain/proofs.ts';
import { verifyEd25519 } from '../keys/ed25519.ts';
import { check, describeIssues, excerpt, valueInWords } from '../domain/issues.ts';
import { Slug } from '../domain/values.ts';
import { FORMAT, FORMAT_VERSION } from '../export/json.ts';

export type Verified =
  | {
      ok: true;
      mou: string;
      events: Event[];
      head: string;
      /** The messages and how they went, as the file says: nothing vouches for it. */
      deliveries: Delivery[];
      /**
       * False where the document's `state` is not what its events lead to: an engine of another version may say
       * more or less. So only where the record is taken as it was recorded: else the document is not ok.
       */
      stateMatches: boolean;
    }
  /** `seq` is the number of the first wrong event; null where the document as a whole is wrong, or its state: that is said too. */
  | { ok: false; seq: number | null; reason: string; stateMatches?: false };

const Frame = z.looseObject({
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  mou: Slug,
  asOf: z.object({ on: z.string().refine(isCivilDate).nullable(), knownAt: z.string().refine(isInstant).nullable() }),
  events: z.array(z.unknown()).min(1),
  heads: z.array(z.string()),
  head: z.string(),
  state: z.unknown(),
  deliveries: z.array(Delivery).default([]),
});

type Asked = {
  /** A head of this memorandum that the caller has kept: it must be among the log's. */
  held?: string;
  /** What other rules recorded is taken as it was recorded: those of another version, or of another year's time zones. */
  asRecorded?: boolean;
};

type Wrong = { seq: number | null; reason: string };

class Mismatch extends Error {
  readonly wrong: Wrong;

  constructor(seq: number | null, reason: string) {
    super(reason);
    this.wrong = { seq, reason };
  }
}

const eventOf = (raw: unknown, seq: number): Event => {
  try {
    return parseEvent(raw);
  } catch (error) {
    const why = error instanceof z.ZodError ? describeIssues(error, raw) : String(error);
    throw new Mismatch(seq, `event ${seq} is not an event: ${why}`);
  }
};

/** Why a document is no export of this version, so that there is nothing to verify; undefined where it says that it is one. */
export const notAnExport = (document: unknown): string | undefined => {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return `holds ${valueInWords(document)}, not an export`;
  const { format, version } = document as Record<string, unknown>;
  if (format !== FORMAT) return `is not an export: its format is ${format === undefined ? 'missing' : excerpt(format)}, not ${FORMAT}`;
  if (version !== FORMAT_VERSION) return `is not an export of version ${FORMAT_VERSION}: its version is ${excerpt(version)}`;
  return undefined;
};

/** What is told of a state that does not follow. */
export const STATE_WRONG =
  'the events are whole, but the state does not follow from them: it was changed, or another version of the engine made it';

/** An event stands in its place: numbered without a gap, never recorded before the one before it, the opening first. */
const mustStand = (event: Event, seq: number, before: Event | undefined, mou: string): void => {
  const wrong = (reason: string): never => {
    throw new Mismatch(seq, `event ${seq} ${reason}`);
  };
  if (event.seq !== seq) wrong(`is numbered ${event.seq}`);
  if ((seq === 1) !== (event.type === 'MemorandumOpened')) wrong(`is ${event.type}: a log begins with MemorandumOpened, and has one`);
  if (event.type === 'MemorandumOpened' && event.data.mou !== mou) wrong(`opens ${event.data.mou}, and not ${mou}`);
  if (before && parseInstant(event.at) < parseInstant(before.at)) wrong(`was recorded at ${event.at}, before the event before it`);
};

/** Hashed as it is written and not as it is read: what a reader leaves out was recorded all the same. */
const chained = (previous: string, raw: unknown, seq: number): string => {
  try {
    return link(previous, raw as Event);
  } catch (error) {
    throw new Mismatch(seq, `event ${seq} has no canonical form: ${(error as Error).message}`);
  }
};

const verified = (document: unknown, { held, asRecorded }: Asked): Verified => {
  const other = notAnExport(document);
  if (other) throw new Mismatch(null, `it ${other}`);
  const frame = check(Frame, document);
  if (!frame.success) throw new Mismatch(null, `this is not a whole export: ${describeIssues(frame.error, document)}`);
  const { mou, heads, head, asOf, state, deliveries } = frame.data;
  const events: Event[] = [];
  let last = genesis(mou);
  frame.data.events.forEach((raw, at) => {
    const seq = at + 1;
    const event = eventOf(raw, seq);
    mustStand(event, seq, events.at(-1), mou);
    last = chained(last, raw, seq);
    if (last !== heads[at]) throw new Mismatch(seq, `event ${seq} (${event.type}) does not lead to the head that is stated after it`);
    events.push(event);
  });
  if (heads.length !== events.length) throw new Mismatch(events.length + 1, `${heads.length} heads are stated for ${events.length} events`);
  if (head !== last) throw new Mismatch(null, 'the head stated is not that of the last event');
  if (held !== undefined && !heads.includes(held)) throw new Mismatch(null, `the head ${held} is not among those of this log`);
  mustFold(events);
  mustBeProven(mou, events);
  // As they are written: what a reader leaves out was judged all the same.
  if (!asRecorded) mustFollow(mou, frame.data.events as Event[]);
  mustBeOf(mou, deliveries);
  const computed = stateAsOf(events, { on: asOf.on ?? undefined, knownAt: asOf.knownAt ? parseInstant(asOf.knownAt) : undefined });
  const stateMatches = fingerprint(state ?? null) === fingerprint(computed ? plainState(computed) : null);
  // Nothing is hashed over the state: who reads only that must not be told that it is as it was.
  if (!stateMatches && !asRecorded) return { ok: false, seq: null, reason: STATE_WRONG, stateMatches };
  return {
    ok: true,
    mou,
    events,
    head,
    deliveries,
    stateMatches,
  };
};

const mustBeOf = (mou: string, deliveries: readonly Delivery[]): void => {
  const stray = deliveries.find(({ key, seq, recipient }) => key !== `${mou}/${seq}/${recipient}`);
  if (stray) throw new Mismatch(null, `deliveries: ${stray.key} is not the key of event ${stray.seq} of ${mou} for ${stray.recipient}`);
};

const mustFold = (events: readonly Event[]): void => {
  try {
    fold(events);
  } catch (error) {
    const first = events.findIndex((_, at) => !folds(events.slice(0, at + 1)));
    throw new Mismatch(first + 1, `event ${first + 1} does not follow from those before it: ${(error as Error).message}`);
  }
};

/** Each act was signed by who could do it then, where acts are signed. */
const mustBeProven = (mou: string, events: readonly Event[]): void => {
  const wrong = firstUnproven(mou, events, verifyEd25519);
  if (wrong) throw new Mismatch(wrong.seq, `event ${wrong.seq} was not signed by who could do it: ${wrong.why}`);
};

/** By the rules: each act is judged again, and what time did. */
const mustFollow = (mou: string, events: readonly Event[]): void => {
  const wrong = firstUnfounded(mou, events, verifyEd25519);
  if (wrong) throw new Mismatch(wrong.seq, `event ${wrong.seq} does not follow by the rules: ${wrong.why}`);
};

const folds = (events: readonly Event[]): boolean => {
  try {
    fold(events);
    return true;
  } catch {
    return false;
  }
};

/**
 * Verifies an export and gives its events. Never throws on what it is given.
 *
 * Who changes an event can compute every head after it again. What the rules would not have recorded is found all the same;
 * another fact in the place of the true one only by a head kept elsewhere, such as a receipt's.
 */
export const verifyExport = (document: unknown, asked: Asked = {}): Verified => {
  try {
    return verified(document, asked);
  } catch (error) {
    if (error instanceof Mismatch) return { ok: false, ...error.wrong };
    // Nested deeper than the stack is high, in a part that only its hash is asked of.
    if (error instanceof RangeError) return { ok: false, seq: null, reason: 'it is nested too deeply' };
    throw error;
  }
};
