/** Signature → operative (III.1, T). */
import { nameOf } from '../instrument.ts';
import { mustBeParticipant, mustHaveBegunAtPlace, refuse } from '../rules/recording.ts';
import { recordConsequences } from '../rules/consequences.ts';
import { mustBeSameFile, sameSignature } from '../rules/signature.ts';
import { Day, Line, ParticipantId, Signatory } from '../values.ts';
import { defineAct } from './define.ts';
import { COMMON, document, timeZone } from './fields.ts';

export const sign = defineAct({
  name: 'sign',
  summary: 'Records a signature. The latest date of signature is the operative date; the order of recording changes nothing.',
  who: 'Each Participant, for itself.',
  term: 'signature',
  examples: [
    'sign MOU --by us --signed-on 2025-10-29 --place Gyeongju --signatory-name "A. N. Official" --signatory-title Director --document mou.pdf',
    'sign MOU --input signature.json --id sign-us-1 --json',
  ],
  fields: {
    by: ParticipantId.describe('the Participant who signs'),
    signatory: Signatory.describe('who signed, and in which office'),
    signedOn: Day.describe('the date written on the document'),
    place: Line.describe('where it was signed'),
    timeZone,
    document: document('the document signed'),
  },
  events: ['Signed'],
  consequences: true,
  dated: ({ signedOn }) => signedOn,
  refusals: [...COMMON, 'ALREADY_SIGNED', 'FUTURE_DATE', 'TEXT_DIFFERS', 'NOT_FORESEEN', 'STANDS_IN_THE_WAY'],
  rule: (recording, act) => {
    const clause = recording.clause('signature');
    const { state } = recording;
    mustBeParticipant(state.instrument, act.by, clause);
    if (sameSignature(state, act)) return;
    const earlier = state.signatures.find((signature) => signature.by === act.by);
    if (earlier) {
      refuse(
        'ALREADY_SIGNED',
        `by: ${nameOf(state.instrument, act.by)} has already signed, on ${earlier.signedOn} at ${earlier.place}, with other facts`,
        clause,
      );
    }
    const acceded = state.accessions.find((accession) => accession.by === act.by);
    if (acceded) {
      const name = nameOf(state.instrument, act.by);
      refuse('ALREADY_SIGNED', `by: ${name} signed when it acceded, and belongs from ${acceded.since}`, clause);
    }
    if (state.instrument.terms.operative.confirmations === 'notes-only') {
      refuse('NOT_FORESEEN', 'do: this memorandum becomes operative by an exchange of notes; nobody signs', clause);
    }
    mustHaveBegunAtPlace(recording, 'signedOn', act.signedOn, act, clause);
    const { signatory, signedOn, place, timeZone, document } = act;
    mustBeSameFile(state, act.document, clause);
    const differsFrom = state.signatures.filter((one) => one.document.sha256 !== document.sha256).map((one) => one.by);
    const { originals } = state.instrument.terms.signature ?? {};
    const data = {
      signatory,
      signedOn,
      place,
      ...(timeZone && { timeZone }),
      document,
      ...(originals && { originals }),
      recordedOn: recording.today(),
      ...(differsFrom.length > 0 && { differsFrom }),
    };
    recording.record('Signed', { on: signedOn, by: act.by, clause, data });
    recordConsequences(recording, signedOn);
  },
});
