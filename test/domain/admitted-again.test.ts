/** Who was admitted by a decision belongs as long as that is taken: it may turn out that somebody belonged whose consent it lacks (III.2). */
import { describe, expect, test } from 'vitest';
import { Instrument } from '../../domain/instrument.ts';
import { awaitedOf } from '../../domain/awaited.ts';
import { explain } from '../../projections/explain.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { given, type Step } from '../support/given.ts';
import { consent, open, sign } from './acts.ts';
import { accede, admit, decidedOn } from './late-lives.ts';
import { three } from './siblings.ts';

const MARCH = '2027-03-02T16:00:00Z';
const APRIL = '2027-04-15T16:00:00Z';
const MAY = '2027-05-15T16:00:00Z';
const uk = { id: 'uk', name: 'The Government of the United Kingdom', shortName: 'UK', seat: { city: 'London', timeZone: 'Europe/London' } };

/** Operative when two of the three have signed; the United Kingdom is admitted by these two, and joins. */
const admitted = (wait: object): Step[] => [
  [
    open(
      Instrument.parse({
        ...three,
        terms: {
          ...three.terms,
          operative: { clause: 'III.1', rule: 'number-of-signatures', count: 2 },
          accession: { clause: 'II', rule: 'by-decision', ...wait },
        },
      }),
    ),
    '2027-01-05T01:00:00Z',
  ],
  [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
  [sign('us', '2027-01-05'), '2027-01-06T07:00:00Z'],
  ...decidedOn({ ...admit, participant: 'uk' } as typeof admit, '2027-02-20', MARCH),
  [{ ...accede('2027-02-25'), participant: uk, place: 'London' } as ReturnType<typeof accede>, MARCH],
];

describe.each([
  ['belongs at once', {}, '2027-02-20', '2027-04-15'],
  ['has waited', { after: 'P10D' }, '2027-03-02', '2027-04-25'],
  ['waits still', { after: 'P60D' }, null, '2027-06-14'],
])('Who was admitted, and %s,', (_, wait, since, again) => {
  /** Japan had signed before the two decided alone. */
  const late = () => given(...admitted(wait), [sign('jp', '2027-02-10'), APRIL]);

  test('belongs no more once a signature of before comes to light, until who signed has consented too', () => {
    given(...admitted(wait), '2027-04-14T16:00:00Z').withState({ participants: { uk: { since } } });
    late().withState({ decisions: { d1: { status: 'proposed', takenOn: null } }, participants: { uk: { since: null } } });
    late()
      .and([{ ...consent('jp', 'd1'), consentedOn: '2027-04-15' }, APRIL])
      .withState({ decisions: { d1: { status: 'effective', takenOn: '2027-04-15' } } })
      .whenTimeReaches('2027-07-01T00:00:00Z')
      .withState({ participants: { uk: { since: again } } });
  });

  test('is asked for nothing meanwhile, and cannot act; the consent that is lacking is awaited', () => {
    late()
      .when({ ...consent('uk', 'd1'), consentedOn: '2027-04-15' }, APRIL)
      .thenRefused('NOT_A_PARTICIPANT');
    const { state, memorandum } = late();
    expect(awaitedOf(state).map(({ of, what }) => `${what} of ${of}`)).toEqual(['consent of jp']);
    expect(explain(state).filter(({ id }) => id === 'member/uk')).toEqual([]);
    expect(stateAsOf(memorandum.log, { on: '2027-04-15' })?.participants.uk).toBeUndefined();
  });

  test('belongs from the day of that consent also where it is of before', () => {
    late()
      .and([{ ...consent('jp', 'd1'), consentedOn: '2027-02-22' }, APRIL])
      .whenTimeReaches(MAY)
      .withState({ decisions: { d1: { takenOn: '2027-02-22' } } });
  });
});
