/** Who has joined rests on the text of its day: no paper that comes to light later takes that ground away (III.2). */
import { test } from 'vitest';
import { given } from '../support/given.ts';
import { GROUNDS, OVER_BEFORE } from './ground-of-joining.ts';

test.each(Object.entries(GROUNDS))('%s takes no ground of an accession away', (_, [life, [act, at]]) => {
  given(...life)
    .when(act, at)
    .thenRefused('STANDS_IN_THE_WAY', 'III.2', 'would foresee no such accession');
});

test('but a memorandum that turns out to have been over had nobody join it', () => {
  const [life, paper] = OVER_BEFORE;
  given(...life)
    .withState({ participants: { uk: { since: '2027-03-10' } } })
    .and(paper)
    .withState({ status: 'discontinued', participants: { uk: { since: null } }, modifications: [] });
});
