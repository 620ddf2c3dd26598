/** Nobody answered: no server, no worker, or no answer in time. The act may be retried by the same id. */
export class NoService extends Error {
  override readonly name = 'NoService';
  readonly code = 'NO_SERVICE';
}
