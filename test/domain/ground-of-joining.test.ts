/** Who has joined rests on the text of its day: no paper that comes to light later takes that ground away (III.2). */
import { test } from 'vitest';
import { given } from '../support/given.ts';
import { consent, decided, modify, operative, withdrawDecision } from './acts.ts';
import { GROUNDS, OVER_BEFORE } from './ground-of-joining.ts';
import { accede } from './late-lives.ts';

test.each(Object.entries(GROUNDS))('%s takes no ground of an accession away', (_, [life, [act, at]]) => {
  given(...life)
    .when(act, at)
    .thenRefused('STANDS_IN_THE_WAY', 'III.2', 'would foresee no such accession');
});

test('nor does a decision to withdraw it, while the day on which it takes effect has begun at the seat of who joined and at no other', () => {
  const opening = modify('us', 'd1', [{ op: 'add', path: '/terms/accession', value: { clause: 'II', rule: 'open' } }], '2027-03-10');
  // The tenth of March in Tokyo; in Washington it is the ninth.
  given(...operative(), ...decided(opening, '2027-02-15T15:00:00Z'), [accede('2027-03-10'), '2027-03-09T16:00:00Z'])
    .and([{ ...withdrawDecision('us', 'd2', 'd1'), proposedOn: '2027-03-09' }, '2027-03-09T16:30:00Z'])
    .when({ ...consent('rok', 'd2'), consentedOn: '2027-03-09' }, '2027-03-09T16:40:00Z')
    .thenRefused('STANDS_IN_THE_WAY', 'III.2', /^Japan joined by its signature of 2027-03-10/);
});

test('but a memorandum that turns out to have been over had nobody join it', () => {
  const [life, paper] = OVER_BEFORE;
  given(...life)
    .withState({ participants: { uk: { since: '2027-03-10' } } })
    .and(paper)
    .withState({ status: 'discontinued', participants: { uk: { since: null } }, modifications: [] });
});
