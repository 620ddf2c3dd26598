/**
 * One trace from an act to the mail that tells of it. Where no OpenTelemetry SDK runs in this process nothing here does anything.
 * A span carries ids, kinds and codes, and no text: a refusal's reason may quote what is confidential.
 */
import {
  type Attributes,
  context,
  INVALID_SPAN_CONTEXT,
  propagation,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

export { SpanKind } from '@opentelemetry/api';

/** Goes on with a trace that began elsewhere. @param traceparent as W3C Trace Context has it; undefined: none is gone on with */
export const goingOn = <Result>(traceparent: string | undefined, what: () => Result): Result =>
  traceparent === undefined ? what() : context.with(propagation.extract(ROOT_CONTEXT, { traceparent }), what);

/** Of the span that is open here; undefined where there is none. */
export const traceparent = (): string | undefined => {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
};

const nobody = new ProxyTracerProvider().getDelegate();
const NO_SPAN = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/** Whether an SDK runs in this process. Without one a span that nobody sees would cost as much as the work of a small answer. */
const isSeen = (): boolean => (trace.getTracerProvider() as ProxyTracerProvider).getDelegate?.() !== nobody;

const within = async <Result>(opened: Span, what: (span: Span) => Promise<Result>): Promise<Result> => {
  try {
    return await what(opened);
  } catch (error) {
    opened.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    opened.end();
  }
};

export const span = <Result>(
  name: string,
  { kind = SpanKind.INTERNAL, ...attributes }: Attributes & { kind?: SpanKind },
  what: (span: Span) => Promise<Result>,
): Promise<Result> =>
  isSeen() ? trace.getTracer('mou-engine').startActiveSpan(name, { kind, attributes }, (opened) => within(opened, what)) : what(NO_SPAN);
