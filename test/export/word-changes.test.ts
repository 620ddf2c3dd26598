/** What changed in a text, by the words of the script that it is written in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordChanges } from '../../export/word-changes.ts';

const told = (before: string, after: string, spaces: boolean): string =>
  wordChanges(before, after, { spaces })
    .map(({ value, added, removed }) => (added ? `[+${value}]` : removed ? `[-${value}]` : value))
    .join('');

describe('what changed is told word by word', () => {
  it.each([
    ['Korean', '공동의 관심사에 관한 협력을 한다.', '공동의 관심사에 대한 협력을 한다.', '공동의 관심사에 [-관한][+대한] 협력을 한다.'],
    ['English', 'within 180 days of it', 'within 90 days of it', 'within [-180][+90] days of it'],
    ['French', 'la coopération naît', 'la coopération naîtra', 'la coopération [-naît][+naîtra]'],
    ['Greek', 'η συνεργασία αρχίζει', 'η συνεργασία τελειώνει', 'η συνεργασία [-αρχίζει][+τελειώνει]'],
    // No space is between its words: a letter more or less is what can be told.
    ['Chinese', '双方开展合作。', '双方继续合作。', '双方[-开展][+继续]合作。'],
  ])('in %s', (_, before, after, expected) => {
    expect([told(before, after, true), told(before, after, false)]).toEqual([expected, expected]);
  });

  it('also where a line was broken elsewhere, if white space counts', () => {
    expect(told('하나 둘\n셋', '하나\n둘 셋', true)).toBe('하나[- 둘]\n[+둘 ]셋');
    expect(told('하나 둘\n셋', '하나\n둘 셋', false)).not.toContain('[');
  });

  it('and nothing of either text is lost', () => {
    const text = fc
      .array(fc.constantFrom('가', '나다', '合', 'a', 'B c', ' ', '\n', '\r\n', '.', '1', 'é', '💥'), { maxLength: 30 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = wordChanges(before, after, { spaces: true });
        const without = (one: 'added' | 'removed') => changes.map((change) => (change[one] ? '' : change.value)).join('');
        expect([without('added'), without('removed')]).toEqual([before, after]);
      }),
    );
  });
});
