/** The text: what a modification would make of it, and what the modifications in effect have made of it (III.2). */
import type { CivilDate } from '../calendar.ts';
import { fingerprint } from '../fingerprint.ts';
import { Instrument, type Term } from '../instrument.ts';
import { check, describeIssues } from '../issues.ts';
import { partChanges } from '../parts.ts';
import { signedWithAll } from '../reckoning/from-state.ts';
import type { Life } from '../reckoning/life.ts';
import type { Discontinuation, State } from '../state.ts';
import { type Change, changed, clausesTouched, partAt, tokensOf } from '../text/change.ts';
import { changesOf } from '../text/patch.ts';
import { textWith } from '../text/texts.ts';
import type { Patch } from '../values.ts';
import { isWhole, lifeOn } from './reckoned.ts';
import { type Clause, clauseOf, type Recording, refuse } from './recording.ts';

/** No other modification was in effect then than is now. */
const isAsNow = ({ decisions, modifications }: State, day: CivilDate): boolean =>
  Object.entries(decisions).every(
    ([id, { kind, status, effectiveOn }]) =>
      kind !== 'modify' || effectiveOn === null || status === 'lapsed' || modifications.includes(id) === effectiveOn <= day,
  );

/**
 * The text in force on a day, by what is decided: what a paper may do is what the text of its own date foresees, however late it is
 * recorded. Most acts are of a day on which it was the one of now; of a state that is not whole no other is known.
 */
export const textOn = (state: State, day: CivilDate): Instrument =>
  isAsNow(state, day) || !isWhole(state) ? state.instrument : lifeOn(state, day).text;

/** The text that has a term: the one in force or, where that has it no more, the one of the day since which something rests on it. */
export const textHaving = (term: Term, state: State, since: CivilDate | null): Instrument =>
  state.instrument.terms[term] || since === null ? state.instrument : textOn(state, since);

/** The text on which the effect of a notice rests, since its period began. */
export const textOfNotice = (state: State, id: string, term: 'commencement' | 'withdrawal'): Instrument =>
  textHaving(term, state, state.notices[id]?.started ?? null);

export const clauseOfNotice = (state: State, id: string, term: 'commencement' | 'withdrawal'): Clause =>
  clauseOf(textOfNotice(state, id, term), term);

/** The clause on which a discontinuation rests: that of its notice or, where it was decided together, that on decisions. */
export const clauseOfEnd = (state: State, { notice, decision }: Pick<Discontinuation, 'notice' | 'decision'>): Clause =>
  notice === null || decision !== null ? clauseOf(state.instrument, 'modification') : clauseOfNotice(state, notice, 'commencement');

/** The text of a paper's date, and the clause of it on which what the paper does rests. */
export const groundOf = (state: State, day: CivilDate, term: Term): { text: Instrument; clause: Clause } => {
  const text = textOn(state, day);
  return { text, clause: clauseOf(text, term) };
};

/** The term on which it rests since when one belongs that joins later. */
export const joinsBy = ({ accessions }: State, id: string): 'accession' | 'operative' =>
  accessions.some(({ by }) => by === id) ? 'accession' : 'operative';

const who = ({ participants }: Instrument): string =>
  participants
    .map(({ id }) => id)
    .sort()
    .join();

const badPatch = (reason: string, clause: Clause): never => {
  refuse('BAD_PATCH', `patch: ${reason}`, clause);
};

/** What the schema says of a text: several rules ask it of what a decision makes of it. */
const parsed = new WeakMap<Instrument, ReturnType<typeof Instrument.safeParse>>();

const parse = (text: Instrument) => {
  const result = parsed.get(text) ?? check(Instrument, text);
  parsed.set(text, result);
  return result;
};

/** The text after changes, with the defaults of what they leave out. Throws `BAD_PATCH`, naming what they would break. */
const checked = (before: Instrument, after: Instrument, clause: Clause): Instrument => {
  const result = parse(after);
  if (!result.success) return badPatch(`would leave an instrument that is not valid: ${describeIssues(result.error)}`, clause);
  if (result.data.id !== before.id) return badPatch('would change the id of the instrument', clause);
  if (result.data.supersedes !== before.supersedes)
    return badPatch('would change which memorandum it supersedes: that is decided by signing', clause);
  if (who(result.data) !== who(before)) return badPatch('would change who the Participants are', clause);
  return result.data;
};

