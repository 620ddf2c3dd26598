/** What a run of the clerk hands to the next: with which state that begins, and whether all of it can be carried. */
import type { Logger } from 'pino';
import { type Base, packBase } from '../../domain/base.ts';
import { bytesOf } from '../../domain/limits.ts';
import type { RegisterAccess } from '../register/access.ts';
import { foundAgain } from './known.ts';
import type { Carried, HandOver, HandOverAsked, Place } from './port.ts';
import type { Standings } from './standings.ts';

/** In bytes. A payload may have 2 MiB; a little is left for the ids of acts, which become more by those that are left out. */
const MOST_CARRIED = 1_950_000;
/** In events of the history. */
const SOME_MORE = 100;

type Options = { standings: Standings; register: RegisterAccess | undefined; logger: Logger; most?: number };

const after = (carried: Carried, base: Base | null): Carried =>
  base ? { base, since: carried.since.filter(({ seq }) => seq > base.seq) } : carried;

/** Nothing but where it stands: all up to there is the register's alone. */
const bareBase = ({ seq, head }: Place, { since }: Carried): Base | null => {
  const last = since.find((event) => event.seq === seq);
  return last ? { seq, head, at: last.at, condensed: true, packed: null } : null;
};

/** Null where it cannot be had now: then it is asked for at the next hand-over. */
const stateAt = async ({ standings, register, logger }: Options, safe: Place, { base, since }: Carried): Promise<Base | null> => {
  try {
    const carried = { base, since: since.filter(({ seq }) => seq <= safe.seq) };
    return packBase(standings.at(safe) ?? (await foundAgain(standings, register, safe, carried)));
  } catch (error) {
    logger.warn({ err: error, mou: safe.mou }, 'A run is handed over without a state of its own');
    return null;
  }
};

export const prepareHandOver = async (options: Options, { safe, carried, beside }: HandOverAsked): Promise<HandOver> => {
  const { most = MOST_CARRIED } = options;
  const fits = (base: Base | null): boolean => beside + bytesOf(after(carried, base)) <= most;
  const base = safe && (await stateAt(options, safe, carried));
  const found = [base, safe && bareBase(safe, carried)].find((one, at) => (at === 0 || one !== null) && fits(one));
  return found === undefined ? { base: null, fits: false, again: SOME_MORE } : { base: found, fits: true, again: 0 };
};
