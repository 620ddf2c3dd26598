/** Labels of moments: which there are, how wide they are, and where each goes so that none covers another. */
import { byDate, type CivilDate } from '../../domain/calendar.ts';
import type { Mark } from './marks.ts';

export type Label = { date: CivilDate; text: string; kind: Mark['kind']; expected: boolean };

/** Never within a word, unless the first word alone is too long. */
const clip = (text: string, most: number): string => {
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const cut = characters.slice(0, most - 1).join('');
  return `${cut.replace(/\s+\S*$/, '')}…`;
};

/** Moments of one date share a label: it names the most important, and says how many more there are. */
const shared = (date: CivilDate, marks: readonly Mark[], longest: number): Label & { rank: number } => {
  const named = marks.filter(({ label }) => label !== null).sort((a, b) => a.rank - b.rank);
  const [first] = named;
  const both = named
    .slice(0, 2)
    .map(({ label }) => label)
    .join(', ');
  const fits = named.length === 2 && both.length <= longest;
  const more = named.length - (fits ? 2 : 1);
  const text = clip(fits ? both : (first?.label ?? ''), longest - (more > 0 ? 4 : 0));
  return {
    date,
    text: more > 0 ? `${text} +${more}` : text,
    kind: first?.kind ?? 'act',
    expected: first?.expected ?? false,
    rank: first?.rank ?? 99,
  };
};

/**
 * At most so many labels, the most important ones, by date.
 *
 * @param longestOn how many characters a label of a date may have
 */
export const labelsOf = (marks: readonly Mark[], most: number, longestOn: (date: CivilDate) => number): Label[] => {
  const named = marks.filter(({ label }) => label !== null);
  const dates = [...new Set(named.map(({ date }) => date))];
  return dates
    .map((date) =>
      shared(
        date,
        named.filter((mark) => mark.date === date),
        longestOn(date),
      ),
    )
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .sort((a, b) => byDate(a.date, b.date))
    .map(({ rank: _, ...label }) => label);
};

const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const NARROW = /[iljtf.,:;!'| ]/;
const BROAD = /[A-Zmw0-9–—…+@%&]/;

/** How wide a text is at most, in the units of the font's size: no browser is asked, so that the same log gives the same page. */
export const widthOf = (text: string, size: number): number =>
  Array.from(text).reduce((sum, character) => {
    const width = WIDE.test(character) ? 1.05 : NARROW.test(character) ? 0.4 : BROAD.test(character) ? 0.72 : 0.6;
    return sum + width * size;
  }, 0);

/**
 * Rows for labels that begin where their moments are: each stands above all that it would cover, so that the line from
 * it down to the axis crosses none. Row 0 is the lowest.
 *
 * @param spans where each label begins and ends, in ascending order
 */
export const rowsOf = (spans: readonly { from: number; to: number }[]): number[] => {
  const rows: number[] = [];
  for (let at = spans.length - 1; at >= 0; at -= 1) {
    const { to } = spans[at] as { from: number; to: number };
    const covered = spans.flatMap(({ from }, other) => (other > at && from < to ? [rows[other] as number] : []));
    rows[at] = covered.length === 0 ? 0 : Math.max(...covered) + 1;
  }
  return rows;
};

/** Places at least `gap` apart, each as near as can be to where it should be, none before `first`; the last may lie far down. */
export const spread = (wanted: readonly number[], gap: number, first: number, last: number): number[] => {
  const places: number[] = [];
  wanted.forEach((place, at) => places.push(Math.max(place, at === 0 ? first : (places[at - 1] as number) + gap)));
  // What was pushed beyond the end is pushed back, as far as there is room for it.
  let limit = Math.max(last, first + gap * (wanted.length - 1));
  for (let at = places.length - 1; at >= 0; at -= 1) {
    places[at] = Math.min(places[at] as number, limit);
    limit = (places[at] as number) - gap;
  }
  return places;
};