/** What a part becomes has its defaults, also where it goes and a default stands in its place, wherever no later change is of the same part. */
const withDefaults = (changes: Change[], text: Instrument): Change[] =>
  changes.map((change, at) => {
    const within = changes.some(({ path }, other) => other > at && (path.startsWith(`${change.path}/`) || change.path.startsWith(path)));
    const after = within ? change.after : partAt(text, tokensOf(change.path));
    return { ...change, ...(after !== undefined && { after }) };
  });

/** What a patch does, part by part, to the text that a paper has read. */
export const read = (text: Instrument, patch: Patch, clause: Clause): { changes: Change[]; touches: string[] } => {
  let changes: Change[];
  try {
    changes = changesOf(text, patch);
  } catch (error) {
    return badPatch(`does not apply to the instrument: ${(error as Error).message}`, clause);
  }
  const after = checked(text, changed(text, changes), clause);
  return { changes: withDefaults(changes, after), touches: clausesTouched(changes) };
};

/** From which text a row of modifications is to be applied, and which of them: those that the text has already are left out. */
const fromText = (
  known: State | undefined,
  state: State,
  modifications: readonly string[],
): { text: Instrument; left: readonly string[] } => {
  const follows = known?.modifications.every((id, at) => modifications[at] === id);
  return known && follows
    ? { text: known.instrument, left: modifications.slice(known.modifications.length) }
    : { text: signedWithAll(state), left: modifications };
};

/**
 * Each text that the modifications lead to, in the order of their dates, must be an instrument. Those before the act were
 * checked when they came, unless its date puts it before one of them.
 */
export const mustStayValid = ({ before, state }: Recording, ahead: Life, clause: Clause): void => {
  const { text, left } = fromText(before, state, ahead.inEffect);
  left.reduce((so, id) => {
    const decision = state.decisions[id];
    return decision?.kind === 'modify' ? checked(so, textWith(so, decision.changes), clause) : so;
  }, text);
};

/** A text with further modifications, in their order. */
const textFrom = (text: Instrument, state: State, modifications: readonly string[]): Instrument => {
  const after = modifications.reduce((so, id) => {
    const decision = state.decisions[id];
    return decision?.kind === 'modify' ? textWith(so, decision.changes) : so;
  }, text);
  return parse(after).data ?? after;
};

const textBy = (state: State, modifications: readonly string[]): Instrument => {
  const { text, left } = fromText(state, state, modifications);
  return textFrom(text, state, left);
};

const become = (state: State, modifications: readonly string[]) => {
  const text = textBy(state, modifications);
  return { version: modifications.length + 1, parts: partChanges(state.instrument, text), sha256: fingerprint(text) };
};

/** A modification that was decided has come into effect: the next version of the text. */
export const takeEffect = (recording: Recording, id: string, inEffect: readonly string[]): void => {
  const { state } = recording;
  const decision = state.decisions[id];
  if (decision?.kind !== 'modify' || decision.effectiveOn === null) return;
  const now = inEffect.filter((one) => one === id || state.modifications.includes(one));
  const { effectiveOn, touches } = decision;
  const data = { decision: id, effectiveOn, touches, ...become(state, now) };
  recording.record('ModificationTookEffect', { on: effectiveOn, clause: recording.clause('modification'), data });
};

/** It did not take effect after all. */
export const supersede = (recording: Recording, id: string, on: CivilDate, reason: string): void => {
  const { state } = recording;
  const now = state.modifications.filter((one) => one !== id);
  const data = { decision: id, reason, ...become(state, now) };
  recording.record('ModificationSuperseded', { on, clause: recording.clause('modification'), data });
};

/** Two in effect have changed places, because the date of one was corrected: of one part, the later of them stands. */
export const putInOrder = (recording: Recording): void => {
  const { modifications, instrument, decisions } = recording.state;
  const last = modifications.at(-1);
  if (
    last === undefined ||
    fingerprint(textFrom(signedWithAll(recording.state), recording.state, modifications)) === fingerprint(instrument)
  )
    return;
  supersede(recording, last, decisions[last]?.effectiveOn ?? recording.today(), 'Another has come before it.');
  takeEffect(recording, last, modifications);
};
