/** When a memorandum becomes operative: the only term that every memorandum has. */
import { z } from 'zod';
import { cites, Wait } from './term-fields.ts';
import { CalendarPeriod, Day } from './values.ts';

export const Operative = cites({
  rule: z.enum(['last-signature', 'mutual-confirmation', 'number-of-signatures']).meta({
    description:
      'What makes it operative: the latest signature of all Participants, the later of their confirmations, or the date on which so many have signed',
    examples: ['last-signature'],
  }),
  count: z
    .int()
    .min(1)
    .max(50)
    .optional()
    .meta({
      description:
        'With `number-of-signatures`: how many signatures it takes. Who signs later belongs from the date of their own signature, or waits as `later` says',
      examples: [4],
    }),
  confirmations: z
    .enum(['after-signatures', 'notes-only'])
    .optional()
    .meta({
      description:
        'With `mutual-confirmation`: `notes-only` where notes are exchanged and nobody signs; otherwise confirmations follow the signatures',
      examples: ['notes-only'],
    }),
  counts: z
    .enum(['date', 'receipt'])
    .optional()
    .meta({
      description: "With `mutual-confirmation`: the later note's own date, or the date on which the later one was received",
      examples: ['receipt'],
    }),
  after: CalendarPeriod.optional().meta({ description: 'So long after that date, the day itself not counted', examples: ['P30D'] }),
  notBefore: Day.optional().meta({ description: 'Not operative before this date', examples: ['2027-01-01'] }),
  firstOfNextMonth: z
    .boolean()
    .optional()
    .meta({ description: 'Operative on the first day of the month that follows; a first day is not itself enough', examples: [true] }),
  later: Wait.meta({
    description:
      'With `number-of-signatures`: how long one waits that signs after the date of the last signature that it takes, counted from its own. Never before the operative date',
    examples: [{ after: 'P30D' }],
  }),
  lapses: CalendarPeriod.optional().meta({
    description:
      'So long from the first signature or confirmation, that day not counted: not operative by the last day, it lapses on the day after',
    examples: ['P1Y'],
  }),
});
