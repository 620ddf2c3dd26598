/** Signatures and notes recorded in any order, where a memorandum that is not operative in time lapses (III.1). */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { decide } from '../../domain/decide.ts';
import { due } from '../../domain/due.ts';
import { parseAct } from '../../domain/input.ts';
import { Instrument } from '../../domain/instrument.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { State } from '../../domain/state.ts';
import { MOU } from '../support/given.ts';
import { smallInstrumentInput } from '../support/small-instrument.ts';
import { confirm, open, sign } from './acts.ts';
import { plusDays } from './oracle.ts';

const IDS = ['p0', 'p1', 'p2', 'p3'];
const AT = Date.UTC(2029, 0, 1);

const memorandum = (operative: object): Instrument => {
  const [one] = smallInstrumentInput.participants;
  const { committee: _, ...terms } = smallInstrumentInput.terms;
  const participants = IDS.map((id) => ({ ...one, id, name: id, shortName: id }));
  const duration = { clause: 'III.4', period: 'P3Y' };
  return Instrument.parse({
    ...smallInstrumentInput,
    participants,
    terms: { ...terms, duration, operative: { clause: 'III.1', ...operative } },
  });
};

const settled = (record: Memorandum): void => {
  for (let next = due(record.state as State, AT); next && next.at <= AT; next = due(record.state as State, AT)) record.settle(AT);
};

/** What is refused is sent again once another paper is there, for as long as that helps. */
const recorded = (instrument: Instrument, papers: readonly ActInput[]): { state: State; refused: string[] } => {
  const record = new Memorandum(MOU);
  record.record(parseAct(open(instrument)), AT);
  const refused: string[] = [];
  let left = [...papers];
  for (let before = left.length + 1; left.length < before; ) {
    before = left.length;
    left = left.filter((act) => {
      const events = decide(parseAct(act), record.state, AT);
      if (!(events instanceof Refusal)) record.record(parseAct(act), AT);
      else refused.push(`${events.code} ${events.message}`);
      settled(record);
      return events instanceof Refusal;
    });
  }
  return { state: record.state as State, refused };
};

const told = ({ status, operativeOn, lapsedOn, participants, expiry }: State) => ({
  status,
  operativeOn,
  lapsedOn,
  participants,
  expectedOn: status === 'lapsed' ? null : expiry?.expectedOn,
});

const RULES = [
  { rule: 'number-of-signatures', count: 2, after: 'P2W', lapses: 'P6M' },
  { rule: 'number-of-signatures', count: 3, lapses: 'P3M' },
  { rule: 'last-signature', lapses: 'P8M' },
  { rule: 'mutual-confirmation', confirmations: 'notes-only', counts: 'receipt', lapses: 'P6M' },
];

it('a paper refused because the memorandum has lapsed is accepted once those are there by which it has not', () => {
  const days = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: IDS.length, maxLength: IDS.length });
  const order = fc.shuffledSubarray(IDS, { minLength: IDS.length });
  let healed = 0;
  fc.assert(
    fc.property(fc.constantFrom(...RULES), days, order, (rule, after, ids) => {
      const instrument = memorandum(rule);
      const paperOf = (id: string): ActInput => {
        const on = plusDays('2027-01-05', after[IDS.indexOf(id)] as number);
        return rule.rule === 'mutual-confirmation' ? { ...confirm(id, on), receivedOn: on } : sign(id, on, { place: 'Washington' });
      };
      const onOf = (id: string): number => after[IDS.indexOf(id)] as number;
      const inTime = recorded(instrument, [...IDS].sort((a, b) => onOf(a) - onOf(b)).map(paperOf));
      const shuffled = recorded(instrument, ids.map(paperOf));
      expect(told(shuffled.state)).toEqual(told(inTime.state));
      if (shuffled.refused.length > 0 && shuffled.state.operativeOn !== null) healed += 1;
    }),
    { numRuns: 200 },
  );
  expect(healed).toBeGreaterThan(5);
});

it('and the refusal says so', () => {
  const instrument = memorandum(RULES[0] as object);
  const papers = [sign('p0', '2027-01-05'), sign('p1', '2027-10-01'), sign('p2', '2027-02-01')];
  const { state, refused } = recorded(instrument, papers);
  expect(refused).toEqual([
    'LAPSED The memorandum lapsed on 2027-07-06; what is of before then may still be recorded with its date, and what is of later once the papers are recorded by which it became operative in time',
  ]);
  expect(state).toMatchObject({ status: 'operative', operativeOn: '2027-02-15', participants: { p1: { since: '2027-10-01' } } });
});
