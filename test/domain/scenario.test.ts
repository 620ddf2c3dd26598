import { describe, expect, it } from 'vitest';
import { parseScenario, simulate } from '../../domain/scenario.ts';
import { GATE, KEYS, signedWith } from '../support/keys.ts';
import { smallInstrument } from '../support/small-instrument.ts';

const scenarioOf = (...steps: Record<string, unknown>[]) => parseScenario({ instrument: 'us-rok-tpd', mou: 'test-1', steps });

describe('a scenario', () => {
  it('takes no instant from which dates beyond the year 9999 would be counted', () => {
    expect(() => scenarioOf({ at: '9999-12-31T23:59:59Z', do: 'open' })).toThrow(/steps\.0\.at: must lie in the years 1000 to 8999/);
    expect(scenarioOf({ at: '8999-12-31T23:59:59Z', do: 'open' }).steps).toHaveLength(1);
  });

  it('names the step that lies before the one before it, and both instants', () => {
    const steps = [
      { at: '2027-01-05T03:00:00Z', do: 'open' },
      { at: '2027-01-05T11:59:59+09:00', do: 'look' },
    ];
    expect(() => scenarioOf(...steps)).toThrow(
      'steps.1.at: step 2 (look) must not lie before step 1 (open), which is at 2027-01-05T03:00:00Z, not "2027-01-05T11:59:59+09:00"',
    );
  });

  it.each(['2016-12-31T23:59:60Z', '2027-01-05T24:00:00Z'])('is refused with a step at %s, which may be either of two instants', (at) => {
    expect(() => scenarioOf({ at, do: 'open' })).toThrow(/steps\.0\.at: names a leap second or 24:00/);
  });

  it('is refused with a look that says more than when', () => {
    expect(() => scenarioOf({ at: '2027-01-06T03:00:00Z', do: 'look', on: '2026-05-01' })).toThrow(
      /steps\.0\.on: is not a field of a look$/,
    );
  });

  it('is refused with a part that JavaScript would drop without a word', () => {
    const sign = JSON.parse('{"at":"2027-01-06T03:00:00Z","do":"sign","by":"us","__proto__":{"place":"Seoul"}}');
    expect(() => scenarioOf(sign)).toThrow('scenario: steps.0.__proto__: is not a name that a part can have');
  });

  it('may carry the right answers that a test holds it against', () => {
    const scenario = {
      instrument: 'small',
      mou: 'test-1',
      rightAnswers: { 'state.status': 'open' },
      asks: [{ what: 'explain' }],
      steps: [{ at: '2027-01-05T01:00:00Z', do: 'open' }],
    };
    expect(simulate(parseScenario(scenario), smallInstrument).state?.status).toBe('open');
  });

  it('may be of signed acts, each checked as it is anywhere else', () => {
    const at = '2027-01-05T01:00:00Z';
    const opening = { do: 'open', id: 'o', mou: 'test-1', instrument: smallInstrument, keeperKeys: [KEYS.keeper.jwk] };
    const scenario = scenarioOf(
      { at, ...signedWith(opening, { key: KEYS.keeper, mou: 'test-1', at }) },
      { at, do: 'annul', reason: 'Opened twice' },
      { at, ...signedWith({ do: 'annul', id: 'a', reason: 'Opened twice' }, { key: KEYS.keeper, mou: 'test-1', at }) },
    );
    const { steps, state } = simulate(scenario, smallInstrument, GATE);
    expect(steps).toMatchObject([{ ok: true }, { ok: false, error: { code: 'NOT_AUTHORISED' } }, { ok: true }]);
    expect(state?.status).toBe('annulled');
  });

  it('opens its own memorandum, and refuses to open another', () => {
    const open = { at: '2027-01-05T01:00:00Z', do: 'open' };
    const { steps, state } = simulate(scenarioOf({ ...open, mou: 'another' }, { ...open, mou: 'test-1' }), smallInstrument);
    expect(steps).toMatchObject([
      { ok: false, error: { code: 'INVALID', clause: 'III.1' } },
      { ok: true, events: [{ seq: 1 }] },
    ]);
    expect(state?.mou).toBe('test-1');
  });
});
