import { shellWord } from '../domain/shell-word.ts';
import { valueInWords } from '../domain/issues.ts';

/** What a file holds, told by what stands at its top: who gives the wrong file is told which command wants it. */
export type Kind = 'empty' | 'value' | 'instrument' | 'scenario' | 'other';

export const kindOf = (value: unknown): Kind => {
  if (value === undefined) return 'empty';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'value';
  if ('steps' in value) return 'scenario';
  return 'participants' in value && 'clauses' in value ? 'instrument' : 'other';
};

/** Why a file is no instrument; undefined where it may be one. */
export const notAnInstrument = (value: unknown, path: string): string | undefined => {
  const kind = kindOf(value);
  if (kind === 'empty') return 'is empty: mou instrument new writes an instrument';
  if (kind === 'value') return `holds ${valueInWords(value)}, not an instrument: mou instrument new writes one`;
  return kind === 'scenario' ? `is a scenario, not an instrument: mou simulate ${shellWord(path)} runs it` : undefined;
};

/** Why a file is no scenario; undefined where it may be one. */
export const notAScenario = (value: unknown, path: string): string | undefined => {
  const kind = kindOf(value);
  if (kind === 'empty') return 'is empty: a scenario has an instrument, an id (mou) and steps';
  if (kind === 'value') return `holds ${valueInWords(value)}, not a scenario: that has an instrument, an id (mou) and steps`;
  return kind === 'instrument'
    ? `is an instrument, not a scenario: mou instrument check ${shellWord(path)} checks it, mou open ${shellWord(path)} opens it`
    : undefined;
};
