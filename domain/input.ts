/** From unchecked input to acts and instruments, with errors that name the field. */
import type { z } from 'zod';
import { ACTS, type Act, type ActInput, isActName } from './acts.ts';
import { secretAmong } from './contacts.ts';
import { Instrument, type Term } from './instrument.ts';
import { mustFitLimits } from './limits.ts';
import { Refusal } from './refusal.ts';

/** Never more than this of anybody's input in a message. */
const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
/** Messages are logged and kept: what somebody put where no secret belongs is not repeated. */
const withoutSecrets = (text: string): string => text.replace(/whsec_[^"]+/g, 'whsec_…').replace(/\/\/[^/"]*@/g, '//…@');
const excerpt = (value: unknown): string => clip(withoutSecrets(JSON.stringify(value) ?? String(value)), 60);
const nameOfField = (path: readonly PropertyKey[]): string => clip(path.map((key) => clip(String(key), 60)).join('.'), 200);

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);

const sentence = (issue: z.core.$ZodIssue, input: unknown): string => {
  const field = nameOfField(issue.path) || '(the whole)';
  const missing = issue.code === 'invalid_type' && input !== undefined && valueAt(input, issue.path) === undefined;
  if (missing) return `${field}: is missing`;
  if (issue.code === 'unrecognized_keys') return `${nameOfField([...issue.path, clip(issue.keys.join(', '), 120)])}: is not a field here`;
  const got = input === undefined || typeof valueAt(input, issue.path) === 'object' ? '' : `, not ${excerpt(valueAt(input, issue.path))}`;
  return `${field}: ${issue.message}${got}`;
};

/** All that zod found, in one sentence, each part beginning with the field's path. At most five, so that it can be read. */
export const describeIssues = (error: z.ZodError, input?: unknown): string => {
  const sentences = error.issues.map((issue) => sentence(issue, input));
  const more = sentences.length > 5 ? [`and ${sentences.length - 5} more`] : [];
  return [...sentences.slice(0, 5), ...more].join('; ');
};

/** The term of the instrument under which each act stands: its clause is named in errors. */
export const TERM_OF: Record<Act['do'], Term> = {
  open: 'operative',
  sign: 'signature',
  confirm: 'operative',
  'give-notice': 'notice',
  'record-delivery': 'commencement',
  'withdraw-notice': 'notice',
  propose: 'modification',
  consent: 'modification',
  decline: 'modification',
  retract: 'modification',
  pause: 'pause',
  resume: 'pause',
  'schedule-meeting': 'committee',
  'hold-meeting': 'committee',
  'record-minutes': 'committee',
  'approve-minutes': 'committee',
  'cancel-meeting': 'committee',
  'record-action': 'committee',
  'complete-action': 'committee',
  'start-initiative': 'cooperation',
  'report-initiative': 'cooperation',
  'conclude-initiative': 'cooperation',
  'change-contacts': 'notice',
};

const clauseFor = (name: Act['do'], instrument: Instrument | undefined): string | undefined =>
  instrument && (instrument.terms[TERM_OF[name]] ?? instrument.terms.modification).clause;

/** Input nested deeper than the stack is high ends the check itself. */
const withinReason = <Result>(check: () => Result): Result => {
  try {
    return check();
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('INVALID', '(the whole): is nested too deeply');
    throw error;
  }
};

/** An act that was accepted once: a replay reads it as it was, however strict `parseAct` has become since. */
export const acceptedAct = (input: unknown, instrument?: Instrument): Act => {
  const name = (input as ActInput | null | undefined)?.do;
  if (!isActName(name)) throw new Refusal('INVALID', `do: ${excerpt(name)} is not an act; one of ${Object.keys(ACTS).join(', ')}`);
  const checked = withinReason(() => ACTS[name].safeParse(input));
  if (!checked.success) throw new Refusal('INVALID', describeIssues(checked.error, input), clauseFor(name, instrument));
  return checked.data;
};

/**
 * Checks an act as a script wrote it. Throws `Refusal` `INVALID` naming the field and, where the instrument is known,
 * the clause; and `TOO_LARGE`.
 */
export const parseAct = (input: unknown, instrument?: Instrument): Act => {
  withinReason(() => mustFitLimits(input));
  const act = acceptedAct(input, instrument);
  const at = act.do === 'change-contacts' ? secretAmong(act.contacts) : undefined;
  if (at === undefined) return act;
  throw new Refusal(
    'INVALID',
    `contacts.${at}.secret: must be the name of a secret in the settings, and no secret`,
    clauseFor(act.do, instrument),
  );
};

/** Checks an instrument. Throws `Refusal` `INVALID` naming each malformed field. */
export const parseInstrument = (input: unknown): Instrument => {
  const checked = withinReason(() => Instrument.safeParse(input));
  if (!checked.success) throw new Refusal('INVALID', `instrument: ${describeIssues(checked.error, input)}`);
  return checked.data;
};
