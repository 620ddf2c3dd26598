/**
 * What the clauses of a memorandum mean to the engine: its terms. Each term cites the clause it comes from. Only
 * `operative` is compulsory; a term that is absent does not exist, and nothing stands in for it.
 */
import { z } from 'zod';
import { CalendarPeriod, ClauseId, Day, Line, Slug } from './values.ts';

const cites = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ clause: ClauseId.meta({ description: 'The number of the clause, as the text has it' }), ...shape });

const Operative = cites({
  rule: z.enum(['last-signature', 'mutual-confirmation', 'number-of-signatures']).meta({
    description:
      'What makes it operative: the latest signature of all Participants, the later of their confirmations, or the date on which so many have signed',
  }),
  count: z.int().min(1).max(50).optional().meta({
    description: 'With `number-of-signatures`: how many signatures it takes. Who signs later belongs from the date of their own signature',
  }),
  confirmations: z.enum(['after-signatures', 'notes-only']).optional().meta({
    description:
      'With `mutual-confirmation`: `notes-only` where notes are exchanged and nobody signs; otherwise confirmations follow the signatures',
  }),
  counts: z
    .enum(['date', 'receipt'])
    .optional()
    .meta({ description: "With `mutual-confirmation`: the later note's own date, or the date on which the later one was received" }),
  after: CalendarPeriod.optional().meta({ description: 'So long after that date, the day itself not counted' }),
  notBefore: Day.optional().meta({ description: 'Not operative before this date' }),
  firstOfNextMonth: z
    .boolean()
    .optional()
    .meta({ description: 'Operative on the first day of the month that follows; a first day is not itself enough' }),
  lapses: CalendarPeriod.optional().meta({
    description:
      'So long from the first signature or confirmation, that day not counted: not operative by the last day, it lapses on the day after',
  }),
});

const Signature = cites({
  originals: z.int().min(1).max(20).optional().meta({ description: 'How many originals were signed: one signature covers all' }),
  languages: z.array(Line).min(1).optional(),
  sameFile: z
    .boolean()
    .optional()
    .meta({ description: 'All sign one and the same file: a signature that names another document’s hash is refused' }),
});

const Renewal = z.discriminatedUnion('rule', [
  z.strictObject({
    rule: z.literal('automatic'),
    period: CalendarPeriod.meta({ description: 'How long each renewal lasts' }),
    unless: CalendarPeriod.optional().meta({
      description:
        'A notice of non-renewal must be delivered so long before the end of the term; that day included. Absent: none is foreseen',
    }),
    times: z.int().min(1).max(1_000).optional().meta({ description: 'At most so often' }),
  }),
  z.strictObject({ rule: z.literal('by-decision') }),
]);

const Duration = cites({
  period: CalendarPeriod.optional().meta({ description: 'The term, from the operative date. Either `period` or `until`' }),
  until: Day.optional().meta({ description: 'The last operative day' }),
  renewal: Renewal.optional().meta({ description: 'Absent: it is not renewed' }),
});

const Commencement = cites({
  period: CalendarPeriod.meta({ description: 'How long after the notice, the day that starts it not counted' }),
  from: z.enum(['delivery', 'notice']).meta({ description: 'What starts the period: the delivery of the notice, or its own date' }),
  ends: z.enum(['on-the-day', 'end-of-month', 'end-of-term']).optional().meta({
    description:
      'On the day to which the period leads (as where absent), at the end of that month, or at the first end of a term not before that day',
  }),
  notBefore: CalendarPeriod.optional().meta({ description: 'A minimum term, from the operative date' }),
});

const Committee = cites({
  name: Line,
  coChairs: z.array(Slug).min(1),
  cadence: CalendarPeriod.optional().meta({ description: 'How often it meets' }),
  first: CalendarPeriod.optional().meta({ description: 'The first meeting within so long of the operative date' }),
});

