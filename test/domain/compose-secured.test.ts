/** docker-compose.secured.yml, held against the files that it changes: the server's settings, the search attributes, the worker's and the command's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../../dev/paths.ts';
import { searchAttributeFlags } from '../../dev/search-attribute-flags.ts';

type Service = {
  restart?: string;
  environment?: Record<string, string>;
  command?: string[];
  volumes?: string[];
  ports?: string[];
  build?: string;
};
const file = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const servicesIn = (name: string) => (parse(file(name), { merge: true }) as { services: Record<string, Service> }).services;
const plain = servicesIn('docker-compose.yml');
const secured = servicesIn('docker-compose.secured.yml');
const environmentOf = (name: string): Record<string, string> => ({ ...plain[name]?.environment, ...secured[name]?.environment });

describe('docker-compose.secured.yml', () => {
  it('changes services that are there, and adds the codec server and what makes the server’s role', () => {
    expect(Object.keys(secured).filter((name) => !(name in plain))).toEqual(['temporal-role', 'codec']);
  });

  it('tells the Temporal server only what its settings read, and lets nobody in without a token', () => {
    const template = file('deploy/temporal-server.yaml.tmpl');
    const { TEMPORAL_ALLOW_NO_AUTH: open, ...settings } = secured.temporal?.environment ?? {};
    expect(open).toBe('false');
    for (const name of Object.keys(settings)) expect(template).toContain(`env "${name}"`);
    expect(secured.temporal?.ports).toBeUndefined();
  });

  it('starts the parts that the native topology starts', () => {
    const [, parts = ''] = /const PARTS = \[(.*?)\]/.exec(file('deploy/native/server.ts')) ?? [];
    const named = parts
      .replaceAll(/[' ]/g, '')
      .split(',')
      .map((part) => `--service ${part}`);
    expect(secured.temporal?.command?.join(' ')).toContain(named.join(' '));
  });

  it('makes every search attribute, by its type, as the operator', () => {
    const command = secured['temporal-namespace']?.command?.join('') ?? '';
    for (const [name, type] of Object.entries(searchAttributeFlags)) expect(command).toContain(` ${name}:${type}`);
  });

  it('gives up making them where the server does not take them, and ends as a failure', async () => {
    const command = (secured['temporal-namespace']?.command?.join('') ?? '').replaceAll('$$', '$');
    const stubs = 'cat() { echo token; }\nsleep() { :; }\ntemporal() { case $* in *search-attribute*) echo tried; return 1 ;; esac; }\n';
    const { exitCode, stdout } = await execa('sh', ['-c', `${stubs}${command}`], { reject: false, timeout: 10_000 });
    expect([exitCode, stdout.split('\n').length]).toEqual([1, 60]);
  });

  it('gives each its own certificate, and its token from a file', () => {
    for (const who of ['worker', 'desk']) {
      const { TEMPORAL_TLS_CLIENT_CERT_PATH: cert, MOU_TOKEN_FILE: token, MOU_CODEC_KEYS: keys } = environmentOf(who);
      expect({ cert, token, keys }).toEqual({
        cert: `/etc/mou/certs/${who}.crt`,
        token: `/etc/mou/certs/${who}.token`,
        keys: '/etc/mou/certs/codec.json',
      });
    }
    for (const [name, { volumes = [] }] of Object.entries(secured)) {
      if (JSON.stringify(secured[name]).includes('/etc/mou/certs'))
        expect(volumes, name).toContainEqual(expect.stringContaining(':/etc/mou/certs:ro'));
    }
  });

  it('connects the worker to the register as its appender, and the desk by a role of its own', () => {
    expect(environmentOf('worker').DATABASE_URL).toMatch(/^postgres:\/\/mou_appender:/);
    expect(environmentOf('desk').DATABASE_URL).toMatch(/^postgres:\/\/mou_desk:/);
    expect(secured.register?.command).toContain('--roles');
  });

  it('gives the password of the superuser to nothing that runs on but PostgreSQL itself', () => {
    for (const name of Object.keys({ ...plain, ...secured })) {
      const runsOn = (secured[name]?.restart ?? plain[name]?.restart) === 'unless-stopped';
      if (runsOn && name !== 'postgresql') expect(JSON.stringify(environmentOf(name)), name).not.toContain('POSTGRES_PASSWORD');
    }
  });

  it('holds no secret, publishes ports on this machine alone, and gives no empty answer to a variable that is missing', () => {
    const text = file('docker-compose.secured.yml');
    for (const [, name, form] of text.matchAll(/(?<!\$)\$\{(\w+)(:[?-])?/g)) expect(form, name).toBeDefined();
    for (const port of Object.values(secured).flatMap(({ ports = [] }) => ports)) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
});
