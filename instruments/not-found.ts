import { EngineError, EXIT } from '../domain/engine-error.ts';

/** No such file, or no instrument of that id: the caller looked in the wrong place, and nothing was refused. */
export class NotFound extends EngineError {
  override readonly name = 'NotFound';
  readonly code = 'NOT_FOUND';
  readonly exitCode = EXIT.notFound;
}
