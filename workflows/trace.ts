/**
 * The trace that an act belongs to, from the header of its Update to what is judged and told of it. It decides nothing, and a
 * replay may find it or not.
 */
import { AsyncLocalStorage, type WorkflowInterceptorsFactory } from '@temporalio/workflow';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { TRACE_HEADER } from './messages.ts';

const current = new AsyncLocalStorage<string>();

const FORM = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/;

/** Who sends an act may send anything beside it: what is no trace is passed over. */
const traceIn = (headers: Headers): string | undefined => {
  const payload = headers[TRACE_HEADER];
  if (!payload) return undefined;
  try {
    const { traceparent } = defaultPayloadConverter.fromPayload<{ traceparent?: unknown }>(payload);
    return typeof traceparent === 'string' && FORM.test(traceparent) ? traceparent : undefined;
  } catch {
    return undefined;
  }
};

/** Of the act that is answered here, as W3C Trace Context has it. */
export const currentTrace = (): string | undefined => current.getStore();

export const interceptors: WorkflowInterceptorsFactory = () => ({
  inbound: [
    {
      handleUpdate: (input, next) => {
        const trace = traceIn(input.headers);
        return trace === undefined ? next(input) : current.run(trace, () => next(input));
      },
    },
  ],
});
