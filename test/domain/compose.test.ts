/** docker-compose.yml as far as it can be held against itself without containers. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../dev/paths.ts';

type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';
type Service = {
  image?: string;
  build?: string;
  restart?: string;
  healthcheck?: object;
  mem_limit?: string;
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: Condition }>;
};

const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
const { services, volumes } = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: Record<string, null> };
const each = Object.entries(services);

describe('docker-compose.yml', () => {
  it('starts each service after others that exist, on a condition that they can meet', () => {
    for (const [name, { depends_on: before = {} }] of each) {
      for (const [other, { condition }] of Object.entries(before)) {
        const service = services[other];
        expect(service, `${name} waits for ${other}`).toBeDefined();
        if (condition === 'service_healthy') expect(service?.healthcheck, `${other} says whether it is healthy`).toBeDefined();
        if (condition === 'service_completed_successfully') expect(service?.restart, `${other} ends when it is done`).toBe('on-failure:5');
      }
    }
  });

  it('restarts what runs on, bounds its memory and pins its version', () => {
    for (const [name, { image, build, restart, mem_limit: limit }] of each) {
      expect(restart, name).toMatch(/^(unless-stopped|on-failure:5)$/);
      expect(limit, name).toMatch(/^\d+[mg]$/);
      expect(image ?? build, name).toMatch(/:v?\d+\.\d+(\.\d+)?$|^\.$/);
    }
  });

  it('asks each service of the image for its own health, where it runs on', () => {
    expect(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')).toMatch(/^USER node$[^]*^HEALTHCHECK .*\/healthz/m);
    const secured = parse(readFileSync(join(ROOT, 'docker-compose.secured.yml'), 'utf8'), { merge: true }) as {
      services: Record<string, Service>;
    };
    const ours = [...each, ['codec', secured.services.codec ?? {}] as const].filter(([, { build }]) => build);
    expect(ours.map(([name]) => name)).toEqual(['register', 'worker', 'desk', 'codec']);
    for (const [name, { restart, healthcheck }] of ours) {
      if (restart === 'on-failure:5') expect(healthcheck, name).toEqual({ disable: true });
      else expect(JSON.stringify(healthcheck), name).toContain('/healthz');
    }
  });

  it('mounts files that are there, and volumes that it declares', () => {
    for (const source of each.flatMap(([, one]) => one.volumes ?? []).map((volume) => volume.split(':')[0] ?? '')) {
      if (source.startsWith('./')) expect(existsSync(join(ROOT, source)), source).toBe(true);
      else expect(Object.keys(volumes)).toContain(source);
    }
  });

  it('publishes ports on this machine alone', () => {
    for (const port of each.flatMap(([, { ports = [] }]) => ports)) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('holds no password, and does not start without one', () => {
    const passwords = each.flatMap(([, { environment = {} }]) => Object.entries(environment).filter(([name]) => /PASSWORD|PWD/.test(name)));
    expect(passwords.length).toBeGreaterThan(2);
    for (const [, value] of passwords) expect(value).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
    expect(services.worker?.environment?.DATABASE_URL).toContain('${POSTGRES_PASSWORD:?}@postgresql:5432/mou');
  });

  it('has the register, whose tables are made before the worker starts', () => {
    expect(services.worker?.depends_on).toMatchObject({ register: { condition: 'service_completed_successfully' } });
  });

  it('chooses how many shards the history has, which cannot be changed later', () => {
    expect(Number(services.temporal?.environment?.NUM_HISTORY_SHARDS)).toBeGreaterThanOrEqual(512);
  });
});
