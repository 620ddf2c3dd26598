/** The act that is waited for, as it would be recorded today, and whether it would be refused; and what would not be, though it is not waited for. */
import type { ActInput } from '../../domain/acts/index.ts';
import { type Awaited, awaitedOf, type AwaitedWhat, membersOf } from '../../domain/awaited.ts';
import { addDays, dateAt, earliest, latest, parseInstant } from '../../domain/calendar.ts';
import { decide } from '../../domain/decide.ts';
import type { Event } from '../../domain/events.ts';
import { parseAct } from '../../domain/input.ts';
import { seatZone } from '../../domain/instrument.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { Refusal } from '../../domain/refusal.ts';
import { zoneOfDelivery } from '../../domain/rules/notice.ts';
import type { State } from '../../domain/state.ts';
import { MOU } from '../support/given.ts';
import { confirm, deliver, sign } from './acts.ts';

/** Dated on a day. */
const answerTo = (state: State, { of, what, about, meeting }: Awaited, on: string): ActInput => {
  const id = about as string;
  switch (what) {
    case 'signature':
      return sign(of, on, { ...(state.signatures[0] && { document: state.signatures[0].document }) });
    case 'confirmation':
      return { ...confirm(of, on), ...(state.instrument.terms.operative.counts === 'receipt' && { receivedOn: on }) };
    case 'consent':
      return { do: 'consent', by: of, decision: id, consentedOn: on, document: state.decisions[id]?.document as never };
    case 'delivery':
      return { ...deliver(id, of, on), place: 'A place that is not known' };
    case 'approval':
      return { do: 'approve-minutes', by: of, meeting: id, approvedOn: on };
    case 'action':
      return { do: 'complete-action', by: of, meeting: meeting as string, action: id, completedOn: on };
    case 'disposition':
      return { do: 'conclude-initiative', by: of, initiative: id, concludedOn: on };
    default:
      return what satisfies never;
  }
};

/** The latest date that the record allows: of a notice of non-renewal its last day, while implementation is paused the day before. */
const latestOf = (state: State, { of, what, about }: Awaited, now: number): string => {
  const { paused, expiry, notices, instrument } = state;
  const notice = what === 'delivery' ? notices[about as string] : undefined;
  const today = dateAt(now, notice ? zoneOfDelivery(state, notice, of, undefined) : seatZone(instrument, of));
  if (notice?.kind === 'non-renewal') return earliest(today, expiry?.noticeBy ?? today);
  return paused && (what === 'approval' || what === 'action') ? earliest(today, addDays(paused.on, -1)) : today;
};

const refusalOf = (state: State, one: Awaited, now: number): Refusal | undefined => {
  const events = decide(parseAct(answerTo(state, one, latestOf(state, one, now))), state, now);
  return events instanceof Refusal ? events : undefined;
};

/**
 * Two days later: on the day on which another decision was written, or took effect, the dates leave open which was first, so an act of
 * that day may be refused, and one of a later day is not. A notice of non-renewal that missed its last day stops the next renewal.
 */
const later = (
  log: readonly Event[],
  { notices, expiry }: State,
  { what, about }: Awaited,
  now: number,
): { log: readonly Event[]; state: State; now: number } => {
  const then = new Memorandum(MOU, [...log]);
  const missed = what === 'delivery' && notices[about as string]?.kind === 'non-renewal' && expiry !== null;
  const at = Math.max(now, missed ? parseInstant(expiry.ceasesAt) : now) + 2 * 86_400_000;
  while (then.settle(at));
  return { log: then.log, state: then.state as State, now: at };
};

const isSame = (one: Awaited) => (other: Awaited) =>
  one.of === other.of && one.what === other.what && one.about === other.about && one.meeting === other.meeting;

/** What is awaited though its act is refused, and why. */
export const refusedOf = (log: readonly Event[], state: State, now: number): string[] =>
  awaitedOf(state).flatMap((one) => {
    if (!refusalOf(state, one, now)) return [];
    const then = later(log, state, one, now);
    const refusal = awaitedOf(then.state).some(isSame(one)) && refusalOf(then.state, one, then.now);
    return refusal ? [`${one.what} of ${one.of}, about ${one.about}: ${refusal.code} ${refusal.message}`] : [];
  });

/** What somebody who belongs could do about what is open. */
const openIn = (state: State): Awaited[] => {
  const { status, operation, operativeOn, participants, decisions, notices, meetings, initiatives } = state;
  const members = membersOf(state);
  const each = (what: AwaitedWhat, about: string | null, of: readonly string[] = members): Awaited[] =>
    of.map((one) => ({ of: one, what, about, since: '', dueOn: null }));
  const about = <Item>(items: Record<string, Item>, isOpen: (item: Item) => boolean, what: AwaitedWhat): Awaited[] =>
    Object.entries(items).flatMap(([id, item]) => (isOpen(item) ? each(what, id) : []));
  return [
    ...(status === 'open' && !operation ? [...each('signature', null), ...each('confirmation', null)] : []),
    ...about(decisions, (one) => one.status === 'proposed', 'consent'),
    // Who joined after its date is told of it, and not served with it: nothing waits for that.
    ...Object.entries(notices).flatMap(([id, { status: is, noticeOn }]) => {
      const served = members.filter((one) => (participants[one]?.since ?? '') <= latest(noticeOn, operativeOn ?? noticeOn));
      return is === 'given' ? each('delivery', id, served) : [];
    }),
    ...about(meetings, ({ minutes }) => minutes !== null && !minutes.approved, 'approval'),
    // Anybody may say that it is completed: it is waited for of its owner.
    ...Object.entries(meetings).flatMap(([meeting, { actions }]) =>
      Object.entries(actions).flatMap(([id, one]) =>
        one.status === 'open' ? each('action', id, [one.owner]).map((of) => ({ ...of, meeting })) : [],
      ),
    ),
    // And that an initiative is concluded: of who started it.
    ...Object.entries(initiatives).flatMap(([id, { by, disposition, status: is }]) =>
      is === 'started' && disposition === 'requested' ? each('disposition', id, [by]) : [],
    ),
  ];
};

/** A consent comes to something with those of all others: of the day of the end it is recorded, and nothing is taken any more. */
const isTakenByAll = (log: readonly Event[], state: State, now: number, decision: string): boolean => {
  const then = new Memorandum(MOU, [...log]);
  const consents = openIn(state).filter(({ what, about }) => what === 'consent' && about === decision);
  for (const one of consents) {
    const before = then.state as State;
    if (Object.hasOwn(before.decisions[decision]?.consents ?? {}, one.of)) continue;
    if (refusalOf(before, one, now)) return false;
    then.record(parseAct(answerTo(before, one, latestOf(before, one, now))), now);
  }
  return (then.state?.decisions[decision]?.takenOn ?? null) !== null;
};

const isUnawaited = (log: readonly Event[], state: State, now: number, one: Awaited): boolean => {
  if (awaitedOf(state).some(isSame(one)) || refusalOf(state, one, now)) return false;
  return one.what !== 'consent' || isTakenByAll(log, state, now, one.about as string);
};

/** What would be recorded today, and two days later, and is not awaited. */
export const unawaitedOf = (log: readonly Event[], state: State, now: number): string[] =>
  openIn(state)
    .filter((one) => isUnawaited(log, state, now, one))
    .filter((one) => {
      const then = later(log, state, one, now);
      return openIn(then.state).some(isSame(one)) && isUnawaited(then.log, then.state, then.now, one);
    })
    .map(({ of, what, about }) => `${what} of ${of}, about ${about}`);
