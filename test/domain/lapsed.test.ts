/** Signatures and notes recorded in any order, where a memorandum that is not operative in time lapses (III.1). */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { awaitedOf } from '../../domain/awaited.ts';
import { decide } from '../../domain/decide.ts';
import { due } from '../../domain/due.ts';
import { parseAct } from '../../domain/input.ts';
import { Instrument } from '../../domain/instrument.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { State } from '../../domain/state.ts';
import { MOU } from '../support/given.ts';
import { drawn } from '../support/seed.ts';
import { smallInstrumentInput, smallInstrumentWith } from '../support/small-instrument.ts';
import {
  confirm,
  consent,
  decline,
  giveNotice,
  modify,
  open,
  rectifySignature,
  replacing,
  retract,
  sign,
  startInitiative,
} from './acts.ts';
import { plusDays } from './oracle.ts';

const IDS = ['p0', 'p1', 'p2', 'p3'];
const AT = Date.UTC(2029, 0, 1);
const LIVES = drawn(25);

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

/** All that falls due by then, each at its instant. */
const settled = (record: Memorandum, from: number, until = from): void => {
  let now = from;
  for (let next = due(record.state as State, now); next && next.at <= until; next = due(record.state as State, now)) {
    now = Math.max(now, next.at);
    record.settle(now);
  }
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
      settled(record, AT);
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

/** Each on a day of its own, and time passes in between; what is refused is sent again at the end. */
const recordedLate = (instrument: Instrument, papers: readonly { act: ActInput; at: number }[]): State => {
  const record = new Memorandum(MOU);
  let now = Math.min(...papers.map(({ at }) => at));
  record.record(parseAct(open(instrument)), now);
  const again: ActInput[] = [];
  for (const { act, at } of [...papers].sort((a, b) => a.at - b.at)) {
    settled(record, now, at);
    now = at;
    if (decide(parseAct(act), record.state, at) instanceof Refusal) again.push(act);
    else record.record(parseAct(act), at);
  }
  settled(record, now, AT);
  for (let left = again.length + 1; again.length < left; ) {
    left = again.length;
    for (const act of again.splice(0)) {
      if (decide(parseAct(act), record.state, AT) instanceof Refusal) again.push(act);
      else record.record(parseAct(act), AT);
      settled(record, AT);
    }
  }
  return record.state as State;
};

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
    { numRuns: 5 * LIVES },
  );
  expect(healed).toBeGreaterThan(5);
});

it('papers recorded on days of their own, while time passes, lead to what they say together', () => {
  const paper = fc.record({ after: fc.integer({ min: 0, max: 300 }), late: fc.integer({ min: 2, max: 200 }) });
  const papers = fc.array(paper, { minLength: IDS.length, maxLength: IDS.length });
  const waiting = [
    { rule: 'number-of-signatures', count: 2, after: 'P4M', lapses: 'P6M' },
    { rule: 'number-of-signatures', count: 2, after: 'P2M', firstOfNextMonth: true, lapses: 'P4M' },
  ];
  const rules = [...RULES, ...waiting, ...waiting];
  fc.assert(
    fc.property(fc.constantFrom(...rules), papers, (rule, drawn) => {
      const instrument = memorandum(rule);
      const acts = drawn.map(({ after, late }, at) => {
        const on = plusDays('2027-01-05', after);
        const id = IDS[at] as string;
        const act = rule.rule === 'mutual-confirmation' ? { ...confirm(id, on), receivedOn: on } : sign(id, on, { place: 'Washington' });
        return { act, at: Date.parse(`${plusDays(on, late)}T12:00:00Z`) };
      });
      expect(told(recordedLate(instrument, acts))).toEqual(
        told(
          recorded(
            instrument,
            acts.map(({ act }) => act),
          ).state,
        ),
      );
    }),
    { numRuns: 3 * LIVES },
  );
});

it('an earlier paper that comes to light while its date is waited for shows that it lapsed before', () => {
  const record = new Memorandum(MOU);
  const instrument = memorandum({ rule: 'number-of-signatures', count: 2, after: 'P2W', lapses: 'P3M' });
  const at = (on: string) => Date.parse(`${on}T20:00:00Z`);
  record.record(parseAct(open(instrument)), at('2027-01-05'));
  record.record(parseAct(sign('p0', '2027-05-01', { place: 'Washington' })), at('2027-05-02'));
  record.record(parseAct(sign('p1', '2027-06-01', { place: 'Washington' })), at('2027-06-02'));
  expect(record.state?.operation).toMatchObject({ expectedOn: '2027-06-15' });
  record.record(parseAct(sign('p2', '2027-01-05', { place: 'Washington' })), at('2027-06-05'));
  settled(record, at('2027-06-05'));
  expect(record.state).toMatchObject({ status: 'lapsed', lapsedOn: '2027-04-06', operation: null });
  expect(record.log.map(({ type }) => type).slice(-3)).toEqual(['Signed', 'OperationNoLongerExpected', 'Lapsed']);
});

