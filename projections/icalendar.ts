/** Calendar entries as iCalendar (RFC 5545): whole days, published for information (RFC 5546, PUBLISH and CANCEL). */
import { addDays } from '../domain/calendar.ts';
import type { CalendarEntry } from './calendar-entries.ts';

/** With a method it is a message about these entries; without one a feed of all of them, asked for again after `refresh` (RFC 7986, 5.7). */
export type IcsOptions = { method?: 'PUBLISH' | 'CANCEL'; organizer?: string; name?: string; refresh?: string };

/** What would end a line or hide in it is left out; what has a meaning in iCalendar is escaped (3.3.11). */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what may not stand in a text (3.1).
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f\u2028\u2029]/g, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');

const MOST_OCTETS = 75;

/** How many octets of UTF-8 a character has. */
const octetsOf = (character: string): number => {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
};

/** Most lines. */
const SHORT = /^[\x20-\x7e]{0,75}$/;

/** No line longer than 75 octets, and no character cut in two (3.1). */
const folded = (line: string): string => {
  if (SHORT.test(line)) return line;
  const lines: string[] = [];
  let current = '';
  let octets = 0;
  for (const character of line) {
    const more = octetsOf(character);
    if (octets + more > MOST_OCTETS) {
      lines.push(current);
      current = ' ';
      octets = 1;
    }
    current += character;
    octets += more;
  }
  return [...lines, current].join('\r\n');
};

const basic = (dateOrInstant: string): string => dateOrInstant.replace(/\.\d+/, '').replace(/[-:]/g, '');

/** Of an address only what may stand in a URI. */
const mailto = (address: string): string => `mailto:${address.replace(/[^\w.+@-]/g, '')}`;

const event = ({ uid, stamp, sequence, date, summary, description, status }: CalendarEntry, organizer: string | undefined): string[] => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  `DTSTAMP:${basic(stamp)}`,
  `SEQUENCE:${sequence}`,
  `DTSTART;VALUE=DATE:${basic(date)}`,
  `DTEND;VALUE=DATE:${basic(addDays(date, 1))}`,
  `SUMMARY:${escaped(summary)}`,
  `DESCRIPTION:${escaped(description)}`,
  `STATUS:${status}`,
  'TRANSP:TRANSPARENT',
  ...(organizer ? [`ORGANIZER;CN=MOU register:${mailto(organizer)}`] : []),
  'END:VEVENT',
];

/**
 * The entries as the text of an `.ics` file, lines ended by CRLF. The dates are whole days: in the sense of the
 * memorandum one begins once it has begun at every seat, which the description states with each wall clock.
 */
export const toIcs = (entries: readonly CalendarEntry[], { method, organizer, name, refresh }: IcsOptions = {}): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//mou-engine//memoranda of understanding//EN',
    'CALSCALE:GREGORIAN',
    ...(method ? [`METHOD:${method}`] : []),
    ...(name ? [`NAME:${escaped(name)}`, `X-WR-CALNAME:${escaped(name)}`] : []),
    ...(refresh ? [`REFRESH-INTERVAL;VALUE=DURATION:${refresh}`, `X-PUBLISHED-TTL:${refresh}`] : []),
    ...entries.flatMap((entry) => event(entry, organizer)),
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n');

/** An iCalendar file of one method: mail programs act on it by its method. */
export type CalendarFile = { method: 'PUBLISH' | 'CANCEL'; content: string };

/**
 * The changes of one act as files (RFC 5546): one that publishes all that stand, and for each that no longer stands one
 * that cancels it, since a cancellation may be of one UID alone (3.2.5). None where nothing changed.
 */
export const calendarFiles = (entries: readonly CalendarEntry[], organizer?: string): CalendarFile[] => {
  const standing = entries.filter(({ status }) => status !== 'CANCELLED');
  const gone = entries.filter(({ status }) => status === 'CANCELLED');
  const file = (method: CalendarFile['method'], of: readonly CalendarEntry[]): CalendarFile => ({
    method,
    content: toIcs(of, { method, ...(organizer && { organizer }) }),
  });
  return [...(standing.length > 0 ? [file('PUBLISH', standing)] : []), ...gone.map((one) => file('CANCEL', [one]))];
};
