/** Where no service answers: what is wrong with the lines themselves is told all the same. */
import { parseAct } from '../../../domain/input.ts';
import { failureOf } from '../../failure.ts';
import { type Common, Entries, type Entry } from './entries.ts';
import type { Line } from './lines.ts';
import { type Form, Report } from './report.ts';

const problemOf = (entry: Entry): ReturnType<typeof failureOf> | undefined => {
  if ('error' in entry) return entry.error;
  try {
    parseAct(entry.do === 'open' ? { ...entry.act, mou: entry.mou } : entry.act);
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
};

/** Tells each line that is not valid, and gives the exit code; undefined where all of them are. */
export const tellInvalid = async (lines: AsyncIterable<Line>, common: Common, form: Form): Promise<number | undefined> => {
  const report = new Report(form);
  const entries = new Entries(common);
  for await (const line of lines) {
    const entry = await entries.of(line);
    const error = problemOf(entry);
    if (error) await report.add({ line: entry.line, mou: entry.mou, do: entry.do, ok: false, error });
  }
  return report.counts.invalid > 0 ? await report.end(undefined) : undefined;
};
