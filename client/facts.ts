import type { ActInput, ActName } from '../domain/acts/index.ts';

/** Of each kind apart: what only some kinds have is still theirs. */
type Without<Act, Keys extends PropertyKey> = Act extends unknown ? Omit<Act, Keys> : never;

/** What an act's method takes: the act's fields, without its name; the memorandum is named beside them. */
export type Facts<Name extends ActName> = Without<Extract<ActInput, { do: Name }>, 'do' | (Name extends 'open' ? 'mou' : never)>;
