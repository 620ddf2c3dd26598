import { EngineError, EXIT } from '../domain/engine-error.ts';

/** Another event has this number in the register. Trying again changes nothing: two histories claim the same place. */
export class RegisterConflict extends EngineError {
  override readonly name = 'RegisterConflict';
  readonly code = 'REGISTER_CONFLICT';
  readonly exitCode = EXIT.refused;
  readonly mou: string;
  readonly seq: number;

  constructor(mou: string, seq: number) {
    super(`Event ${seq} of ${mou} is in the register with other content`);
    this.mou = mou;
    this.seq = seq;
  }
}

/** The events do not follow on what is recorded: those before them come first. */
export class RegisterGap extends EngineError {
  override readonly name = 'RegisterGap';
  readonly code = 'REGISTER_GAP';
  readonly exitCode = EXIT.refused;
  readonly mou: string;
  /** The number that the next event has to have. */
  readonly expected: number;

  constructor(mou: string, expected: number, given: number) {
    super(`Event ${given} of ${mou} cannot be recorded: event ${expected} comes first`);
    this.mou = mou;
    this.expected = expected;
  }
}

/** The register does not answer, or not in time. Nothing is known of what was asked: asking again is right, and harmless. */
export class RegisterUnavailable extends EngineError {
  override readonly name = 'RegisterUnavailable';
  readonly code = 'NO_SERVICE';
  readonly exitCode = EXIT.noService;
}

/** The database is there, but its tables are not those of this version, or it keeps another namespace's memoranda: somebody has to act. */
export class RegisterUnfit extends EngineError {
  override readonly name = 'RegisterUnfit';
  readonly code = 'NO_SERVICE';
  readonly exitCode = EXIT.noService;
  readonly why: 'no-tables' | 'other-tables' | 'other-namespace';

  constructor(why: RegisterUnfit['why'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}

type DatabaseError = Error & { code: string; severity: string };

/** An error that PostgreSQL itself answered with, as against one of the way to it. */
export const isDatabaseError = (error: unknown): error is DatabaseError => error instanceof Error && 'severity' in error && 'code' in error;

/** By SQLSTATE: connection, resources, shutting down, the system itself, who may connect, which database, a standby, locks. */
const UNAVAILABLE = /^(08|53|57|58|28|3D|25006|55P03)/;
/** The database gave up one of two transactions that were in each other's way, or one came just before the other. */
const CROSSED = /^(40001|40P01|23505|MOU01)$/;

export const isCrossed = (error: unknown): boolean => isDatabaseError(error) && CROSSED.test(error.code);

/** The role has not the privilege. */
export const isDenied = (error: unknown): boolean => isDatabaseError(error) && error.code === '42501';

/** What the caller is told of a failed query: `RegisterUnavailable` where the register is down, otherwise the error itself. */
export const translated = (error: unknown): unknown => {
  if (error instanceof RegisterUnavailable || error instanceof TypeError) return error;
  if (isDatabaseError(error) && !UNAVAILABLE.test(error.code)) return error;
  const { message, code } = error as NodeJS.ErrnoException;
  // A refused connection to a name with several addresses has no message of its own.
  return new RegisterUnavailable(`The register does not answer: ${message || code}`, { cause: error });
};
