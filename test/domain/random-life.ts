/**
 * Random lives of a memorandum: acts that often make sense and often do not, over a small pool of ids, at times that
 * move forward by hours or by months. An act's dates are told relative to the day on which it is recorded.
 */
import fc from 'fast-check';
import type { ActInput } from '../../domain/acts/index.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { State } from '../../domain/state.ts';
import { smallInstrument } from '../support/small-instrument.ts';
import {
  confirm,
  consent,
  decline,
  deliver,
  discontinueOn,
  giveNotice,
  modify,
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
} from './acts.ts';
import { plusDays } from './oracle.ts';
import { closedAreas, confirming, neverWithdrawn, pausable, reminding, unilateral } from './siblings.ts';

const KINDS = {
  sign: 2,
  confirm: 2,
  'give-notice': 9,
  deliver: 9,
  withdraw: 3,
  modify: 8,
  'withdraw-by-decision': 5,
  'discontinue-on': 3,
  'rectify-delivery': 6,
  'rectify-signature': 1,
  consent: 30,
  decline: 1,
  retract: 1,
  schedule: 3,
  hold: 3,
  minutes: 3,
  approve: 3,
  cancel: 1,
  action: 3,
  complete: 3,
  start: 3,
  report: 2,
  conclude: 1,
  pause: 1,
  resume: 3,
  contacts: 1,
} as const;
type Kind = keyof typeof KINDS;

/** Plain numbers, so that a failure shrinks and prints well; what they mean depends on the state they meet. */
export type Move = { kind: Kind; hours: number; asleep: boolean; by: string; pick: number; offset: number; choice: number };

const weighted = <Value>(weights: [Value, number][]) =>
  fc.oneof(...weights.map(([value, weight]) => ({ weight, arbitrary: fc.constant(value) })));

export const move: fc.Arbitrary<Move> = fc.record({
  kind: weighted(Object.entries(KINDS) as [Kind, number][]),
  hours: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 30 }) },
    { weight: 4, arbitrary: fc.integer({ min: 31, max: 300 }) },
    { weight: 1, arbitrary: fc.integer({ min: 301, max: 5_000 }) },
  ),
  // The engine was down when something fell due, and settles it late.
  asleep: fc.boolean(),
  by: weighted([
    ['us', 10],
    ['rok', 10],
    ['uk', 1],
  ]),
  pick: fc.nat(1_000),
  offset: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: -3, max: 1 }) },
    fc.integer({ min: -200, max: 0 }),
    fc.integer({ min: 0, max: 90 }),
  ),
  choice: fc.nat(11),
});

/** By name, so that a failure prints which. */
export const INSTRUMENTS: Record<string, Instrument> = {
  smallInstrument,
  confirming,
  unilateral,
  neverWithdrawn,
  pausable,
  closedAreas,
  reminding,
};
export const instrument = fc.constantFrom('smallInstrument', 'smallInstrument', 'confirming', ...Object.keys(INSTRUMENTS));

/** Mostly an id that the act can be about, sometimes any that is known, and rarely one that is not. */
const choose = (pick: number, likely: string[], known: string[]): string => {
  const pool = pick % 8 === 0 || likely.length === 0 ? [...known, 'unknown', 'unheard-of'] : likely;
  return pool[pick % pool.length] as string;
};

/** Mostly an id of its own, sometimes one that is taken. */
const fresh = (pick: number, prefix: string, known: string[]): string =>
  pick % 10 === 0 && known.length > 0 ? (known[pick % known.length] as string) : `${prefix}${known.length + 1}`;

// The rule from which a period counts and the seats stay as they are: the oracle knows one of each.
const PATCHES: Parameters<typeof modify>[2][] = [
  replacing('/title', 'One title'),
  replacing('/title', 'Another title'),
  replacing('/terms/commencement/period', 'P30D'),
  replacing('/terms/commencement/period', 'P90D'),
  replacing('/terms/commencement/period', 'P400D'),
  replacing('/terms/noticeWithdrawal', 'unilateral'),
  replacing('/terms/noticeWithdrawal', 'mutual-decision'),
  replacing('/terms/operative/rule', 'mutual-confirmation'),
  [{ op: 'remove', path: '/places' }],
  [{ op: 'remove', path: '/areas/0' }],
  [{ op: 'add', path: '/places/Busan', value: 'Asia/Seoul' }],
  [{ op: 'remove', path: '/terms/pause' }],
];

const where = <Item>(items: Record<string, Item>, chosen: (item: Item) => boolean): string[] =>
  Object.keys(items).filter((id) => chosen(items[id] as Item));

/** What an act is about must have been recorded first: where nothing of the kind is, that is mostly tried instead. */
const NEEDS: Partial<Record<Kind, [kind: Kind, items: (state: State) => object]>> = {
  deliver: ['give-notice', ({ notices }) => notices],
  withdraw: ['give-notice', ({ notices }) => notices],
  'withdraw-by-decision': ['give-notice', ({ notices }) => notices],
  'rectify-delivery': ['deliver', ({ notices }) => where(notices, (one) => one.deliveredOn !== null)],
  consent: ['modify', ({ decisions }) => where(decisions, (one) => one.status === 'proposed')],
  hold: ['schedule', ({ meetings }) => meetings],
  minutes: ['hold', ({ meetings }) => where(meetings, (one) => one.status === 'held')],
  approve: ['minutes', ({ meetings }) => where(meetings, (one) => one.minutes !== null)],
  action: ['schedule', ({ meetings }) => meetings],
  complete: ['action', ({ meetings }) => where(meetings, (one) => Object.keys(one.actions).length > 0)],
  report: ['start', ({ initiatives }) => initiatives],
  conclude: ['report', ({ initiatives }) => initiatives],
};

