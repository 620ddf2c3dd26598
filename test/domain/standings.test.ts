/** What a worker knows of where memoranda stand, and how it looks that up. */
import { describe, expect, it } from 'vitest';
import { type Known, Standings } from '../../activities/judge/standings.ts';

const place = { mou: 'm1', seq: 3, head: 'h' };
const known: Known = { ...place, at: 0, state: undefined };

describe('a place that a worker does not know', () => {
  it('is looked up once, however many ask for it meanwhile, and known from then on', async () => {
    const standings = new Standings();
    let looked = 0;
    const find = async () => {
      looked += 1;
      return await Promise.resolve(known);
    };
    expect(await Promise.all([1, 2, 3].map(() => standings.foundOnce(place, find)))).toEqual([known, known, known]);
    expect(looked).toBe(1);
    expect(standings.at(place)).toBe(known);
  });

  it('is looked up again after it could not be found', async () => {
    const standings = new Standings();
    await expect(standings.foundOnce(place, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(standings.at(place)).toBeUndefined();
    expect(await standings.foundOnce(place, () => Promise.resolve(known))).toBe(known);
  });
});
