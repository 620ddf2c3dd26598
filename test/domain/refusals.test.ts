/** Every code is provoked here once, so that none is listed that nothing can give. The topics' own tests say when and why. */
import { describe, expect, test } from 'vitest';
import type { ActInput } from '../../domain/acts/index.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { decide } from '../../domain/decide.ts';
import { parseAct } from '../../domain/input.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { Refusal, type RefusalCode, REFUSALS } from '../../domain/refusal.ts';
import { given, type Step } from '../support/given.ts';
import {
  confirm,
  consent,
  decided,
  decline,
  deliver,
  discontinueOn,
  extend,
  giveNotice,
  modify,
  nonRenewal,
  noticeDelivered,
  open,
  operative,
  recordAction,
  rectifyDelivery,
  rectifySignature,
  replacing,
  retract,
  schedule,
  sign,
  startInitiative,
  text,
  withdraw,
  withdrawByDecision,
  withdrawDecision,
} from './acts.ts';
import { smallInstrumentWith, words } from '../support/small-instrument.ts';
import { confirmed, threeOperative } from './siblings.ts';

const APRIL = '2027-04-01T15:00:00Z';
const NOTICED: Step[] = [...operative(), ...noticeDelivered];
const GIVEN: Step[] = NOTICED.slice(0, -1);
const PROPOSED: Step[] = [...operative(), [modify('us', 'd1', replacing('/title', 'Shorter')), '2027-03-01T15:00:00Z']];

/** Among three, two of whom have been served. */
const SERVED: Step[] = [
  ...threeOperative,
  [giveNotice('us', 'n1', '2027-01-29'), '2027-01-29T15:00:00Z'],
  [deliver('n1', 'rok', '2027-02-01'), '2027-02-02T15:00:00Z'],
  [deliver('n1', 'jp', '2027-02-01'), '2027-02-02T15:00:00Z'],
];
const HELD: Step[] = [
  ...operative(),
  [schedule('us', 'm1', '2027-02-10'), '2027-02-09T15:00:00Z'],
  [{ do: 'hold-meeting', meeting: 'm1' }, '2027-02-11T15:00:00Z'],
];
/** Renewed a year at a time, unless a notice is delivered ten months before: by 5 March 2027. */
const yearly = smallInstrumentWith({
  duration: { clause: 'III.4', period: 'P1Y', renewal: { rule: 'automatic', period: 'P1Y', unless: 'P10M' } },
});
const approve: ActInput = { do: 'approve-minutes', by: 'us', meeting: 'm1' };
const complete: ActInput = { do: 'complete-action', meeting: 'm1', action: 'a1' };
const conclude: ActInput = { do: 'conclude-initiative', initiative: 'i1' };

