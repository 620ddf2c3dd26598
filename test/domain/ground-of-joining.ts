/** Lives in which somebody joined by what a modification says, and one more paper would take that ground away. */
import type { ActInput } from '../../domain/acts/index.ts';
import type { Step } from '../support/given.ts';
import { consent, decided, decline, deliver, giveNotice, modify, proposal, replacing, retract, withdraw } from './acts.ts';
import { accede, japanLeaving, operativeThreeWith } from './late-lives.ts';

const FEBRUARY = '2027-02-15T15:00:00Z';
const MARCH = '2027-03-15T15:00:00Z';
const LATER = '2027-04-15T15:00:00Z';
const seat = { city: 'London', timeZone: 'Europe/London' };

type Paper = readonly [act: ActInput, at: string];

const joined = (id: string, signedOn: string, at: string): Paper => {
  const participant = { id, name: `The Government of ${id}`, shortName: id.toUpperCase(), seat };
  return [{ ...accede(signedOn), participant, place: 'London' } as ActInput, at];
};
const byDecision = { accession: { clause: 'II', rule: 'by-decision' } };
const opened = (by: string, decision: string) => modify(by, decision, replacing('/terms/accession/rule', 'open'));

/** Accession was opened by a decision that waited for Japan, which left on 4 March. */
const openedByLeaving = (terms: object = {}): Step[] => [
  ...japanLeaving({ ...byDecision, ...terms }),
  ...decided(opened('us', 'd1'), FEBRUARY),
  joined('uk', '2027-03-10', MARCH),
];

/** One decision takes accession out and waits for Japan; another, of all three, opens it. */
const openedByAll = (terms: object, ...before: Step[]): Step[] => [
  ...operativeThreeWith({ ...byDecision, ...terms }),
  ...before,
  ...decided(modify('us', 'd1', [{ op: 'remove', path: '/terms/accession' }]), FEBRUARY),
  ...decided(opened('us', 'd3'), '2027-03-08T15:00:00Z', ['rok', 'jp']),
  joined('uk', '2027-03-10', MARCH),
];

/** Accession was open, and is by decision since; the United Kingdom was admitted. */
const admitted: Step[] = [
  ...operativeThreeWith({ accession: { clause: 'II', rule: 'open' } }),
  ...decided(modify('us', 'd1', replacing('/terms/accession/rule', 'by-decision')), FEBRUARY, ['rok', 'jp']),
  [{ ...proposal('us', 'd2'), kind: 'admit', participant: 'uk' }, MARCH],
  [consent('rok', 'd2'), MARCH],
  [consent('jp', 'd2'), MARCH],
  joined('uk', '2027-03-15', MARCH),
];

const notice: Step[] = [
  [giveNotice('jp', 'n1', '2027-02-01'), FEBRUARY],
  [deliver('n1', 'us', '2027-02-02'), FEBRUARY],
];

/** The life, and the paper that comes to light last. */
export const GROUNDS: Record<string, [life: Step[], paper: Paper]> = {
  'the reply of one who has left since': [openedByLeaving(), [{ ...decline('jp', 'd1'), declinedOn: '2027-02-20' }, LATER]],
  'a retraction of before one left': [openedByLeaving(), [{ ...retract('us', 'd1'), retractedOn: '2027-02-20' }, LATER]],
  'the withdrawal of the notice by which one left': [
    openedByLeaving({ noticeWithdrawal: 'unilateral' }),
    [{ ...withdraw('jp', 'n1'), withdrawnOn: '2027-02-20' }, LATER],
  ],
  'the accession of another before': [admitted, joined('fr', '2027-02-10', LATER)],
  'a delivery by which one left before': [openedByAll({}, ...notice), [deliver('n1', 'rok', '2027-02-02'), LATER]],
  'a notice by which one left before': [
    openedByAll({ commencement: { clause: 'III.4', period: 'P30D', from: 'notice' } }),
    [giveNotice('jp', 'n1', '2027-02-01'), LATER],
  ],
};

/** The memorandum turns out to have been over before anybody joined. */
export const OVER_BEFORE: [life: Step[], paper: Paper] = [
  [...openedByLeaving(), [giveNotice('us', 'n2', '2027-02-01'), LATER], [deliver('n2', 'rok', '2027-02-02'), LATER]],
  [deliver('n2', 'jp', '2027-02-02'), LATER],
];
