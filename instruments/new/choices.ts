/** What somebody chooses for a memorandum of their own. Everything beside `id`, `title` and `participants` has a usual answer. */
import { z } from 'zod';
import { CalendarPeriod, Day, Line, NoticePeriod, Slug, TimeZone } from '../../domain/values.ts';

const Participants = z
  .array(z.strictObject({ id: Slug, name: Line, shortName: Line, city: Line, timeZone: TimeZone }))
  .min(2, 'must name at least two Participants')
  .max(50)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'must not name the same id twice');

export const Choices = z.strictObject({
  id: Slug,
  title: Line,
  participants: Participants,
  operative: z.enum(['last-signature', 'mutual-confirmation', 'notes-only', 'number-of-signatures']).default('last-signature'),
  count: z.int().min(1).max(50).optional(),
  period: CalendarPeriod.optional(),
  until: Day.optional(),
  renewal: z.enum(['automatic', 'by-decision', 'none']).default('none'),
  renewalPeriod: CalendarPeriod.optional(),
  unless: CalendarPeriod.optional(),
  times: z.int().min(1).max(1_000).optional(),
  noticePeriod: NoticePeriod.optional(),
  remaining: z.int().min(1).max(50).optional(),
  committee: Line.optional(),
});
export type Choices = z.infer<typeof Choices>;

const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');

/** The IANA time zone that is named after a city: `Asia/Seoul` for Seoul. Most cities have none of their own. */
export const zoneOfCity = (city: string): string | undefined => {
  const name = city.trim().toLowerCase().replaceAll(' ', '_');
  return ZONES.find((zone) => zone.split('/').at(-1)?.toLowerCase() === name);
};

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** As many whole words as an id that people type may have; of a first word that is longer, its beginning. */
const joined = ([first = '', ...others]: readonly string[]): string => {
  let id = first.slice(0, 40);
  for (const word of others) {
    if (id.length + 1 + word.length > 40) break;
    id += `-${word}`;
  }
  return id;
};

/** `Republic of Korea` becomes `republic-of-korea`; what leaves no letter becomes `otherwise`. */
export const idOfName = (name: string, otherwise: string): string => joined(wordsOf(name)) || otherwise;

/** Words of most titles, by which no memorandum is told from another. */
const OF_MOST = new Set(
  'memorandum of understanding a an the and on in for to with between among concerning regarding relating'.split(' '),
);

/** `Memorandum of Understanding on Ozone Data` becomes `ozone-data`. */
export const idOfTitle = (title: string, otherwise: string): string =>
  joined(wordsOf(title).filter((word) => !OF_MOST.has(word))) || idOfName(title, otherwise);
