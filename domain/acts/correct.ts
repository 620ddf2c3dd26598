/** A clerical fact on which no date rests is corrected by the one who keeps the record; it supersedes, and both are shown. */
import { z } from 'zod';
import { keeperPaperOf } from '../rules/paper.ts';
import { mustBeGivable } from '../rules/meeting.ts';
import { type Clause, type Recording, refuse } from '../rules/recording.ts';
import type { DataOf } from '../events.ts';
import { type Meeting, signatureBy, type State } from '../state.ts';
import { Day, Document, Line, ParticipantId, Prose, Signatory } from '../values.ts';
import { defineActOfKinds, inputOf } from './define.ts';
import { by, CLERK, document, OVER } from './fields.ts';

const text = Document.optional().describe('the document as it is');
const place = Line.optional().describe('the place as it is');
const title = Line.optional().describe('the title as it is');

/** What can be corrected, each with the facts of its own. No civil date on which another rests: that takes a decision to rectify. */
const KINDS = {
  signature: { signatory: Signatory.optional().describe('who signed, and in which office'), place, text },
  confirmation: { text },
  notice: { text },
  delivery: { place, method: Line.optional().describe('how it was delivered'), text },
  decision: { title, text },
  meeting: { place, agenda: z.array(Line).max(200).optional().describe('an item of the agenda; may be given again') },
  minutes: { text },
  action: {
    owner: ParticipantId.optional().describe('the Participant who owns it'),
    task: Line.optional().describe('what is to be done'),
    dueOn: Day.optional().describe('by when'),
  },
  initiative: { title, areaTitle: Line.optional().describe('the title of an area that the instrument does not list') },
} as const;
type Kind = keyof typeof KINDS;

const correction = <Name extends Kind, Shape extends z.ZodRawShape>(kind: Name, shape: Shape) =>
  inputOf('correct', {
    kind: z.literal(kind).describe('what is corrected'),
    of: Line.describe(
      'of which: the id of a Participant, notice, decision, meeting or initiative; `n1/rok` of a delivery, `m1/a1` of an action',
    ),
    by: by.optional(),
    correctedOn: Day.optional().describe("the correction's own date (default: today, where it has begun at every seat)"),
    reason: Prose.describe('what was wrong'),
    document: document('the paper that shows it'),
    ...shape,
  });

const Correction = z
  .discriminatedUnion('kind', [
    correction('signature', KINDS.signature),
    correction('confirmation', KINDS.confirmation),
    correction('notice', KINDS.notice),
    correction('delivery', KINDS.delivery),
    correction('decision', KINDS.decision),
    correction('meeting', KINDS.meeting),
    correction('minutes', KINDS.minutes),
    correction('action', KINDS.action),
    correction('initiative', KINDS.initiative),
  ])
  .refine((act) => Object.keys(KINDS[act.kind]).some((field) => field in act), {
    path: ['kind'],
    message: 'must come with a fact to correct: see the fields of that kind',
  });
type Correction = z.output<typeof Correction>;

const own = <Item>(items: Record<string, Item> | undefined, key: string): Item | undefined =>
  items && Object.hasOwn(items, key) ? items[key] : undefined;

/** What is recorded of it, by the parts of its name; undefined where there is none. */
const RECORDED: Record<Kind, (state: State, id: string, part: string) => object | undefined> = {
  signature: signatureBy,
  confirmation: ({ confirmations }, id) => confirmations.find(({ by }) => by === id),
  notice: ({ notices }, id) => own(notices, id),
  delivery: ({ notices }, id, to) =>
    own(own(notices, id)?.deliveries, to) === undefined ? undefined : (own(own(notices, id)?.places, to) ?? {}),
  decision: ({ decisions }, id) => own(decisions, id),
  meeting: ({ meetings }, id) => own(meetings, id),
  minutes: ({ meetings }, id) => own(meetings, id)?.minutes ?? undefined,
  action: ({ meetings }, id, action) => own(own(meetings, id)?.actions, action),
  initiative: ({ initiatives }, id) => own(initiatives, id),
};

const meetingOfAction = ({ meetings }: State, of: string): Meeting | undefined => {
  const [id] = of.split('/') as [string, string];
  return own(meetings, id);
};

const recordedOf = (state: State, kind: Kind, of: string): object | undefined => {
  const [id = '', part = ''] = of.split('/');
  return RECORDED[kind](state, id, part);
};

/** By the names that the state has for them. */
const nameOf = (kind: Kind, field: string): string => {
  if (field === 'text') return kind === 'delivery' ? 'evidence' : 'document';
  return field === 'task' ? 'what' : field;
};

const factsOf = (act: Correction): Record<string, z.core.util.JSONType> => {
  const given = act as unknown as Record<string, z.core.util.JSONType | undefined>;
  return Object.fromEntries(
    Object.keys(KINDS[act.kind]).flatMap((field) => {
      const value = given[field];
      return value === undefined ? [] : [[nameOf(act.kind, field), value]];
    }),
  );
};

/** The act of which a correction is the record. */
export const correctionBehind = ({ what: kind, corrected, of, reason, document }: DataOf<'Corrected'>): object => {
  const facts = Object.keys(KINDS[kind]).flatMap((field) => {
    const name = nameOf(kind, field);
    return Object.hasOwn(corrected, name) ? [[field, corrected[name]]] : [];
  });
  return { kind, of, reason, document, ...Object.fromEntries(facts) };
};

const mustBeAnother = (recorded: object, corrected: object, clause: Clause): void => {
  const known = recorded as Record<string, unknown>;
  const same = Object.entries(corrected).every(([field, value]) => JSON.stringify(known[field]) === JSON.stringify(value));
  if (same) refuse('NOTHING_TO_CORRECT', 'of: that is what is recorded already', clause);
};

const recordCorrection = (recording: Recording, act: Correction): void => {
  const clause = recording.clause('modification');
  const { state } = recording;
  const { kind, of, reason, by } = act;
  const on = keeperPaperOf(recording, by, 'correctedOn', act.correctedOn, clause);
  const recorded = recordedOf(state, kind, of) ?? refuse('NOTHING_TO_CORRECT', `of: no ${kind} ${of} is recorded`, clause);
  const corrected = factsOf(act);
  mustBeAnother(recorded, corrected, clause);
  if (act.kind === 'action') mustBeGivable(state, act, meetingOfAction(state, of)?.heldOn ?? on, clause);
  const known = recorded as Record<string, z.core.util.JSONType | undefined>;
  const previously = Object.fromEntries(
    Object.keys(corrected).flatMap((field) => {
      const value = known[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );
  const data = { what: kind, of, previously, corrected, reason, document: act.document };
  recording.record('Corrected', { on, by, clause, data });
};

export const correct = defineActOfKinds({
  name: 'correct',
  summary:
    'Corrects a clerical fact on which no date rests: a name, a title, a place, a method, a document. Both stay to be seen. A date on which others rest is put right by a decision to rectify.',
  who: CLERK,
  term: 'modification',
  input: Correction,
  events: ['Corrected'],
  refusals: [
    ...OVER.filter((code) => code === 'ANNULLED'),
    'INVALID',
    'UNKNOWN_MOU',
    'ALREADY_RECORDED',
    'NOT_A_PARTICIPANT',
    'NOTHING_TO_CORRECT',
    'FUTURE_DATE',
    'BEFORE_OPERATIVE',
  ],
  afterTheEnd: () => true,
  rule: recordCorrection,
});
