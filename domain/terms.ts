/**
 * What the clauses of a memorandum mean to the engine: its terms. Each term cites the clause it comes from. Only
 * `operative` is compulsory; a term that is absent does not exist, and nothing stands in for it.
 */
import { z } from 'zod';
import { Operative } from './operative-term.ts';
import { cites, WAIT, waitOf } from './term-fields.ts';
import { CalendarPeriod, ClauseId, Day, Line, NoticePeriod, Seat, Slug } from './values.ts';

const Signature = cites({
  originals: z
    .int()
    .min(1)
    .max(20)
    .optional()
    .meta({ description: 'How many originals were signed: one signature covers all', examples: [2] }),
  languages: z
    .array(Line)
    .min(1)
    .optional()
    .meta({ description: 'The languages of the originals', examples: [['English', 'French']] }),
  sameFile: z
    .boolean()
    .optional()
    .meta({ description: 'All sign one and the same file: a signature that names another document’s hash is refused', examples: [true] }),
});

const Renewal = z.discriminatedUnion('rule', [
  z.strictObject({
    rule: z.literal('automatic').meta({ description: 'By itself, at each end, when nothing stops it' }),
    period: CalendarPeriod.meta({ description: 'How long each renewal lasts', examples: ['P1Y'] }),
    unless: CalendarPeriod.optional().meta({
      description:
        'A notice of non-renewal must be delivered so long before the end of the term; that day included. Absent: none is foreseen',
      examples: ['P3M'],
    }),
    times: z
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .meta({ description: 'At most so often', examples: [2] }),
  }),
  z.strictObject({ rule: z.literal('by-decision').meta({ description: 'Only a decision of all extends it' }) }),
]);

const Duration = cites({
  period: CalendarPeriod.optional().meta({
    description: 'The term, from the operative date. Either `period` or `until`',
    examples: ['P3Y'],
  }),
  until: Day.optional().meta({
    description: 'The last operative day; a signature or confirmation by which it would be operative only later is refused',
    examples: ['1950-06-30'],
  }),
  renewal: Renewal.optional().meta({
    description: 'Absent: it is not renewed',
    examples: [{ rule: 'automatic', period: 'P1Y', unless: 'P3M' }],
  }),
});

const Commencement = cites({
  period: NoticePeriod.meta({
    description: 'How long after the notice, the day that starts it not counted. `P0D`: at once, on that day itself',
    examples: ['P180D'],
  }),
  from: z
    .enum(['delivery', 'notice'])
    .meta({ description: 'What starts the period: the delivery of the notice, or its own date', examples: ['delivery'] }),
  ends: z
    .enum(['on-the-day', 'end-of-month', 'end-of-year', 'end-of-term'])
    .optional()
    .meta({
      description:
        'On the day to which the period leads (as where absent), at the end of that month or calendar year, or at the first end of a term not before that day',
      examples: ['end-of-month'],
    }),
  notBefore: CalendarPeriod.optional().meta({ description: 'A minimum term, from the operative date', examples: ['P2Y'] }),
  orLater: z
    .boolean()
    .optional()
    .meta({ description: 'A notice may state a later date, on which it takes effect', examples: [true] }),
});

const Committee = cites({
  name: Line.meta({ description: 'What the text calls it', examples: ['Joint Committee Meeting'] }),
  coChairs: z
    .array(Slug)
    .min(1)
    .meta({ description: 'The Participants who chair it, by their ids: each approves the minutes', examples: [['us', 'rok']] }),
  cadence: CalendarPeriod.optional().meta({ description: 'How often it meets', examples: ['P1Y'] }),
  first: CalendarPeriod.optional().meta({ description: 'The first meeting within so long of the operative date', examples: ['P6M'] }),
});

/** A Participant by its id; or a body of its own, which is no Participant, with its name and its seat. */
const Depositary = cites({
  id: Slug.meta({
    description: 'The id of the Participant that is the depositary; or one of its own, of a body that is no Participant',
    examples: ['secretariat'],
  }),
  name: Line.optional().meta({
    description: 'Of a body that is no Participant: what the text calls it',
    examples: ['The Secretariat of the Convention'],
  }),
  seat: Seat.optional().meta({ description: 'Of a body that is no Participant: where it sits' }),
});

const NOTHING = 'Nothing follows by itself; reports show the clause.';

