/** A further Participant joins, where the text foresees it. */
import type { CivilDate } from '../calendar.ts';
import { type Instrument, type Participant, Participant as ParticipantSchema, zoneOfJoining } from '../instrument.ts';
import { recordConsequences } from '../rules/consequences.ts';
import { reckon } from '../rules/reckoned.ts';
import { belongsSince, hasToWait, waitIn } from '../reckoning/joining.ts';
import type { State } from '../state.ts';
import { type Clause, mustBelong, mustBeNewcomer, mustBeOperative, mustHaveBegun, type Recording, refuse } from '../rules/recording.ts';
import { mustBeSameFile } from '../rules/signature.ts';
import { groundOf, textOn } from '../rules/text.ts';
import { Day, Line, Signatory } from '../values.ts';
import { defineAct } from './define.ts';
import { by, document, OVER, timeZone } from './fields.ts';

/** By its signature or, where it is admitted by a mutual decision, by that decision. */
const joinedBy = (
  recording: Recording,
  { id }: Participant,
  signedOn: CivilDate,
  { terms: { accession } }: Instrument,
  clause: Clause,
): { from: CivilDate; decision: string | null } => {
  const { state, now } = recording;
  if (!accession) return refuse('NOT_FORESEEN', `The instrument foresees no accession of further Participants on ${signedOn}`, clause);
  if (accession.rule === 'open') return { from: signedOn, decision: null };
  const admittedOn = reckon(state, now).lived.admitted.get(id);
  const [decision = null] =
    Object.entries(state.decisions).find(([, one]) => one.kind === 'admit' && one.participant === id && one.takenOn === admittedOn) ?? [];
  if (admittedOn === undefined) {
    return refuse('NOT_AUTHORISED', `participant.id: ${id} has not been admitted: that takes a mutual decision of the kind admit`, clause);
  }
  return { from: admittedOn, decision };
};

/** Since that date, never before the operative date; where the text of its day makes it wait, from the day that ends its wait. */
const sinceWhen = ({ operativeOn }: State, from: CivilDate, text: Instrument): { since: CivilDate; from?: CivilDate } => {
  const since = belongsSince(from, waitIn(text.terms, 'accession'), operativeOn);
  return hasToWait({ from, since }, operativeOn) ? { since, from } : { since };
};

export const accede = defineAct({
  name: 'accede',
  summary: 'Records that a further Participant joins, with its seat and its signature.',
  who: 'Who joins, where the instrument foresees it: by its own signature, or admitted by a mutual decision.',
  term: 'accession',
  keeperOnly: true,
  fields: {
    by: by.optional(),
    participant: ParticipantSchema.describe('who joins: its id, names and seat'),
    signatory: Signatory.describe('who signed, and in which office'),
    signedOn: Day.describe('the date written on the document'),
    place: Line.describe('where it was signed'),
    timeZone,
    document: document('the document signed'),
  },
  events: ['ParticipantAcceded'],
  refusals: [
    ...OVER,
    'INVALID',
    'ALREADY_RECORDED',
    'UNKNOWN_MOU',
    'NOT_OPERATIVE',
    'NOT_FORESEEN',
    'NOT_AUTHORISED',
    'ALREADY_ACCEDED',
    'FUTURE_DATE',
    'TEXT_DIFFERS',
    'NOT_A_PARTICIPANT',
    'STANDS_IN_THE_WAY',
  ],
  consequences: true,
  dated: ({ signedOn }) => signedOn,
  rule: (recording, { do: _, id: __, by, timeZone: stated, ...act }) => {
    const { state, now } = recording;
    const { participant, signedOn, place } = act;
    const { text, clause } = groundOf(state, signedOn, 'accession');
    mustBeNewcomer(state, participant.id, 'participant.id', clause);
    mustBeOperative(state, clause);
    if (by !== undefined && by !== participant.id) mustBelong(state, by, signedOn, clause);
    const { from, decision } = joinedBy(recording, participant, signedOn, text, clause);
    const joined = sinceWhen(state, from, textOn(state, from));
    mustHaveBegun('signedOn', signedOn, zoneOfJoining(state.instrument, participant, { place, timeZone: stated }), now, clause);
    mustBeSameFile(state, act.document, clause);
    const data = { ...act, ...joined, decision, ...(stated && { timeZone: stated }) };
    const on = joined.from ?? joined.since;
    recording.record('ParticipantAcceded', { on, by: participant.id, clause, data });
    recordConsequences(recording, on);
  },
});
