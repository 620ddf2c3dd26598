/** What every file is made from: the log as it was known, and the state asked for. Where the log comes from is the caller's. */
import { type AsOf, eventsAsOf, stateAsOf } from '../projections/as-of.ts';
import { type CivilDate, dateEverywhere, formatInstant, type Milliseconds, parseInstant } from '../domain/calendar.ts';
import type { Event } from '../domain/events.ts';
import { zonesIn } from '../domain/seats.ts';
import type { State } from '../domain/state.ts';
import { type Version, versionsIn } from '../projections/versions.ts';

export type Dossier = {
  mou: string;
  /** All events known, oldest first: the log up to an instant, so that its chain still holds. */
  log: readonly Event[];
  state: State;
  /** The versions of the text up to the one of the state. */
  versions: Version[];
  /** What was asked for; null where nothing was. `knownAt` is ISO 8601, UTC. */
  asOf: { on: CivilDate | null; knownAt: string | null };
  /** The civil date that the dossier speaks of: the one asked for, else the latest that has begun at every seat. */
  today: CivilDate;
  /** The instant at which it was made: ISO 8601, UTC. */
  madeAt: string;
};

/** Nothing is shown as of before the last that is recorded: the clock of a rehearsal, or of the server, may be ahead of this machine's. */
export const presentOf = (log: readonly Event[], now: Milliseconds): Milliseconds => {
  const last = log.at(-1);
  return last ? Math.max(now, parseInstant(last.at)) : now;
};

/**
 * The dossier of a memorandum as of a date and an instant; undefined where nothing was known.
 *
 * @param log all events, oldest first
 * @param now milliseconds since the epoch, UTC
 */
export const dossierOf = (log: readonly Event[], asOf: AsOf, now: Milliseconds): Dossier | undefined => {
  const state = stateAsOf(log, asOf);
  if (!state) return undefined;
  const { on, knownAt } = asOf;
  const present = presentOf(log, now);
  const known = eventsAsOf(log, { knownAt });
  return {
    mou: state.mou,
    log: known,
    state,
    versions: versionsIn(state),
    asOf: { on: on ?? null, knownAt: knownAt === undefined ? null : formatInstant(knownAt) },
    today: on ?? dateEverywhere(knownAt ?? present, zonesIn(state)),
    madeAt: formatInstant(present),
  };
};
