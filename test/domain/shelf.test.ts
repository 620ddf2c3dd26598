import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { INSTRUMENTS, listInstruments, readStructured } from '../../instruments/index.ts';

const FOLDER = join(INSTRUMENTS, '..', 'test', 'scenarios', 'shelf');

test('each memorandum of the shelf has its whole life among the scenarios with right answers', async () => {
  const lives = await Promise.all(readdirSync(FOLDER).map((file) => readStructured(join(FOLDER, file))));
  const told = lives.map((life) => (life as { instrument: string }).instrument);
  expect([...new Set(told)].sort()).toEqual(listInstruments());
  for (const life of lives) expect(Object.keys((life as { rightAnswers: object }).rightAnswers).length).toBeGreaterThanOrEqual(5);
});
