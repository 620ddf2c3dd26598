/** From a line to the act it holds: whose it is, what it names, and the id by which it is the same act in every run. */
import { fingerprint } from '../../../domain/fingerprint.ts';
import type { Instrument } from '../../../domain/instrument.ts';
import { clip } from '../../../domain/issues.ts';
import { Slug } from '../../../domain/values.ts';
import { readInstrument } from '../../../instruments/index.ts';
import { failureOf, UsageError } from '../../failure.ts';
import { parseObject } from '../../json-text.ts';
import type { Line } from './lines.ts';

export type Failure = ReturnType<typeof failureOf>;

/** `mou` and `do` are null as far as the line does not tell them. */
export type Entry = { line: number; end: number; size: number; mou: string | null; do: string | null } & (
  | { act: Record<string, unknown> }
  | { error: Failure }
);

type Fields = Record<string, unknown>;

const fieldsOf = (line: Line): Fields => {
  if ('problem' in line) throw new UsageError(line.problem);
  if ('fields' in line) return line.fields;
  return parseObject('the line', line.text);
};

const sizeOf = (line: Line): number => ('text' in line ? line.text.length : 'fields' in line ? JSON.stringify(line.fields).length : 0);

const named = (value: unknown): string | null => (typeof value === 'string' ? clip(value, 64) : null);

/** Kept in memory, about 30 kB each. */
const MOST_INSTRUMENTS = 200;

/** What is said of all lines at once. */
export type Common = {
  /** The memorandum of all lines, where they do not name it. */
  mou: string | undefined;
  /** Nobody is told of what they record: it is history. */
  quiet: boolean;
};

export class Entries {
  readonly #mou: string | undefined;
  readonly #quiet: boolean;
  readonly #instruments = new Map<string, Promise<Instrument>>();
  /**
   * How often a content has come up, by 52 bits of its hash. Should two contents share them, the later one only counts
   * from a higher number: its id still holds its whole hash.
   */
  readonly #occurrences = new Map<number, number>();

  constructor({ mou, quiet }: Common) {
    this.#mou = mou;
    this.#quiet = quiet;
  }

  /** Never throws: what is wrong with a line is its result. */
  async of(line: Line): Promise<Entry> {
    const at = { line: line.number, end: line.end, size: sizeOf(line) };
    let fields: Fields = {};
    try {
      fields = this.#quiet ? { quiet: true, ...fieldsOf(line) } : fieldsOf(line);
      const mou = this.#mouOf(fields);
      const act = await this.#actOf(mou, fields);
      return { ...at, mou, do: named(fields.do), act };
    } catch (error) {
      return { ...at, mou: named(fields.mou) ?? this.#mou ?? null, do: named(fields.do), error: failureOf(error) };
    }
  }

  #mouOf({ mou = this.#mou }: Fields): string {
    if (mou === undefined) throw new UsageError('mou: is missing, and there is no --mou for all lines');
    const { success, data } = Slug.safeParse(mou);
    if (!success) {
      throw new UsageError(`mou: ${clip(JSON.stringify(mou), 60)} is not an id: 1 to 64 letters, digits, dots, hyphens or underscores`);
    }
    // One of the two is a mistake, and the engine does not guess which.
    if (this.#mou !== undefined && data !== this.#mou) throw new UsageError(`mou: ${data} is not the memorandum of --mou, ${this.#mou}`);
    return data;
  }

  async #actOf(mou: string, { mou: _, ...fields }: Fields): Promise<Fields> {
    if (fields.do !== 'open' || typeof fields.instrument !== 'string') return this.#identified({ mou, ...fields }, fields);
    const instrument = await this.#instrument(fields.instrument);
    // The act is what the file says, not its name: with another content it is another act.
    return this.#identified({ mou, ...fields, instrument: fingerprint(instrument) }, { ...fields, instrument });
  }

  #identified(content: Fields, act: Fields): Fields {
    if (act.id !== undefined) return act;
    const { quiet: _, ...facts } = content;
    const hash = fingerprint(facts);
    const key = Number.parseInt(hash.slice(0, 13), 16);
    const occurrence = (this.#occurrences.get(key) ?? 0) + 1;
    this.#occurrences.set(key, occurrence);
    return { ...act, id: `line-${hash.slice(0, 40)}-${occurrence}` };
  }

  #instrument(name: string): Promise<Instrument> {
    const known = this.#instruments.get(name);
    if (known) return known;
    if (this.#instruments.size >= MOST_INSTRUMENTS) this.#instruments.clear();
    const reading = readInstrument(name);
    this.#instruments.set(name, reading);
    return reading;
  }
}