/** What is given, and the act in April 2027 that is refused. */
const PROVOKED: Record<RefusalCode, [readonly Step[], ActInput]> = {
  UNKNOWN_MOU: [[], sign('us', '2027-01-05')],
  ALREADY_OPENED: [operative(), open()],
  NOT_A_PARTICIPANT: [operative(), giveNotice('uk', 'n1', '2027-03-01')],
  ALREADY_RECORDED: [GIVEN, giveNotice('rok', 'n1', '2027-03-01')],
  ALREADY_SIGNED: [operative(), sign('us', '2027-01-04')],
  NOT_SIGNED: [[[open(), '2027-01-05T01:00:00Z']], rectifySignature('us', 'd1', 'rok', '2027-01-04')],
  ALREADY_CONFIRMED: [confirmed.slice(0, -1), confirm('rok', '2027-01-20')],
  ALREADY_OPERATIVE: [
    [...operative(), ...decided(modify('us', 'd1', replacing('/terms/operative/rule', 'mutual-confirmation')), '2027-03-01T15:00:00Z')],
    confirm('us', '2027-03-02'),
  ],
  NOT_OPERATIVE: [[[open(), '2027-01-05T01:00:00Z']], giveNotice('us', 'n1', '2027-03-01')],
  PREMATURE: [[...operative(), [giveNotice('us', 'n1', '2027-01-02'), '2027-01-29T15:00:00Z']], deliver('n1', 'rok', '2027-01-04')],
  FUTURE_DATE: [GIVEN, deliver('n1', 'rok', '2027-04-03')],
  BEFORE_OPERATIVE: [operative(), discontinueOn('us', 'd1', '2027-01-04')],
  DECISION_UNKNOWN: [operative(), consent('rok', 'd1')],
  DECISION_CLOSED: [[...PROPOSED, [retract('us', 'd1'), '2027-03-02T15:00:00Z']], consent('rok', 'd1')],
  ALREADY_CONSENTED: [PROPOSED, consent('us', 'd1')],
  TEXT_DIFFERS: [PROPOSED, consent('rok', 'd1', text('Another'))],
  NOTICE_UNKNOWN: [operative(), deliver('n1', 'rok', '2027-03-01')],
  NOTICE_PENDING: [GIVEN, giveNotice('us', 'n2', '2027-03-01')],
  ALREADY_DELIVERED: [NOTICED, deliver('n1', 'rok', '2027-03-01')],
  DELIVERED_BEFORE_WRITTEN: [GIVEN, deliver('n1', 'rok', '2027-01-28')],
  WRONG_RECIPIENT: [GIVEN, deliver('n1', 'us', '2027-03-01')],
  NOTICE_FINAL: [
    [...NOTICED, ...decided(withdrawByDecision('us', 'd1', 'n1'), '2027-03-01T15:00:00Z')],
    deliver('n1', 'rok', '2027-03-01'),
  ],
  WITHDRAWAL_NOT_FORESEEN: [NOTICED, withdraw('us', 'n1')],
  NOTHING_TO_CORRECT: [NOTICED, rectifyDelivery('us', 'd1', 'n1', '2027-02-01')],
  AMBIGUOUS: [SERVED, rectifyDelivery('us', 'd1', 'n1', '2027-03-01')],
  NOT_FORESEEN: [operative(), { do: 'pause', by: 'us' }],
  BAD_PATCH: [operative(), modify('us', 'd1', replacing('/nothing', 'here'))],
  MEETING_UNKNOWN: [operative(), { do: 'hold-meeting', meeting: 'm1' }],
  MEETING_NOT_SCHEDULED: [HELD, { do: 'hold-meeting', meeting: 'm1' }],
  MEETING_NOT_HELD: [HELD.slice(0, -1), { do: 'record-minutes', meeting: 'm1', document: text('Minutes') }],
  MEETING_CANCELLED: [
    [...HELD.slice(0, -1), [{ do: 'cancel-meeting', meeting: 'm1' }, '2027-02-11T15:00:00Z']],
    recordAction('m1', 'a1', 'us', '2027-06-01'),
  ],
  MINUTES_MISSING: [HELD, { do: 'approve-minutes', by: 'us', meeting: 'm1' }],
  ALREADY_APPROVED: [
    [
      ...HELD,
      [{ do: 'record-minutes', meeting: 'm1', document: text('Minutes') }, '2027-02-12T15:00:00Z'],
      [approve, '2027-02-12T15:00:00Z'],
    ],
    approve,
  ],
  ACTION_UNKNOWN: [HELD, complete],
  ACTION_COMPLETED: [
    [...HELD, [recordAction('m1', 'a1', 'us', '2027-06-01'), '2027-02-12T15:00:00Z'], [complete, '2027-02-12T15:00:00Z']],
    complete,
  ],
  INITIATIVE_UNKNOWN: [operative(), { do: 'conclude-initiative', initiative: 'i1' }],
  INITIATIVE_CONCLUDED: [
    [...operative(), [startInitiative('us', 'i1', 'II.B.4'), '2027-02-11T15:00:00Z'], [conclude, '2027-02-12T15:00:00Z']],
    conclude,
  ],
  AREA_UNKNOWN: [operative(), startInitiative('us', 'i1', 'IX')],
  COMMITS_FUNDS: [operative(), startInitiative('us', 'i1', 'II.B.4', { commitsFunds: true })],
  PAUSED: [[...confirmed, [{ do: 'pause', by: 'us' }, '2027-02-01T15:00:00Z']], schedule('us', 'm1', '2027-09-01')],
  NOT_PAUSED: [confirmed, { do: 'resume', by: 'us' }],
  RESUMED_BEFORE_PAUSED: [
    [...confirmed, [{ do: 'pause', by: 'us' }, '2027-02-01T15:00:00Z']],
    { do: 'resume', by: 'us', resumedOn: '2027-01-31' },
  ],
  DISCONTINUED: [[...operative(), ...decided(discontinueOn('us', 'd1', '2027-03-20'), '2027-03-01T15:00:00Z')], consent('rok', 'd1')],
  RETROACTIVE: [operative(), discontinueOn('us', 'd1', '2027-03-01')],
  CONFLICT: [
    [...operative(), ...decided(modify('us', 'd1', replacing('/title', 'One'), '2027-06-01'), '2027-03-01T15:00:00Z')],
    modify('us', 'd2', replacing('/title', 'Two'), '2027-05-01'),
  ],
  TOO_LATE: [[...operative(yearly), [nonRenewal('us', 'n1', '2027-01-20'), '2027-01-20T15:00:00Z']], deliver('n1', 'rok', '2027-04-01')],
  TOO_EARLY: [PROPOSED, { ...decline('rok', 'd1'), declinedOn: '2027-02-01' }],
  NO_EXTENSION: [operative(yearly), extend('us', 'd1', '2027-12-31')],
  DECISION_NOT_TAKEN: [PROPOSED, withdrawDecision('us', 'd2', 'd1')],
  STANDS_IN_THE_WAY: [
    [
      ...operative(smallInstrumentWith({ commencement: { clause: 'III.4', period: 'P30D', from: 'delivery' } })),
      [giveNotice('us', 'n1', '2027-02-01'), '2027-02-01T15:00:00Z'],
      [deliver('n1', 'rok', '2027-03-10'), '2027-03-10T15:00:00Z'],
      ...decided(modify('us', 'd1', replacing('/title', 'One')), '2027-03-25T15:00:00Z'),
    ],
    rectifyDelivery('us', 'd2', 'n1', '2027-02-10'),
  ],
  ALREADY_ACCEDED: [
    operative(),
    { do: 'propose', by: 'us', decision: 'd1', kind: 'admit', participant: 'rok', document: text('Admission') },
  ],
  EXPIRED: [operative(smallInstrumentWith({ duration: { clause: 'III.4', until: '2027-02-28' } })), extend('us', 'd1', '2027-12-31')],
  LAPSED: [
    [
      [open(smallInstrumentWith({ operative: { clause: 'III.1', rule: 'last-signature', lapses: 'P1M' } })), '2027-01-05T01:00:00Z'],
      [sign('rok', '2027-01-05'), '2027-01-05T06:00:00Z'],
    ],
    sign('us', '2027-04-01'),
  ],
  ANNULLED: [
    [
      [open(), '2027-01-05T01:00:00Z'],
      [{ do: 'annul', reason: 'Opened twice' }, '2027-01-05T02:00:00Z'],
    ],
    sign('us', '2027-04-01'),
  ],
  INVALID: [GIVEN, deliver('n1', 'rok', '2027-02-30')],
  TOO_LARGE: [operative(), modify('us', 'd1', replacing('/clauses/0/text', '가'.repeat(100_000)))],
  // Who may log in as a Participant is not the decider's to know; what a Participant may not do is.
  NOT_AUTHORISED: [PROPOSED, retract('rok', 'd1')],
};

