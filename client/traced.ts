/** Each act sent is a span, and its Update says of which trace: where a script of OpenTelemetry's runs, or the command is told to. */
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { defaultPayloadConverter, type Headers } from '@temporalio/common';
import { span, SpanKind, traceparent } from '../observe/trace.ts';
import { mouOf, TRACE_HEADER } from '../workflows/messages.ts';

/** Under the name and in the form that Temporal's own tracing has, in whichever language it was sent. */
const withTrace = (headers: Headers): Headers => {
  const here = traceparent();
  return here === undefined ? headers : { ...headers, [TRACE_HEADER]: defaultPayloadConverter.toPayload({ traceparent: here }) };
};

const about = (name: string, workflowId: string) => ({ kind: SpanKind.CLIENT, 'mou.act': name, 'mou.id': mouOf(workflowId) });

export const traced: WorkflowClientInterceptor = {
  startUpdate: async (input, next) =>
    await span(`send ${input.updateName}`, about(input.updateName, input.workflowExecution.workflowId), () =>
      next({ ...input, headers: withTrace(input.headers) }),
    ),
  startUpdateWithStart: async (input, next) =>
    await span(`send ${input.updateName}`, about(input.updateName, input.workflowStartOptions.workflowId), () =>
      next({ ...input, updateHeaders: withTrace(input.updateHeaders) }),
    ),
};
