/** Correcting the date of a signature, of a confirmation's note and of a consent. */
import type { CivilDate } from '../../calendar.ts';
import { nameOf, seatZone, zoneOfJoining } from '../../instrument.ts';
import { countsOn, signedText } from '../../reckoning/from-state.ts';
import { type Accession, type Confirmation, signatureBy, type State } from '../../state.ts';
import { mustHaveBeenReceived } from '../confirmation.ts';
import { type Clause, mustHaveBegun, mustHaveBegunAtPlace, refuse } from '../recording.ts';
import { textOn } from '../text.ts';
import { mustDiffer, type Rectifier } from './rectifier.ts';

const signatureOf = (state: State, by: string, clause: Clause) =>
  signatureBy(state, by) ?? refuse('NOT_SIGNED', `signature: ${nameOf(state.instrument, by)} has not signed`, clause);

/** One accedes where the text of that day says so: also by the true date. */
const mustBeForeseen = (state: State, { decision }: Accession, signedOn: CivilDate, clause: Clause): void => {
  if (textOn(state, signedOn).terms.accession?.rule === (decision === null ? 'open' : 'by-decision')) return;
  refuse('NOT_FORESEEN', `signedOn: the text of ${signedOn} foresees no such accession`, clause);
};

export const signature: Rectifier<'signature'> = {
  check: (recording, { signature: by, signedOn }, clause) => {
    const recorded = signatureOf(recording.state, by, clause);
    mustDiffer('signedOn', recorded.signedOn, signedOn, clause);
    if (!('participant' in recorded)) return mustHaveBegunAtPlace(recording, 'signedOn', signedOn, recorded, clause);
    mustBeForeseen(recording.state, recorded, signedOn, clause);
    const zone = zoneOfJoining(recording.state.instrument, recorded.participant, recorded);
    mustHaveBegun('signedOn', signedOn, zone, recording.now, clause);
  },
  record: (recording, decision, { signature: by, signedOn }, clause) => {
    const { signedOn: previously } = signatureOf(recording.state, by, clause);
    recording.record('SignatureRectified', { on: signedOn, clause, data: { decision, signature: by, previously, signedOn } });
  },
};

const confirmationOf = (state: State, by: string, clause: Clause): Confirmation =>
  state.confirmations.find((one) => one.by === by) ??
  refuse('NOTHING_TO_CORRECT', `confirmation: ${nameOf(state.instrument, by)} has not confirmed`, clause);

export const confirmation: Rectifier<'confirmation'> = {
  check: (recording, { confirmation: by, ...correction }, clause) => {
    const { state, now } = recording;
    const { confirmedOn, receivedOn } = confirmationOf(state, by, clause);
    if (correction.receivedOn === undefined) mustDiffer('confirmedOn', confirmedOn, correction.confirmedOn, clause);
    else mustDiffer('receivedOn', receivedOn, correction.receivedOn, clause);
    if (correction.confirmedOn) mustHaveBegun('confirmedOn', correction.confirmedOn, seatZone(state.instrument, by), now, clause);
    const received = correction.receivedOn ?? receivedOn;
    if (received) mustHaveBeenReceived(recording, by, correction.confirmedOn ?? confirmedOn, received, clause);
  },
  record: (recording, decision, { confirmation: by, ...correction }, clause) => {
    const recorded = confirmationOf(recording.state, by, clause);
    const confirmedOn = correction.confirmedOn ?? recorded.confirmedOn;
    const receivedOn = correction.receivedOn ?? recorded.receivedOn;
    const previously = { confirmedOn: recorded.confirmedOn, ...(recorded.receivedOn && { receivedOn: recorded.receivedOn }) };
    const data = { decision, confirmation: by, previously, confirmedOn, ...(receivedOn && { receivedOn }) };
    recording.record('ConfirmationRectified', { on: countsOn(signedText(recording.state), data), clause, data });
  },
};

const consentOf = (state: State, id: string, by: string, clause: Clause): CivilDate =>
  state.decisions[id]?.consents[by] ??
  refuse('NOTHING_TO_CORRECT', `consent: ${nameOf(state.instrument, by)} has not consented to a decision ${id}`, clause);

export const consent: Rectifier<'consent'> = {
  check: ({ state, now }, { decision: of, consent: by, consentedOn }, clause) => {
    mustDiffer('consentedOn', consentOf(state, of, by, clause), consentedOn, clause);
    mustHaveBegun('consentedOn', consentedOn, seatZone(state.instrument, by), now, clause);
  },
  record: (recording, decision, { decision: of, consent: by, consentedOn }, clause) => {
    const previously = consentOf(recording.state, of, by, clause);
    recording.record('ConsentRectified', { on: consentedOn, clause, data: { decision, of, consent: by, previously, consentedOn } });
  },
};