/** Operative by p0 and p1; p2's paper of long before shows that it had lapsed. */
const BY_TWO = { rule: 'number-of-signatures', count: 2, lapses: 'P3M' };
const lapsedBefore = (...acts: readonly ActInput[]): Memorandum => lapsing(memorandum(BY_TWO), acts);
const lapsing = (instrument: Instrument, acts: readonly ActInput[] = []): Memorandum => {
  const record = new Memorandum(MOU);
  const at = (on: string) => Date.parse(`${on}T20:00:00Z`);
  record.record(parseAct(open(instrument)), at('2027-01-05'));
  record.record(parseAct(sign('p0', '2027-05-01', { place: 'Washington' })), at('2027-05-02'));
  record.record(parseAct(sign('p1', '2027-06-01', { place: 'Washington' })), at('2027-06-02'));
  for (const act of acts) record.record(parseAct(act), at('2027-06-11'));
  record.record(parseAct(sign('p2', '2027-01-05', { place: 'Washington' })), at('2027-07-01'));
  settled(record, at('2027-07-01'));
  return record;
};

it('what is over and had no effect does not keep it from having lapsed', () => {
  const proposed = modify('p0', 'd1', replacing('/title', 'A'));
  const notice = giveNotice('p0', 'n1', '2027-06-10');
  for (const acts of [
    [proposed, decline('p1', 'd1')],
    [proposed, retract('p0', 'd1')],
  ]) {
    expect(lapsedBefore(...acts).state).toMatchObject({ status: 'lapsed', lapsedOn: '2027-04-06', operativeOn: null });
  }
  expect(() => lapsedBefore(proposed)).toThrow(/would not be.*; decision d1 was proposed on 2027-06-11/);
  expect(() => lapsedBefore(notice)).toThrow(/would not be.*; notice n1 was given on 2027-06-10/);
  expect(() => lapsedBefore(startInitiative('p0', 'i1', 'II.B.4'))).toThrow(/would not be.*; initiative i1 was started on 2027-06-11/);
});

it('a correction by which it had lapsed before is made, unless something was done under it since', () => {
  const instrument = smallInstrumentWith({ operative: { clause: 'III.1', rule: 'last-signature', lapses: 'P1M' } });
  const at = (on: string) => Date.parse(`${on}T20:00:00Z`);
  const correctedAfter = (...acts: readonly ActInput[]): Memorandum => {
    const record = new Memorandum(MOU);
    for (const act of [open(instrument), sign('us', '2027-01-05'), sign('rok', '2027-01-20')])
      record.record(parseAct(act), at('2027-01-21'));
    for (const act of acts) record.record(parseAct(act), at('2027-03-02'));
    record.record(parseAct(rectifySignature('us', 'r1', 'rok', '2027-03-01')), at('2027-03-03'));
    record.record(parseAct(consent('rok', 'r1')), at('2027-03-03'));
    settled(record, at('2027-03-03'));
    return record;
  };
  expect(correctedAfter().state).toMatchObject({ status: 'lapsed', lapsedOn: '2027-02-06', operativeOn: null });
  expect(() => correctedAfter(startInitiative('us', 'i1', 'II.B.4'))).toThrow(/initiative i1 was started on 2027-03-02/);
});

it('the consent to a correction is awaited though it lapsed: by that it may not have', () => {
  const instrument = smallInstrumentWith({ operative: { clause: 'III.1', rule: 'last-signature', after: 'P10D', lapses: 'P1M' } });
  const record = new Memorandum(MOU);
  for (const act of [open(instrument), sign('us', '2027-01-05'), sign('rok', '2027-02-01')])
    record.record(parseAct(act), Date.parse('2027-02-02T20:00:00Z'));
  const rectified = Date.parse('2027-03-03T20:00:00Z');
  settled(record, rectified);
  record.record(parseAct(rectifySignature('us', 'r1', 'rok', '2027-01-20')), rectified);
  expect(record.state?.status).toBe('lapsed');
  expect(awaitedOf(record.state as State)).toMatchObject([{ of: 'rok', what: 'consent', about: 'r1' }]);
});

it('nor can it have lapsed where another memorandum ended because it was operative', () => {
  expect(() => lapsing({ ...memorandum(BY_TWO), supersedes: 'roads-2019' })).toThrow(
    /would not be.*; roads-2019, which it supersedes, ended on 2027-06-01/,
  );
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
