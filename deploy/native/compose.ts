/** What docker-compose.yml sets, read from there: the native topology runs with the same settings. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../../dev/paths.ts';

const Compose = z.object({
  services: z.object({
    temporal: z.object({ environment: z.object({ NUM_HISTORY_SHARDS: z.string() }) }),
    'temporal-namespace': z.object({ command: z.tuple([z.string()]) }),
  }),
});

export type Settings = { shards: string; namespace: string; retentionDays: number; serverConfig: string; dynamicConfig: string };

export const composeSettings = async (): Promise<Settings> => {
  const { services } = Compose.parse(parse(await readFile(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }));
  const [command] = services['temporal-namespace'].command;
  const [, namespace, days] = /create --namespace (\S+) --retention (\d+)d/.exec(command) ?? [];
  if (namespace === undefined) throw new Error('docker-compose.yml: temporal-namespace creates no namespace with a retention in days');
  return {
    shards: services.temporal.environment.NUM_HISTORY_SHARDS,
    namespace,
    retentionDays: Number(days),
    serverConfig: join(ROOT, 'deploy', 'temporal-server.yaml.tmpl'),
    dynamicConfig: join(ROOT, 'deploy', 'dynamic-config.yaml'),
  };
};
