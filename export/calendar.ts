/** The memorandum's dates as an iCalendar file: a feed of whole days, cancelled ones too, for a calendar that holds them already. */
import { calendarOf } from '../projections/calendar-entries.ts';
import { toIcs } from '../projections/icalendar.ts';
import { plain } from '../projections/words.ts';
import type { Dossier } from './dossier.ts';

/** Of all that is known: a feed as of an earlier civil date would take dates out of calendars that still stand. */
export const calendar = ({ log, state }: Dossier): string => toIcs(calendarOf(log), { name: plain(state.instrument.title) });
