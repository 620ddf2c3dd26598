/** One runtime of the SDK for all test files of a process, which says nothing of what tests break on purpose. */
import { DefaultLogger, Runtime } from '@temporalio/worker';

// Of the process, as the runtime is: a test may load its modules again.
const here = globalThis as { quietRuntime?: Runtime };

export const quietRuntime = (): void => {
  here.quietRuntime ??= Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) });
};
