/** deploy/kubernetes, held against docs/production.md: its settings name the same paths, and each pod has its own files alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { ROOT } from '../../dev/paths.ts';

type Source = { secret?: { name: string; items?: { key: string; path: string }[] }; configMap?: { name: string } };
type Pod = {
  terminationGracePeriodSeconds?: number;
  containers: { volumeMounts: { name: string; mountPath: string }[]; lifecycle?: { preStop: { sleep: { seconds: number } } } }[];
  volumes: { name: string; projected: { sources: Source[] } }[];
};

const file = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const page = file('docs/production.md');
const kustomization = file('deploy/kubernetes/kustomization.yaml');

const podOf = (who: string): Pod => {
  const documents = parseAllDocuments(file(`deploy/kubernetes/${who}.yaml`)).map((one) => one.toJS());
  return documents.find(({ kind }) => kind === 'Deployment').spec.template.spec;
};

/** The files of a secret or of a config map that is taken whole: as the kustomization makes them. */
const wholly = (name: string): string[] => {
  if (name === 'mou-contacts') return ['contacts.yaml'];
  const [, words = ''] = new RegExp(`secret generic ${name} (.*)$`, 'm').exec(kustomization) ?? [];
  return [...words.matchAll(/--from-file=([\w.-]+)/g)].map(([, found = '']) => found);
};

/** Where files are in the pod. */
const pathsIn = ({ containers, volumes }: Pod): string[] => {
  const mounted = containers.flatMap(({ volumeMounts }) => volumeMounts);
  return volumes.flatMap(({ name, projected }) => {
    const at = mounted.find((one) => one.name === name)?.mountPath ?? `${name} is not mounted`;
    const names = projected.sources.flatMap(
      ({ secret, configMap }) => secret?.items?.map(({ path }) => path) ?? wholly((secret ?? configMap)?.name ?? ''),
    );
    return names.map((one) => `${at}/${one}`);
  });
};

/** Which files the settings of the page name. */
const namedFor = (who: string): string[] => {
  const [, common = ''] = /^settings\(\) \{\n([^]*?)^\}/m.exec(page) ?? [];
  const [, own = ''] = new RegExp(`^cat >> /etc/mou/${who}.env <<ENV\n([^]*?)^ENV`, 'm').exec(page) ?? [];
  return [...`${common}${own}`.matchAll(/=(\/etc\/mou\/\S+)$/gm)].map(([, path = '']) => path.replace('$1', who));
};

describe('deploy/kubernetes', () => {
  it.each(['worker', 'desk'])('has the files of the %s where its settings look for them', (who) => {
    const named = namedFor(who);
    expect(named.length).toBeGreaterThan(4);
    expect(pathsIn(podOf(who))).toEqual(expect.arrayContaining(named));
  });

  it.each([
    ['worker', 'desk'],
    ['desk', 'worker'],
  ])('gives the %s no certificate, key or token of the %s', (who, other) => {
    expect(pathsIn(podOf(who)).filter((path) => path.includes(`/${other}.`) || /operator|ca\.key|tokens/.test(path))).toEqual([]);
  });

  it('lets requests come for a while after the desk was told to stop, and the worker end what it does', () => {
    const [desk] = podOf('desk').containers;
    expect(desk?.lifecycle?.preStop.sleep.seconds).toBeGreaterThanOrEqual(5);
    const [, grace] = /shutdownGraceTime: '(\d+) seconds'/.exec(file('worker/main.ts')) ?? [];
    expect(podOf('worker').terminationGracePeriodSeconds).toBeGreaterThan(Number(grace));
  });
});
