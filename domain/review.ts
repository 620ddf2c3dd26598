/** Reviews: on the dates that the text counts from the operative date, never from the review before. */
import { addDays, addPeriod, type CivilDate, firstInRow, latest } from './calendar.ts';
import { isAfterTheEnd } from './end.ts';
import { modificationsOf } from './rules/modifications-of.ts';
import { isWhole } from './rules/reckoned.ts';
import type { State } from './state.ts';
import type { Terms } from './terms.ts';
import { textWith } from './text/texts.ts';

type Reviews = Terms['review'];

/** What the text says of reviews, from a day on. */
type Said = { from: CivilDate; reviews: Reviews };

/** As signed, and from each modification of it on; a state that is shown without the text as signed says it of now alone. */
const saidOf = (state: State, operativeOn: CivilDate): Said[] => {
  const { signed = state.instrument, reachedOn } = state;
  const modified = modificationsOf(state, '/terms/review');
  if (!isWhole(state)) return [{ from: modified.at(-1)?.from ?? reachedOn ?? operativeOn, reviews: state.instrument.terms.review }];
  let text = signed;
  const later = modified.map(({ from, changes }): Said => {
    text = textWith(text, changes);
    return { from, reviews: text.terms.review };
  });
  return [{ from: operativeOn, reviews: signed.terms.review }, ...later];
};

/** The first date of reviews that is not before a day. */
const firstFrom = (reviews: Reviews, operativeOn: CivilDate, day: CivilDate): CivilDate | null => {
  const { every, first = every } = reviews ?? {};
  if (first === undefined) return null;
  if (every !== undefined) return firstInRow(operativeOn, first, every, day);
  const once = addPeriod(operativeOn, first);
  return once < day ? null : once;
};

/** None is due that the text of its day, as far as it is decided, does not foresee, nor one of before the last that was made due. */
const nextBy = (state: State, operativeOn: CivilDate): { dueOn: CivilDate; reviews: Reviews } | null => {
  const after = state.reviewedOn === null ? operativeOn : addDays(state.reviewedOn, 1);
  const said = saidOf(state, operativeOn);
  for (const [at, { from, reviews }] of said.entries()) {
    const on = firstFrom(reviews, operativeOn, latest(from, after));
    const until = said[at + 1]?.from;
    if (on !== null && (until === undefined || on < until)) return { dueOn: on, reviews };
  }
  return null;
};

export type NextReview = { review: number; dueOn: CivilDate };

/** The next review, and what the text that foresees it says; null where none is expected. */
export const foreseenReview = (state: State): { next: NextReview; reviews: Reviews } | null => {
  const { status, operativeOn } = state;
  const found = status === 'operative' && operativeOn !== null ? nextBy(state, operativeOn) : null;
  if (!found || isAfterTheEnd(state, found.dueOn)) return null;
  return { next: { review: state.reviews + 1, dueOn: found.dueOn }, reviews: found.reviews };
};

/** The next review and which one it is of those that were made due; null where none is expected. */
export const nextReview = (state: State): NextReview | null => foreseenReview(state)?.next ?? null;
