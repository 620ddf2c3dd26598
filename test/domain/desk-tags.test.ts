/** Answers that are kept by their askers, and asked for again with their tags. */
import { afterEach, expect, it, vi } from 'vitest';
import type { State } from '../../domain/state.ts';
import { deskInMemory } from '../support/desk-in-memory.ts';

afterEach(() => vi.useRealTimers());

it('who asks the workflow itself is answered by it, also where the register had answered just before', async () => {
  const head = () => ({ seq: memorandum.seq, head: memorandum.headAt(memorandum.seq) });
  const { app, memorandum } = deskInMemory({
    register: {
      headsOf: async () => await Promise.resolve(new Map([['m1', head()]])),
      current: async () => await Promise.resolve({ ...head(), state: memorandum.state as State }),
    },
  });
  const by = async (how: Record<string, string>): Promise<unknown> => {
    const answer = await app.request('http://127.0.0.1:8080/v1/memoranda/m1', { headers: { Authorization: 'Bearer keeper', ...how } });
    return ((await answer.json()) as { answeredBy: { from: string } }).answeredBy.from;
  };
  expect([await by({}), await by({ 'Cache-Control': 'no-cache' }), await by({})]).toEqual(['register', 'workflow', 'register']);
});

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
