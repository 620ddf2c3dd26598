/**
 * What a memorandum is taken up again with, after its workflow had ended, comes from the one who starts the workflow. It is held
 * against the register or, where that knows nothing of it, each act in it against its signature.
 */
import type { Gate } from '../../domain/authorisation.ts';
import { genesis, link } from '../../domain/chain.ts';
import type { Event } from '../../domain/events.ts';
import { fingerprint } from '../../domain/fingerprint.ts';
import { firstUnfounded } from '../../domain/rejudge.ts';
import type { Current } from '../../register/port.ts';
import { fromCarried } from './known.ts';
import type { Carried, Place } from './port.ts';
import type { Known } from './standings.ts';

type TakenUp = Place & { carried: Carried };

const headAt = (mou: string, log: readonly Event[], seq: number): string => log.slice(0, seq).reduce(link, genesis(mou));

/** The whole state, or a log that goes on from where the register ends. */
const isAsKept = ({ mou, seq, head, carried }: TakenUp, known: Known | undefined, kept: Current): boolean => {
  if (!carried.base) return headAt(mou, carried.since, kept.seq) === kept.head;
  const isSame = kept.seq === seq && kept.head === head;
  // Where closed matters were left out, the register itself is asked at each act.
  return isSame && (known === undefined || fingerprint(known.state) === fingerprint(kept.state));
};

const problemOfLog = ({ mou, carried }: TakenUp, known: Known | undefined, { asks, verify }: Gate): string | undefined => {
  if (carried.base || !known?.state) return 'the register does not know it, and not all of its events are there';
  if (known.state.authorisation === 'open') return asks === 'open' ? undefined : 'its acts are not signed';
  return firstUnfounded(mou, carried.since, verify)?.why;
};

/** In one sentence; undefined where nothing is wrong. @param kept undefined where there is no register, or it does not know the memorandum */
export const problemOfTakingUp = (taken: TakenUp, kept: Current | undefined, gate: Gate): string | undefined => {
  const known = fromCarried(taken.mou, taken.carried);
  if (known && (known.seq !== taken.seq || known.head !== taken.head)) return 'its events do not lead where it says';
  if (kept && !isAsKept(taken, known, kept)) return `the register has another record of it, up to event ${kept.seq}`;
  const isWhole = kept !== undefined && (taken.carried.base !== null || taken.seq === kept.seq);
  return isWhole ? undefined : problemOfLog(taken, known, gate);
};
