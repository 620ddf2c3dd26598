/** Signature → operative (III.1, T), and the confirmation that some memoranda ask for instead. */
import { latest } from '../calendar.ts';
import { fingerprint } from '../fingerprint.ts';
import type { Signature, State } from '../state.ts';
import type { Document, Signatory } from '../values.ts';
import type { Recording } from './recording.ts';

/** What an act of signing states. */
type Stated = { by: string; signatory: Signatory; signedOn: string; place: string; timeZone?: string | undefined; document: Document };

const factsOf = ({ signatory, signedOn, place, timeZone, document }: Stated) =>
  fingerprint({ signatory, signedOn, place, timeZone, document });

/** The Participant's earlier signature where the act states the same facts: it is the same act. */
export const sameSignature = (state: State, act: Stated): Signature | undefined =>
  state.signatures.find((signature) => signature.by === act.by && factsOf(signature) === factsOf(act));

/** The operative date, once everybody has done what the instrument asks for; null before. Never the order of recording. */
export const operativeDate = ({ instrument, signatures, confirmations, status }: State): string | null => {
  const everybody = instrument.participants.length;
  // Once operative, by the rule under which it became so: a modification of the rule does not make the date anew.
  const confirming = status === 'open' ? instrument.terms.operative.rule === 'mutual-confirmation' : confirmations.length > 0;
  if (signatures.length < everybody || (confirming && confirmations.length < everybody)) return null;
  const signed = signatures.map((signature) => signature.signedOn);
  return latest(...signed, ...(confirming ? confirmations.map((confirmation) => confirmation.confirmedOn) : []));
};

export const becomeOperative = (recording: Recording): void => {
  const operativeOn = operativeDate(recording.state);
  if (operativeOn === null) return;
  recording.record('BecameOperative', { on: operativeOn, clause: recording.clause('operative'), data: { operativeOn } });
};
