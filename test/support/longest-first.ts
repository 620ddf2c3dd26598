/** The files that take longest begin first: few run at a time, and one that began last would keep the gate waiting alone. */
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** Most seconds first, as of November 2026. */
const LONGEST = [
  ...['dev', 'recipes', 'desk-pages', 'notify-crash', 'apply', 'watch', 'cli', 'report', 'doctor', 'guide'].map((name) => `e2e/${name}`),
  ...['under-strain', 'digests', 'another-build', 'hand-over', 'model', 'reconcile'].map((name) => `workflows/${name}`),
  ...['scenarios', 'time-skipping', 'reading', 'desk-access', 'server', 'newcomer', 'desk', 'worker-ends', 'package', 'web-ui'].map(
    (name) => `e2e/${name}`,
  ),
  ...['embedded-postgres', 'many'].map((name) => `register/${name}`),
  // Where a process has compiled much else, V8 compiles the emoji of string-width without optimising: ten times as slow.
  'domain/table',
  ...['lives', 'papers', 'model', 'properties', 'base', 'awaited-can-come', 'rejudge', 'fuzz', 'openapi'].map((name) => `domain/${name}`),
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return place < 0 ? LONGEST.length : place;
};

/**
 * A process serves one project, and ends where the next file is of another: those of a project stand together. Those that wait
 * for a server come first, and what only computes fills both cores to the end.
 */
const isOfDomain = ({ project }: TestSpecification): number => Number(project.name === 'domain');

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => isOfDomain(a) - isOfDomain(b) || placeOf(a) - placeOf(b));
  }
}