/** What the clauses mean to the engine. Each term cites the clause it comes from. */
export const Terms = z.strictObject({
  operative: Operative.meta({ description: 'When the memorandum becomes operative' }),
  signature: Signature.optional().meta({ description: 'How it is signed' }),
  modification: cites({ rule: z.literal('mutual-decision') })
    .optional()
    .meta({ description: 'How it is modified. Absent: by mutual written decision all the same, citing no clause' }),
  notice: cites({}).optional().meta({ description: 'That a Participant may give notice' }),
  commencement: Commencement.optional().meta({
    description: 'When a notice of discontinuation takes effect. Absent: no Participant can discontinue it alone',
  }),
  noticeWithdrawal: z
    .enum(['mutual-decision', 'unilateral', 'never'])
    .optional()
    .meta({ description: 'How a notice may be withdrawn, always before commencement. Absent: by mutual decision' }),
  duration: Duration.optional().meta({ description: 'How long it stays operative. Absent: until it is discontinued' }),
  withdrawal: cites({ remaining: z.int().min(1).max(50).meta({ description: 'It goes on while so many remain' }) })
    .optional()
    .meta({ description: 'A notice takes out its giver alone. Absent: a notice ends the memorandum for all' }),
  accession: cites({ rule: z.enum(['open', 'by-decision']) })
    .optional()
    .meta({ description: 'Others may join: by their own signature, or admitted by a mutual decision' }),
  afterwards: cites({
    initiatives: z.literal('continue').optional().meta({ description: 'Initiatives that run at the end go on until they are concluded' }),
    clauses: z.array(ClauseId).optional().meta({ description: 'The clauses that survive the end' }),
  })
    .optional()
    .meta({ description: 'What survives the end' }),
  review: cites({
    every: CalendarPeriod.optional(),
    first: CalendarPeriod.optional().meta({ description: 'The first review, from the operative date. Absent: after one `every`' }),
  })
    .optional()
    .meta({ description: 'Reviews, counted from the operative date' }),
  committee: Committee.optional().meta({ description: 'The Joint Committee Meeting, or its like. Absent: there are no meetings' }),
  cooperation: cites({ openEnded: z.boolean().meta({ description: 'Initiatives may add areas that the text does not list' }) })
    .optional()
    .meta({ description: 'Initiatives in the areas of cooperation. Absent: there are none' }),
  funds: cites({ committed: z.literal(false) })
    .optional()
    .meta({ description: 'That nothing commits funds' }),
  pause: cites({}).optional().meta({ description: 'That its implementation may be paused and resumed' }),
  nonBinding: cites({}).optional(),
  existingAgreements: cites({}).optional(),
  nationalLaw: cites({}).optional(),
});
export type Terms = z.infer<typeof Terms>;

/** The terms that cite a clause. */
export type Term = {
  [Key in keyof Terms]-?: NonNullable<Terms[Key]> extends { clause: string } ? Key : never;
}[keyof Terms];

export type Problem = { path: (string | number)[]; message: string };

type Rests = { participants: { id: string }[]; clauses: { id: string }[]; terms: Terms };

/** Fields that belong to another rule than the one stated: they would be ignored without a word. */
const misplaced = ({ operative, duration, commencement, review }: Terms, among: number): Problem[] => {
  const problems: Problem[] = [];
  const must = (holds: boolean, term: string, field: string, message: string) => {
    if (!holds) problems.push({ path: ['terms', term, field], message });
  };
  const counted = operative.rule === 'number-of-signatures';
  must(counted === (operative.count !== undefined), 'operative', 'count', 'belongs to the rule number-of-signatures, and to it alone');
  must((operative.count ?? 1) <= among, 'operative', 'count', `must be at most ${among}, the number of Participants`);
  for (const field of ['confirmations', 'counts'] as const) {
    const fits = operative[field] === undefined || operative.rule === 'mutual-confirmation';
    must(fits, 'operative', field, 'belongs to the rule mutual-confirmation alone');
  }
  if (duration) {
    const one = (duration.period === undefined) !== (duration.until === undefined);
    must(one, 'duration', 'period', 'must be given, or until instead, and not both');
  }
  must(
    commencement?.ends !== 'end-of-term' || duration !== undefined,
    'commencement',
    'ends',
    'is end-of-term, and there is no term duration',
  );
  must(!review || (review.every ?? review.first) !== undefined, 'review', 'every', 'must be given, or first, or both');
  return problems;
};

/** Every clause that a term cites is in the text, and every co-chair is a Participant. */
const dangling = ({ participants, clauses, terms }: Rests): Problem[] => {
  const known = new Set(clauses.map(({ id }) => id));
  const cited = Object.entries(terms).flatMap(([term, value]): Problem[] =>
    typeof value === 'object' && !known.has(value.clause)
      ? [{ path: ['terms', term, 'clause'], message: `cites ${value.clause}, which is not among the clauses` }]
      : [],
  );
  const surviving = (terms.afterwards?.clauses ?? [])
    .filter((id) => !known.has(id))
    .map((id) => ({ path: ['terms', 'afterwards', 'clauses'], message: `names ${id}, which is not among the clauses` }));
  const ids = new Set(participants.map(({ id }) => id));
  const coChairs = terms.committee?.coChairs ?? [];
  const chairs = coChairs
    .filter((id, at) => !ids.has(id) || coChairs.indexOf(id) !== at)
    .map((id) => ({ path: ['terms', 'committee', 'coChairs'], message: `names ${id}, who is not a Participant, or twice` }));
  return [...cited, ...surviving, ...chairs];
};

/** Whatever in the terms does not fit together, or does not fit the rest of the instrument. */
export const problemsOf = (instrument: Rests): Problem[] => [
  ...misplaced(instrument.terms, instrument.participants.length),
  ...dangling(instrument),
];
