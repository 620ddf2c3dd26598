/** Signature → operative (III.1, T). */
import { fingerprint } from '../fingerprint.ts';
import type { Signature, State } from '../state.ts';
import type { Document, Signatory } from '../values.ts';
import { type Clause, refuse } from './recording.ts';

/** What an act of signing states. */
type Stated = { by: string; signatory: Signatory; signedOn: string; place: string; timeZone?: string | undefined; document: Document };

const factsOf = ({ signatory, signedOn, place, timeZone, document }: Stated) =>
  fingerprint({ signatory, signedOn, place, timeZone, document });

/** The Participant's earlier signature where the act states the same facts: it is the same act. */
export const sameSignature = (state: State, act: Stated): Signature | undefined =>
  state.signatures.find((signature) => signature.by === act.by && factsOf(signature) === factsOf(act));

/** Two scans of one paper differ, two texts must not: where the memorandum asks for one file, all sign the same. */
export const mustBeSameFile = ({ instrument, signatures }: State, document: Document, clause: Clause): void => {
  const [first] = signatures;
  if (!instrument.terms.signature?.sameFile || !first || first.document.sha256 === document.sha256) return;
  const message = `document.sha256: ${document.sha256.slice(0, 12)}… is not the file that was signed before, ${first.document.sha256.slice(0, 12)}…`;
  refuse('TEXT_DIFFERS', message, clause);
};
