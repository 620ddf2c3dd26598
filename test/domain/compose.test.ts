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
  logging?: { driver: string; options: Record<string, string> };
  stop_grace_period?: string;
  profiles?: string[];
  command?: string[];
  entrypoint?: string[];
  init?: boolean;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  ports?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: Condition }>;
};

const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
const { services, volumes } = parse(text, { merge: true }) as { services: Record<string, Service>; volumes: Record<string, null> };
const each = Object.entries(services);
const secured = parse(readFileSync(join(ROOT, 'docker-compose.secured.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>;
};
/** The services that the secured installation adds. */
const added = Object.entries(secured.services).filter(([name]) => !(name in services));

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
    for (const [name, { image, build, restart, mem_limit: limit }] of [...each, ...added]) {
      expect(restart, name).toMatch(name === 'backup' ? /^no$/ : /^(unless-stopped|on-failure:5)$/);
      expect(limit, name).toMatch(/^\d+[mg]$/);
      expect(image ?? build, name).toMatch(/:v?\d+\.\d+(\.\d+)?$|^\.$/);
    }
  });

  it('asks each service of the image for its own health, where it runs on', () => {
    expect(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')).toMatch(/^USER node$[^]*^HEALTHCHECK .*\/healthz/m);
    const ours = [...each, ...added].filter(([, { build }]) => build);
    expect(ours.map(([name]) => name)).toEqual(['register', 'worker', 'desk', 'codec']);
    for (const [name, { restart, healthcheck }] of ours) {
      if (restart === 'on-failure:5') expect(healthcheck, name).toEqual({ disable: true });
      else expect(JSON.stringify(healthcheck), name).toContain('/healthz');
    }
  });

  it('mounts files that are there, and volumes that it declares', () => {
    for (const source of each.flatMap(([, one]) => one.volumes ?? []).map((volume) => volume.replace(/:\/[^}]*$/, ''))) {
      if (source.startsWith('${')) continue;
      if (source.startsWith('./')) expect(existsSync(join(ROOT, source)), source).toBe(true);
      else expect(Object.keys(volumes)).toContain(source);
    }
  });

  it('keeps a bounded log of each, also of what the secured installation adds', () => {
    for (const [name, { logging }] of [...each, ...added])
      expect(logging, name).toEqual({
        driver: 'local',
        options: { 'max-size': expect.stringMatching(/m$/), 'max-file': expect.any(String) },
      });
  });

  it('runs what is of the image without root’s powers, on files that it cannot change', () => {
    const fence = { init: true, read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] };
    for (const [name, service] of [...each, ...added]) if (service.build) expect(service, name).toMatchObject(fence);
  });

  it('gives each that keeps something, or has something in flight, longer to stop than it may take', () => {
    const unit = (name: string): string =>
      /^TimeoutStopSec=(\d+)$/m.exec(readFileSync(join(ROOT, 'deploy', 'systemd', `${name}.service`), 'utf8'))?.[1] ?? '';
    const grace = (name: string) => services[name]?.stop_grace_period;
    expect([grace('temporal'), grace('worker'), grace('desk')]).toEqual(
      ['temporal', 'mou-worker', 'mou-desk'].map((one) => `${unit(one)}s`),
    );
    expect(grace('postgresql')).toBe('1m');
  });

  it('makes a backup when it is asked to, with the tools of the very server, and has what puts it back', () => {
    const { profiles, image, entrypoint, command, volumes: mounted, environment = {} } = services.backup ?? {};
    expect({ profiles, image }).toEqual({ profiles: ['backup'], image: services.postgresql?.image });
    expect([...(entrypoint ?? []), ...(command ?? [])]).toEqual(['/bin/sh', '/deploy/backup.sh', '/backups']);
    expect(mounted).toContain('./deploy:/deploy:ro');
    for (const script of ['backup', 'restore']) {
      const text = readFileSync(join(ROOT, 'deploy', `${script}.sh`), 'utf8');
      for (const [, name = ''] of text.matchAll(/\$\{(\w+)(?::\?|:-mou)/g))
        if (!/^\d$/.test(name)) expect(environment, script).toHaveProperty(name);
    }
    for (const [name, value] of Object.entries(environment)) if (name.endsWith('_URL')) expect(value).not.toMatch(/:\/\/[^/]*:[^/]*@/);
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
