import { describe, expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import { decided, modify, operative } from './acts.ts';

const APRIL = '2027-04-01T15:00:00Z';

describe('A patch that breaks the instrument is refused', () => {
  test.each([
    ['removes what is not there', [{ op: 'remove', path: '/clauses/99' }]],
    ['removes what is no element', [{ op: 'remove', path: '/clauses/length' }]],
    ['replaces what is no element', [{ op: 'replace', path: '/clauses/-', value: { id: 'X', text: 'x' } }]],
    ['replaces what only every object has', [{ op: 'replace', path: '/places/toString', value: 'Asia/Seoul' }]],
    ['counts with leading zeros', [{ op: 'replace', path: '/clauses/01', value: { id: 'I', text: 'x' } }]],
    ['replaces what is beyond the end', [{ op: 'replace', path: '/clauses/14', value: { id: 'X', text: 'x' } }]],
    ['copies to beyond the end', [{ op: 'copy', from: '/clauses/0', path: '/clauses/99' }]],
    ['reaches for a prototype', [{ op: 'add', path: '/places/__proto__', value: { Busan: 'Asia/Seoul' } }]],
    ['reaches through a prototype', [{ op: 'add', path: '/__proto__/polluted', value: true }]],
    ['is no JSON Pointer', [{ op: 'replace', path: 'title', value: 'x' }]],
    ['escapes wrongly', [{ op: 'add', path: '/places/a~2b', value: 'Asia/Seoul' }]],
    ['fails its own test', [{ op: 'test', path: '/title', value: 'Another' }]],
    ['replaces the whole', [{ op: 'replace', path: '', value: {} }]],
    ['moves a part into itself', [{ op: 'move', from: '/terms', path: '/terms/notice' }]],
    ['removes a term', [{ op: 'remove', path: '/terms/operative' }]],
    ['removes a clause that a term cites', [{ op: 'remove', path: '/clauses/7' }]],
    ['commits funds', [{ op: 'replace', path: '/terms/funds/committed', value: true }]],
    ['adds a field', [{ op: 'add', path: '/terms/penalty', value: 'P1Y' }]],
    ['sets no period', [{ op: 'replace', path: '/terms/commencement/period', value: 'P0M' }]],
    ['sets a period beyond all calendars', [{ op: 'replace', path: '/terms/commencement/period', value: 'P9999999999Y' }]],
    ['sets a period that no date survives', [{ op: 'replace', path: '/terms/commencement/period', value: 'P9000Y' }]],
    ['changes who the Participants are', [{ op: 'replace', path: '/participants/0/id', value: 'uk' }]],
    ['leaves one Participant', [{ op: 'remove', path: '/participants/1' }]],
    ['changes the id', [{ op: 'replace', path: '/id', value: 'another' }]],
  ] as const)('because it %s', (_, patch) => {
    given(...operative())
      .when(modify('us', 'd1', [...patch]), APRIL)
      .thenRefused('BAD_PATCH', 'III.2');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('A patch means what RFC 6902 says', () => {
  test('a move is a removal and then an addition', () => {
    const move = { op: 'move', from: '/clauses/1', path: '/clauses/0' } as const;
    const { instrument } = given(...operative(), ...decided(modify('us', 'd1', [move]), APRIL)).state;
    expect(instrument.clauses.map(({ id }) => id).slice(0, 3)).toEqual(['II', 'I', 'II.A.1']);
  });

  test('a part that is replaced again at once is changed once', () => {
    const to = (value: string) => ({ op: 'replace', path: '/clauses/III.8/text', value }) as const;
    const first = { op: 'test', path: '/title', value: smallInstrument.title } as const;
    const patch = [
      first,
      to('One.'),
      to('Two.'),
      { op: 'add', path: '/clauses/-', value: { id: 'IV', text: 'A.' } },
      to('Three.'),
    ] as const;
    const { state } = given(...operative()).when(modify('us', 'd1', [...patch]), APRIL);
    const changes = state.decisions.d1?.kind === 'modify' ? state.decisions.d1.changes : [];
    expect(changes.map(({ path }) => path)).toEqual(['/title', '/clauses/III.8/text', '/clauses/IV', '/clauses/III.8/text']);
    expect(changes[1]).toMatchObject({ before: smallInstrument.clauses.find(({ id }) => id === 'III.8')?.text, after: 'Two.' });
  });

  test('a value with a part that JavaScript would hide is malformed, and nothing of it is dropped', () => {
    const value: unknown = JSON.parse('{"Busan":"Asia/Seoul","__proto__":{"x":"Asia/Seoul"}}');
    given(...operative())
      .when(modify('us', 'd1', [{ op: 'add', path: '/places', value: value as never }]), APRIL)
      .thenRefused('INVALID', 'III.2', /__proto__/);
  });
});
