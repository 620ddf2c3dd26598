/** Exit codes, and how a failure is told: as JSON on standard output for scripts, as a sentence on standard error for people. */
import pc from 'picocolors';
import { EngineError, EXIT } from '../domain/engine-error.ts';
import { prose } from '../projections/words.ts';
import { shown } from './output.ts';

export { EXIT } from '../domain/engine-error.ts';

/** The command line itself is not valid. */
export class UsageError extends EngineError {
  override readonly name = 'UsageError';
  readonly code = 'INVALID';
  readonly exitCode = EXIT.invalid;
}

type Failure = ReturnType<EngineError['toJSON']>;

/** What went wrong, by a code: an error of ours carries its own. */
export const failureOf = (error: unknown): Failure =>
  error instanceof EngineError ? error.toJSON() : { code: 'UNEXPECTED', message: error instanceof Error ? error.message : String(error) };

export const exitCodeOf = (error: unknown): number => (error instanceof EngineError ? error.exitCode : EXIT.unexpected);

/** Tells a failure and sets the exit code; what is still to be written is written. */
export const tellFailure = (error: unknown, json: boolean): void => {
  const failure = failureOf(error);
  process.exitCode = exitCodeOf(error);
  if (json) process.stdout.write(`${JSON.stringify({ error: failure })}\n`);
  else {
    const said = `${failure.message}${failure.clause ? ` (${failure.clause})` : ''}`;
    process.stderr.write(`${pc.red(failure.code)} ${shown(prose(said), process.stderr.isTTY)}\n`);
  }
  if (failure.code === 'UNEXPECTED' && process.env.MOU_DEBUG) process.stderr.write(`${(error as Error).stack}\n`);
};
