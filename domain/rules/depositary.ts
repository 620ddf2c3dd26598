/** What is given to the depositary: it receives it once for all others, on the day of its seat (III.3, III.4). */
import { type CivilDate, earliest } from '../calendar.ts';
import { bodyOf, type Participant, participantOf, receivedFor, zoneOfPlace } from '../instrument.ts';
import { isMember, type Notice, type Place, type State } from '../state.ts';
import { touchesPart } from '../text/change.ts';
import { type Clause, refuse } from './recording.ts';
import { textOn } from './text.ts';

/** Of most memoranda no text does, and none of another day has to be told again. */
const everNamesOne = ({ instrument, signed, decisions }: State): boolean =>
  [instrument, signed].some((text) => text?.terms.depositary) ||
  // Also one that waits for a day that has begun only where the notice was given.
  Object.values(decisions).some(
    (one) => one.kind === 'modify' && one.effectiveOn !== null && touchesPart(one.changes, '/terms/depositary'),
  );

type Given = Pick<Notice, 'by' | 'noticeOn'>;

/**
 * The depositary, which receives a notice for all others by the text of the notice's own date or, where it was delivered on the day before
 * at a seat where that had not begun, of that day. Undefined where each of them receives it. Its seat is that of the day
 * of the delivery: it may have moved since, and its id may since be that of one who joined.
 */
export const depositaryFor = (state: State, { by, noticeOn }: Given, deliveredOn = noticeOn): Participant | undefined => {
  if (!everNamesOne(state)) return undefined;
  const text = textOn(state, earliest(noticeOn, deliveredOn));
  const id = receivedFor(text.terms, by);
  if (id === undefined) return undefined;
  const then = textOn(state, deliveredOn);
  return participantOf(text, id) ? participantOf(then, id) : (bodyOf(then, id) ?? bodyOf(text, id));
};

/**
 * The time zone of the day on which the depositary received it: that of its seat. Handed over at a place in another zone, it is not known
 * on which day of its seat that was.
 */
export const zoneOfReceipt = ({ instrument }: State, depositary: Participant, at: Place, clause: Clause): string => {
  const { city, timeZone } = depositary.seat;
  const zone = at.timeZone ?? zoneOfPlace(instrument, at.place, depositary) ?? timeZone;
  if (zone === timeZone) return timeZone;
  const message = `place: ${at.place} has the dates of ${zone}; what the depositary (${depositary.shortName}) receives has the date of its seat, ${city} (${timeZone}): record when it was received there`;
  return refuse('NOT_FORESEEN', message, clause);
};

type Delivery = { notice: string; to?: string | undefined; by?: string | undefined; deliveredOn: CivilDate } & Place;

/** Where it is a Participant, it belongs to itself to record what it received. */
const recordsItself = (state: State, { id }: Participant): boolean =>
  participantOf(state.instrument, id) !== undefined && isMember(state, id);

/** Whom it belongs to, beside the keeper of the record, to record what the depositary received. */
export const recorderOf = (state: State, { notice, deliveredOn }: Pick<Delivery, 'notice' | 'deliveredOn'>): string | undefined => {
  const given = state.notices[notice];
  const depositary = given && depositaryFor(state, given, deliveredOn);
  return depositary && recordsItself(state, depositary) ? depositary.id : undefined;
};

/** The recipient and the zone of the day, where the depositary receives the notice; undefined where each of the others does. */
export const receiptOf = (state: State, notice: Notice, act: Delivery, clause: Clause): { to: string; timeZone: string } | undefined => {
  const depositary = depositaryFor(state, notice, act.deliveredOn);
  if (!depositary) return undefined;
  const { id, shortName } = depositary;
  if (act.to !== undefined && act.to !== id)
    refuse('WRONG_RECIPIENT', `to: notice ${act.notice} is delivered to the depositary (${shortName}), once for all; leave it out`, clause);
  if (act.by !== undefined && act.by !== id && recordsItself(state, depositary))
    refuse(
      'NOT_AUTHORISED',
      `by: what the depositary (${shortName}) received is recorded by itself, or by the keeper of the record`,
      clause,
    );
  return { to: id, timeZone: zoneOfReceipt(state, depositary, act, clause) };
};
