/**
 * Random sets of papers of one memorandum, each with the date that it has: modifications, decided dates, extensions, notices
 * and their deliveries, what is withdrawn and what is rectified. They can be recorded in any order, on time or long after.
 */
import fc from 'fast-check';
import type { ActInput } from '../../domain/acts/index.ts';
import type { Instrument } from '../../domain/instrument.ts';
import {
  consent,
  decline,
  deliver,
  giveNotice,
  modify,
  proposal,
  replacing,
  retract,
  schedule,
  sign,
  startInitiative,
  text,
} from './acts.ts';
import { BODY, japan, OPERATIVE_ON } from './memoranda.ts';
import { plusDays } from './oracle.ts';

/** An act and the date of its paper; those of one group follow each other. */
export type Paper = { act: ActInput; on: string };
export type Group = Paper[];

/** Few, so that papers meet on the same day; in order. */
const DAYS = [0, 1, 2, 5, 9, 15, 20, 26, 27, 40, 41, 60, 61, 75, 90, 91, 105, 120, 121, 150, 180, 181, 200, 240, 300].map((days) =>
  plusDays(OPERATIVE_ON, days),
);
const day = (index: number): string => DAYS[Math.min(index, DAYS.length - 1)] as string;

type Operations = Parameters<typeof modify>[2];
const PATCHES: Operations[] = [
  replacing('/title', 'One title'),
  replacing('/title', 'Another title'),
  replacing('/clauses/III.7/text', 'Seven.'),
  replacing('/clauses/III.8/text', 'Eight.'),
  replacing('/clauses/III.8/text', 'Eight and more.'),
  [...replacing('/clauses/III.8/text', 'Both.'), ...replacing('/clauses/III.9/text', 'Both.')],
  replacing('/terms/commencement/period', 'P10D'),
  replacing('/terms/commencement/period', 'P90D'),
  replacing('/terms/duration/period', 'P5M'),
  replacing('/terms/duration/renewal/period', 'P1M'),
  replacing('/terms/duration/renewal/unless', 'P10D'),
];

/** How long a modification has to wait, also where it had not to. */
const modifyingWait = ({ participants }: Instrument, by: string, decision: string, one: Draw): Group => {
  const path = '/terms/modification';
  const patches: Operations[] = [
    [{ op: 'add', path: `${path}/after`, value: 'P5D' }],
    [{ op: 'add', path: `${path}/after`, value: 'P40D' }],
    [{ op: 'add', path: `${path}/firstOfNextMonth`, value: true }],
    replacing(path, { clause: 'III.2', rule: 'mutual-decision' }),
  ];
  const effectiveOn = one.id % 3 === 0 ? day(one.on + one.choice) : undefined;
  return decided(
    participants.map(({ id }) => id),
    modify(by, decision, patches[one.choice % 4] as Operations, effectiveOn),
    one,
  );
};

/** Another depositary, or none: a notice goes where the text of its own date says. */
const naming = ({ participants }: Instrument, by: string, decision: string, one: Draw): Group => {
  const path = '/terms/depositary';
  const patches: Operations[] = [
    [{ op: 'add', path, value: BODY }],
    [{ op: 'add', path, value: { clause: 'III.3', id: 'jp' } }],
    [{ op: 'add', path, value: { clause: 'III.3', id: 'us' } }],
    [{ op: 'remove', path }],
  ];
  return decided(
    participants.map(({ id }) => id),
    modify(by, decision, patches[one.choice % 4] as Operations, one.id % 3 === 0 ? day(one.on + one.choice) : undefined),
    one,
  );
};

/** How long who joins has to wait, where it has to. */
const waiting = ({ terms: { accession, operative } }: Instrument, by: string, decision: string, one: Draw): Group => {
  const path = accession ? '/terms/accession' : '/terms/operative/later';
  if (!accession && !operative.later) return [];
  const patches: Operations[] = [
    [{ op: 'add', path: `${path}/after`, value: 'P5D' }],
    [{ op: 'add', path: `${path}/after`, value: 'P40D' }],
    [{ op: 'add', path: `${path}/firstOfNextMonth`, value: true }],
    [{ op: 'remove', path: accession ? `${path}/after` : path }],
  ];
  const members = accession ? ['us', 'rok'] : ['us', 'rok', 'jp'].slice(0, 2 + (one.id % 2));
  return decided(
    members,
    modify(by, decision, patches[one.choice % 4] as Operations, one.id % 3 === 0 ? day(one.on + one.choice) : undefined),
    one,
  );
};

