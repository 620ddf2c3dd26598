import type { Delivery } from '../../../domain/delivery.ts';
import type { Event } from '../../../domain/events.ts';
import { Refusal } from '../../../domain/refusal.ts';
import { verifyExport } from '../../../proof/verify-export.ts';
import { counted } from '../../../projections/words.ts';
import { RegisterConflict } from '../../../register/errors.ts';
import type { Head, Register } from '../../../register/port.ts';
import { answer } from '../../output.ts';
import { readJson } from '../../read-json.ts';
import { AS_RECORDED, type Verb } from '../../verb.ts';
import { withRegister } from '../../with-register.ts';

/** What is known here already of a message may be later than what the file says of it. */
const takeIn = async (register: Register, mou: string, events: readonly Event[], deliveries: readonly Delivery[]): Promise<Head> => {
  const head = await register.append(mou, events);
  const known = new Set((await register.deliveries(mou)).map(({ key }) => key));
  const fresh = deliveries.filter(({ key }) => !known.has(key));
  if (fresh.length > 0) await register.keepDeliveries(mou, fresh);
  return head;
};

/** The same export again changes nothing. */
export const verb: Verb = {
  usage: 'import <file>',
  summary: 'Takes an export into the register, once its chain is verified, and that its events follow from each other by the rules.',
  examples: ['import MOU.json'],
  options: [AS_RECORDED],
  run: async (options, path) => {
    const document = await readJson(path);
    const verified = verifyExport(document, { asRecorded: options.asRecorded === true });
    if (!verified.ok) throw new Refusal('INVALID', `${path}: ${verified.reason}`);
    const { mou, deliveries, stateMatches } = verified;
    // As they are written, since that is what was hashed: this version of the engine may read less of them.
    const { events } = document as { events: Event[] };
    const head = await withRegister((register) => takeIn(register, mou, events, deliveries)).catch((error: unknown) => {
      if (error instanceof RegisterConflict)
        throw new Refusal('ALREADY_OPENED', `mou: the register holds other events of ${mou}, from event ${error.seq} on`);
      throw error;
    });
    answer(options, { mou, ...head, stateMatches }, () => [
      `${mou}: ${counted(events.length, 'event is', 'events are')} in the register; head ${head.head}`,
      ...(stateMatches ? [] : ['The state in the file does not follow from them and was left aside.']),
    ]);
  },
};
