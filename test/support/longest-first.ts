/** The files that take longest begin first: two run at a time, and one that began last would keep the gate waiting alone. */
import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** Most seconds first, as of November 2026. */
const LONGEST = [
  ...['report', 'guide', 'dev', 'doctor', 'apply', 'cli', 'watch', 'desk-pages', 'notify-crash', 'recipes', 'reading', 'confidential'].map(
    (name) => `e2e/${name}`,
  ),
  ...['under-strain', 'another-build', 'hand-over', 'model', 'deliveries'].map((name) => `workflows/${name}`),
  ...['scenarios', 'time-skipping', 'supersession', 'worker-ends', 'server'].map((name) => `e2e/${name}`),
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