/** What a paper changes of the terms themselves. */
const OTHER_TERMS: Operations[] = [
  replacing('/terms/withdrawal/remaining', 1),
  [{ op: 'remove', path: '/terms/withdrawal' }],
  replacing('/terms/commencement/from', 'notice'),
  replacing('/terms/commencement/from', 'delivery'),
  [{ op: 'add', path: '/terms/commencement/ends', value: 'end-of-month' }],
  [{ op: 'add', path: '/terms/commencement/notBefore', value: 'P5M' }],
  [{ op: 'remove', path: '/terms/commencement' }],
  [{ op: 'remove', path: '/terms/duration' }],
  [{ op: 'remove', path: '/terms/duration/renewal' }],
  [{ op: 'add', path: '/terms/duration/renewal/times', value: 1 }],
  [{ op: 'add', path: '/terms/duration', value: { clause: 'III.4', period: 'P7M' } }],
  [{ op: 'remove', path: '/terms/pause' }],
];

/** A draw that changes how long one waits: among those of memoranda in which one may have to. */
export const WAIT = 45;
/** The same of modifications. */
export const MODIFYING_WAIT = 46;
/** The same of who the depositary is: among memoranda that have one. */
export const DEPOSITARY = 47;
/** A draw in which somebody joins, of each such memorandum. */
export const JOINS: Record<string, number> = { joinedAhead: 31, admittedAhead: 37, severalAhead: 43 };

/** Plain numbers, so that a failure shrinks and prints well. */
export type Draw = { kind: number; id: number; on: number; lag: number; lag2: number; pick: number; choice: number };

export const draw: fc.Arbitrary<Draw> = fc.record({
  kind: fc.nat(44),
  id: fc.nat(99),
  on: fc.nat(DAYS.length - 1),
  lag: fc.nat(4),
  lag2: fc.nat(4),
  pick: fc.nat(99),
  choice: fc.nat(11),
});

const decided = (members: readonly string[], propose: ActInput, { on, lag, lag2, pick }: Draw): Group => {
  if (propose.do !== 'propose') return [];
  const others = members.filter((id) => id !== propose.by);
  const answers = others.map((by, at): Paper => {
    const consentedOn = day(on + (at === 0 ? lag : lag2));
    return { on: consentedOn, act: { ...consent(by, propose.decision), consentedOn } };
  });
  return [{ on: day(on), act: { ...propose, proposedOn: day(on) } }, ...(pick % 11 === 0 ? answers.slice(1) : answers)];
};

const acceding = (on: string): Paper => ({
  on,
  act: {
    do: 'accede',
    participant: japan,
    signatory: { name: 'A. N. Official', title: 'Minister' },
    signedOn: on,
    place: 'Tokyo',
    document: text('MOU original'),
  },
});

/** A clerical fact as it is, corrected once: of two corrections of one fact the record says which stands. */
const corrected = (kind: 'decision' | 'initiative', of: string, on: string): Paper => ({
  on,
  act: { do: 'correct', kind, of, title: `The title of ${of}`, reason: 'Misspelt.', document: text('A note'), correctedOn: on },
});

/** What is done under it or beside it: a pause, a meeting, an initiative, an accession, a notice withdrawn by its giver alone. */
const beside = (instrument: Instrument, by: string, n: number, { kind, on, lag, lag2, pick }: Draw): Group => {
  const [first, then, last] = [day(on), day(on + lag), day(on + lag + lag2)];
  switch (kind) {
    case 28:
      return [
        { on: first, act: { do: 'pause', by, pausedOn: first } },
        { on: then, act: { do: 'resume', by, resumedOn: then } },
      ];
    case 29:
      return [
        { on: first, act: schedule(by, `m${n}`, then) },
        { on: then, act: { do: 'hold-meeting', by, meeting: `m${n}`, heldOn: then } },
        { on: last, act: { do: 'record-minutes', meeting: `m${n}`, document: text(`Minutes ${n}`), minutesOn: last } },
      ];
    case 30:
      return [
        { on: first, act: { ...startInitiative(by, `i${n}`, 'II.B.4'), startedOn: first } },
        { on: last, act: { do: 'conclude-initiative', by, initiative: `i${n}`, concludedOn: last } },
      ];
    case 31:
    case 32:
      return instrument.terms.accession?.rule === 'open' ? [acceding(first)] : [];
    case 34:
      return [
        { on: first, act: schedule(by, `m${n}`, then) },
        { on: then, act: { do: 'reschedule-meeting', by, meeting: `m${n}`, on: last, rescheduledOn: then } },
        { on: last, act: { do: 'hold-meeting', by, meeting: `m${n}`, heldOn: last } },
      ];
    case 35:
      return [{ on: first, act: { ...startInitiative(by, `i${n}`, 'II.B.4'), startedOn: first } }, corrected('initiative', `i${n}`, last)];
    default:
      return [{ on: first, act: { do: 'withdraw-notice', by, notice: `n${pick % Math.max(1, n)}`, withdrawnOn: first } }];
  }
};

