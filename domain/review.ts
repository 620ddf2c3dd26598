/** Reviews: on the dates that the text counts from the operative date, never from the review before. */
import { addDays, addPeriod, type CivilDate, firstInRow, latest } from './calendar.ts';
import { endOf, isAfterTheEnd } from './end.ts';
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

/** The dates of reviews from the operative date to before a day, each by the text of its day. */
const datesBefore = (state: State, operativeOn: CivilDate, day: CivilDate): CivilDate[] => {
  const dates: CivilDate[] = [];
  for (let next = nextBy({ ...state, reviewedOn: null }, operativeOn); next && next.dueOn < day; ) {
    dates.push(next.dueOn);
    next = nextBy({ ...state, reviewedOn: next.dueOn }, operativeOn);
  }
  return dates;
};

type Misdated = NextReview & { reviews: number; after: CivilDate | null };

/**
 * The last that was made due, where by what is known now none was on its day, or before the end. As many stand as were made due
 * before it, on the dates known now.
 */
export const misdatedReview = (state: State): Misdated | null => {
  const { reviewedOn: dueOn, reviews: review, operativeOn } = state;
  if (dueOn === null || operativeOn === null || !isWhole(state)) return null;
  const { expectedOn, endedOn } = endOf(state);
  const end = endedOn ?? expectedOn;
  const isInTime = end === null || dueOn < end;
  if (isInTime && nextBy({ ...state, reviewedOn: addDays(dueOn, -1) }, operativeOn)?.dueOn === dueOn) return null;
  const standing = datesBefore(state, operativeOn, dueOn).slice(0, review - 1);
  return { review, dueOn, reviews: standing.length, after: standing.at(-1) ?? null };
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
