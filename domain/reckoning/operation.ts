/** When a memorandum becomes operative, and when it lapses because it has not (III.1 of the seed). */
import { addDays, addPeriod, type CivilDate, earliest, firstOfNextMonth, latest } from '../calendar.ts';
import type { Terms } from '../terms.ts';
import type { Facts } from './facts.ts';

type Operative = Terms['operative'];

/** The date of the signature or confirmation that made it complete; null while one is missing. Never the order of recording. */
const completedOn = ({ signed, signatures, confirmations }: Facts, terms: Operative): CivilDate | null => {
  const everybody = signed.participants.length;
  const signatureDates = signatures.map(({ signedOn }) => signedOn).sort();
  switch (terms.rule) {
    case 'last-signature':
      return signatureDates.length < everybody ? null : latest(...signatureDates);
    case 'number-of-signatures':
      return signatureDates[(terms.count ?? everybody) - 1] ?? null;
    case 'mutual-confirmation': {
      const confirmed = confirmations.map(({ countsOn }) => countsOn);
      const complete = confirmed.length >= everybody && (terms.confirmations === 'notes-only' || signatureDates.length >= everybody);
      return complete ? latest(...confirmed, ...signatureDates) : null;
    }
    default:
      return terms.rule satisfies never;
  }
};

/** So long after, not before, and then on the first of a month: in this order. */
export const operativeFrom = (
  date: CivilDate,
  { after, notBefore, firstOfNextMonth: first }: Pick<Operative, 'after' | 'notBefore' | 'firstOfNextMonth'>,
): CivilDate => {
  const reached = latest(after ? addPeriod(date, after) : date, notBefore ?? date);
  return first ? firstOfNextMonth(reached) : reached;
};

export type Operation = {
  /** The date of the signature or note that made it complete; null while one is missing. */
  completedOn: CivilDate | null;
  /** The operative date; null while something is missing, and where it lapses first. */
  operativeOn: CivilDate | null;
  /** Whether that date is later than the signature or note on which it rests: then it has to be waited for. */
  waits: boolean;
  /** The last day on which it can still become operative; null where nothing lapses. */
  lastDay: CivilDate | null;
  /** The day after it, where by the papers it is not operative by then. */
  lapsesOn: CivilDate | null;
};

export const operationOf = (facts: Facts): Operation => {
  const terms = facts.signed.terms.operative;
  const completed = completedOn(facts, terms);
  const operativeOn = completed && operativeFrom(completed, terms);
  const begun = [...facts.signatures.map(({ signedOn }) => signedOn), ...facts.confirmations.map(({ countsOn }) => countsOn)];
  const lastDay = terms.lapses && begun.length > 0 ? addPeriod(earliest(...begun), terms.lapses) : null;
  const isInTime = lastDay === null || (operativeOn !== null && operativeOn <= lastDay);
  return {
    completedOn: completed,
    operativeOn: isInTime ? operativeOn : null,
    waits: operativeOn !== completed,
    lastDay,
    lapsesOn: isInTime ? null : addDays(lastDay, 1),
  };
};
