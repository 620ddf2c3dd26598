/** The versions of a memorandum's text, as a command line asks for them. */
import { type AsOf, eventsAsOf } from '../projections/as-of.ts';
import type { Event } from '../domain/events.ts';
import { type Version, versionsOf } from '../projections/versions.ts';
import { UsageError } from './failure.ts';

/** The versions that were known at an instant, or are now; none where nothing was. */
export const knownVersions = (log: readonly Event[], { knownAt }: AsOf): Version[] => versionsOf(eventsAsOf(log, { knownAt }));

/** Throws `UsageError` naming the flag where there is no such version. */
export const versionFrom = (versions: readonly Version[], flag: string, value: unknown): Version => {
  const found = versions.find(({ version }) => String(version) === value);
  if (found) return found;
  throw new UsageError(`${flag}: there is no version ${JSON.stringify(value)}; the latest is ${versions.at(-1)?.version}`);
};
