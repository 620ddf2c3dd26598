/** What several terms are made of: each cites its clause, and some wait. */
import { z } from 'zod';
import { CalendarPeriod, ClauseId } from './values.ts';

export const cites = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ clause: ClauseId.meta({ description: 'The number of the clause, as the text has it', examples: ['III.4'] }), ...shape });

const Said = z.boolean().optional();

/** How long one waits, counted as for the operative date. */
export const waitOf = (has: string, date: string) => ({
  after: CalendarPeriod.optional().meta({ description: `${has} only so long after ${date}, that day not counted`, examples: ['P30D'] }),
  firstOfNextMonth: Said.meta({
    description: `${has} from the first day of the month that follows; a first day is not itself enough`,
    examples: [true],
  }),
});
export const WAIT = waitOf('Who joins belongs', 'the date from which it would belong otherwise');
export const Wait = z.strictObject(WAIT).optional();
