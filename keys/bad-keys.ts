import { EngineError, EXIT } from '../domain/engine-error.ts';

/** The user's keys, or the settings that name them, are not what they should be. */
export class BadKeys extends EngineError {
  override readonly name = 'BadKeys';
  readonly code = 'INVALID';
  readonly exitCode = EXIT.invalid;
}
