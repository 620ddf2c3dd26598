/** What is installed supports the Node named in `engines`, and is named with its reason. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
type Package = { version?: string; engines?: { node?: string }; optional?: boolean; resolved?: string; integrity?: string; link?: boolean };
const manifest = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>> & {
  engines: { node: string };
};
const locked = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };

/** The lowest major version of Node that a range begins with: ">=22.12.0 <25", "^20.19.0 || >=22" … */
const lowestMajor = (range: string): number => Math.min(...range.split('||').map((part) => Number(/(\d+)/.exec(part)?.[1] ?? 0)));

describe('the dependencies', () => {
  it('support the Node named in engines', () => {
    const ours = lowestMajor(manifest.engines.node);
    const tooNew = Object.entries(locked.packages)
      .filter(([, { engines, optional }]) => engines?.node && !optional && lowestMajor(engines.node) > ours)
      .map(([name, { version, engines }]) => `${name} ${version} asks for ${engines?.node}`);
    expect(tooNew).toEqual([]);
  });

  it('are locked without the name of a registry host', () => {
    expect(Object.values(locked.packages).filter(({ resolved }) => resolved?.includes('://'))).toEqual([]);
  });

  it('are locked by what they hold, each of them', () => {
    const unsure = Object.entries(locked.packages).filter(([folder, { integrity, link }]) => folder !== '' && !link && !integrity);
    expect(unsure.map(([folder]) => folder)).toEqual([]);
  });

  it('are each named with a reason', () => {
    const reasons = read('docs/dependencies.md');
    const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)].filter(
      (name) => !name.startsWith('@types/'),
    );
    const missing = names.filter(
      (name) => !reasons.includes(`\`${name}\``) && !reasons.includes(`\`${name.replace('@temporalio/', '')}\``),
    );
    expect(missing).toEqual([]);
  });
});