/** A further Participant is admitted by decision, and accedes. */
const admitting = (instrument: Instrument, paper: ReturnType<typeof proposal>, one: Draw): Group => {
  if (instrument.terms.accession?.rule !== 'by-decision') return [];
  const members = instrument.participants.map(({ id }) => id);
  return [
    ...decided(members, { ...paper, kind: 'admit', participant: japan.id }, { ...one, pick: 1 }),
    acceding(day(one.on + Math.max(one.lag, one.lag2))),
  ];
};

/** Two patches, mostly of one part. */
const twoOf = (choice: number): [Operations, Operations] => {
  const [first, second] = [
    [0, 1],
    [1, 0],
    [3, 4],
    [4, 5],
    [5, 3],
    [4, 0],
  ][choice % 6] as [number, number];
  return [PATCHES[first] as Operations, PATCHES[second] as Operations];
};

/** Written with one that is decided and lies ahead; and that one is withdrawn. */
const builtUpon = (members: readonly string[], by: string, n: number, one: Draw): Group => {
  const { on, choice, lag } = one;
  const [upon, built] = twoOf(choice);
  const at = (start: number): Draw => ({ ...one, on: start, lag: 0, lag2: 0, pick: 1 });
  return [
    ...decided(members, modify(by, `d${n}`, upon, day(on + 7)), at(on)),
    ...decided(members, modify(by, `d${n}b`, built, day(on + 8)), at(on + 1 + lag)),
    ...decided(members, { ...proposal(by, `d${n}c`), kind: 'withdraw-decision', withdraws: `d${n}` }, at(on + 2 + lag)),
  ];
};

/** What comes to light of who left: that it had declined, or consented, or that its notice had been withdrawn by all. */
const ofTheLast = (members: readonly string[], last: string, n: number, one: Draw): Group => {
  const on = day(one.on + one.lag);
  const decision = `d${n}`;
  if (one.id % 4 === 1) return [{ on, act: { ...decline(last, decision), declinedOn: on } }];
  if (one.id % 4 === 2) return [{ on, act: { ...consent(last, decision), consentedOn: on } }];
  if (one.id % 4 === 3)
    return decided(members, { ...proposal('us', `d${n}c`), kind: 'withdraw-notice', notice: `n${n}` }, { ...one, pick: 1 });
  return [];
};

/** One leaves, and two decisions wait for its consent alone. */
const withoutTheLast = (instrument: Instrument, n: number, one: Draw): Group => {
  const members = instrument.participants.map(({ id }) => id);
  const [last = '', ...others] = [...members].reverse();
  const { on, choice, lag } = one;
  const [first, second] = twoOf(choice);
  return [
    ...noticed(instrument, last, `n${n}`, 'discontinuation', { ...one, lag: 0, lag2: 0 }),
    ...decided(others, modify('us', `d${n}`, first, choice % 2 ? day(on + 5) : undefined), { ...one, pick: 1 }),
    ...decided(others, modify('rok', `d${n}b`, second), { ...one, on: on + 1 + lag, pick: 1 }),
    ...ofTheLast(members, last, n, one),
  ];
};

/** What is not due to it by the text, or not to the others, is refused. */
const toTheDepositary = ({ terms: { depositary } }: Instrument, id: string, on: string): Paper[] =>
  depositary ? [{ on, act: { ...deliver(id, BODY.id, on), place: 'By post' } }] : [];

const noticed = (
  instrument: Instrument,
  by: string,
  id: string,
  kind: 'discontinuation' | 'non-renewal',
  { on, lag, lag2 }: Draw,
): Group => [
  { on: day(on), act: { ...giveNotice(by, id, day(on)), kind } },
  ...toTheDepositary(instrument, id, day(on + lag)),
  ...instrument.participants
    .map((one) => one.id)
    .filter((one) => one !== by)
    .map((to, at): Paper => ({ on: day(on + (at === 0 ? lag : lag2)), act: deliver(id, to, day(on + (at === 0 ? lag : lag2))) })),
];

