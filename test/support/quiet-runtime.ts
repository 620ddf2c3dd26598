/** One runtime of the SDK for all test files of a process, which says nothing of what tests break on purpose. */
import { DefaultLogger, Runtime } from '@temporalio/worker';

let installed = false;

export const quietRuntime = (): void => {
  if (!installed) Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) });
  installed = true;
};
