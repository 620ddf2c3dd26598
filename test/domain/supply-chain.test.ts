/** What is installed with the engine: each package is the one that was chosen, byte for byte, and its licence lets an office use it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

type Locked = {
  version?: string;
  integrity?: string;
  resolved?: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  link?: boolean;
};

const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
const entries = Object.entries(packages).filter(([folder]) => folder !== '');
const nameOf = (folder: string): string => folder.replace(/^.*node_modules\//, '');

/** They ask for no more than that the notice is kept. */
const PERMISSIVE = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'ISC', 'MIT', 'MIT-0', 'Unlicense'];
/** Of these the licence was read. */
const READ: Record<string, string> = {
  'caniuse-lite': 'CC-BY-4.0: data about browsers, used by webpack when the workflows are bundled',
  unionfs: 'Unlicense, as its LICENSE says; its package.json names none',
};

/** `A AND B` asks for both, `(A OR B)` lets choose. */
const isPermissive = (license: string): boolean =>
  license.split(' AND ').every((part) =>
    part
      .replaceAll(/[()]/g, '')
      .split(' OR ')
      .some((one) => PERMISSIVE.includes(one)),
  );

describe('the packages that are installed', () => {
  it('are each named by the hash of their content, and by no registry', () => {
    expect(entries.filter(([, { integrity, link }]) => !link && !integrity?.startsWith('sha512-')).map(([folder]) => folder)).toEqual([]);
    expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([folder]) => folder)).toEqual([]);
  });

  it('are asked for by one version each', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
      ([, version]) => !/^\d/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('in production are under licences that an office may use without asking', () => {
    const others = entries
      .filter(([, { dev, devOptional }]) => !dev && !devOptional)
      .map(([folder, { license = 'none' }]) => [nameOf(folder), license] as const)
      .filter(([name, license]) => !(name in READ) && !isPermissive(license));
    expect(others).toEqual([]);
  });
});
