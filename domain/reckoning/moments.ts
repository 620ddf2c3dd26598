/** The facts of a life in the order of their civil dates: on the same date, what a text says comes before what counts by it. */
import { byDate, type CivilDate, latest } from '../calendar.ts';
import type { Participant } from '../instrument.ts';
import { touchesPart } from '../text/change.ts';
import type { Content, Facts } from './facts.ts';
import { waitIn } from './joining.ts';

export type Moment = { on: CivilDate } & (
  | { what: 'operative' }
  | { what: 'accession'; participant: Participant; from: CivilDate }
  | { what: 'waiting' }
  | { what: 'notice'; notice: string }
  | { what: 'consent'; decision: string; kind: Content['kind'] }
  | { what: 'reading'; decision: string }
  | { what: 'start'; notice: string }
  | { what: 'delivery'; notice: string }
  | { what: 'withdrawal'; notice: string }
);

/**
 * Of one day what has the smaller number comes first: who is admitted decides of what else is decided on it; a decided end leaves no room
 * for what is decided by the text; a term is extended as the text then says; a withdrawal finds what it withdraws.
 */
export const ORDER: Record<Exclude<Moment['what'], 'consent'> | Content['kind'], number> = {
  operative: 0,
  accession: 1,
  admit: 2,
  notice: 2,
  rectify: 3,
  'discontinue-on': 4,
  modify: 5,
  'change-keys': 5,
  extend: 6,
  'withdraw-decision': 7,
  start: 8,
  waiting: 8,
  delivery: 9,
  withdrawal: 10,
  'withdraw-notice': 10,
  reading: 11,
};

const orderOf = (moment: Moment): number => ORDER[moment.what === 'consent' ? moment.kind : moment.what];

/** What a text says counts for it: not for an end that is decided, which comes first on its day. */
export const isByTheText = (moment: Moment): boolean => orderOf(moment) >= ORDER.modify;

/** A text of this memorandum may make those wait who join so: as signed, or by a modification. */
const mayWait = ({ signed, decisions }: Facts, term: 'accession' | 'operative'): boolean =>
  waitIn(signed.terms, term) !== undefined ||
  decisions.some(([, { content }]) => content.kind === 'modify' && touchesPart(content.changes, `/terms/${term}`));

const joinings = ({ accessions }: Facts, operativeOn: CivilDate | null): Moment[] =>
  accessions.flatMap(({ participant, by }): Moment[] =>
    'signedOn' in by ? [{ on: latest(by.signedOn, operativeOn ?? by.signedOn), what: 'accession', participant, from: by.signedOn }] : [],
  );

/**
 * How long one waits that joins is what the text of its own day says: that of its end, with what takes effect on it. The day of a
 * paper of before the operative date had none but the text as it was signed.
 */
const waits = (facts: Facts, operativeOn: CivilDate | null): Moment[] => {
  const acceded = facts.accessions.flatMap(({ by }) => ('signedOn' in by ? [by.signedOn] : consentsTo(facts, by.decision)));
  const signed = facts.signatures.map(({ signedOn }) => signedOn);
  const days = [...(mayWait(facts, 'accession') ? acceded : []), ...(mayWait(facts, 'operative') ? signed : [])];
  return [...new Set(days)].flatMap((on): Moment[] => (operativeOn !== null && on >= operativeOn ? [{ on, what: 'waiting' }] : []));
};

const consentsTo = ({ decisions }: Facts, id: string): CivilDate[] =>
  decisions.flatMap(([one, { consents }]) => (one === id ? Object.values(consents) : []));

export const momentsOf = (facts: Facts, operativeOn: CivilDate | null): Moment[] => {
  const { notices, decisions } = facts;
  const moments: Moment[] = operativeOn === null ? [] : [{ on: operativeOn, what: 'operative' }];
  moments.push(...joinings(facts, operativeOn), ...waits(facts, operativeOn));
  for (const [decision, { consents, content, readOn }] of decisions) {
    if (content.kind === 'modify') moments.push({ on: readOn, what: 'reading', decision });
    // What all had consented to before it was operative is decided on that day, as what they consented to on the day itself.
    const least = content.kind === 'rectify' ? null : operativeOn;
    const days = Object.values(consents).map((on) => latest(on, least ?? on));
    for (const on of new Set(days)) moments.push({ on, what: 'consent', decision, kind: content.kind });
  }
  for (const [notice, { noticeOn, deliveries, withdrawnOn }] of notices) {
    moments.push({ on: noticeOn, what: 'notice', notice }, { on: noticeOn, what: 'start', notice });
    for (const on of new Set(Object.values(deliveries))) moments.push({ on, what: 'delivery', notice });
    if (withdrawnOn !== null) moments.push({ on: withdrawnOn, what: 'withdrawal', notice });
  }
  // Sorting is stable: what is of one date and one kind stays in the order of recording.
  return moments.sort((a, b) => byDate(a.on, b.on) || orderOf(a) - orderOf(b));
};
