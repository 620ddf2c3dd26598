/** Answers that are kept by their askers, and asked for again with their tags. */
import { afterEach, expect, it, vi } from 'vitest';
import { deskInMemory } from '../support/desk-in-memory.ts';

afterEach(() => vi.useRealTimers());

it.each(['', '/text'])('what was expected on a date, and no longer is once that has begun, is sent again: %s', async (part) => {
  const { app } = deskInMemory();
  const asked = async (known: string) =>
    await app.request(`http://127.0.0.1:8080/v1/memoranda/m1${part}?on=2027-02-01`, {
      headers: { Authorization: 'Bearer keeper', 'If-None-Match': known },
    });
  vi.useFakeTimers({ now: Date.UTC(2027, 0, 5), toFake: ['Date'] });
  const before = await asked('"none"');
  const tag = before.headers.get('ETag') ?? '';
  expect(await before.json()).toMatchObject({ expected: true });
  expect((await asked(tag)).status).toBe(304);
  vi.setSystemTime(Date.UTC(2027, 1, 3));
  const after = await asked(tag);
  expect(after.status).toBe(200);
  expect(await after.json()).not.toHaveProperty('expected');
  expect((await asked(after.headers.get('ETag') ?? '')).status).toBe(304);
});
