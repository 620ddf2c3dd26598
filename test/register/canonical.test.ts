/** The chain over stored bytes is the chain over events: the short way to it never tells otherwise than the long one. */
import fc from 'fast-check';
import { canonicalize } from 'json-canonicalize';
import { describe, expect, it } from 'vitest';
import { genesis, link } from '../../domain/chain.ts';
import { isCanonical, linkOfText } from '../../register/canonical.ts';
import { fullLives } from '../support/lives.ts';

describe('canonical JSON', () => {
  it('is chained as text as it is as an event', () => {
    for (const { log, state } of fullLives()) {
      const byEvent = log.reduce(link, genesis(state.mou));
      const byText = log.map((event) => canonicalize(event)).reduce(linkOfText, genesis(state.mou));
      expect(byText).toBe(byEvent);
    }
  });

  it('is told from any other way to say the same', () => {
    const oddKeys = fc.dictionary(fc.constantFrom('10', '9', 'b', 'a', '\ud83d\ude00', '\ufb01', '__proto__', ''), fc.jsonValue());
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), oddKeys), fc.nat(3), (value, indent) => {
        const canonical = canonicalize(value);
        expect(isCanonical(canonical, JSON.parse(canonical))).toBe(true);
        const written = JSON.stringify(value, null, indent);
        expect(isCanonical(written, JSON.parse(written))).toBe(written === canonical);
      }),
    );
    expect(isCanonical('{"a":1,"a":1}', JSON.parse('{"a":1,"a":1}'))).toBe(false);
    expect(isCanonical('{"a":1.0}', { a: 1 })).toBe(false);
  });
});
