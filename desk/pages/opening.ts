/** The instrument of an opening: one that comes with the engine, or one's own, uploaded as a file or pasted as text. */
import { contradictionLine, contradictionsOf } from '../../domain/contradictions.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { Refusal } from '../../domain/refusal.ts';
import { checkBytes } from '../../instruments/check/index.ts';
import { textOnlyLine, textOnlyOf } from '../../instruments/check/text-only.ts';
import { type Understood, understoodOf } from '../../instruments/check/understood.ts';
import { listInstruments, readInstrument } from '../../instruments/index.ts';
import { plain } from '../../projections/words.ts';
import type { Option, Values, Wrong } from './form.ts';

/** Of the form: what is pasted, and what takes its place where a file is uploaded. */
export const OWN_TEXT = 'instrumentText';
const OWN_FILE = 'instrumentFile';

const WRONG_SHOWN = 40;

let titled: Promise<Option[]> | undefined;

/** Those that come with the engine, by their titles. */
export const instrumentOptions = (): Promise<Option[]> => {
  titled ??= Promise.all(
    listInstruments().map(async (value) => ({ value, label: `${value}: ${plain((await readInstrument(value)).title, 90)}` })),
  );
  return titled;
};

/** What a file holds becomes the text of the form, so that it goes along to the preview and back. Other files are nothing. */
export const pairsOf = async (form: FormData, wrong: Wrong[]): Promise<[string, string][]> => {
  const pairs: [string, string][] = [];
  for (const [name, value] of form) if (typeof value === 'string') pairs.push([name, value]);
  const file = form.get(OWN_FILE);
  if (!(file instanceof File) || file.size === 0) return pairs;
  try {
    pairs.push([OWN_TEXT, new TextDecoder('utf-8', { fatal: true }).decode(await file.bytes())]);
  } catch {
    wrong.push({ path: 'instrument', message: 'the file is not UTF-8 text; an instrument is a YAML or JSON file' });
  }
  return pairs;
};

/** Undefined where something is wrong with it, which is told in `wrong` with its line. */
export const ownInstrument = (text: string, wrong: Wrong[]): Instrument | undefined => {
  try {
    const checked = checkBytes('instrument', new TextEncoder().encode(text));
    if (checked.valid) return checked.instrument;
    const all = checked.problems.map(({ path, line, message }) => ({ path: `Line ${line}, ${path}`, message }));
    const more = all.length > WRONG_SHOWN ? [{ path: 'And', message: `${all.length - WRONG_SHOWN} more` }] : [];
    wrong.push(...all.slice(0, WRONG_SHOWN), ...more);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    wrong.push({ path: 'instrument', message: error.message.replace(/^instrument: /, '') });
  }
  return undefined;
};

/** The fields of the opening with the instrument itself; without an id the memorandum has the instrument's. */
export const openingOf = async (fields: Record<string, unknown>, values: Values, wrong: Wrong[]): Promise<Record<string, unknown>> => {
  const [text, named] = [(values[OWN_TEXT] ?? '').trim(), fields.instrument];
  if (text !== '' && named !== undefined) {
    wrong.push({ path: 'instrument', message: 'one is chosen from the list, and another one is given below: leave one of them empty' });
    return fields;
  }
  if (text === '' && named === undefined) {
    wrong.push({ path: 'instrument', message: 'choose one, or give your own below' });
    return fields;
  }
  const instrument = await (text === '' ? chosen(named, wrong) : Promise.resolve(ownInstrument(text, wrong)));
  return instrument ? { mou: instrument.id, ...fields, instrument } : fields;
};

const chosen = async (named: unknown, wrong: Wrong[]): Promise<Instrument | undefined> => {
  if (typeof named === 'string' && listInstruments().includes(named)) return await readInstrument(named);
  wrong.push({ path: 'instrument', message: 'must be one of those in the list' });
  return undefined;
};

type Reading = { understood: Understood[]; contradictions: string[]; textOnly: string[] };

/** What the engine understands of it, what does not go together, and what it does not compute: nothing is passed over in silence. */
export const readingOf = (instrument: Instrument): Reading => ({
  understood: understoodOf(instrument),
  contradictions: contradictionsOf(instrument).map(contradictionLine),
  textOnly: textOnlyOf(instrument).map(textOnlyLine),
});
