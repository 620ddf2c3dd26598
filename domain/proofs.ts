/** Whether each act in a log was signed by who could do it then: years later, by the keys that held then, from the log alone. */
import { canonicalJson } from './canonical.ts';
import type { Act } from './acts/index.ts';
import { authorise } from './authorisation.ts';
import { parseInstant } from './calendar.ts';
import { isOfParticipant, type Event } from './events.ts';
import { evolve } from './evolve.ts';
import { contentHash } from './judge.ts';
import { Refusal } from './refusal.ts';
import type { Verify } from './signed-act.ts';
import type { State } from './state.ts';

/** The act as it was sent, from the proof of its first event. */
export const provenAct = ({ type, data, proof }: Event): Act | undefined =>
  proof && ({ ...proof.act, ...(type === 'MemorandumOpened' && { instrument: data.instrument }), jws: proof.jws } as Act);

const problemOfAct = (mou: string, before: State | undefined, event: Event, verify: Verify): string | undefined => {
  const act = provenAct(event);
  if (!act) return `nobody signed the act ${event.act?.id}`;
  if (act.id !== event.act?.id || contentHash(act) !== event.act?.sha256) return 'what was signed is another act than the one recorded';
  const proof = authorise(mou, before, act, parseInstant(event.at), { asks: 'signed', keepers: null, verify });
  return canonicalJson(proof) === canonicalJson(event.proof) ? undefined : 'its proof names another key than the one that signed';
};

const isSigned = (before: State | undefined, event: Event): boolean =>
  before ? before.authorisation === 'signed' : event.type === 'MemorandumOpened' && event.data.keys !== undefined;

/** What is wrong with who recorded an event, in one sentence. @param before the state before it @param previous the event before it */
export const problemOfProof = (
  mou: string,
  { before, previous, event }: { before: State | undefined; previous: Event | undefined; event: Event },
  verify: Verify,
): string | undefined => {
  const isFirst = event.act !== undefined && event.act.id !== previous?.act?.id;
  if (!isSigned(before, event) || !isFirst) {
    if (event.proof) return 'it has a proof, and there was none to give';
    return isSigned(before, event) && !event.act && isOfParticipant(event.type) ? `${event.by} did it, and by no act` : undefined;
  }
  try {
    return problemOfAct(mou, before, event, verify);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    return `its proof cannot be read: ${(error as Error).message}`;
  }
};

/** The first event that nobody signed who could; undefined where all were, or acts are not signed. Throws where the log does not fold. */
export const firstUnproven = (mou: string, log: readonly Event[], verify: Verify): { seq: number; why: string } | undefined => {
  let before: State | undefined;
  for (const [at, event] of log.entries()) {
    const why = problemOfProof(mou, { before, previous: log[at - 1], event }, verify);
    if (why !== undefined) return { seq: event.seq, why };
    before = evolve(before, event);
  }
  return undefined;
};
