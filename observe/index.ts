/** The worker, watched: its metrics, its readiness and the totals of all memoranda, over one HTTP listener where that is set. */
import type { Logger } from 'pino';
import { listen, type Listener, type Place } from './listener.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { type Answer, type Part, Parts, toldTo } from './parts.ts';
import { type SdkMetrics, sdkMetrics } from './sdk-metrics.ts';
import { type Sources, Totals } from './totals.ts';

export type { Metrics } from './metrics.ts';
export type { Part } from './parts.ts';

export type Watch = {
  metrics: Metrics;
  /** For the SDK's runtime; undefined where nothing listens. */
  telemetry: SdkMetrics['telemetry'] | undefined;
  /** Where it listens; undefined where that is not set. */
  port: number | undefined;
  /** What is to be looked at, once it is there. */
  over: (parts: readonly Part[], sources: Sources) => void;
  close: () => Promise<void>;
};

/** @param place undefined: nothing listens, and the numbers are nobody's */
export const startWatch = async (place: Place | undefined, version: string, logger: Logger): Promise<Watch> => {
  const metrics = createMetrics(version);
  const parts = new Parts(toldTo(logger));
  const totals = new Totals(metrics, (source, err) => logger.warn({ err, source }, 'The totals of all memoranda could not be asked'));
  const sdk = place && (await sdkMetrics());
  const ready = async (): Promise<Record<string, Answer> | undefined> => (parts.areKnown ? await parts.answers() : undefined);
  const text = async (): Promise<string> => {
    const [answers = {}] = await Promise.all([ready(), totals.refresh()]);
    for (const [part, { status }] of Object.entries(answers))
      if (status !== 'off') metrics.reachable.set({ part }, status === 'ok' ? 1 : 0);
    return `${await metrics.registry.metrics()}\n${await (sdk?.text() ?? '')}`;
  };
  const listener: Listener | undefined =
    place && (await listen(place, { ready, metrics: async () => ({ type: metrics.registry.contentType, text: await text() }) }));
  return {
    ...{ metrics, telemetry: sdk?.telemetry, port: listener?.port },
    over: (all, sources) => {
      parts.are(all);
      totals.from(sources);
    },
    close: async () => await listener?.close(),
  };
};
