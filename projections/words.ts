/** How the engine puts names, lists, titles and instants into words. Used by what people read, never by a rule. */
import { type Milliseconds, parseInstant, periodInWords, wallClock } from '../domain/calendar.ts';
import { type Instrument, participantOf, receiverOf } from '../domain/instrument.ts';
import { type Seat, seatsAt } from '../domain/seats.ts';
import type { State } from '../domain/state.ts';
import type { Terms } from '../domain/terms.ts';

/** A full name as it stands within a sentence: "the Government of the Republic of Korea". */
export const withinSentence = (name: string): string => name.replace(/^The /, 'the ');

/** That of a Participant, or of the depositary of the text in force. */
export const fullName = (instrument: Instrument, id: string): string => withinSentence(receiverOf(instrument, id)?.name ?? id);

export const sentenceCase = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** "a", "a and b", "a, b and c". */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** Marks that turn the direction of the text after them: in a quotation they could make a sentence read as another one. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export const withoutDirection = (text: string): string => text.replace(DIRECTION, '');

/**
 * Without what a terminal obeys and a reader does not see: a window's title, a row that was never there. Line breaks and
 * tabs stay, and so do the colours that the command itself puts in.
 */
export const withoutControls = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for.
  text.replace(/\r\n?/g, '\n').replace(/\u001b(?!\[[\d;]*m)|[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f]/g, ' ');

/** Somebody's own words of several lines, without any of that, colours included. */
export const prose = (text: string): string => withoutControls(text.replaceAll('\u001b', ' '));

/** Somebody's own words on one line, without what is not seen, and clipped: they must not look like the engine's sentences. */
export const plain = (text: string, most = 200): string => {
  const line = withoutDirection(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : line;
};

/** The same between quotation marks. */
export const quoted = (text: string, most = 200): string => `“${plain(text, most)}”`;

const clockAt = ({ city, timeZone }: Seat, ms: Milliseconds): string => `${wallClock(ms, timeZone)} in ${city}`;

/** An instant on the wall clock of each seat: "2027-07-31 00:00 in Washington and 2027-07-31 13:00 in Seoul". */
export const atEverySeat = (instrument: Instrument, ms: Milliseconds): string =>
  listed(instrument.participants.map(({ seat }) => clockAt(seat, ms)));

/** The same of the seats that count at an instant, one by one. */
export const clocksAt = (state: State, ms: Milliseconds): string[] => seatsAt(state, ms).map((seat) => clockAt(seat, ms));

/** An instant (ISO 8601, UTC) with its wall-clock time at one Participant's seat. */
export const atSeat = (instrument: Instrument, instant: string, id: string): string => {
  const seat = participantOf(instrument, id)?.seat;
  return seat ? `${instant}, ${clockAt(seat, parseInstant(instant))}` : instant;
};

type Commencement = Pick<NonNullable<Terms['commencement']>, 'period' | 'ends' | 'notBefore' | 'orLater'>;

/** It has no period: it takes effect on the very day that would start one. */
export const isAtOnce = (period: string | null | undefined): boolean => period === 'P0D';

const ENDS = {
  'on-the-day': '',
  'end-of-month': ', and then to the end of that month',
  'end-of-year': ', and then to the end of that calendar year',
  'end-of-term': ', at the first end of a term that is not before that day',
};

/**
 * When a notice has its effect, before any date is known (III.4): "6 months after the date of delivery, and then to the end of that month, but not within 2 years of the operative date".
 *
 * @param day the day that starts the period, as in "on the date of delivery"
 * @param after the same as in "6 months after the date of delivery"
 */
export const whenItTakesEffect = ({ period, ends, notBefore, orLater }: Commencement, day: string, after: string): string => {
  const reached = isAtOnce(period) ? day : `${periodInWords(period)} after ${after}`;
  const least = notBefore ? `, but not within ${periodInWords(notBefore)} of the operative date` : '';
  return `${reached}${ENDS[ends ?? 'on-the-day']}${least}${orLater ? ', or on a later date that the notice states' : ''}`;
};

/** "once", "3 times". */
export const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** "1 remains", "2 remain": a verb goes with its number. */
export const remain = (count: number): string => `${count} remain${count === 1 ? 's' : ''}`;

/** "the first day of the month that follows 30 days after the date of the last consent": that date itself, where nothing is waited for. */
export const waitInWords = (
  { after, firstOfNextMonth }: { after?: string | undefined; firstOfNextMonth?: boolean | undefined },
  date: string,
): string => {
  const reached = after ? `${periodInWords(after)} after ${date}` : date;
  return firstOfNextMonth ? `the first day of the month that follows ${reached}` : reached;
};

/** "1 event", "2 events"; what does not end so says its plural. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
