/** What `status` says of who answered, where that is worth a line. */
import { expect, it } from 'vitest';
import { answeredByRows } from '../../cli/answered-by.ts';

const since = '2027-01-05T06:00:00Z';

it.each([
  ['nothing of a workflow that is well', { seq: 4, from: 'workflow' as const }, []],
  [
    'that a memorandum is stuck, since when and why',
    {
      seq: 4,
      from: 'workflow' as const,
      stuck: { what: 'Discontinuation commences on 2027-07-31 (III.4)', since, reason: 'a broken rule' },
    },
    [/STUCK.*Discontinuation commences on 2027-07-31 \(III\.4\).*2027-01-05.*a broken rule/],
  ],
  [
    'that events wait for the register, and since when',
    { seq: 4, from: 'workflow' as const, waiting: { events: 3, bytes: 900, since } },
    [/does not answer: 3 events wait for it since 2027-01-05T06:00:00Z/],
  ],
  ['that nothing is kept', { seq: 4, from: 'workflow' as const, kept: false as const }, [/keep|kept/]],
  [
    'as of which event the register answers, and why',
    { seq: 4, from: 'register' as const, why: 'The workflow has ended' },
    [/as of.*event 4/, /has ended/],
  ],
])('says %s', (_, by, patterns) => {
  const lines = answeredByRows(by).map((row) => row.join(' '));
  expect(lines).toHaveLength(patterns.length);
  for (const [at, pattern] of patterns.entries()) expect(lines[at]).toMatch(pattern);
});
