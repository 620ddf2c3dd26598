/** The memoranda whose papers are drawn: one of each kind of clause on its beginning, its term, its notices and its members. */
import type { ActInput } from '../../domain/acts/index.ts';
import { Instrument } from '../../domain/instrument.ts';
import { smallInstrumentInput } from '../support/small-instrument.ts';
import { confirm, sign } from './acts.ts';
import { plusDays } from './oracle.ts';

const SEATS = { us: 'America/New_York', rok: 'Asia/Seoul', jp: 'Asia/Tokyo' };
export const japan = { id: 'jp', name: 'The Government of Japan', shortName: 'Japan', seat: { city: 'Tokyo', timeZone: SEATS.jp } };

const memorandum = (three: boolean, terms: object): Instrument =>
  Instrument.parse({
    ...smallInstrumentInput,
    participants: three ? [...smallInstrumentInput.participants, japan] : smallInstrumentInput.participants,
    terms: { ...smallInstrumentInput.terms, ...terms },
    reminders: { renewal: [], expiry: [], review: [], lapse: [] },
  });

const automatic = (period: string, again: string, unless: string) => ({
  clause: 'III.4',
  period,
  renewal: { rule: 'automatic', period: again, unless },
});
const thirtyDays = { clause: 'III.4', period: 'P30D', from: 'delivery' };
const review = { clause: 'III.5', every: 'P3M', first: 'P1M' };

/** A depositary that is no Participant. */
export const BODY = {
  clause: 'III.3',
  id: 'secretariat',
  name: 'The Secretariat',
  seat: { city: 'Honolulu', timeZone: 'Pacific/Honolulu' },
};