/** Once discontinued everything but a rectification is refused: then mostly that is tried. */
const SPARED: Kind[] = ['rectify-delivery', 'rectify-delivery', 'consent', 'consent', 'consent', 'rectify-signature'];

const kindIn = (state: State, { kind, pick }: Move): Kind => {
  if (pick % 4 === 0) return kind;
  if (state.status === 'discontinued') return SPARED[pick % SPARED.length] as Kind;
  const [first, items] = NEEDS[kind] ?? [];
  return first && items && Object.keys(items(state)).length === 0 ? kindIn(state, { kind: first, pick } as Move) : kind;
};

/** The act that a move stands for on a day, given what is recorded so far. */
export const actOf = (one: Move, state: State, today: string): ActInput => {
  const { by, pick, offset, choice } = one;
  const kind = kindIn(state, one);
  const on = plusDays(today, offset);
  const { notices, decisions, meetings, initiatives } = state;
  const decision = fresh(pick, 'd', Object.keys(decisions));
  const open = choose(
    pick,
    where(decisions, (one) => one.status === 'proposed'),
    Object.keys(decisions),
  );
  const pending = choose(
    pick,
    where(notices, (one) => one.status === 'given' || one.status === 'delivered'),
    Object.keys(notices),
  );
  const given = choose(
    pick,
    where(notices, (one) => one.status === 'given'),
    Object.keys(notices),
  );
  const served = choose(
    pick,
    where(notices, (one) => one.deliveredOn !== null),
    Object.keys(notices),
  );
  const meeting = choose(
    pick,
    where(meetings, (one) => one.status !== 'cancelled'),
    Object.keys(meetings),
  );
  const initiative = choose(
    pick,
    where(initiatives, (one) => one.status === 'started'),
    Object.keys(initiatives),
  );
  // Who has yet to consent, or to be served.
  const other = by === 'uk' ? by : (['us', 'rok'].find((id) => id !== (decisions[open] ?? notices[given])?.by) ?? by);
  const recipient = pick % 9 === 0 ? by : (['us', 'rok'].find((id) => id !== notices[given]?.by) ?? by);
  switch (kind) {
    case 'sign':
      return sign(by, on);
    case 'confirm':
      return confirm(by, on);
    case 'give-notice':
      return giveNotice(by, fresh(pick, 'n', Object.keys(notices)), on);
    case 'deliver':
      return deliver(given, recipient, on);
    case 'withdraw':
      return withdraw(by, pending);
    case 'modify':
      return modify(by, decision, PATCHES[choice] as (typeof PATCHES)[number], pick % 2 ? on : undefined);
    case 'withdraw-by-decision':
      return withdrawByDecision(by, decision, pending);
    case 'discontinue-on':
      return discontinueOn(by, decision, plusDays(on, choice * 9));
    case 'rectify-delivery':
      return rectifyDelivery(by, decision, served, on);
    case 'rectify-signature':
      return rectifySignature(by, decision, pick % 2 ? 'us' : 'rok', on);
    case 'consent':
      return choice === 0 ? consent(other, open, text('Another text')) : consent(other, open);
    case 'decline':
      return decline(other, open);
    case 'retract':
      return retract(by, open);
    case 'schedule':
      return schedule(by, fresh(pick, 'm', Object.keys(meetings)), on);
    case 'hold':
      return { do: 'hold-meeting', by, meeting, ...(pick % 2 && { heldOn: on }) };
    case 'minutes':
      return { do: 'record-minutes', meeting, document: text(`Minutes ${choice}`) };
    case 'approve':
      return { do: 'approve-minutes', by, meeting };
    case 'cancel':
      return { do: 'cancel-meeting', meeting };
    case 'action':
      return recordAction(meeting, fresh(pick, 'a', Object.keys(meetings[meeting]?.actions ?? {})), by, on);
    case 'complete':
      return { do: 'complete-action', meeting, action: `a${(choice % 3) + 1}`, ...(pick % 2 && { completedOn: on }) };
    case 'start':
      return startInitiative(
        by,
        fresh(pick, 'i', Object.keys(initiatives)),
        choice < 8 ? 'II.B.4' : 'II.X',
        choice % 3 ? {} : { areaTitle: 'Ocean science' },
      );
    case 'report':
      return { do: 'report-initiative', initiative, report: 'On course.', ...(choice === 0 && { commitsFunds: true }) };
    case 'conclude':
      return { do: 'conclude-initiative', by, initiative };
    case 'pause':
      return { do: 'pause', by };
    case 'resume':
      return { do: 'resume', by };
    case 'contacts':
      return { do: 'change-contacts', by, contacts: [{ id: `c${choice}`, channel: 'email', address: 'desk@example.org' }] };
    default:
      return kind satisfies never;
  }
};
