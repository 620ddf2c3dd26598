/**
 * What semantics.md says of the operative date and of commencement, told a second time from the log alone: simply, with
 * arithmetic of its own, and without asking the domain's rules or calendar. Knows the seats New York and Seoul, and
 * periods in days.
 */
import type { Event } from '../../domain/events.ts';

const DAY = 86_400_000;
const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** Days are counted in UTC, where every one has 24 hours. */
export const plusDays = (date: string, days: number): string => new Date(utc(date) + days * DAY).toISOString().slice(0, 10);

const sunday = (year: number, month: number, nth: number): number => {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return Date.UTC(year, month - 1, 1 + ((7 - first) % 7) + 7 * (nth - 1));
};

/** Midnight in New York, which is later than midnight in Seoul: 04:00 UTC from the day after the second Sunday of March to the first of November. */
export const midnight = (date: string): number => {
  const [year, day] = [Number(date.slice(0, 4)), utc(date)];
  const summer = day > sunday(year, 3, 2) && day <= sunday(year, 11, 1);
  return day + (summer ? 4 : 5) * 3_600_000;
};

const last = (dates: Iterable<string>): string => [...dates].sort().at(-1) ?? '';
const daysOf = (period: string): number => Number(/^P(\d+)D$/.exec(period)?.[1]);

type Told = { noticeOn: string; by: string | null; deliveries: Map<string, string>; stands: boolean };
type Facts = {
  participants: string[];
  confirming: boolean;
  fromNotice: boolean;
  /** The length of the period as signed and, by modification, each that holds since a date. */
  days: number;
  lengths: Map<string, { since: string; days: number }>;
  signed: Map<string, string>;
  confirmed: Map<string, string>;
  notices: Map<string, Told>;
  /** Decided dates by decision, and the latest date of consent to each. */
  wishes: Map<string, string>;
  consents: Map<string, string[]>;
  decided: { on: string; takenOn: string } | null;
};

const began = ({ data: { instrument } }: Extract<Event, { type: 'MemorandumOpened' }>): Facts => ({
  participants: instrument.participants.map(({ id }) => id),
  confirming: instrument.terms.operative.rule === 'mutual-confirmation',
  fromNotice: instrument.terms.commencement?.from === 'notice',
  days: daysOf(instrument.terms.commencement?.period ?? ''),
  lengths: new Map(),
  signed: new Map(),
  confirmed: new Map(),
  notices: new Map(),
  wishes: new Map(),
  consents: new Map(),
  decided: null,
});

/** The length in force on a date, whatever was recorded first: a later modification leaves a period already running alone. */
const lengthOn = ({ days, lengths }: Facts, on: string): number =>
  [...lengths.values()].sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0)).findLast(({ since }) => since <= on)?.days ??
  days;

/** The date that starts its period; undefined while none runs. */
const startOf = ({ participants, fromNotice }: Facts, { by, noticeOn, deliveries }: Told): string | undefined => {
  if (fromNotice) return noticeOn;
  return participants.every((id) => id === by || deliveries.has(id)) ? last(deliveries.values()) : undefined;
};

/** Takes one event into account. What commencement closed is left out: had it been on its true date, it would stand. */
const tell = (facts: Facts, event: Event): void => {
  switch (event.type) {
    case 'Signed':
      facts.signed.set(event.by ?? '', event.data.signedOn);
      break;
    case 'SignatureRectified':
      facts.signed.set(event.data.signature, event.data.signedOn);
      break;
    case 'Confirmed':
      facts.confirmed.set(event.by ?? '', event.data.confirmedOn);
      break;
    case 'NoticeGiven': {
      const { notice, noticeOn } = event.data;
      facts.notices.set(notice, { noticeOn, by: event.by, deliveries: new Map(), stands: true });
      break;
    }
    case 'NoticeDelivered':
    case 'DeliveryRectified':
      (facts.notices.get(event.data.notice) as Told).deliveries.set(event.data.to, event.data.deliveredOn);
      break;
    case 'NoticeWithdrawn':
      (facts.notices.get(event.data.notice) as Told).stands = false;
      break;
    case 'NoticeSuperseded':
      if (event.data.cause === 'fresh-notice') (facts.notices.get(event.data.notice) as Told).stands = false;
      break;
    case 'NoticeReopened':
      (facts.notices.get(event.data.notice) as Told).stands = true;
      break;
    case 'ModificationTookEffect':
      for (const change of event.data.parts) {
        if (change.path !== '/terms/commencement/period' || change.op !== 'set') continue;
        facts.lengths.set(event.data.decision, { since: event.data.effectiveOn, days: daysOf(change.after as string) });
      }
      break;
    case 'ModificationSuperseded':
      facts.lengths.delete(event.data.decision);
      break;
    case 'DecisionProposed':
      facts.consents.set(event.data.decision, [event.on]);
      if (event.data.kind === 'discontinue-on') facts.wishes.set(event.data.decision, event.data.on);
      break;
    case 'DecisionConsented':
      facts.consents.get(event.data.decision)?.push(event.on);
      break;
    case 'DecisionTaken': {
      const wish = facts.wishes.get(event.data.decision);
      const takenOn = last(facts.consents.get(event.data.decision) ?? []);
      if (wish) facts.decided = { on: last([wish, takenOn]), takenOn };
      break;
    }
  }
};

const operativeDate = ({ participants, signed, confirmed, confirming }: Facts): string | null => {
  const everybody = participants.every((id) => signed.has(id) && (!confirming || confirmed.has(id)));
  return everybody ? last([...signed.values(), ...confirmed.values()]) : null;
};

/** The operative date, and the date on which discontinuation is expected to commence or has commenced. */
export const truth = ([opened, ...rest]: readonly Event[]): { operativeOn: string | null; discontinuedOn: string | null } => {
  const facts = began(opened as Extract<Event, { type: 'MemorandumOpened' }>);
  for (const event of rest) tell(facts, event);
  const operativeOn = operativeDate(facts);
  if (operativeOn === null) return { operativeOn, discontinuedOn: null };
  const dates = facts.decided ? [facts.decided.on] : [];
  for (const notice of facts.notices.values()) {
    const start = startOf(facts, notice);
    const starts = notice.stands && start !== undefined && start >= operativeOn && start > (facts.decided?.takenOn ?? '');
    if (starts) dates.push(plusDays(start, lengthOn(facts, start)));
  }
  return { operativeOn, discontinuedOn: dates.sort()[0] ?? null };
};
