/** Canonical JSON is that of RFC 8785: its own examples, and what another library writes. */
import fc from 'fast-check';
import { canonicalize } from 'json-canonicalize';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../domain/canonical.ts';

it('canonical JSON is that of the examples of RFC 8785, in its sections 3.2.2 and 3.2.3', () => {
  const primitives = {
    numbers: JSON.parse('[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]') as number[],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  };
  expect(canonicalJson(primitives)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
  expect(Object.values(JSON.parse(`[${canonicalJson(keys).replaceAll(/"[^"]*":|[{}]/g, '')}]`) as number[])).toEqual([2, 4, 6, 7, 1, 5, 3]);
});

const oddKey = fc.oneof(fc.constantFrom('10', '9', 'b', 'a', '\ud83d\ude00', '\ufb01', '\ud800', '__proto__', ''), fc.string());

it('canonical JSON is what another library writes, whatever the keys are and however many', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(oddKey, fc.jsonValue())), (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }),
  );
  const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`${(at * 7919) % 1_000}`, { at, b: -0 }]));
  expect(canonicalJson(many)).toBe(canonicalize(many));
});

it('what is undefined is left out of an object, and null in a list', () => {
  expect(canonicalJson({ b: undefined, a: [undefined, 1] })).toBe('{"a":[null,1]}');
});

it.each([[Number.NaN], [{ a: 1n }], [() => ({})]])('what JSON cannot say has no canonical form: %s', (value) => {
  expect(() => canonicalJson({ value })).toThrow(/can not safely be stringified/);
});
