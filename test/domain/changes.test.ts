/** What a patch does to the parts of a text: by ids, with what stood there before. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Change, changed, clausesTouched, conflictIn } from '../../domain/text/change.ts';
import { changesOf } from '../../domain/text/patch.ts';
import type { Patch } from '../../domain/values.ts';
import { drawn } from '../support/seed.ts';
import { smallInstrument } from '../support/small-instrument.ts';

const ids = (text: { clauses: { id: string }[] }) => text.clauses.map(({ id }) => id);
const patchedBy = (patch: Patch) => changed(smallInstrument, changesOf(smallInstrument, patch));

describe('a part is named by its id', () => {
  it('where the patch gives a number', () => {
    const at = ids(smallInstrument).indexOf('III.8');
    const [change] = changesOf(smallInstrument, [{ op: 'replace', path: `/clauses/${at}/text`, value: 'New.' }]);
    expect(change).toMatchObject({ path: '/clauses/III.8/text', before: smallInstrument.clauses[at]?.text, after: 'New.' });
  });

  it('and a number that is an id is the id', () => {
    const text = {
      clauses: [
        { id: '2', text: 'a' },
        { id: '1', text: 'b' },
      ],
    };
    expect(changesOf(text, [{ op: 'remove', path: '/clauses/1' }])[0]?.path).toBe('/clauses/1');
    expect(ids(changed(text, changesOf(text, [{ op: 'remove', path: '/clauses/1' }])))).toEqual(['2']);
  });

  it('so that two modifications that were each right are right together, in either order', () => {
    const replaced = changesOf(smallInstrument, [{ op: 'replace', path: '/clauses/11/text', value: 'The new III.8.' }]);
    const removed = changesOf(smallInstrument, [{ op: 'remove', path: '/clauses/2' }]);
    const one = changed(changed(smallInstrument, replaced), removed);
    expect(one).toEqual(changed(changed(smallInstrument, removed), replaced));
    expect(one.clauses.find(({ id }) => id === 'III.8')?.text).toBe('The new III.8.');
    expect(one.clauses.find(({ id }) => id === 'III.9')).toEqual(smallInstrument.clauses.find(({ id }) => id === 'III.9'));
  });

  it.each<[string, Patch[number]['path'], string[]]>([
    ['before the clause whose number is given', '/clauses/1', ['I', 'X']],
    ['before the clause whose id is given', '/clauses/II', ['I', 'X']],
    ['at the end', '/clauses/-', ['T', 'X']],
    ['at the end, by its number', '/clauses/14', ['T', 'X']],
    ['at the end, by its own id', '/clauses/X', ['T', 'X']],
  ])('a new clause stands %s', (_, path, [before, added]) => {
    const after = ids(patchedBy([{ op: 'add', path, value: { id: 'X', text: 'New.' } }]));
    expect(after[after.indexOf(added as string) - 1]).toBe(before);
  });

  it('a clause that gets another number is another clause in its place', () => {
    const changes = changesOf(smallInstrument, [{ op: 'replace', path: '/clauses/II.A.1/id', value: 'II.A.7' }]);
    expect(clausesTouched(changes)).toEqual(['II.A.1', 'II.A.7']);
    expect(ids(changed(smallInstrument, changes))[2]).toBe('II.A.7');
  });

  it('of a list without ids the whole list is the part', () => {
    const [change] = changesOf(smallInstrument, [{ op: 'remove', path: '/terms/committee/coChairs/1' }]);
    expect(change).toEqual({ path: '/terms/committee/coChairs', before: ['us', 'rok'], after: ['us'] });
  });
});

test.each<[string, Patch[number]]>([
  ['a clause that is not there', { op: 'replace', path: '/clauses/III.99/text', value: 'x' }],
  ['a number beyond the list', { op: 'remove', path: '/clauses/99' }],
  ['a member that is not there', { op: 'replace', path: '/terms/duration', value: {} }],
  ['a clause that is there already', { op: 'add', path: '/clauses/-', value: { id: 'III.8', text: 'x' } }],
  ['a clause without an id', { op: 'add', path: '/clauses/-', value: { text: 'x' } }],
  ['an inherited member', { op: 'remove', path: '/places/toString' }],
  ['the length of a list', { op: 'replace', path: '/clauses/length', value: 1 }],
  ['a test that fails', { op: 'test', path: '/title', value: 'x' }],
  ['a part moved into itself', { op: 'move', from: '/terms', path: '/terms/notice' }],
])('a patch does not apply to %s', (_, operation) => {
  expect(() => changesOf(smallInstrument, [operation])).toThrow(Error);
});

test('a text whose part has changed since is in conflict with what both read', () => {
  const changes = changesOf(smallInstrument, [{ op: 'replace', path: '/clauses/III.8/text', value: 'One.' }]);
  const other = changed(smallInstrument, changesOf(smallInstrument, [{ op: 'replace', path: '/clauses/III.8/text', value: 'Other.' }]));
  expect(conflictIn(smallInstrument, changes)).toBeUndefined();
  expect(conflictIn(other, changes)?.path).toBe('/clauses/III.8/text');
});

test('the changes of several patches, one after the other, lead to the text that each led to', () => {
  const clause = fc.constantFrom(...ids(smallInstrument));
  const operation: fc.Arbitrary<Patch[number]> = fc.oneof(
    clause.map((id) => ({ op: 'remove' as const, path: `/clauses/${id}` })),
    fc.tuple(clause, fc.string()).map(([id, value]) => ({ op: 'replace' as const, path: `/clauses/${id}/text`, value })),
    fc.tuple(clause, fc.nat(99)).map(([id, n]) => ({ op: 'add' as const, path: `/clauses/${id}`, value: { id: `X.${n}`, text: 'x' } })),
    fc.tuple(clause, fc.nat(99)).map(([id, n]) => ({ op: 'replace' as const, path: `/clauses/${id}/id`, value: `Y.${n}` })),
    fc.tuple(clause, clause).map(([from, to]) => ({ op: 'move' as const, from: `/clauses/${from}`, path: `/clauses/${to}` })),
    fc.constantFrom<Patch[number]>(
      { op: 'add', path: '/terms/duration', value: { clause: 'I', period: 'P1Y' } },
      { op: 'remove', path: '/terms/pause' },
      { op: 'add', path: '/terms/committee/coChairs/0', value: 'us' },
      { op: 'replace', path: '/participants/us/seat/timeZone', value: 'America/Chicago' },
    ),
  );
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 8 }), (operations) => {
      let text = smallInstrument;
      const changes: Change[] = [];
      for (const one of operations) {
        try {
          const more = changesOf(text, [one]);
          changes.push(...more);
          text = changed(text, more);
        } catch {
          // It does not apply: the next one is tried on the text as it is.
        }
      }
      expect(conflictIn(smallInstrument, changes)).toBeUndefined();
      expect(changed(smallInstrument, changes)).toEqual(text);
    }),
    { numRuns: drawn(500) },
  );
});
