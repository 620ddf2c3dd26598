/** One memorandum is asked itself, all of them are asked of the register. */
import { dateAt } from '../../../domain/calendar.ts';
import { DEADLINES, type DeadlineOf } from '../../../domain/deadlines.ts';
import { datedIn, deadlineEntry, deadlineLine, isAskedFor } from '../../../projections/deadlines.ts';
import { toIcs } from '../../../projections/icalendar.ts';
import type { Dated, DeadlinesAsked } from '../../../register/port.ts';
import { asked, dateFrom } from '../../asking.ts';
import { UsageError } from '../../failure.ts';
import { answer, type Options } from '../../output.ts';
import { table } from '../../table.ts';
import { withRegister } from '../../with-register.ts';

const dateOf = (flag: string, value: unknown): string | undefined => (value === undefined ? undefined : dateFrom(flag, value));

const isKind = (what: unknown): what is DeadlineOf => DEADLINES.some((kind) => kind === what);

const askedFrom = (options: Options): DeadlinesAsked => {
  const { what, of } = options;
  if (what !== undefined && !isKind(what)) throw new UsageError(`--what: ${what as string} is not one of ${DEADLINES.join(', ')}`);
  const from = dateOf('--from', options.from) ?? dateAt(Date.now(), 'UTC');
  const filters = { from, until: dateOf('--until', options.until), of: of as string | undefined, what };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
};

const ofOne = (mou: string): Promise<Dated[]> =>
  asked(async (client) => {
    const [state, log] = await Promise.all([client.state(mou), client.events(mou)]);
    return datedIn(state, log);
  });

const rows = (found: readonly Dated[]): string[] => {
  if (found.length === 0) return ['No date lies ahead that was asked for.'];
  return table(
    ['on', 'mou', 'what', 'of', 'clause'],
    found.map((one) => [one.on, one.mou, deadlineLine(one), one.of.join(', '), one.clause ?? '–']),
  );
};

const shown = ({ mou, title, on, what, about, of, clause }: Dated) => ({ mou, title, on, what, about, of, clause });

export const deadlines = async (mou: string | undefined, options: Options): Promise<void> => {
  const filters = askedFrom(options);
  const found =
    mou === undefined
      ? await withRegister((register) => register.deadlines(filters))
      : (await ofOne(mou)).filter((one) => isAskedFor(one, filters));
  if (options.ics === true) process.stdout.write(toIcs(found.map(deadlineEntry), { name: 'Deadlines of memoranda' }));
  else answer(options, found.map(shown), () => rows(found));
};
