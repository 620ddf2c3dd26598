/** Terms of which one leaves another no room, and names that are the same: each well-formed, and together hardly what the paper means. */
import { addDays, addPeriod, type CivilDate, isPeriod, type Period, subtractPeriod, sumOfPeriods } from './calendar.ts';
import type { Instrument, Participant } from './instrument.ts';
import { operativeFrom } from './reckoning/operation.ts';
import { renewalOf } from './reckoning/term.ts';
import type { Terms } from './terms.ts';

/** `clause` is the one whose term has no room; null where it is about no term. `path`: where it stands. */
export type Contradiction = { clause: string | null; path: string; message: string };

export const contradictionLine = ({ clause, message }: Contradiction): string =>
  clause === null ? message : `clause ${clause}: ${message}`;

/** Nothing is refused by it: who has left joins again under another id and the same name. */
const namesakes = (participants: readonly Participant[]): Contradiction[] =>
  (['shortName', 'name'] as const).flatMap((field) => {
    const named = (one: Participant): string => one[field].toLowerCase();
    return participants.flatMap((one, at): Contradiction[] => {
      const first = participants.find((other) => named(other) === named(one));
      if (first === undefined || first === one) return [];
      const message = `${first.id} and ${one.id} have the same ${field}, ${one[field]}: messages and views cannot tell them apart`;
      return [{ clause: null, path: `participants.${at}.${field}`, message }];
    });
  });

/** The first and the last days of the months of four years: periods of months and of days compare differently on each. */
const DAYS: CivilDate[] = Array.from({ length: 48 }, (_, month) => addPeriod('2023-12-01', `P${month + 1}M`)).flatMap((first) => [
  first,
  addDays(first, -1),
]);

const always = (holds: (day: CivilDate) => boolean): boolean => DAYS.every(holds);

/** However early it is complete, it is operative too late: it could only lapse. */
export const alwaysLapses = ({ operative }: Pick<Terms, 'operative'>): boolean => {
  const { lapses, notBefore: _, ...rest } = operative;
  const isReadable = [lapses, rest.after].every((period) => period === undefined || isPeriod(period));
  return isReadable && lapses !== undefined && always((day) => operativeFrom(day, rest) > addPeriod(day, lapses));
};

/** All that a term comes to with the renewals it makes by itself; undefined where there is no end to them, or no period. */
const longest = ({ duration }: Terms): Period | undefined => {
  if (duration?.period === undefined) return undefined;
  const renewal = duration.renewal?.rule === 'automatic' ? duration.renewal : undefined;
  if (!renewal) return duration.period;
  return renewal.times === undefined ? undefined : sumOfPeriods([duration.period, ...Array<Period>(renewal.times).fill(renewal.period)]);
};

type Found = false | undefined | Contradiction;

const aboutNotices = ({ duration, commencement }: Terms, isOver: (by?: Period) => boolean, over: string): Found[] => {
  if (!commencement) return [];
  const { clause, period, notBefore, ends } = commencement;
  const endsByItself = duration !== undefined && renewalOf(duration, { renewals: 0 }) === undefined;
  const isLate = ends !== 'end-of-term' && !isOver(notBefore) && isOver(period);
  return [
    isOver(notBefore) && {
      clause,
      path: 'terms.commencement.notBefore',
      message: `no notice takes effect within ${notBefore}, and ${over}`,
    },
    isLate && { clause, path: 'terms.commencement.period', message: `a notice takes ${period}, and ${over}` },
    ends === 'end-of-term' &&
      endsByItself && {
        clause,
        path: 'terms.commencement.ends',
        message: `a notice takes effect at the end of the term, and that ends by itself (${duration.clause})`,
      },
  ];
};

/** A notice that stops a renewal is delivered within the term that it ends: there may be no such day. */
const aboutRenewals = ({ duration }: Terms): Found[] => {
  const renewal = duration?.renewal;
  if (!duration || renewal?.rule !== 'automatic' || renewal.unless === undefined) return [];
  const { period, unless, times = Number.POSITIVE_INFINITY } = renewal;
  const isTooShort = (term?: Period): boolean => term !== undefined && always((day) => subtractPeriod(addPeriod(day, term), unless) < day);
  const [isFirst, areLater] = [isTooShort(duration.period), times > 1 && isTooShort(period)];
  const which =
    isFirst && (areLater || times === 1) ? 'no renewal can' : areLater ? 'no renewal after the first can' : 'the first renewal cannot';
  return [
    (isFirst || areLater) && {
      clause: duration.clause,
      path: 'terms.duration.renewal.unless',
      message: `${which} be stopped: a notice is to be delivered ${unless} before the end of the term, which is before that term begins`,
    },
  ];
};

/** Of a term that ends, and is renewed by itself so often at most: what would come after all that. */
export const contradictionsOf = ({ participants, terms }: Pick<Instrument, 'participants' | 'terms'>): Contradiction[] => {
  const { duration, commencement, withdrawal, review, committee, modification } = terms;
  const whole = longest(terms);
  const isOver = (by?: Period): boolean =>
    by !== undefined && whole !== undefined && always((day) => addPeriod(day, by) >= addPeriod(day, whole));
  const over = `the term is over by then (${duration?.clause}), unless a decision extends it`;
  const reviewed = review?.first ? 'first' : 'every';
  const found: Found[] = [
    ...aboutNotices(terms, isOver, over),
    ...aboutRenewals(terms),
    review &&
      isOver(review[reviewed]) && { clause: review.clause, path: `terms.review.${reviewed}`, message: `no review falls due: ${over}` },
    committee &&
      isOver(committee.first) && {
        clause: committee.clause,
        path: 'terms.committee.first',
        message: `the first meeting may be held after the end: ${over}`,
      },
    modification &&
      isOver(modification.after) && {
        clause: modification.clause,
        path: 'terms.modification.after',
        message: `no modification takes effect: ${over}`,
      },
    withdrawal &&
      !commencement && {
        clause: withdrawal.clause,
        path: 'terms.withdrawal',
        message: 'nobody can leave: no term says when a notice takes effect',
      },
  ];
  return [...namesakes(participants), ...found.filter((one) => one !== false && one !== undefined)];
};
