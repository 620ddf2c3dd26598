/** The dates as a calendar that keeps itself up to date: of all memoranda, of one, or of what concerns a Participant. */
import { addDays, byDate, dateAt } from '../../domain/calendar.ts';
import { type CalendarEntry, calendarOf } from '../../projections/calendar-entries.ts';
import { datedIn, deadlineEntry, isAskedFor } from '../../projections/deadlines.ts';
import { toIcs } from '../../projections/icalendar.ts';
import { plain } from '../../projections/words.ts';
import type { Source } from '../source.ts';

export type Scope = { mou?: string | undefined; participant?: string | undefined };

/** How often a calendar is to ask again. It costs little: what has not changed is not sent again. */
const REFRESH = 'PT1H';

/** Of more dates no calendar program makes anything that can be read: the latest of one memorandum, and of all those that come first. */
const MOST = 5_000;

/** With what no longer stands as cancelled, for a calendar that holds it already. */
const whole = async (source: Source, mou: string): Promise<{ name: string; entries: CalendarEntry[] }> => {
  const [{ state }, log] = await Promise.all([source.look(mou), source.log(mou)]);
  return { name: plain(state.instrument.title), entries: latest(calendarOf(log)) };
};

const latest = (entries: readonly CalendarEntry[]): CalendarEntry[] =>
  entries.length <= MOST ? [...entries] : entries.toSorted((a, b) => byDate(a.date, b.date)).slice(-MOST);

const concerning = async (source: Source, mou: string, participant: string): Promise<{ name: string; entries: CalendarEntry[] }> => {
  const [{ state }, log] = await Promise.all([source.look(mou), source.log(mou)]);
  const mine = datedIn(state, log).filter((one) => isAskedFor(one, { of: participant }));
  return { name: `${plain(state.instrument.title)}: ${participant}`, entries: mine.map(deadlineEntry) };
};

/** What is overdue for longer than a year is no longer there. */
const ofAll = async (source: Source, participant: string | undefined): Promise<{ name: string; entries: CalendarEntry[] }> => {
  const from = addDays(dateAt(Date.now(), 'UTC'), -365);
  const asked = { from, limit: MOST + 1, ...(participant !== undefined && { of: participant }) };
  const found = await source.register((register) => register.deadlines(asked));
  const name = participant === undefined ? 'Memoranda' : `Memoranda: ${participant}`;
  const cut = found.length > MOST ? ` (the first ${MOST.toLocaleString('en')} dates)` : '';
  return { name: `${name}${cut}`, entries: found.slice(0, MOST).map(deadlineEntry) };
};

export const calendarText = async (source: Source, { mou, participant }: Scope): Promise<string> => {
  const { name, entries } =
    mou === undefined
      ? await ofAll(source, participant)
      : participant === undefined
        ? await whole(source, mou)
        : await concerning(source, mou, participant);
  return toIcs(entries, { name, refresh: REFRESH });
};
