/** The Temporal SDK's own metrics: it tells them over a port of its own on this machine, from where they are passed on. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { TelemetryOptions } from '@temporalio/worker';

const HOST = '127.0.0.1';
const PATIENCE_MS = 2_000;

export type SdkMetrics = {
  telemetry: Pick<TelemetryOptions, 'metrics'>;
  /** Empty where the SDK does not answer. */
  text: () => Promise<string>;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

export const sdkMetrics = async (): Promise<SdkMetrics> => {
  const bindAddress = `${HOST}:${await freePort()}`;
  const text = async (): Promise<string> => {
    try {
      const response = await fetch(`http://${bindAddress}/metrics`, { signal: AbortSignal.timeout(PATIENCE_MS) });
      return response.ok ? await response.text() : '';
    } catch {
      return '';
    }
  };
  return {
    telemetry: { metrics: { prometheus: { bindAddress, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true } } },
    text,
  };
};
