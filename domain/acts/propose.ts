/** The proposal of a mutual written decision; it is the proposer's own consent (III.2). */
import { z } from 'zod';
import type { CivilDate } from '../calendar.ts';
import { KINDS, type Kind } from '../decision-kinds.ts';
import { readOnOf } from '../reckoning/from-state.ts';
import { textAhead } from '../reckoning/modify.ts';
import { effectiveFrom } from '../reckoning/taking-effect.ts';
import { recordConsequences } from '../rules/consequences.ts';
import { CONTENT, FROM_THE_FIRST } from '../rules/content.ts';
import { canBeTaken, joiningBy, mustBePossible, settle, waitedFor } from '../rules/decision.ts';
import { paperOf, rectifyingPaperOf } from '../rules/paper.ts';
import { isOver, lifeOn, reckon } from '../rules/reckoned.ts';
import { type Clause, mustBeNew, mustBeOperative, mustNotPrecedeOperative, type Recording, refuse } from '../rules/recording.ts';
import { correctsOneFact } from '../rules/rectification/index.ts';
import { read } from '../rules/text.ts';
import { Day, ParticipantId } from '../values.ts';
import { defineActOfKinds, inputOf } from './define.ts';
import { COMMON, decision, document, title } from './fields.ts';

const proposal = <Name extends Kind, Shape extends z.ZodRawShape>(kind: Name, shape: Shape) =>
  inputOf('propose', {
    by: ParticipantId.describe('the Participant who proposes, and thereby consents'),
    decision,
    kind: z.literal(kind).describe('what is decided'),
    title: title.optional(),
    proposedOn: Day.optional().describe("the proposal's own date (default: today at the seat)"),
    document: document('the text decided'),
    ...shape,
  });

const Proposal = z.discriminatedUnion('kind', [
  proposal('modify', KINDS.modify),
  proposal('withdraw-notice', KINDS['withdraw-notice']),
  proposal('discontinue-on', KINDS['discontinue-on']),
  proposal('extend', KINDS.extend).refine(({ until, period }) => (until === undefined) !== (period === undefined), {
    path: ['until'],
    message: 'must be given, or `period` instead, and not both',
  }),
  proposal('withdraw-decision', KINDS['withdraw-decision']),
  proposal('admit', KINDS.admit),
  proposal('change-keys', KINDS['change-keys']).refine(({ jwk, kid }) => jwk !== undefined || kid !== undefined, {
    path: ['jwk'],
    message: 'must be given, or `kid`, or both',
  }),
  proposal('rectify', KINDS.rectify).refine(
    correctsOneFact,
    'must correct one fact: `notice` with `deliveredOn` (and `to` among more than two Participants), with `noticeOn` or with `takesEffectOn`; `signature` with `signedOn`; `confirmation` with `confirmedOn` or `receivedOn`; or `consent` and `of` with `consentedOn`',
  ),
]);
type Proposal = z.output<typeof Proposal>;

/** Never retroactive, a rectification aside. */
const mustNotReachBack = (recording: Recording, field: string, date: CivilDate, on: CivilDate, clause: Clause): void => {
  mustNotPrecedeOperative(recording.state, field, date, clause);
  if (date < on) refuse('RETROACTIVE', `${field}: ${date} lies before the proposal's own date, ${on}`, clause);
};

/** What the proposal says, with a modification read part by part. */
const contentOf = (recording: Recording, { do: _, id: __, by, proposedOn: ___, ...content }: Proposal, on: CivilDate, clause: Clause) => {
  if (content.kind === 'discontinue-on') mustNotReachBack(recording, 'on', content.on, on, clause);
  if (content.kind !== 'modify') return content;
  const { effectiveOn } = content;
  if (effectiveOn !== undefined) mustNotReachBack(recording, 'effectiveOn', effectiveOn, on, clause);
  const { state } = recording;
  const readOn = readOnOf(state.instrument, by, on);
  const life = lifeOn(state, readOn);
  const text = textAhead(life, effectiveFrom(life.text.terms, readOn, effectiveOn));
  return { ...content, ...read(text, content.patch, clause) };
};

/** Nobody else is to consent: nobody else belongs, or did on its date. */
const isComplete = ({ state, now }: Recording, id: string, on: CivilDate): boolean => {
  const proposed = state.decisions[id];
  const others = proposed ? [...waitedFor(state, proposed), ...joiningBy(state, on)] : [];
  const hasJoinedLater = (other: string): boolean => (state.participants[other]?.since ?? on) > on;
  return others.every(hasJoinedLater) && (others.length === 0 || reckon(state, now).lived.decisions.get(id)?.takenOn !== null);
};

export const propose = defineActOfKinds({
  name: 'propose',
  summary: "Proposes a mutual written decision; the proposal is the proposer's own consent.",
  who: 'Any Participant.',
  term: 'modification',
  examples: [
    `propose MOU --by us --decision d1 --kind modify --patch '[{"op":"replace","path":"/title","value":"…"}]' --effective-on 2026-05-01 --document text.pdf`,
    'propose MOU --by us --decision d2 --kind discontinue-on --discontinue-on 2026-06-30 --document text.pdf',
  ],
  input: Proposal,
  events: ['DecisionProposed'],
  consequences: true,
  refusals: [...COMMON, 'NOT_OPERATIVE', ...FROM_THE_FIRST, ...CONTENT],
  afterTheEnd: ({ kind }) => kind === 'rectify',
  dated: ({ proposedOn }) => proposedOn,
  rule: (recording, act) => {
    const clause = recording.clause('modification');
    const { by, decision: id } = act;
    const dateOf = act.kind === 'rectify' ? rectifyingPaperOf : paperOf;
    const on = dateOf(recording, by, 'proposedOn', act.proposedOn, clause);
    if (act.kind !== 'rectify') mustBeOperative(recording.state, clause);
    mustBeNew(recording.state.decisions, 'decision', id, clause);
    const data = contentOf(recording, act, on, clause);
    recording.record('DecisionProposed', { on, by, clause, data });
    if (isComplete(recording, id, on)) settle(recording, id, clause);
    // Where the next day has begun at another seat, one may have consented there on the proposal's own.
    else if (act.proposedOn !== undefined || !canBeTaken(recording, id, on)) mustBePossible(recording, id, act.proposedOn, clause);
    // Open when the memorandum was over, it lapses, as if it had been recorded in time.
    if (isOver(recording.state)) recordConsequences(recording, on);
  },
});
