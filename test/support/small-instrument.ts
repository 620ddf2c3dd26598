/**
 * A small memorandum between two Participants for tests: every term, two areas and short clauses.
 *
 * It is a cut-down seed, numbered alike, so that a test's sentence can be held against the seed's own; the seed in full
 * is in `instruments/`.
 */
import { Instrument } from '../../domain/instrument.ts';

const clauses = [
  {
    id: 'I',
    heading: 'Purpose',
    text: 'The purpose of this MOU is to enable collaboration towards joint opportunities of mutual interest.',
  },
  {
    id: 'II',
    heading: 'Areas of Cooperation',
    text: 'The Participants aim to collaborate in areas including but not limited to the following.',
  },
  { id: 'II.A.1', text: 'Driving innovative research and development to accelerate the application of AI for science.' },
  { id: 'II.B.4', text: 'Leading Quantum Innovation: the Participants intend to deepen partnerships between leading institutions.' },
  { id: 'III.1', heading: 'Operation', text: 'This MOU becomes operative on the date of the last signature.' },
  { id: 'III.2', heading: 'Modification', text: 'The Participants may modify this MOU by written mutual decision.' },
  {
    id: 'III.3',
    heading: 'Notice',
    text: 'Either Participant may discontinue this MOU by providing written notice of discontinuation to the other Participant.',
  },
  {
    id: 'III.4',
    heading: 'Commencement',
    text: 'The discontinuation is expected to commence on a date 180 days after the date on which notice of discontinuation is delivered.',
  },
  {
    id: 'III.5',
    heading: 'Joint Committee Meeting',
    text: 'The Participants will advance the implementation of the MOU through the Joint Committee Meeting mechanism.',
  },
  { id: 'III.6', text: 'This MOU does not constitute or create any legally binding obligations.' },
  { id: 'III.7', text: 'Nothing in this MOU is intended to alter or affect any existing agreements between the Participants.' },
  { id: 'III.8', text: 'Cooperation under this MOU is intended to take place within the framework of applicable national legislation.' },
  { id: 'III.9', text: 'Nothing in this MOU commits the Participants to the expenditure of funds.' },
  { id: 'T', text: 'Signed in duplicate, in the English language.' },
];

/** The small memorandum as an instrument file would state it: change a copy and parse it again for a sibling. */
export const smallInstrumentInput = {
  id: 'us-rok-tpd',
  title: 'Technology Prosperity Deal between the United States and the Republic of Korea',
  announcedOn: '2025-10-29',
  participants: [
    {
      id: 'us',
      name: 'The Government of the United States of America',
      shortName: 'United States',
      seat: { city: 'Washington', timeZone: 'America/New_York' },
    },
    {
      id: 'rok',
      name: 'The Government of the Republic of Korea',
      shortName: 'Republic of Korea',
      seat: { city: 'Seoul', timeZone: 'Asia/Seoul' },
    },
  ],
  places: { Gyeongju: 'Asia/Seoul' },
  clauses,
  areas: [
    { id: 'II.A.1', heading: 'Accelerating AI Adoption and Innovation', title: 'AI for science and advanced manufacturing' },
    { id: 'II.B.4', heading: 'Trusted Technology Leadership', title: 'Leading quantum innovation' },
  ],
  terms: {
    operative: { clause: 'III.1', rule: 'last-signature' },
    signature: { clause: 'T', originals: 2, languages: ['English'] },
    modification: { clause: 'III.2', rule: 'mutual-decision' },
    notice: { clause: 'III.3' },
    commencement: { clause: 'III.4', period: 'P180D', from: 'delivery' },
    noticeWithdrawal: 'mutual-decision',
    committee: { clause: 'III.5', name: 'Joint Committee Meeting', coChairs: ['us', 'rok'], cadence: 'P1Y' },
    cooperation: { clause: 'II', openEnded: true },
    nonBinding: { clause: 'III.6' },
    existingAgreements: { clause: 'III.7' },
    nationalLaw: { clause: 'III.8' },
    funds: { clause: 'III.9', committed: false },
  },
  provenance: { status: 'unverified', source: 'A test', note: 'Cut down from a published joint statement' },
} as const;

export const smallInstrument: Instrument = Instrument.parse(smallInstrumentInput);

/** The small memorandum with other terms, checked like any instrument. */
export const smallInstrumentWith = (terms: Record<string, unknown>): Instrument =>
  Instrument.parse({ ...smallInstrumentInput, terms: { ...smallInstrumentInput.terms, ...terms } });

/** Those of a memorandum that has its own for each of the engine's. */
export const words = {
  participant: 'Party',
  participants: 'Parties',
  operative: 'in force',
  modification: 'amendment',
  discontinuation: 'termination',
  memorandum: 'Agreement',
};
