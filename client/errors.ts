import { EngineError, EXIT } from '../domain/engine-error.ts';

/** Nobody answered: no server, no worker, or no answer in time. The act may be retried by the same id. */
export class NoService extends EngineError {
  override readonly name = 'NoService';
  readonly code = 'NO_SERVICE';
  readonly exitCode = EXIT.noService;
}

/** A server answers, but not for that namespace: it was deleted, or never made. */
export class NoNamespace extends NoService {}

/** A setting names what is not there, or what does not belong together. */
export class BadSetting extends EngineError {
  override readonly name = 'BadSetting';
  readonly code = 'INVALID';
  readonly exitCode = EXIT.invalid;
}

/** The server knows who asks, or cannot tell, and does not let them do that. Sent again it is refused again. */
export class NotPermitted extends EngineError {
  override readonly name = 'NotPermitted';
  readonly code = 'NOT_AUTHORISED';
  readonly exitCode = EXIT.refused;
}
