/** What changed in a text is told by parts that name the items of lists by their ids, and leads to the very same text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../domain/fingerprint.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { partChanges, withParts } from '../../domain/parts.ts';
import { deepFreeze } from '../support/given.ts';
import { drawn } from '../support/seed.ts';
import { smallInstrumentWith } from '../support/small-instrument.ts';

const before = deepFreeze(smallInstrumentWith({}));
const after = (change: (text: Instrument) => void): Instrument => {
  const text = JSON.parse(JSON.stringify(before)) as Instrument;
  change(text);
  return text;
};

describe('The parts that changed', () => {
  test('name a clause by its number, and hold it as it was and as it became', () => {
    const text = after(({ clauses }) => Object.assign(clauses[0] as object, { text: 'Shorter.' }));
    const { id, text: was } = before.clauses[0] as Instrument['clauses'][number];
    expect(partChanges(before, text)).toEqual([{ op: 'set', path: `/clauses/${id}/text`, before: was, after: 'Shorter.' }]);
  });

  test('say where a clause stands only where it is not added at the end', () => {
    const clause = { id: '12', text: 'New.' };
    expect(
      partChanges(
        before,
        after(({ clauses }) => clauses.push(clause)),
      ),
    ).toEqual([{ op: 'set', path: '/clauses/12', after: clause }]);
    const [, order] = partChanges(
      before,
      after(({ clauses }) => clauses.unshift(clause)),
    );
    expect(order).toMatchObject({ op: 'order', path: '/clauses', after: ['12', ...before.clauses.map(({ id }) => id)] });
  });

  test('name a place whose name has a slash', () => {
    const text = after(({ places }) => Object.assign(places, { 'Hall A/B ~1': 'Asia/Seoul' }));
    expect(partChanges(before, text)).toEqual([{ op: 'set', path: '/places/Hall A~1B ~01', after: 'Asia/Seoul' }]);
    expect(withParts(before, partChanges(before, text))).toEqual(text);
  });

  const id = fc.constantFrom('1', '2', '10', 'III.4', '§ 5', '__proto__');
  const items = (value: fc.Arbitrary<object>) =>
    fc.uniqueArray(fc.tuple(id, value), { selector: ([one]) => one }).map((all) => all.map(([one, rest]) => ({ id: one, ...rest })));
  const texts = fc
    .record({
      title: fc.constantFrom('A', 'B'),
      clauses: items(fc.record({ heading: fc.constantFrom('x', 'y'), text: fc.constantFrom('x', 'y') }, { requiredKeys: ['text'] })),
      areas: items(fc.record({ title: fc.constantFrom('x', 'y') })),
      places: fc.dictionary(id, fc.constantFrom('Asia/Seoul', 'UTC')),
      terms: fc.record({ committee: fc.record({ coChairs: fc.array(id) }), pause: fc.record({ clause: id }) }, { requiredKeys: [] }),
    })
    .map((text) => text as unknown as Instrument);

  test('lead from any text to any other, to the order of its lists, and leave the one before as it was', () => {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const changed = withParts(deepFreeze(one), partChanges(one, other));
        expect(fingerprint(changed)).toBe(fingerprint(other));
      }),
      { numRuns: drawn(300) },
    );
  });
});
