/** Sends this process's spans over OTLP, by the settings that every OpenTelemetry tool reads (`OTEL_…`). */
import { createRequire } from 'node:module';
import { BadSetting } from '../client/errors.ts';

const NEEDED = ['@opentelemetry/sdk-trace-node', '@opentelemetry/resources', '@opentelemetry/exporter-trace-otlp-http'] as const;

const load = async () => {
  const [sdk, resources, exporter] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  return { ...sdk, ...resources, ...exporter };
};

const notInstalled = (error: NodeJS.ErrnoException): never => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  const { peerDependencies } = createRequire(import.meta.url)('mou-engine/package.json') as { peerDependencies: Record<string, string> };
  const packages = NEEDED.map((name) => `"${name}@${peerDependencies[name]}"`).join(' ');
  throw new BadSetting(`OTEL_EXPORTER_OTLP_ENDPOINT is set, and what sends traces is not installed: npm install ${packages}`);
};

/** Where spans are sent; undefined where that is not set, or OTEL_SDK_DISABLED is. */
export const traceEndpoint = (environment: NodeJS.ProcessEnv): string | undefined =>
  environment.OTEL_SDK_DISABLED?.toLowerCase() === 'true'
    ? undefined
    : environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || environment.OTEL_EXPORTER_OTLP_ENDPOINT || undefined;

/**
 * Begins, where the environment says where to. Gives what sends the last spans and ends. Throws `BadSetting` naming the packages
 * where they are not installed.
 *
 * @param service the name under which the spans are found, unless OTEL_SERVICE_NAME says another
 */
export const startTracing = async (service: string, version: string, environment = process.env): Promise<() => Promise<void>> => {
  if (traceEndpoint(environment) === undefined) return async () => {};
  const { NodeTracerProvider, BatchSpanProcessor, OTLPTraceExporter, resourceFromAttributes } = await load().catch(notInstalled);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': environment.OTEL_SERVICE_NAME || service, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  // A collector that does not answer keeps nobody from ending.
  return async () => await provider.shutdown().catch(() => {});
};
