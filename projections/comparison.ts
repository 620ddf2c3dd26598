/** Two texts of one memorandum side by side: of two versions, or as of two dates. */
import type { CivilDate, Milliseconds } from '../domain/calendar.ts';
import type { Event } from '../domain/events.ts';
import { type AsOf, isAhead, stateAsOf } from './as-of.ts';
import { type Change, differences, type Version, versionsIn } from './versions.ts';

/** `named`: as it was asked for, in JSON. */
export type Side = Pick<Version, 'version' | 'instrument'> & {
  label: string;
  named: { version: number; date?: string; expected?: true };
  versions: readonly Version[];
};

/** Undefined where nothing held then. @param now milliseconds since the epoch */
export const sideOn = (log: readonly Event[], on: CivilDate, knownAt: AsOf['knownAt'], now: Milliseconds): Side | undefined => {
  const state = stateAsOf(log, { on, knownAt });
  if (!state) return undefined;
  const { version, instrument } = state;
  const expected = isAhead(state, on, knownAt ?? now);
  return {
    version,
    instrument,
    label: `${on} (version ${version}${expected ? ', expected' : ''})`,
    named: { date: on, version, ...(expected && { expected }) },
    versions: versionsIn(state),
  };
};

export const sideOf = ({ version, instrument }: Version, versions: readonly Version[]): Side => ({
  ...{ version, instrument, versions, label: `version ${version}`, named: { version } },
});

/** The texts themselves are compared: of two dates the same version may not be the same text, where a fact came to light since. */
export const changesOf = (from: Side, to: Side): Change[] => {
  const [first, last] = from.version <= to.version ? [from, to] : [to, from];
  const among = last.versions.filter(({ version }) => version >= first.version && version <= last.version);
  return differences(from.instrument, to.instrument, among);
};