/** What the clauses mean to the engine. Each term cites the clause it comes from. */
export const Terms = z.strictObject({
  operative: Operative.meta({
    description: 'When the memorandum becomes operative',
    effect:
      'Records `BecameOperative` on the date to which the signatures or confirmations lead, or `Lapsed`. Before it is operative nothing can be modified or discontinued.',
  }),
  signature: Signature.optional().meta({ description: 'How it is signed', effect: 'Names the clause that each signature cites.' }),
  modification: cites({
    rule: z.literal('mutual-decision').meta({ description: 'All consent in writing to one and the same text' }),
    ...waitOf('A modification has its effect', 'the date of the last consent'),
  })
    .optional()
    .meta({
      description: 'How it is modified. Absent: by mutual written decision all the same, citing no clause',
      effect:
        'A modification that all have consented to gives a new version of the text: on the date of the last consent or, where the text makes it wait, so long after; on the date that it states where that is later. What else is decided together does not wait.',
    }),
  notice: cites({}).optional().meta({
    description: 'That a Participant may give notice',
    effect: 'Lets a Participant record a notice. With no `commencement` a notice is refused (`NOT_FORESEEN`).',
  }),
  commencement: Commencement.optional().meta({
    description: 'When a notice of discontinuation takes effect. Absent: no Participant can discontinue it alone',
    effect:
      'Counts from the delivery or from the notice’s date, tells everybody the date expected, waits for it and records `DiscontinuationCommenced`.',
  }),
  depositary: Depositary.optional().meta({
    description:
      'Who receives notices, and confirmations where receipt counts, for all others. Absent: a notice is delivered to each of the others',
    effect:
      'A notice is delivered to it alone, once for all, on the day of its seat: `record-delivery` then names no recipient. Which text names it is that of the notice’s own date. Its own notices, where it is a Participant, are delivered to each of the others.',
  }),
  noticeWithdrawal: z.enum(['mutual-decision', 'unilateral', 'never']).optional().meta({
    description: 'How a notice may be withdrawn, always before commencement. Absent: by mutual decision',
    effect: 'Allows or refuses `withdraw-notice` by its giver alone.',
  }),
  duration: Duration.optional().meta({
    description: 'How long it stays operative. Absent: until it is discontinued',
    effect:
      'Tells the end and the last day for a notice of non-renewal, and records `Renewed`, `Extended` or `Expired`. Each end is counted from the operative date, so that no day is lost over many renewals.',
  }),
  withdrawal: cites({
    remaining: z
      .int()
      .min(1)
      .max(50)
      .meta({ description: 'It goes on while so many remain', examples: [2] }),
  })
    .optional()
    .meta({
      description: 'A notice takes out its giver alone. Absent: a notice ends the memorandum for all',
      effect:
        'Records `ParticipantWithdrew`. Who has withdrawn acts no more and is no longer waited for. Where fewer would remain, the notice ends it for all.',
    }),
  accession: cites({
    rule: z
      .enum(['open', 'by-decision'])
      .meta({ description: 'By their own signature, or by a decision that admits them', examples: ['open'] }),
    ...WAIT,
  })
    .optional()
    .meta({
      description: 'Others may join: by their own signature, or admitted by a mutual decision',
      effect:
        'Lets `accede` add a Participant, who belongs from the date of its signature or of the decision; where it has to wait, `MembershipBegan` is recorded once that is over.',
    }),
  afterwards: cites({
    initiatives: z
      .literal('continue')
      .optional()
      .meta({ description: 'Initiatives that run at the end go on until they are concluded', examples: ['continue'] }),
    clauses: z
      .array(ClauseId)
      .optional()
      .meta({ description: 'The clauses that survive the end', examples: [['8', '9']] }),
  })
    .optional()
    .meta({
      description: 'What survives the end',
      effect: 'Initiatives are reported on and concluded after the end; the surviving clauses are named in the report.',
    }),
  review: cites({
    every: CalendarPeriod.optional().meta({ description: 'How often. Absent: once, after `first`', examples: ['P2Y'] }),
    first: CalendarPeriod.optional().meta({
      description: 'The first review, from the operative date. Absent: after one `every`',
      examples: ['P1Y'],
    }),
  })
    .optional()
    .meta({
      description: 'Reviews, counted from the operative date',
      effect: 'Records `ReviewDue` on each date that the text in force on it foresees, and reminds of it.',
    }),
  committee: Committee.optional().meta({
    description: 'The Joint Committee Meeting, or its like. Absent: there are no meetings',
    effect: 'Allows meetings, minutes and actions, and says when the next meeting is expected.',
  }),
  cooperation: cites({
    openEnded: z.boolean().meta({ description: 'Initiatives may add areas that the text does not list', examples: [true] }),
  })
    .optional()
    .meta({
      description: 'Initiatives in the areas of cooperation. Absent: there are none',
      effect: 'Allows initiatives in the areas listed, and in others where it is open-ended.',
    }),
  funds: cites({ committed: z.literal(false).meta({ description: 'Nothing in it commits funds' }) })
    .optional()
    .meta({ description: 'That nothing commits funds', effect: 'Refuses an initiative that would commit funds (`COMMITS_FUNDS`).' }),
  pause: cites({}).optional().meta({
    description: 'That its implementation may be paused and resumed',
    effect: 'Allows `pause` and `resume`; meetings and initiatives wait meanwhile.',
  }),
  nonBinding: cites({}).optional().meta({
    description: 'That it binds nobody',
    effect: 'Nothing follows by itself; `mou instrument check` reads the text for words that would bind.',
  }),
  existingAgreements: cites({}).optional().meta({ description: 'That other agreements stay as they are', effect: NOTHING }),
  nationalLaw: cites({}).optional().meta({ description: 'That it is carried out within national law', effect: NOTHING }),
});
export type Terms = z.infer<typeof Terms>;

/** The terms that cite a clause. */
export type Term = {
  [Key in keyof Terms]-?: NonNullable<Terms[Key]> extends { clause: string } ? Key : never;
}[keyof Terms];
