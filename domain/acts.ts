/**
 * The acts: what a desk officer records. One zod schema each, from which the CLI's flags, the lines of `apply`, the
 * steps of a scenario and the typed client all take their shape.
 *
 * An optional `id` makes a retry the same act: the same id with the same content gives the same receipt.
 */
import { z } from 'zod';
import { ContactList } from './contacts.ts';
import { Instrument } from './instrument.ts';
import { ActId, Day, Document, Line, Prose, Signatory, Slug, TimeZone } from './values.ts';

const act = <Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
  z.strictObject({ do: z.literal(name), id: ActId.optional(), ...shape });

/** Who acts: a Participant of the memorandum. */
const by = Slug;
/** What would commit the Participants to the expenditure of funds: accepted as a field so that it is refused as such. */
const funds = { funds: z.json().optional(), commitsFunds: z.boolean().optional() };

/** One operation of a JSON Patch (RFC 6902). */
const Operation = z.discriminatedUnion('op', [
  z.strictObject({ op: z.enum(['add', 'replace', 'test']), path: z.string().max(500), value: z.json() }),
  z.strictObject({ op: z.literal('remove'), path: z.string().max(500) }),
  z.strictObject({ op: z.enum(['move', 'copy']), from: z.string().max(500), path: z.string().max(500) }),
]);
export const Patch = z.array(Operation).min(1, 'must hold at least one operation').max(500);
export type Patch = z.infer<typeof Patch>;

const proposal = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  act('propose', { by, decision: Slug, kind: z.literal(kind), title: Line.optional(), document: Document, ...shape });

/** A mutual decision takes one of four kinds; a rectification corrects a delivery's or a signature's date. */
const Propose = z.discriminatedUnion('kind', [
  proposal('modify', { patch: Patch, effectiveOn: Day.optional() }),
  proposal('withdraw-notice', { notice: Slug }),
  proposal('discontinue-on', { on: Day }),
  proposal('rectify', {
    notice: Slug.optional(),
    to: Slug.optional(),
    deliveredOn: Day.optional(),
    signature: Slug.optional(),
    signedOn: Day.optional(),
  }).refine(
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
]);

/** Each act by its name, imperative, as the CLI's verb and the Temporal Update are named. */
export const ACTS = {
  open: act('open', { mou: Slug, instrument: Instrument }),
  sign: act('sign', { by, signatory: Signatory, signedOn: Day, place: Line, timeZone: TimeZone.optional(), document: Document }),
  confirm: act('confirm', { by, confirmedOn: Day, document: Document }),
  'give-notice': act('give-notice', { by, notice: Slug, noticeOn: Day, document: Document }),
  'record-delivery': act('record-delivery', {
    by: by.optional(),
    notice: Slug,
    to: Slug,
    deliveredOn: Day,
    place: Line,
    method: Line,
    evidence: Document,
  }),
  'withdraw-notice': act('withdraw-notice', { by, notice: Slug, document: Document.optional() }),
  propose: Propose,
  consent: act('consent', { by, decision: Slug, document: Document }),
  decline: act('decline', { by, decision: Slug, reason: Prose.optional(), document: Document.optional() }),
  retract: act('retract', { by, decision: Slug, reason: Prose.optional(), document: Document.optional() }),
  pause: act('pause', { by, pausedOn: Day.optional(), reason: Prose.optional(), document: Document.optional() }),
  resume: act('resume', { by, resumedOn: Day.optional(), reason: Prose.optional(), document: Document.optional() }),
  'schedule-meeting': act('schedule-meeting', {
    by,
    meeting: Slug,
    on: Day,
    place: Line,
    timeZone: TimeZone.optional(),
    agenda: z.array(Line).max(200).default([]),
  }),
  'hold-meeting': act('hold-meeting', { by: by.optional(), meeting: Slug, heldOn: Day.optional() }),
  'record-minutes': act('record-minutes', { by: by.optional(), meeting: Slug, document: Document }),
  'approve-minutes': act('approve-minutes', { by, meeting: Slug, document: Document.optional() }),
  'cancel-meeting': act('cancel-meeting', { by: by.optional(), meeting: Slug, reason: Prose.optional() }),
  'record-action': act('record-action', { by: by.optional(), meeting: Slug, action: Slug, owner: Slug, what: Line, dueOn: Day }),
  'complete-action': act('complete-action', { by: by.optional(), meeting: Slug, action: Slug, completedOn: Day.optional() }),
  'start-initiative': act('start-initiative', { by, initiative: Slug, area: Line, areaTitle: Line.optional(), title: Line, ...funds }),
  'report-initiative': act('report-initiative', {
    by: by.optional(),
    initiative: Slug,
    report: Prose.optional(),
    document: Document.optional(),
    ...funds,
  }),
  'conclude-initiative': act('conclude-initiative', {
    by: by.optional(),
    initiative: Slug,
    outcome: Prose.optional(),
    document: Document.optional(),
    ...funds,
  }),
  /** The whole list replaces the one before; an empty one goes back to the contacts in the worker's settings. */
  'change-contacts': act('change-contacts', { by, participant: Slug.optional(), contacts: ContactList }),
} as const;

export type ActName = keyof typeof ACTS;
export const ACT_NAMES = Object.keys(ACTS) as ActName[];

export type ActOf<Name extends ActName> = z.output<(typeof ACTS)[Name]>;
/** An act whose input has been checked. */
export type Act = { [Name in ActName]: ActOf<Name> }[ActName];
/** An act as a script writes it. */
export type ActInput = { [Name in ActName]: z.input<(typeof ACTS)[Name]> }[ActName];

export type Kind = ActOf<'propose'>['kind'];

export const isActName = (name: unknown): name is ActName => typeof name === 'string' && Object.hasOwn(ACTS, name);
