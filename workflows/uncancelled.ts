/**
 * A memorandum ends by an act, and never because somebody asks Temporal to cancel its workflow: that would stop its clock, and
 * all that is being judged, kept and told. Such a request stands in the history and changes nothing.
 */
import { CancellationScope, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

export const interceptors: WorkflowInterceptorsFactory = () => ({
  inbound: [
    {
      execute: (input, next) => CancellationScope.nonCancellable(() => next(input)),
      handleUpdate: (input, next) => CancellationScope.nonCancellable(() => next(input)),
    },
  ],
});
