/** A preview for people: what would be recorded, which dates move and why, who would be told, what would be awaited. */
import pc from 'picocolors';
import { type Instrument, nameOf } from '../domain/instrument.ts';
import { speak } from '../domain/speak.ts';
import { awaitedThing } from '../projections/awaited.ts';
import { deadlineLine } from '../projections/deadlines.ts';
import { goneLine, type Preview, toldHow } from '../projections/preview.ts';
import { EVENT_HEADINGS, eventRow } from './output.ts';
import { table } from './table.ts';

const part = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', pc.bold(title), ...lines]);

const rows = (events: Preview['events']): string[] => (events.length === 0 ? [] : table(EVENT_HEADINGS, events.map(eventRow)));

const toldLine = (one: Preview['told'][number]): string => `  ${one.recipient} (${toldHow(one)})`;

const told = ({ told: all, says }: Preview): string[] => (says === null ? ['Nobody.'] : [`“${says.headline}.”`, ...all.map(toldLine)]);

/** @param instrument by which names and words are told; without it, by ids and in the engine's own words */
export const previewLines = (preview: Preview, instrument?: Instrument): string[] => {
  const name = (id: string): string => (instrument ? nameOf(instrument, id) : id);
  const say = (text: string): string => (instrument ? speak(instrument, text) : text);
  const { mou, at, seq, repeated, status, settled, events, atOnce, dates, gone, awaited, deadlines } = preview;
  if (repeated) return [`${mou}: this act is recorded already; it would add nothing.`, ...rows(events)];
  return [
    `Preview: nothing is recorded. As judged at ${at}, after event ${seq}, ${mou} would be ${status}.`,
    ...part('Time would first do', rows(settled)),
    ...part('Would be recorded', rows(events)),
    ...part('Time would then do at once', rows(atOnce)),
    ...part('Dates, and why', [
      ...dates.flatMap(({ sentence, rule }) => [sentence, `  rule: ${rule}`]),
      ...gone.map((one) => `No longer expected: ${goneLine(one)}.`),
    ]),
    ...part('Would be told', told(preview)),
    ...part(
      'Awaited next',
      awaited.map((one) => `${name(one.of)}: ${awaitedThing(one)}, since ${one.since}${one.dueOn ? `, due on ${one.dueOn}` : ''}`),
    ),
    ...part(
      'Dates ahead',
      deadlines.map((one) => `${one.on}  ${say(deadlineLine(one, instrument))}`),
    ),
  ];
};
