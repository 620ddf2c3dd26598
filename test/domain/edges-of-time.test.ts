/** Dates at the edges: terms that would be over before they begin, years that no longer sort as text, very many renewals. */
import { describe, expect, test } from 'vitest';
import { parseInstrument } from '../../domain/input.ts';
import { parseScenario, simulate } from '../../domain/scenario.ts';

const document = { title: 'The text', sha256: 'a'.repeat(64) };

const instrumentWith = (terms: Record<string, unknown>) =>
  parseInstrument({
    id: 'parks',
    title: 'Memorandum on parks',
    participants: [
      { id: 'us', name: 'Agency A', shortName: 'A', seat: { city: 'Washington', timeZone: 'America/New_York' } },
      { id: 'rok', name: 'Agency B', shortName: 'B', seat: { city: 'Seoul', timeZone: 'Asia/Seoul' } },
    ],
    clauses: [
      { id: '1', text: 'It takes effect on the date of the last signature.' },
      { id: '2', text: 'It runs for a term.' },
    ],
    terms: { operative: { clause: '1', rule: 'last-signature' }, ...terms },
    provenance: { status: 'unverified', source: 'Written for this test' },
  });

const AT = '2026-01-02T00:00:00Z';

const sign = (by: string, signedOn: string) => ({
  at: AT,
  do: 'sign',
  by,
  signedOn,
  signatory: { name: 'A. N. Official', title: 'Director' },
  place: by === 'us' ? 'Washington' : 'Seoul',
  document,
});

const propose = (decision: Record<string, unknown>) => ({
  at: AT,
  do: 'propose',
  by: 'us',
  decision: 'd1',
  title: 'A decision',
  document,
  ...decision,
});

const run = (terms: Record<string, unknown>, ...steps: object[]) =>
  simulate(parseScenario({ instrument: 'parks', mou: 'parks', steps: [{ at: AT, do: 'open' }, ...steps] }), instrumentWith(terms));

const errorOf = ({ steps }: ReturnType<typeof run>, index: number) => {
  const step = steps[index];
  return step && !step.ok ? step.error : undefined;
};

test('a memorandum that is not to be operative before a day after its own last one is a mistake in the instrument', () => {
  const operative = { clause: '1', rule: 'last-signature', notBefore: '2020-07-01' };
  expect(() => instrumentWith({ operative, duration: { clause: '2', until: '2020-06-30' } })).toThrow(
    'terms.operative.notBefore: must not lie after the last operative day of terms.duration, 2020-06-30',
  );
});

describe('A memorandum that names its own last day', () => {
  const duration = { clause: '2', until: '2020-06-30' };
  const refused = { code: 'EXPIRED', clause: '2' };

  test('may become operative on that day', () => {
    const { state } = run({ duration }, sign('us', '2020-06-01'), sign('rok', '2020-06-30'));
    expect(state).toMatchObject({ operativeOn: '2020-06-30', expiry: { expiredOn: '2020-07-01' } });
  });

  test('cannot be signed after it, whichever signature is recorded first', () => {
    const message = 'The memorandum would be operative only on 2020-07-01, and its own last day is 2020-06-30';
    expect(errorOf(run({ duration }, sign('us', '2020-06-01'), sign('rok', '2020-07-01')), 2)).toMatchObject({ ...refused, message });
    expect(errorOf(run({ duration }, sign('rok', '2020-07-01'), sign('us', '2020-06-01')), 2)).toMatchObject({ ...refused, message });
  });

  test('cannot be signed so late that it would be operative after it', () => {
    const operative = { clause: '1', rule: 'last-signature', after: 'P30D' };
    const life = run({ operative, duration }, sign('us', '2020-05-01'), sign('rok', '2020-06-01'));
    expect(errorOf(life, 2)).toMatchObject(refused);
    expect(life.state).toMatchObject({ status: 'open', operation: null });
  });

  test('is refused a correction by which it would have been signed after it', () => {
    const rectify = propose({ kind: 'rectify', signature: 'rok', signedOn: '2020-07-01' });
    const life = run({ duration }, sign('us', '2020-06-01'), sign('rok', '2020-06-15'), rectify);
    expect(errorOf(life, life.steps.length - 1)).toMatchObject(refused);
  });

  test('may be signed by some after it where the others were enough', () => {
    const operative = { clause: '1', rule: 'number-of-signatures', count: 1 };
    const { state } = run({ operative, duration }, sign('us', '2020-06-01'), sign('rok', '2020-06-30'));
    expect(state).toMatchObject({ operativeOn: '2020-06-01', participants: { rok: { since: '2020-06-30' } } });
  });

  test('waits for its signatures until that day', () => {
    const awaited = [{ of: 'rok', what: 'signature', dueOn: '2020-06-30' }];
    expect(run({ duration }, sign('us', '2020-06-01')).state).toMatchObject({ awaited });
  });
});

describe('A year that would lead to dates that do not sort as text', () => {
  test.each(['0000-01-01', '0999-12-31', '9000-01-01', '9999-12-31'])('is refused in an instrument: %s', (until) => {
    expect(() => instrumentWith({ duration: { clause: '2', until } })).toThrow('terms.duration.until: must lie in the years 1000 to 8999');
  });

  test('is refused in an act', () => {
    expect(errorOf(run({}, sign('us', '0001-01-01')), 1)).toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('signedOn: must lie'),
    });
  });

  test('is told by the field that leads to it', () => {
    const extend = propose({ kind: 'extend', period: 'P1000Y' });
    const life = run({ duration: { clause: '2', until: '8999-12-31' } }, sign('us', '2020-06-01'), sign('rok', '2020-06-30'), extend);
    expect(errorOf(life, life.steps.length - 1)).toMatchObject({
      code: 'NO_EXTENSION',
      message: 'period: P1000Y leads to no date after the end that stands: 9000-01-01 is the first day after it',
    });
  });
});

test('a memorandum from month to month, recorded thirty years late, is renewed hundreds of times in a second or two and without drift', () => {
  const duration = { clause: '2', period: 'P1M', renewal: { rule: 'automatic', period: 'P1M' } };
  const { state, steps } = run({ duration }, sign('us', '1996-01-31'), sign('rok', '1996-01-31'));
  const renewed = steps.flatMap((step) => (step.ok && 'events' in step ? step.events : [])).filter(({ type }) => type === 'Renewed');
  expect(renewed.slice(0, 3).map(({ on }) => on)).toEqual(['1996-02-29', '1996-03-31', '1996-04-30']);
  expect(state?.expiry).toMatchObject({ renewals: renewed.length, expectedOn: '2026-01-31' });
}, 10_000);
