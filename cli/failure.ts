/** Exit codes, and how a failure is told: as JSON on standard output for scripts, as a sentence on standard error for people. */
import pc from 'picocolors';

/** `unread`: nobody reads what is printed; the number by which a shell tells of SIGPIPE. */
export const EXIT = { done: 0, unexpected: 1, invalid: 2, refused: 3, notFound: 4, noService: 5, unread: 141 } as const;

/** The command line itself is not valid. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'INVALID';
}

const BY_CODE: Record<string, number> = {
  INVALID: EXIT.invalid,
  TOO_LARGE: EXIT.invalid,
  UNKNOWN_MOU: EXIT.notFound,
  NOT_FOUND: EXIT.notFound,
  NO_SERVICE: EXIT.noService,
  UNEXPECTED: EXIT.unexpected,
};

type Failure = { code: string; message: string; clause?: string };

const KNOWN = new Set(['Refusal', 'NoService', 'BadSetting', 'NotFound', 'UsageError']);

/** What went wrong, by a code: an error of ours carries its own. */
export const failureOf = (error: unknown): Failure => {
  const { name, code, clause, message } = error as Error & { code?: string; clause?: string };
  if (!KNOWN.has(name) || !code) return { code: 'UNEXPECTED', message: message ?? String(error) };
  return { code, message, ...(clause && { clause }) };
};

export const exitCodeOf = ({ code }: Failure): number => BY_CODE[code] ?? EXIT.refused;

/** Tells a failure and sets the exit code; what is still to be written is written. */
export const tellFailure = (error: unknown, json: boolean): void => {
  const failure = failureOf(error);
  process.exitCode = exitCodeOf(failure);
  if (json) process.stdout.write(`${JSON.stringify({ error: failure })}\n`);
  else process.stderr.write(`${pc.red(failure.code)} ${failure.message}${failure.clause ? ` (${failure.clause})` : ''}\n`);
  if (failure.code === 'UNEXPECTED' && process.env.MOU_DEBUG) process.stderr.write(`${(error as Error).stack}\n`);
};
