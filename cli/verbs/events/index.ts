import { asOfFrom, logOf } from '../../asking.ts';
import { answer, EVENT_HEADINGS, eventRow } from '../../output.ts';
import { table } from '../../table.ts';
import { eventsAsOf } from '../../../projections/as-of.ts';
import { AS_OF, type Verb } from '../../verb.ts';

export const verb: Verb = {
  usage: 'events <id>',
  summary: 'Lists the events of a memorandum.',
  examples: ['events MOU --json'],
  options: AS_OF,
  run: async (options, mou) => {
    const asOf = asOfFrom(options);
    const log = eventsAsOf(await logOf(mou), asOf);
    answer(options, log, () => table(EVENT_HEADINGS, log.map(eventRow)));
  },
};
