import { describe, expect, it } from 'vitest';
import { awaitedOf, shownState } from '../../domain/awaited.ts';
import { parseScenario, simulate } from '../../domain/scenario.ts';
import type { Token } from '../../domain/tokens.ts';
import { addressOfAwaited } from '../../desk/pages/links.ts';
import { awaitedLine } from '../../projections/awaited.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import { consent, discontinueOn, giveNotice, open, recordAction, schedule, sign, text } from './acts.ts';
import type { Step } from '../support/given.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { parseAct } from '../../domain/input.ts';
import { parseInstant } from '../../domain/calendar.ts';

const after = (...steps: Exclude<Step, string>[]) => {
  const memorandum = new Memorandum('awaited-1');
  for (const [act, at] of [[{ ...open(), mou: 'awaited-1' }, '2027-01-05T01:00:00Z'] as const, ...steps]) {
    memorandum.record(parseAct(act, memorandum.state?.instrument), parseInstant(at));
  }
  const { state } = memorandum;
  if (!state) throw new Error('Nothing was opened');
  return state;
};
const signed: Exclude<Step, string>[] = [
  [sign('us', '2027-01-05'), '2027-01-05T06:00:00Z'],
  [sign('rok', '2027-01-05'), '2027-01-05T07:00:00Z'],
];

describe('what is waited for', () => {
  it('are signatures, of those who have not signed', () => {
    expect(awaitedOf(after()).map(({ of, what }) => `${what} of ${of}`)).toEqual(['signature of us', 'signature of rok']);
    expect(awaitedOf(after([sign('us', '2027-01-05'), '2027-01-05T06:00:00Z']))).toEqual([
      { of: 'rok', what: 'signature', about: null, since: '2027-01-05', dueOn: null },
    ]);
    expect(awaitedOf(after(...signed))).toEqual([]);
  });

  it('are consents, deliveries, approvals and actions, each since its date, and no longer once they are there', () => {
    const at = '2027-02-03T15:00:00Z';
    const begun: Exclude<Step, string>[] = [
      ...signed,
      [discontinueOn('us', 'd1', '2028-01-01'), at],
      [giveNotice('us', 'n1', '2027-02-03'), at],
      [schedule('us', 'm1', '2027-02-03'), at],
      [{ do: 'hold-meeting', meeting: 'm1' }, '2027-02-04T15:00:00Z'],
      [{ do: 'record-minutes', meeting: 'm1', document: text('Minutes') }, '2027-02-04T15:00:00Z'],
      [{ do: 'approve-minutes', by: 'us', meeting: 'm1' }, '2027-02-04T15:00:00Z'],
      [recordAction('m1', 'a1', 'us', '2027-06-01'), '2027-02-04T15:00:00Z'],
    ];
    const state = after(...begun);
    expect(awaitedOf(state).map((one) => awaitedLine(smallInstrument, one))).toEqual([
      'United States: action a1 of meeting m1, since 2027-02-03, due on 2027-06-01',
      'Republic of Korea: consent to decision d1, since 2027-02-03',
      'Republic of Korea: delivery to it of notice n1, since 2027-02-03',
      'Republic of Korea: approval of the minutes of meeting m1, since 2027-02-03',
    ]);
    const consented = after(...begun, [consent('rok', 'd1'), '2027-02-05T15:00:00Z']);
    expect(awaitedOf(consented).filter(({ what }) => what === 'consent')).toEqual([]);
  });

  it('is an action of its meeting: another may have one of the same name', () => {
    const at = '2027-02-04T15:00:00Z';
    const state = after(
      ...signed,
      [schedule('us', 'm1', '2027-02-03'), at],
      [schedule('us', 'm2', '2027-02-04'), at],
      [recordAction('m1', 'a1', 'us', '2027-06-01'), at],
      [recordAction('m2', 'a1', 'us', '2027-06-01'), at],
    );
    expect(awaitedOf(state).map(({ about, meeting }) => `${meeting}/${about}`)).toEqual(['m1/a1', 'm2/a1']);
    expect(awaitedOf(state).map((one) => addressOfAwaited('test-1', one, { role: 'desk', actsFor: 'keeper' }))).toEqual([
      '/memoranda/test-1/acts/complete-action?meeting=m1&action=a1',
      '/memoranda/test-1/acts/complete-action?meeting=m2&action=a1',
    ]);
  });

  it('leads to its form those who can record it, and nobody else', () => {
    const [consentOfRok] = awaitedOf(after(...signed, [discontinueOn('us', 'd1', '2028-01-01'), '2027-02-03T15:00:00Z']));
    if (!consentOfRok) throw new Error('A consent is awaited');
    const address = '/memoranda/test-1/acts/consent?by=rok&decision=d1';
    const leads = (role: Token['role'], actsFor: Token['actsFor']) => addressOfAwaited('test-1', consentOfRok, { role, actsFor });
    expect([leads('desk', 'keeper'), leads('desk', ['rok']), leads('operator', ['us', 'rok'])]).toEqual([address, address, address]);
    expect([leads('desk', ['us']), leads('desk', []), leads('reader', 'keeper'), leads('reader', ['rok'])]).toEqual(Array(4).fill(null));
  });

  it('stands in the state that a scenario shows', () => {
    const { steps, state } = simulate(
      parseScenario({
        instrument: 'small',
        mou: 'test-1',
        steps: [
          { at: '2027-01-05T01:00:00Z', do: 'open' },
          { at: '2027-01-05T02:00:00Z', do: 'look' },
        ],
      }),
      smallInstrument,
    );
    expect(steps.at(-1)).toMatchObject({
      do: 'look',
      state: {
        awaited: [
          { of: 'us', what: 'signature' },
          { of: 'rok', what: 'signature' },
        ],
      },
    });
    expect(state && shownState(state)).toEqual(state);
  });
});
