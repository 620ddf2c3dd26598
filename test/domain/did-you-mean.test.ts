import { describe, expect, test } from 'vitest';
import { didYouMean } from '../../domain/did-you-mean.ts';
import { parseAct } from '../../domain/input.ts';
import { given } from '../support/given.ts';
import { consent, deliver, giveNotice, modify, operative, recordAction, replacing, schedule, startInitiative } from './acts.ts';

const APRIL = '2027-04-01T15:00:00Z';

describe('A name that is not known is answered with the one that may be meant', () => {
  test.each([
    ['n2', ['n1'], '; did you mean n1?'],
    ['withdrawl', ['withdrawal', 'renewal'], '; did you mean withdrawal?'],
    ['Notice-1', ['notice-1', 'notice-2'], '; did you mean notice-1 or notice-2?'],
    ['notice', ['n1'], ''],
    ['n2', [], ''],
  ])('%s, where there are %j', (name, known, says) => expect(didYouMean(name, known)).toBe(says));

  const story = () =>
    given(
      ...operative(),
      [giveNotice('us', 'notice-1', '2027-03-01'), '2027-03-02T15:00:00Z'],
      [modify('us', 'shorter', replacing('/title', 'Shorter')), '2027-03-02T15:00:00Z'],
      [schedule('us', 'spring', '2027-05-01'), '2027-03-02T15:00:00Z'],
      [recordAction('spring', 'report', 'us', '2027-06-01'), '2027-03-02T15:00:00Z'],
      [startInitiative('us', 'quantum', 'II.B.4'), '2027-03-02T15:00:00Z'],
    );

  test.each([
    ['NOTICE_UNKNOWN', deliver('notise-1', 'rok', '2027-03-02'), 'did you mean notice-1?'],
    ['DECISION_UNKNOWN', consent('rok', 'shortr'), 'did you mean shorter?'],
    ['MEETING_UNKNOWN', { do: 'cancel-meeting', meeting: 'Spring' }, 'did you mean spring?'],
    ['ACTION_UNKNOWN', { do: 'complete-action', meeting: 'spring', action: 'reprot' }, 'did you mean report?'],
    ['INITIATIVE_UNKNOWN', { do: 'conclude-initiative', initiative: 'qantum' }, 'did you mean quantum?'],
  ] as const)('%s', (code, act, says) => {
    story().when(act, APRIL).thenRefused(code, undefined, says);
  });

  test('an act whose name has a slip', () => {
    expect(() => parseAct({ do: 'sing' })).toThrow('do: "sing" is not an act; did you mean sign?');
    expect(() => parseAct({ do: 'dance' })).toThrow('do: "dance" is not an act; one of open, sign');
  });
});
