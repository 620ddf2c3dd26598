/** What `mou instrument check` finds: all problems at once, or what the engine understands and what to think about again. */
import { type Contradiction, contradictionsOf } from '../../domain/contradictions.ts';
import { parseInstrument } from '../../domain/input.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { Refusal } from '../../domain/refusal.ts';
import { bytesWithLines, readWithLines, type WithLines } from '../index.ts';
import { notAnInstrument } from '../kind.ts';
import { languageOf, type Warning } from './language.ts';
import { allProblemsOf } from './problems.ts';
import { type TextOnly, textOnlyOf } from './text-only.ts';
import { type Understood, understoodOf } from './understood.ts';
import { type Example, workedExample } from './worked-example.ts';

export type Problem = { path: string; line: number; message: string };

export type Checked =
  | { valid: false; problems: Problem[] }
  | {
      valid: true;
      instrument: Instrument;
      understood: Understood[];
      example: Example[];
      textOnly: TextOnly[];
      contradictions: Contradiction[];
      warnings: Warning[];
    };

/** Each field may be right and the whole too large. */
const oversized = (value: unknown): Problem[] => {
  try {
    parseInstrument(value);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [{ path: '(the whole)', line: 1, message: error.message }];
  }
};

/**
 * Reads an instrument from a YAML or JSON file. Throws `NotFound`, or `Refusal` INVALID where the file holds no YAML and
 * nothing in it can be checked.
 */
export const checkInstrument = async (path: string): Promise<Checked> => checked(path, await readWithLines(path));

/** The same of what somebody sent. @param name what it is called in messages */
export const checkBytes = (name: string, bytes: Uint8Array): Checked => checked(name, bytesWithLines(name, bytes));

const checked = (name: string, { value, lineOf }: WithLines): Checked => {
  const reason = notAnInstrument(value, name);
  if (reason) return { valid: false, problems: [{ path: '(the whole)', line: 1, message: reason }] };
  const found = allProblemsOf(value)
    .map(({ path, message, at }) => ({ path, line: lineOf(at), message }))
    .sort((a, b) => a.line - b.line);
  const problems = found.length > 0 ? found : oversized(value);
  if (problems.length > 0) return { valid: false, problems };
  const instrument = parseInstrument(value);
  return {
    valid: true,
    instrument,
    understood: understoodOf(instrument),
    example: workedExample(instrument),
    textOnly: textOnlyOf(instrument),
    contradictions: contradictionsOf(instrument),
    warnings: languageOf(instrument),
  };
};
