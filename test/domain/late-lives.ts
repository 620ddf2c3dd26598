/** Lives in which a paper comes to light late, or a date is corrected, and what was recorded in between is overtaken. */
import type { ActInput } from '../../domain/acts/index.ts';
import { Instrument } from '../../domain/instrument.ts';
import type { Step } from '../support/given.ts';
import { smallInstrument, smallInstrumentWith } from '../support/small-instrument.ts';
import {
  confirm,
  consent,
  decided,
  deliver,
  extend,
  giveNotice,
  modify,
  nonRenewal,
  open,
  operative,
  proposal,
  rectifyDelivery,
  rectifySignature,
  replacing,
  sign,
  startInitiative,
  text,
} from './acts.ts';

type Proposal = Extract<ActInput, { do: 'propose' }>;

const rectify = (by: string, decision: string, fact: object): Proposal => ({ ...proposal(by, decision), kind: 'rectify', ...fact });

/** Proposed and consented to on the dates of their papers, and recorded long after. */
export const decidedOn = (act: Proposal, on: string, at: string): Step[] => [
  [{ ...act, proposedOn: on }, at],
  [{ ...consent('rok', act.decision), consentedOn: on }, at],
];

const monthly = smallInstrumentWith({
  duration: { clause: 'III.4', period: 'P1M', renewal: { rule: 'automatic', period: 'P1M', unless: 'P10D' } },
});
const untilFebruary = smallInstrumentWith({ duration: { clause: 'III.4', until: '2027-02-28' } });
const thirtyDays = smallInstrumentWith({ commencement: { clause: 'III.4', period: 'P30D', from: 'delivery' } });
export const oneFile = smallInstrumentWith({
  signature: { clause: 'T', originals: 2, languages: ['English'], sameFile: true },
  accession: { clause: 'II', rule: 'open' },
});
const byDecision = smallInstrumentWith({ accession: { clause: 'II', rule: 'by-decision' } });
const byReceipt = smallInstrumentWith({ operative: { clause: 'III.1', rule: 'mutual-confirmation', counts: 'receipt' } });
export const japan = { id: 'jp', name: 'The Government of Japan', shortName: 'Japan', seat: { city: 'Tokyo', timeZone: 'Asia/Tokyo' } };
const threeWith = (terms: object): Instrument =>
  Instrument.parse({
    ...smallInstrument,
    participants: [...smallInstrument.participants, japan],
    terms: {
      ...smallInstrument.terms,
      commencement: { clause: 'III.4', period: 'P30D', from: 'delivery' },
      withdrawal: { clause: 'III.4', remaining: 2 },
      ...terms,
    },
  });
const waiting = smallInstrumentWith({ accession: { clause: 'II', rule: 'open', after: 'P20D' } });
const admittedWaiting = smallInstrumentWith({ accession: { clause: 'II', rule: 'by-decision', after: 'P20D' } });
const waitingForTwo = threeWith({ operative: { clause: 'III.1', rule: 'number-of-signatures', count: 2, later: { after: 'P20D' } } });

const APRIL = '2027-04-01T15:00:00Z';
const MAY = '2027-05-01T15:00:00Z';

export const accede = (signedOn: string, document = text('MOU original')): ActInput => ({
  do: 'accede',
  participant: japan,
  signatory: { name: 'A. N. Official', title: 'Minister' },
  signedOn,
  place: 'Tokyo',
  document,
});
export const admit: Proposal = { ...proposal('us', 'd1'), kind: 'admit', participant: 'jp' };

/** A consent was of five days earlier: the modification took effect then. */
export const consentCorrected: Step[] = [
  ...operative(),
  [modify('us', 'd1', replacing('/title', 'Shorter')), '2027-03-01T15:00:00Z'],
  [consent('rok', 'd1'), '2027-03-10T02:00:00Z'],
  ...decided(rectify('us', 'd2', { consent: 'rok', of: 'd1', consentedOn: '2027-03-05' }), APRIL),
];

/** An extension of before the end comes to light after it: it goes on. */
export const extendedLate: Step[] = [
  ...operative(untilFebruary),
  [startInitiative('us', 'i1', 'II.B.4'), '2027-02-01T15:00:00Z'],
  APRIL,
  ...decidedOn(extend('us', 'd1', '2027-12-31'), '2027-02-10', APRIL),
];