/** Where there is no memorandum there is no clause to name, and no clause speaks of bytes. */
const WITHOUT_CLAUSE = new Set<RefusalCode>(['UNKNOWN_MOU', 'TOO_LARGE', 'NOT_FORESEEN']);

/** The engine's own words. The name of a field, which stands first, is nobody's to change. */
const OWN_WORDS = /\b(?:participants?|operative|modif\w+|discontinu\w+|memorandum)\b(?!: )/i;

/** The same, of a memorandum that speaks of Parties, of being in force, and of amendment and termination. */
const inWords = (step: Step): Step => {
  if (typeof step === 'string' || step[0].do !== 'open') return step;
  const [{ instrument, ...act }, at] = step;
  return [{ ...act, instrument: { ...(instrument as Instrument), words } }, at];
};

describe('A refusal speaks as the memorandum does', () => {
  test.each((Object.keys(REFUSALS) as RefusalCode[]).filter((code) => code !== 'UNKNOWN_MOU'))('%s', (code) => {
    const [steps, act] = PROVOKED[code];
    const outcome = given(...steps.map(inWords)).when(act, APRIL);
    outcome.thenRefused(code, undefined, /^\S[^\n]+[^.\s]$/);
    expect(outcome.refusal.message).not.toMatch(OWN_WORDS);
  });

  test('names of fields, kinds, ids and files stay as they are', () => {
    const agreed = operative().map(inWords);
    given(...agreed)
      .when(consent('rok', 'modification-2'), APRIL)
      .thenRefused('DECISION_UNKNOWN', undefined, 'decision: no decision modification-2 ');
    given(...agreed, [modify('us', 'modification', replacing('/title', 'Shorter')), APRIL], [retract('us', 'modification'), APRIL])
      .when(consent('rok', 'modification'), APRIL)
      .thenRefused('DECISION_CLOSED', undefined, 'decision: modification is retracted');
    given(...agreed)
      .when(deliver('discontinuation', 'rok', '2027-02-01'), APRIL)
      .thenRefused('NOTICE_UNKNOWN', undefined, 'notice: no notice discontinuation has been given');
    given(...agreed)
      .when({ do: 'change-contacts', by: 'us', participant: 'rok', contacts: [] }, APRIL)
      .thenRefused('NOT_AUTHORISED', undefined, /^participant: United States /);
    given(...agreed)
      .when(modify('us', 'd1', replacing('/terms/operative/count', 2)), APRIL)
      .thenRefused('BAD_PATCH', undefined, 'terms/operative/count');
  });
});