/** What changes the terms, is answered with no, extends to a date, comes late to the beginning, or corrects it. */
const otherwise = (instrument: Instrument, by: string, n: number, one: Draw): Group => {
  const members = instrument.participants.map(({ id }) => id);
  const { kind, id, on, lag, choice } = one;
  const [first, later] = [day(on), day(on + lag)];
  const paper = proposal(by, `d${n}`);
  const [proposed, ...answers] = decided(members, modify(by, `d${n}`, PATCHES[choice % PATCHES.length] as Operations), one);
  switch (kind) {
    case 39:
    case 40:
      return decided(members, modify(by, `d${n}`, OTHER_TERMS[choice] as Operations, id % 3 === 0 ? day(on + choice) : undefined), one);
    case 41: {
      const no: Paper =
        choice % 2
          ? { on: later, act: { ...retract(by, `d${n}`), retractedOn: later } }
          : { on: later, act: { ...decline(members.find((other) => other !== by) as string, `d${n}`), declinedOn: later } };
      return proposed ? [proposed, ...answers.slice(1), no] : [];
    }
    case WAIT:
      return waiting(instrument, members[n % 2] as string, `d${n}`, one);
    case DEPOSITARY:
      return naming(instrument, by, `d${n}`, one);
    case MODIFYING_WAIT:
      return modifyingWait(instrument, by, `d${n}`, one);
    case 42:
      return decided(members, { ...paper, kind: 'extend', until: day(on + choice) }, one);
    case 43:
      if (instrument.terms.operative.rule === 'number-of-signatures') return [{ on: first, act: sign('jp', plusDays(first, -6)) }];
      if (instrument.terms.operative.rule !== 'mutual-confirmation') return [];
      return decided(members, { ...paper, kind: 'rectify', confirmation: by, receivedOn: day(choice) }, one);
    default:
      return [{ on: first, act: { do: 'report-initiative', by, initiative: `i${id % n}`, report: `Report ${n}`, reportedOn: first } }];
  }
};

/** Where the text says that a notice may, every other one states a date, which may be sooner than its period leads to. */
const stating =
  ({ terms: { commencement } }: Instrument, { on, choice }: Draw) =>
  (paper: Paper): Paper => {
    const { act } = paper;
    const states = commencement?.orLater && choice % 2 === 1 && act.do === 'give-notice' && act.kind !== 'non-renewal';
    return states ? { ...paper, act: { ...act, takesEffectOn: day(on + choice) } } : paper;
  };

/** The papers of a draw; `n` counts the draws, and ids are of few, so that one is about another. */
export const groupOf = (instrument: Instrument, one: Draw, n: number): Group =>
  drawnGroup(instrument, one, n).map(stating(instrument, one));

const drawnGroup = (instrument: Instrument, one: Draw, n: number): Group => {
  const members = instrument.participants.map(({ id }) => id);
  const { kind, on, pick, choice } = one;
  const by = members[pick % members.length] as string;
  const decision = `d${n}`;
  const other = pick % Math.max(1, n);
  const paper = proposal(by, decision);
  if (kind < 8) {
    const effectiveOn = choice % 3 === 0 ? day(on + choice) : undefined;
    return decided(members, modify(by, decision, PATCHES[choice % PATCHES.length] as never, effectiveOn), one);
  }
  if (kind < 12) return noticed(instrument, by, `n${n}`, 'discontinuation', one);
  if (kind < 13) return noticed(instrument, by, `n${n}`, 'non-renewal', one);
  if (kind < 14) return decided(members, { ...paper, kind: 'discontinue-on', on: day(on + choice) }, one);
  if (kind < 15) return decided(members, { ...paper, kind: 'withdraw-decision', withdraws: `d${other}` }, one);
  if (kind < 16) return decided(members, { ...paper, kind: 'withdraw-notice', notice: `n${other}` }, one);
  if (kind < 18) return decided(members, { ...paper, kind: 'extend', period: choice % 2 ? 'P1M' : 'P4M' }, one);
  if (kind < 19)
    return decided(
      members,
      { ...paper, kind: 'rectify', notice: `n${other}`, to: members[choice % members.length] as string, deliveredOn: day(on) },
      one,
    );
  if (kind < 20 && choice < 4)
    return decided(
      members,
      { ...paper, kind: 'rectify', signature: members[choice % members.length] as string, signedOn: day(choice) },
      one,
    );
  if (kind < 20 && choice < 6) return decided(members, { ...paper, kind: 'rectify', notice: `n${other}`, noticeOn: day(on) }, one);
  if (kind < 20 && choice < 8 && instrument.terms.commencement?.orLater)
    return decided(members, { ...paper, kind: 'rectify', notice: `n${other}`, takesEffectOn: day(on + choice) }, one);
  if (kind >= 39) return otherwise(instrument, by, n, one);
  if (kind >= 37) return admitting(instrument, paper, one);
  if (kind === 36) return [...decided(members, modify(by, decision, twoOf(choice)[0]), one), corrected('decision', decision, day(on + 5))];
  if (kind >= 28) return beside(instrument, by, n, one);
  if (kind >= 22) return kind >= 25 ? withoutTheLast(instrument, n, one) : builtUpon(members, by, n, one);
  return decided(
    members,
    { ...paper, kind: 'rectify', of: `d${other}`, consent: members[choice % members.length] as string, consentedOn: day(on) },
    one,
  );
};