/** By name, so that a failure prints which. */
export const SHAPES: Record<string, Instrument> = {
  seed: memorandum(false, { commencement: { clause: 'III.4', period: 'P60D', from: 'delivery' } }),
  fromNotice: memorandum(false, { commencement: { clause: 'III.4', period: 'P45D', from: 'notice', ends: 'end-of-month' } }),
  fixed: memorandum(false, {
    commencement: thirtyDays,
    duration: { clause: 'III.4', period: 'P6M', renewal: { rule: 'by-decision' } },
    review,
  }),
  renewed: memorandum(false, { commencement: thirtyDays, duration: automatic('P3M', 'P2M', 'P20D') }),
  endOfTerm: memorandum(false, {
    commencement: { ...thirtyDays, ends: 'end-of-term', notBefore: 'P4M' },
    duration: automatic('P3M', 'P3M', 'P1M'),
  }),
  atOnce: memorandum(true, {
    commencement: { ...thirtyDays, period: 'P0D' },
    withdrawal: { clause: 'III.4', remaining: 2 },
    duration: automatic('P4M', 'P4M', 'P1M'),
  }),
  atOnceAtTheEnd: memorandum(false, {
    commencement: { clause: 'III.4', period: 'P0D', from: 'notice', ends: 'end-of-term' },
    duration: automatic('P3M', 'P2M', 'P20D'),
  }),
  endOfYear: memorandum(true, {
    commencement: { ...thirtyDays, ends: 'end-of-year' },
    withdrawal: { clause: 'III.4', remaining: 2 },
  }),
  orLater: memorandum(true, {
    commencement: { ...thirtyDays, orLater: true, notBefore: 'P2M' },
    withdrawal: { clause: 'III.4', remaining: 2 },
    duration: automatic('P5M', 'P3M', 'P20D'),
  }),
  notes: memorandum(false, {
    operative: {
      clause: 'III.1',
      rule: 'mutual-confirmation',
      confirmations: 'notes-only',
      counts: 'receipt',
      after: 'P2D',
      lapses: 'P1M',
    },
    commencement: { ...thirtyDays, notBefore: 'P3M' },
    duration: automatic('P1M', 'P1M', 'P10D'),
    noticeWithdrawal: 'unilateral',
    pause: { clause: 'III.5' },
  }),
  joined: memorandum(false, {
    commencement: thirtyDays,
    accession: { clause: 'II', rule: 'open' },
    withdrawal: { clause: 'III.4', remaining: 2 },
    afterwards: { clause: 'III.6', initiatives: 'continue' },
  }),
  admitted: memorandum(false, {
    commencement: thirtyDays,
    accession: { clause: 'II', rule: 'by-decision' },
    withdrawal: { clause: 'III.4', remaining: 2 },
    duration: automatic('P5M', 'P2M', 'P20D'),
  }),
  /** Who joins waits: so long, or so long and to the first of a month; so does who signs when two have. */
  joinedAhead: memorandum(false, {
    commencement: thirtyDays,
    accession: { clause: 'II', rule: 'open', after: 'P20D' },
    withdrawal: { clause: 'III.4', remaining: 2 },
  }),
  admittedAhead: memorandum(false, {
    commencement: thirtyDays,
    accession: { clause: 'II', rule: 'by-decision', after: 'P10D', firstOfNextMonth: true },
    withdrawal: { clause: 'III.4', remaining: 2 },
    duration: automatic('P5M', 'P2M', 'P20D'),
  }),
  severalAhead: memorandum(true, {
    operative: { clause: 'III.1', rule: 'number-of-signatures', count: 2, after: 'P3D', later: { after: 'P20D' } },
    commencement: thirtyDays,
    withdrawal: { clause: 'III.4', remaining: 2 },
    duration: automatic('P5M', 'P2M', 'P20D'),
  }),
  /** What is modified waits: so long, or so long and to the first of a month. */
  modifiedAhead: memorandum(true, {
    modification: { clause: 'III.2', rule: 'mutual-decision', after: 'P20D' },
    commencement: thirtyDays,
    withdrawal: { clause: 'III.4', remaining: 2 },
    duration: automatic('P5M', 'P2M', 'P20D'),
  }),
  modifiedOnTheFirst: memorandum(false, {
    modification: { clause: 'III.2', rule: 'mutual-decision', after: 'P5D', firstOfNextMonth: true },
    commencement: thirtyDays,
    accession: { clause: 'II', rule: 'open' },
    withdrawal: { clause: 'III.4', remaining: 2 },
  }),
  /** What is given to the depositary is given to all: to a body far to the west of all seats, or to one of the Participants. */
  lodged: memorandum(true, {
    commencement: thirtyDays,
    depositary: BODY,
    withdrawal: { clause: 'III.4', remaining: 2 },
    duration: automatic('P5M', 'P2M', 'P20D'),
  }),
  lodgedWithOne: memorandum(true, {
    commencement: thirtyDays,
    depositary: { clause: 'III.3', id: 'jp' },
    withdrawal: { clause: 'III.4', remaining: 1 },
    duration: automatic('P4M', 'P4M', 'P1M'),
  }),
  three: memorandum(true, { commencement: thirtyDays }),
  /** Two signatures are enough, and the third, drawn with the papers, may turn out to be the earlier of them. */
  several: memorandum(true, {
    operative: { clause: 'III.1', rule: 'number-of-signatures', count: 2, after: 'P3D', lapses: 'P2M' },
    commencement: thirtyDays,
    withdrawal: { clause: 'III.4', remaining: 1 },
    duration: automatic('P3M', 'P2M', 'P20D'),
  }),
  leaving: memorandum(true, { commencement: thirtyDays, withdrawal: { clause: 'III.4', remaining: 2 } }),
  leavingRenewed: memorandum(true, {
    commencement: thirtyDays,
    withdrawal: { clause: 'III.4', remaining: 1 },
    duration: automatic('P4M', 'P4M', 'P1M'),
  }),
};

export const OPERATIVE_ON = '2027-01-05';
/** By which each shape becomes operative: signed by all on one day, or by two on several, or notes exchanged and received on several. */
export const beginningOf = ({ participants, terms }: Instrument): ActInput[] => {
  if (terms.operative.rule === 'last-signature') return participants.map(({ id }) => sign(id, OPERATIVE_ON, { place: 'Gyeongju' }));
  if (terms.operative.rule === 'number-of-signatures')
    return [sign('us', plusDays(OPERATIVE_ON, -9)), sign('rok', plusDays(OPERATIVE_ON, -3))];
  return participants.map(({ id }, at) => ({ ...confirm(id, plusDays(OPERATIVE_ON, at - 4)), receivedOn: plusDays(OPERATIVE_ON, at - 3) }));
};
