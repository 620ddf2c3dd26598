/** The act that is waited for, as it would be recorded today, and whether it would be refused. */
import type { ActInput } from '../../domain/acts/index.ts';
import { type Awaited, awaitedOf } from '../../domain/awaited.ts';
import { addDays, dateAt, earliest, parseInstant } from '../../domain/calendar.ts';
import { decide } from '../../domain/decide.ts';
import type { Event } from '../../domain/events.ts';
import { parseAct } from '../../domain/input.ts';
import { seatZone } from '../../domain/instrument.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { State } from '../../domain/state.ts';
import { MOU } from '../support/given.ts';
import { confirm, deliver, sign } from './acts.ts';

/** Two meetings may have an action of one name. */
const meetingWith = ({ meetings }: State, action: string, of: string): string =>
  Object.keys(meetings).find((id) => {
    const { status, owner } = meetings[id]?.actions[action] ?? {};
    return status === 'open' && owner === of;
  }) as string;

/** Dated on a day. */
const answerTo = (state: State, { of, what, about }: Awaited, on: string): ActInput => {
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
      return { do: 'complete-action', by: of, meeting: meetingWith(state, id, of), action: id, completedOn: on };
    case 'disposition':
      return { do: 'conclude-initiative', by: of, initiative: id, concludedOn: on };
    default:
      return what satisfies never;
  }
};

/** The latest date that the record allows: of a notice of non-renewal its last day, while implementation is paused the day before. */
const latestOf = (state: State, { of, what, about }: Awaited, now: number): string => {
  const today = dateAt(now, seatZone(state.instrument, of));
  const { paused, expiry, notices } = state;
  if (what === 'delivery' && notices[about as string]?.kind === 'non-renewal') return earliest(today, expiry?.noticeBy ?? today);
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
const later = (log: readonly Event[], { notices, expiry }: State, { what, about }: Awaited, now: number): { state: State; now: number } => {
  const then = new Memorandum(MOU, [...log]);
  const missed = what === 'delivery' && notices[about as string]?.kind === 'non-renewal' && expiry !== null;
  const at = Math.max(now, missed ? parseInstant(expiry.ceasesAt) : now) + 2 * 86_400_000;
  while (then.settle(at));
  return { state: then.state as State, now: at };
};

const isSame = (one: Awaited) => (other: Awaited) => one.of === other.of && one.what === other.what && one.about === other.about;

/** What is awaited though its act is refused, and why. */
export const refusedOf = (log: readonly Event[], state: State, now: number): string[] =>
  awaitedOf(state).flatMap((one) => {
    if (!refusalOf(state, one, now)) return [];
    const then = later(log, state, one, now);
    const refusal = awaitedOf(then.state).some(isSame(one)) && refusalOf(then.state, one, then.now);
    return refusal ? [`${one.what} of ${one.of}, about ${one.about}: ${refusal.code} ${refusal.message}`] : [];
  });
