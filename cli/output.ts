/** What people and scripts see. Standard output holds the answer, standard error the progress. */
import pc from 'picocolors';
import { type Event, EVENTS } from '../domain/events.ts';
import { plain, withoutControls, withoutDirection } from '../projections/words.ts';

export type Options = Record<string, unknown> & { json?: boolean };

export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};

/**
 * Control characters go nowhere. A terminal obeys marks of direction in a title too, which can turn round what stands
 * beside it; a file or a pipe gets them.
 */
export const shown = (text: string, onTerminal: boolean): string =>
  onTerminal ? withoutDirection(withoutControls(text)) : withoutControls(text);

export const print = (...lines: string[]): void => {
  process.stdout.write(shown(`${lines.join('\n')}\n`, process.stdout.isTTY));
};

export const progress = (line: string): void => {
  process.stderr.write(`${pc.dim(line)}\n`);
};

/** The answer as one JSON document, or as text for people. */
export const answer = (options: Options, value: unknown, lines: () => string[]): void => {
  if (options.json) printJson(value);
  else print(...lines());
};

const isShown = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** In the order in which they are declared, ids and dates first; the record has them by the alphabet. */
const declared = ({ type, data }: Event): [string, unknown][] => {
  const schema = EVENTS[type];
  const names = ('shape' in schema ? [schema] : schema.options).flatMap(({ shape }) => Object.keys(shape));
  return Object.entries(data).sort(([a], [b]) => names.indexOf(a) - names.indexOf(b));
};

/** The plain fields of an event, for a line. */
const fieldsOf = (event: Event): string =>
  declared(event)
    .filter(([key, value]) => isShown(value) && key !== 'sha256')
    .map(([key, value]) => `${key} ${plain(String(value), 60)}`)
    .join(', ');

/** Whose key signed it is said where that is another's: `rok (keeper)`. */
const who = ({ by, proof }: Event): string => (proof && proof.by !== by ? `${by ?? '–'} (${proof.by ?? 'keeper'})` : (by ?? '–'));

export const eventRow = (event: Event): string[] => [
  `${event.seq}`,
  event.on,
  who(event),
  event.type,
  event.clause ?? '–',
  fieldsOf(event),
];

export const EVENT_HEADINGS = ['#', 'on', 'by', 'event', 'clause', ''];
