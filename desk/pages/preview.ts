/** The judge's answer in words, for who looks before the act is recorded. */
import type { Event } from '../../domain/events.ts';
import { fold } from '../../domain/evolve.ts';
import { nameOf } from '../../domain/instrument.ts';
import { historyOf } from '../../export/report/history.ts';
import { awaitedThing } from '../../projections/awaited.ts';
import { deadlineLine } from '../../projections/deadlines.ts';
import { goneLine, type Preview, toldHow } from '../../projections/preview.ts';
import { speak } from '../../domain/speak.ts';
import { sentenceCase } from '../../projections/words.ts';
import { firstOf } from './first-of.ts';

const SHOWN = 30;

/** @param log what is recorded already; empty before the memorandum is opened */
export const shownPreview = (preview: Preview, log: readonly Event[]) => {
  const { repeated, settled, events, atOnce, dates, gone, told, says, awaited, deadlines, at } = preview;
  const after = repeated ? [...log] : [...log, ...settled, ...events, ...atOnce];
  const state = fold(after);
  const name = (id: string): string => (state ? nameOf(state.instrument, id) : id);
  const say = (text: string): string => (state ? speak(state.instrument, text) : text);
  const lines = historyOf(after);
  const linesOf = (some: readonly Event[]) => lines.filter(({ seq }) => some.some((one) => one.seq === seq));
  return {
    ...{ at: `${at.slice(0, 19)}Z`, repeated, gone: gone.map(goneLine), says, status: say(preview.status), called: say('Memorandum') },
    settled: linesOf(settled),
    events: linesOf(events),
    atOnce: linesOf(atOnce),
    dates: firstOf(
      dates.map((one) => ({ ...one, what: sentenceCase(one.what) })),
      SHOWN,
    ),
    told: told.map((one) => ({ name: name(one.participant), recipient: one.recipient, how: toldHow(one) })),
    awaited: firstOf(
      awaited.map((one) => ({ name: name(one.of), says: say(awaitedThing(one)), dueOn: one.dueOn })),
      SHOWN,
    ),
    ahead: firstOf(
      deadlines.map((one) => ({ on: one.on, says: say(sentenceCase(deadlineLine(one, state?.instrument))) })),
      SHOWN,
    ),
  };
};
