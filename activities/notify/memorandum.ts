/**
 * Tells a memorandum that another one has replaced it: records there the decision by which it ends. And tells those that stand
 * under it, or that it stands under, what concerns them: by an act that is recorded there. It is a channel like the others, and
 * so it is tried again for as long as a message is, never done twice, and a dead letter where it is refused.
 */
import type { ActInput } from '../../domain/acts/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { State } from '../../domain/state.ts';
import { actOfSupersession, hindranceTo, outcomeOf } from '../../domain/supersession.ts';
import { type Channel, NotTaken, type Taken } from './port.ts';

/** What is needed of other memoranda. Both throw `Refusal`, or another Error where nobody answers. */
export type OtherMemoranda = {
  state: (mou: string) => Promise<State>;
  act: (mou: string, act: ActInput) => Promise<{ seq: number }>;
};

/** Until it is opened, and operative: its papers may be recorded only after those of the one that tells it. */
const NOT_YET = new Set(['UNKNOWN_MOU', 'NOT_OPERATIVE']);

/** Any other refusal is final: the same acts would be refused again. */
const asked = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new NotTaken(`${error.code} ${error.message}`, NOT_YET.has(error.code) ? 'long' : 'never');
  }
};

const recordIn = async (mou: string, what: ActInput, { key, act }: { key: string; act: OtherMemoranda['act'] }): Promise<Taken> => {
  const { seq } = await asked(act(mou, what));
  return { messageId: key, detail: `${mou} has recorded it, as event ${seq}` };
};

export const createMemorandumChannel = ({ state, act }: OtherMemoranda): Channel<'memorandum'> => ({
  deliver: async ({ key, events }, contact) => {
    // What follows from history is history there too.
    const quiet = events.every(({ event }) => event.quiet) && { quiet: true };
    if ('act' in contact) return await recordIn(contact.id, { ...contact.act, ...quiet }, { key, act });
    const { supersession } = contact;
    const { mou } = supersession;
    const earlier = await asked(state(mou));
    const hindrance = hindranceTo(supersession, earlier);
    if (hindrance !== undefined) throw new NotTaken(`NOT_FORESEEN ${hindrance}`, 'never');
    const toRecord = actOfSupersession(supersession, earlier);
    if (!toRecord) return { messageId: key, detail: `nobody of ${mou} has signed ${supersession.by} yet: nothing is to be recorded` };
    const { seq } = await asked(act(mou, { ...toRecord, ...quiet }));
    return { messageId: key, detail: `${mou} has recorded, as event ${seq}, ${outcomeOf(supersession, await asked(state(mou)))}` };
  },
});
