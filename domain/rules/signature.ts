/** Signature → operative (III.1, T), and the confirmation that some memoranda ask for instead. */
import type { ActOf } from '../acts.ts';
import { latest } from '../calendar.ts';
import { fingerprint } from '../fingerprint.ts';
import { nameOf, seatZone } from '../instrument.ts';
import { Refusal } from '../refusal.ts';
import type { Signature, State } from '../state.ts';
import { invalid, mustBeParticipant, mustHaveBegun, mustHaveBegunAtPlace, type Recording } from './recording.ts';

const factsOf = ({ signatory, signedOn, place, timeZone, document }: Signature | ActOf<'sign'>) =>
  fingerprint({ signatory, signedOn, place, timeZone, document });

/** The Participant's earlier signature where the act states the same facts: it is the same act. */
export const sameSignature = (state: State, act: ActOf<'sign'>): Signature | undefined =>
  state.signatures.find((signature) => signature.by === act.by && factsOf(signature) === factsOf(act));

export const sign = (recording: Recording, act: ActOf<'sign'>): void => {
  const clause = recording.clause('signature');
  const { state } = recording;
  mustBeParticipant(state.instrument, act.by, clause);
  if (sameSignature(state, act)) return;
  const earlier = state.signatures.find((signature) => signature.by === act.by);
  if (earlier) {
    throw new Refusal(
      'ALREADY_SIGNED',
      `${nameOf(state.instrument, act.by)} has already signed, on ${earlier.signedOn} at ${earlier.place}, with other facts`,
      clause,
    );
  }
  mustHaveBegunAtPlace(recording, 'signedOn', act.signedOn, act, clause);
  const { signatory, signedOn, place, timeZone, document } = act;
  const { originals } = state.instrument.terms.signature;
  const data = { signatory, signedOn, place, ...(timeZone && { timeZone }), document, originals };
  recording.record('Signed', { on: signedOn, by: act.by, clause, data });
  becomeOperative(recording);
};

export const confirm = (recording: Recording, act: ActOf<'confirm'>): void => {
  const clause = recording.clause('operative');
  const { instrument, signatures, confirmations, operativeOn } = recording.state;
  mustBeParticipant(instrument, act.by, clause);
  const name = nameOf(instrument, act.by);
  if (instrument.terms.operative.rule !== 'mutual-confirmation') {
    invalid('do: this memorandum becomes operative by signature alone; it foresees no confirmation', clause);
  }
  if (!signatures.some((signature) => signature.by === act.by)) invalid(`by: ${name} has not signed yet`, clause);
  if (confirmations.some((confirmation) => confirmation.by === act.by)) invalid(`by: ${name} has already confirmed`, clause);
  // A modification may ask for confirmation from now on; what has become operative by signature stays so.
  if (operativeOn !== null) invalid(`do: the memorandum is operative since ${operativeOn}`, clause);
  mustHaveBegun('confirmedOn', act.confirmedOn, seatZone(instrument, act.by), recording.now, clause);
  recording.record('Confirmed', {
    on: act.confirmedOn,
    by: act.by,
    clause,
    data: { confirmedOn: act.confirmedOn, document: act.document },
  });
  becomeOperative(recording);
};

/** The operative date, once everybody has done what the instrument asks for; null before. Never the order of recording. */
export const operativeDate = ({ instrument, signatures, confirmations, status }: State): string | null => {
  const everybody = instrument.participants.length;
  // Once operative, by the rule under which it became so: a modification of the rule does not make the date anew.
  const confirming = status === 'open' ? instrument.terms.operative.rule === 'mutual-confirmation' : confirmations.length > 0;
  if (signatures.length < everybody || (confirming && confirmations.length < everybody)) return null;
  const signed = signatures.map((signature) => signature.signedOn);
  return latest(...signed, ...(confirming ? confirmations.map((confirmation) => confirmation.confirmedOn) : []));
};

const becomeOperative = (recording: Recording): void => {
  const operativeOn = operativeDate(recording.state);
  if (operativeOn === null) return;
  recording.record('BecameOperative', { on: operativeOn, clause: recording.clause('operative'), data: { operativeOn } });
};