describe('A refusal names the code, one sentence, the clause, and changes nothing', () => {
  test.each(Object.keys(REFUSALS) as RefusalCode[])('%s', (code) => {
    const [steps, act] = PROVOKED[code];
    // The story itself compares the log and the state with those before the refusal.
    const outcome = given(...steps).when(act, APRIL);
    outcome.thenRefused(code, undefined, /^\S[^\n]+[^.\s]$/);
    if (!WITHOUT_CLAUSE.has(code)) outcome.thenRefused(code, expect.stringMatching(/^(T|II|III\.\d)$/));
  });

  test('every code that semantics.md lists is among them', () => {
    expect(Object.keys(PROVOKED).sort()).toEqual(Object.keys(REFUSALS).sort());
  });

  test.each([
    ['a BigInt', { ...sign('us', '2027-01-05'), originals: 1n }, /^originals: is a BigInt/],
    ['a BigInt far within', { do: 'open', mou: 'm1', instrument: { clauses: [{ id: 3n }] } }, /^id: is a BigInt/],
    ['nothing but a BigInt', 1n, /^do: /],
  ])('INVALID for %s, which JSON cannot say', (_, input, message) => {
    expect(() => parseAct(input)).toThrow(expect.objectContaining({ code: 'INVALID', message: expect.stringMatching(message) }));
  });

  test('INVALID for an act that holds itself', () => {
    const act: Record<string, unknown> = { ...sign('us', '2027-01-05') };
    act.signatory = act;
    expect(() => parseAct(act)).toThrow(
      expect.objectContaining({ code: 'INVALID', message: '(the whole act): is not JSON: it holds itself' }),
    );
  });

  test('the decider returns it, and throws nothing', () => {
    const refused = decide(parseAct(sign('us', '2027-01-05')), undefined, parseInstant(APRIL));
    expect(refused).toBeInstanceOf(Refusal);
    expect(JSON.parse(JSON.stringify(refused))).toEqual({ code: 'UNKNOWN_MOU', message: 'mou: no memorandum of that id has been opened' });
  });
});