/** The delivery of a notice comes to light after a modification that took effect when the memorandum had been over. */
export const deliveredLate: Step[] = [
  ...operative(thirtyDays),
  [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
  ...decided(modify('us', 'd1', replacing('/title', 'Shorter')), '2027-03-25T15:00:00Z'),
  [deliver('n1', 'rok', '2027-02-10'), APRIL],
];

/** A notice of non-renewal, delivered in the first term, comes to light in the fourth. */
export const notRenewed: Step[] = [
  ...operative(monthly),
  APRIL,
  [nonRenewal('us', 'n1', '2027-01-10'), APRIL],
  [deliver('n1', 'rok', '2027-01-20'), APRIL],
];

/** Of whom each may withdraw alone, thirty days after its notice. */
export const operativeThreeWith = (terms: object = {}): Step[] => [
  ...operative(threeWith(terms)),
  [sign('jp', '2027-01-05'), '2027-01-05T08:00:00Z'],
];
export const operativeThree = operativeThreeWith();

/** Japan is about to leave, on 4 March 2027. */
export const japanLeaving = (terms: object = {}): Step[] => [
  ...operativeThreeWith(terms),
  [giveNotice('jp', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
  [deliver('n1', 'us', '2027-02-02'), '2027-02-02T15:00:00Z'],
  [deliver('n1', 'rok', '2027-02-02'), '2027-02-02T15:00:00Z'],
];

/** One of three withdrew; then the last delivery of its notice turns out to have been later. */
export const withdrawnLater: Step[] = [
  ...operativeThree,
  [giveNotice('jp', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
  [deliver('n1', 'us', '2027-02-02'), '2027-02-03T15:00:00Z'],
  [deliver('n1', 'rok', '2027-02-10'), '2027-02-11T15:00:00Z'],
  APRIL,
  ...decided(rectifyDelivery('us', 'd1', 'n1', '2027-03-25', 'rok'), APRIL),
];

/** Each of the lives above, and those that are told nowhere else. */
export const LATE: Step[][] = [
  consentCorrected,
  extendedLate,
  deliveredLate,
  notRenewed,
  withdrawnLater,
  [...operative(untilFebruary), [startInitiative('us', 'i1', 'II.B.4'), '2027-02-01T15:00:00Z'], APRIL],
  [...operative(untilFebruary), APRIL, [{ ...startInitiative('us', 'i1', 'II.B.4'), startedOn: '2027-02-01' }, APRIL]],
  [...operative(monthly), ...decided(modify('us', 'd1', [{ op: 'remove', path: '/terms/duration' }]), '2027-01-20T15:00:00Z')],
  // A review was made due after what turns out to have been the end.
  [
    ...operative(smallInstrumentWith({ review: { clause: 'III.5', every: 'P1M' } })),
    ...decidedOn({ ...proposal('us', 'd1'), kind: 'discontinue-on', on: '2027-02-20' }, '2027-02-10', APRIL),
  ],
  [...operative(oneFile), [accede('2027-03-01', text('Another')), APRIL], [accede('2027-03-01'), APRIL], [accede('2027-03-01'), MAY]],
  // Who joins waits: time begins its membership, and a correction moves it.
  [...operative(waiting), [accede('2027-03-01'), '2027-03-02T15:00:00Z'], APRIL],
  [
    ...operative(waitingForTwo),
    [sign('jp', '2027-03-01'), '2027-03-02T15:00:00Z'],
    APRIL,
    ...decided(rectifySignature('us', 'd1', 'jp', '2027-03-05'), APRIL, ['rok', 'jp']),
  ],
  [
    ...operative(admittedWaiting),
    ...decidedOn(admit, '2027-02-01', '2027-02-02T15:00:00Z'),
    [accede('2027-02-01'), '2027-02-02T15:00:00Z'],
    APRIL,
    ...decided(rectify('us', 'd2', { consent: 'rok', of: 'd1', consentedOn: '2027-02-20' }), APRIL, ['rok', 'jp']),
  ],
  [...operative(byDecision), [accede('2027-03-01'), APRIL], ...decided(admit, APRIL), [accede('2027-03-01'), MAY]],
  [
    [open(oneFile), '2027-01-05T01:00:00Z'],
    [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
    [sign('us', '2027-01-05', { document: text('Another') }), APRIL],
  ],
  [
    [open(byReceipt), '2027-01-05T01:00:00Z'],
    [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
    [sign('us', '2027-01-05'), '2027-01-06T06:00:00Z'],
    [{ ...confirm('us', '2027-01-20'), receivedOn: '2027-01-10' }, APRIL],
    [{ ...confirm('us', '2027-01-20'), receivedOn: '2027-01-25' }, APRIL],
    [{ ...confirm('rok', '2027-01-21'), receivedOn: '2027-01-22' }, APRIL],
    ...decided(rectify('us', 'd1', { confirmation: 'us', receivedOn: '2027-01-23' }), MAY),
    [rectify('us', 'd2', { confirmation: 'us', receivedOn: '2027-01-10' }), MAY],
    [rectify('us', 'd2', { confirmation: 'us', receivedOn: '2027-01-21' }), MAY],
    [rectify('us', 'd3', { confirmation: 'us', confirmedOn: '2027-01-22' }), MAY],
    [consent('rok', 'd2'), MAY],
    [consent('rok', 'd3'), MAY],
  ],
];
