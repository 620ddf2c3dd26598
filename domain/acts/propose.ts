/** The proposal of a mutual written decision; it is the proposer's own consent (III.2). */
import { z } from 'zod';
import { KINDS, type Kind } from '../decision-kinds.ts';
import { checkContent, CONTENT } from '../rules/decision.ts';
import { mustBeNew, mustBeOperative, mustBeParticipant } from '../rules/recording.ts';
import { ParticipantId } from '../values.ts';
import { defineActOfKinds, inputOf } from './define.ts';
import { COMMON, decision, document, title } from './fields.ts';

const proposal = <Name extends Kind, Shape extends z.ZodRawShape>(kind: Name, shape: Shape) =>
  inputOf('propose', {
    by: ParticipantId.describe('the Participant who proposes, and thereby consents'),
    decision,
    kind: z.literal(kind).describe('what is decided'),
    title: title.optional(),
    document: document('the text decided'),
    ...shape,
  });

export const propose = defineActOfKinds({
  name: 'propose',
  summary: "Proposes a mutual written decision; the proposal is the proposer's own consent.",
  who: 'Any Participant.',
  term: 'modification',
  examples: [
    `propose MOU --by us --decision d1 --kind modify --patch '[{"op":"replace","path":"/title","value":"…"}]' --effective-on 2026-05-01 --document text.pdf`,
    'propose MOU --by us --decision d2 --kind discontinue-on --discontinue-on 2026-06-30 --document text.pdf',
  ],
  input: z.discriminatedUnion('kind', [
    proposal('modify', KINDS.modify),
    proposal('withdraw-notice', KINDS['withdraw-notice']),
    proposal('discontinue-on', KINDS['discontinue-on']),
    proposal('rectify', KINDS.rectify).refine(
      (act) =>
        act.signature === undefined && act.signedOn === undefined
          ? act.notice !== undefined && act.deliveredOn !== undefined
          : act.signature !== undefined &&
            act.signedOn !== undefined &&
            act.notice === undefined &&
            act.deliveredOn === undefined &&
            act.to === undefined,
      'must correct one fact: `notice` and `deliveredOn` (with `to` among more than two Participants), or `signature` and `signedOn`',
    ),
  ]),
  events: ['DecisionProposed'],
  refusals: [...COMMON, 'NOT_OPERATIVE', 'NOTICE_UNKNOWN', 'NOT_SIGNED', ...CONTENT],
  afterDiscontinuation: ({ kind }) => kind === 'rectify',
  rule: (recording, act) => {
    const clause = recording.clause('modification');
    const { state } = recording;
    mustBeParticipant(state.instrument, act.by, clause);
    if (act.kind !== 'rectify') mustBeOperative(state, clause);
    mustBeNew(state.decisions, 'decision', act.decision, clause);
    const on = recording.today(act.by);
    checkContent(recording, act, on, clause);
    const { do: _, id: __, by, ...data } = act;
    recording.record('DecisionProposed', { on, by, clause, data });
  },
});
