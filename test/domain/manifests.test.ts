/** What runs the engine without compose, held against itself: the Kubernetes manifests, the systemd units, the page on production. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { ROOT } from '../../dev/paths.ts';
import { searchAttributeFlags } from '../../dev/search-attribute-flags.ts';
import { CHANGES } from '../topology/next-build.ts';

const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');

type Container = {
  name: string;
  image: string;
  env?: { name: string; value?: string }[];
  envFrom: { secretRef: { name: string } }[];
  securityContext: object;
  resources: { limits: { memory?: string } };
  livenessProbe?: object;
  readinessProbe?: object;
};
type Pod = { securityContext: object; containers: Container[]; automountServiceAccountToken?: boolean };
type Manifest = { kind: string; metadata: { name: string }; spec: { template?: { spec: Pod } } };

const MANIFESTS = join('deploy', 'kubernetes');
const { resources, images } = parse(read(MANIFESTS, 'kustomization.yaml')) as {
  resources: string[];
  images: { name: string; newTag: string }[];
};
const manifests = resources.flatMap((file) => parseAllDocuments(read(MANIFESTS, file)).map((one) => one.toJS() as Manifest));
const pods = manifests.flatMap(({ metadata, spec, kind }) =>
  spec?.template ? [{ name: metadata.name, kind, pod: spec.template.spec }] : [],
);

describe('the Kubernetes manifests', () => {
  it('are of the version of the package, and name every file of their folder', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(images).toMatchObject([{ name: 'mou-engine', newTag: version }]);
    const others = ['kustomization.yaml', 'contacts.yaml'];
    expect(
      readdirSync(join(ROOT, MANIFESTS))
        .filter((file) => !others.includes(file))
        .sort(),
    ).toEqual([...resources].sort());
  });

  it('run as nobody in particular, may write nowhere, and end before they take the memory of others', () => {
    expect(pods.length).toBeGreaterThan(2);
    for (const { name, pod } of pods) {
      expect(pod, name).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true, runAsUser: 1000 } });
      for (const {
        image,
        securityContext,
        resources: { limits },
      } of pod.containers) {
        expect(image, name).toBe('mou-engine');
        expect(securityContext, name).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(limits.memory, name).toMatch(/^\d+[MG]i$/);
      }
    }
  });

  it('say whether they live and are ready, where they go on, and may be moved one by one', () => {
    const deployments = pods.filter(({ kind }) => kind === 'Deployment');
    for (const { name, pod } of deployments) {
      for (const one of pod.containers)
        expect(one, name).toMatchObject({ livenessProbe: expect.anything(), readinessProbe: expect.anything() });
    }
    const budgets = manifests.filter(({ kind }) => kind === 'PodDisruptionBudget').map(({ metadata }) => metadata.name);
    expect(budgets.sort()).toEqual(deployments.map(({ name }) => name).sort());
  });

  it('hold no secret', () => {
    for (const { name, pod } of pods) {
      for (const { env = [], envFrom } of pod.containers) {
        expect(envFrom, name).toHaveLength(1);
        expect(env.map((one) => one.name).filter((one) => /PASSWORD|URL|KEY|TOKEN/.test(one))).toEqual([]);
      }
    }
    expect(manifests.map(({ kind }) => kind)).not.toContain('Secret');
  });
});

describe('the later version that an upgrade is tried with', () => {
  it('is made of what the modules really say', () => {
    for (const [module, change] of Object.entries(CHANGES)) {
      const source = read(`${module}.ts`);
      expect(change(source) === source, module).toBe(false);
    }
  });
});

describe('the page on production', () => {
  const page = read('docs', 'production.md');

  it('makes every search attribute, by its type', () => {
    for (const [name, type] of Object.entries(searchAttributeFlags)) expect(page).toContain(` ${name}:${type}`);
  });

  it('writes the settings that each unit reads, and starts each unit', () => {
    for (const file of readdirSync(join(ROOT, 'deploy', 'systemd'))) {
      const unit = read('deploy', 'systemd', file);
      const [, settings] = /^EnvironmentFile=(.*)$/m.exec(unit) ?? [];
      if (settings) expect(page, file).toMatch(new RegExp(`> ${settings}`));
      expect(page).toMatch(new RegExp(`systemctl (enable --now|start) .*${file.replace(/\.service$/, '')}`));
      if (file.endsWith('.service'))
        expect(unit, file).toMatch(/^User=mou-(temporal|worker|desk|backup)$[^]*^NoNewPrivileges=yes$[^]*^ProtectSystem=strict$/m);
    }
  });

  it('has no command that the test of it would pass over', () => {
    expect(page.match(/^```\w+$/gm)?.every((fence) => fence === '```sh')).toBe(true);
  });
});
