/** What an act says about itself: everything else that is known of an act derives from this. */
import { z } from 'zod';
import type { CivilDate } from '../calendar.ts';
import type { EventType } from '../events.ts';
import type { Term } from '../instrument.ts';
import type { RefusalCode } from '../refusal.ts';
import type { Recording } from '../rules/recording.ts';
import type { State } from '../state.ts';
import { Jws } from '../signed-act.ts';
import { ActId } from '../values.ts';

type About = {
  /** One sentence, for the command's help and the rule book. */
  summary: string;
  /** Who may do it, in words. */
  who: string;
  /** The term of the instrument on which the act rests: its clause is named in errors. */
  term: Term;
  /** The command's verb, where it is not the act's name: `meeting schedule`. */
  command?: string;
  /** Command lines that run, without `npx mou`; `MOU` stands for the id of a memorandum. */
  examples?: readonly string[];
  /** What it can record, and why it can be refused. The tests prove both directions. */
  events: readonly EventType[];
  refusals: readonly RefusalCode[];
  /** What follows from its facts is reckoned, and recorded with it: see `CONSEQUENCES`. */
  consequences?: true;
  /** Where acts are signed: by the keeper of the record alone. Otherwise by its `by` or, without one, by the keeper or any Participant. */
  keeperOnly?: true;
};

type Rules<Act> = {
  /** Records what the act makes happen, or throws the `Refusal`. */
  rule: (recording: Recording, act: Act) => void;
  /** Whether the act is still open after the end. Absent: it is not. */
  afterTheEnd?: (act: Act, state: State) => boolean;
  /** The Participant whose key alone, beside the keeper's, signs it where it names nobody. Absent: any Participant's. */
  reservedFor?: (act: Act, state: State) => string | undefined;
  /** The civil date that the act states: what is of before the end may still come to light after it. */
  dated?: (act: Act, state: State) => CivilDate | undefined;
};

export type Definition<Name extends string, Input extends z.ZodType> = About & Rules<z.output<Input>> & { name: Name; input: Input };

/** Facts of long ago are recorded without a message to anybody, and the record says so. */
const quiet = z.boolean().optional().describe('history: tells nobody of what is recorded, and says so in the record');

const jws = Jws.optional().describe('where acts are signed: the detached JWS over the act');

/** The schema of an act: its name, an optional id by which a retry is the same act, whether it is told, and its own fields. */
export const inputOf = <const Name extends string, Fields extends z.ZodRawShape>(name: Name, fields: Fields) =>
  z.strictObject({ do: z.literal(name), id: ActId.optional(), quiet, jws, ...fields });

type InputOf<Name extends string, Fields extends z.ZodRawShape> = ReturnType<typeof inputOf<Name, Fields>>;

/** What must hold of several fields together; `path` is the field that the message speaks of. */
type Check<Act> = { check?: { holds: (act: Act) => boolean; path: string; message: string } };

type Given<Name extends string, Fields extends z.ZodRawShape, Act = z.output<InputOf<Name, Fields>>> = About &
  Rules<Act> &
  Check<Act> & { name: Name; fields: Fields };

export const defineAct = <const Name extends string, Fields extends z.ZodRawShape>({
  fields,
  check,
  ...rest
}: Given<Name, Fields>): Definition<Name, InputOf<Name, Fields>> => {
  const input = inputOf(rest.name, fields);
  return { ...rest, input: check ? input.refine(check.holds, { path: [check.path], message: check.message }) : input };
};

/** An act that takes one of several kinds, each with fields of its own. */
export const defineActOfKinds = <const Name extends string, Input extends z.ZodType>(
  definition: Definition<Name, Input>,
): Definition<Name, Input> => definition;
