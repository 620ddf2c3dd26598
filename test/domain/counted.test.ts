import { expect, test } from 'vitest';
import { counted } from '../../projections/words.ts';

test('one of a thing is told as one', () => {
  expect([0, 1, 2].map((count) => counted(count, 'event'))).toEqual(['0 events', '1 event', '2 events']);
  expect([1, 2].map((count) => counted(count, 'memorandum', 'memoranda'))).toEqual(['1 memorandum', '2 memoranda']);
});
