/** How this process comes to know where a memorandum stands, where it does not remember. */
import { ApplicationFailure } from '@temporalio/common';
import { parseInstant } from '../../domain/calendar.ts';
import type { Event } from '../../domain/events.ts';
import { unpackState } from '../../domain/packed.ts';
import { RegisterUnavailable } from '../../register/errors.ts';
import type { Current } from '../../register/port.ts';
import type { RegisterAccess } from '../register/access.ts';
import { follow, type Known, type Standings, unopened } from './standings.ts';
import type { Carried, Place } from './port.ts';

export const noService = (message: string): ApplicationFailure => ApplicationFailure.nonRetryable(message, 'NO_SERVICE');

/** From what the clerk carries alone; undefined where that leaves something out. */
export const fromCarried = (mou: string, { base, since }: Carried): Known | undefined => {
  if (!base) return follow(unopened(mou), since);
  if (base.condensed || base.packed === null) return undefined;
  const known: Known = { mou, seq: base.seq, head: base.head, at: parseInstant(base.at), state: unpackState(base.packed) };
  return follow(known, since);
};

/** From the register, and the events that it may not hold yet. Throws `RegisterUnavailable`. */
export const fromRegister = async (access: RegisterAccess, mou: string, since: readonly Event[]): Promise<Known> => {
  const register = await access();
  const current = await register.current(mou);
  if (!current) return follow(unopened(mou), since);
  const [last] = await register.events(mou, { after: current.seq - 1, limit: 1 });
  const known: Known = { mou, ...current, at: parseInstant((last as Event).at) };
  return follow(
    known,
    since.filter(({ seq }) => seq > current.seq),
  );
};

/**
 * Where a memorandum stands, found again from what is carried and, where closed matters were left out of that, from the
 * register. Throws `ApplicationFailure` `NO_SERVICE` where that is down.
 */
export const foundAgain = async (
  standings: Standings,
  access: RegisterAccess | undefined,
  place: Place,
  carried: Carried,
): Promise<Known> => await standings.foundOnce(place, () => found(access, place, carried));

const found = async (access: RegisterAccess | undefined, place: Place, carried: Carried): Promise<Known> => {
  const known = fromCarried(place.mou, carried) ?? (await asked(access, place.mou, carried.since));
  if (known.seq !== place.seq || known.head !== place.head) {
    throw new Error(`${place.mou}: what is carried and kept leads to event ${known.seq}, and to another record than event ${place.seq}`);
  }
  return known;
};

/**
 * Temporal was restored from an older backup than the register: what were recorded now would stand in the place of what is
 * kept. Asked where a worker meets a memorandum for the first time; a register that is down keeps nobody from acting. Throws
 * `ApplicationFailure` `NO_SERVICE`.
 */
export const mustNotBeBehind = async (access: RegisterAccess, { mou, seq, head }: Place): Promise<void> => {
  try {
    const kept = await (await access()).head(mou);
    if (!kept || kept.seq < seq || (kept.seq === seq && kept.head === head)) return;
    throw noService(
      `CONFLICT: the register holds ${kept.seq} events of ${mou}, and Temporal another record of ${seq}: nothing is recorded until \`mou reconcile ${mou}\` has compared them`,
    );
  } catch (error) {
    if (!(error instanceof RegisterUnavailable)) throw error;
  }
};

/** What the register knows of it. Throws `ApplicationFailure` `NO_SERVICE` where it is down. */
export const keptBy = async (access: RegisterAccess, mou: string): Promise<Current | undefined> => {
  try {
    return await (await access()).current(mou);
  } catch (error) {
    if (error instanceof RegisterUnavailable)
      throw noService(`${mou}: what it is taken up with is held against the register. ${error.message}`);
    throw error;
  }
};

const asked = async (access: RegisterAccess | undefined, mou: string, since: readonly Event[]): Promise<Known> => {
  if (!access) throw noService(`${mou}: what this rests on is in the register, and this worker has none`);
  try {
    return await fromRegister(access, mou, since);
  } catch (error) {
    if (error instanceof RegisterUnavailable) throw noService(`${mou}: what this rests on is in the register. ${error.message}`);
    throw error;
  }
};
