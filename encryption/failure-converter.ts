/** Messages and stacks of failures as payloads, so that the codec encrypts them too. Runs in the workflows' sandbox as well. */
import { DefaultFailureConverter } from '@temporalio/common';

export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
