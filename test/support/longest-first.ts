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
  ...['right-answers', 'papers', 'model', 'properties', 'base', 'awaited-can-come', 'rejudge', 'fuzz', 'openapi'].map(
    (name) => `domain/${name}`,
  ),
];

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return place < 0 ? LONGEST.length : place;
};

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}
