/** One line for all that an act brought about: what was done, and the weightiest thing that came of it. */
import type { Event, EventType } from '../domain/events.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { State } from '../domain/state.ts';
import type { Act } from './acts.ts';
import { movedInstant } from './same-date.ts';
import { tellingOf } from './telling.ts';
import { sentenceCase, withinSentence } from './words.ts';

/** The weightiest first; of what is not named here, the first event of the act is its headline. */
const WEIGHTIEST: readonly EventType[] = [
  'DiscontinuationCommenced',
  'Expired',
  'Lapsed',
  'BecameOperative',
  'OperationExpected',
  'OperationNoLongerExpected',
  'DiscontinuationExpected',
  'DiscontinuationNoLongerExpected',
  'ParticipantWithdrew',
  'WithdrawalExpected',
  'MembershipBegan',
  'MembershipExpected',
  'CommencementSuperseded',
  'ExpirySuperseded',
  'LapseSuperseded',
  'WithdrawalSuperseded',
  'MembershipSuperseded',
  'OperativeDateRectified',
  'Renewed',
  'Extended',
  'ExpiryExpected',
  'ExpiryNoLongerExpected',
  'RenewalsSuperseded',
  'ModificationTookEffect',
  'ModificationSuperseded',
  'NoticeWithdrawn',
  'DeliveryRectified',
  'NoticeDateRectified',
  'NoticeDatesChanged',
  'SignatureRectified',
  'ConfirmationRectified',
  'ConsentRectified',
  'DecisionDatesChanged',
  'DecisionLapsed',
  'DecisionTaken',
];

const weight = ({ type }: Event): number => {
  const at = WEIGHTIEST.indexOf(type);
  return at < 0 ? WEIGHTIEST.length : at;
};

/**
 * Of several events of the same weight the first: what it says is what the others follow from. A date that stays weighs least.
 *
 * @param before the state before the act
 */
export const weightiest = (events: readonly Event[], before?: State): Event | undefined => {
  const news = events.filter((event) => !movedInstant(event, before));
  return (news.length > 0 ? news : events).reduce<Event | undefined>(
    (found, event) => (found && weight(found) <= weight(event) ? found : event),
    undefined,
  );
};

/** As it stands within a sentence: a name keeps its capital letter. */
const within = (headline: string, { participants }: Instrument): string =>
  participants.some(({ name, shortName }) => [name, shortName].some((one) => headline.startsWith(`${sentenceCase(one)} `)))
    ? withinSentence(headline)
    : `${headline.slice(0, 1).toLowerCase()}${headline.slice(1)}`;

/**
 * "Notice n1 was delivered to Japan on 2027-02-01; discontinuation is expected to commence on 2027-07-31". Without a full
 * stop, and without anybody's free text beyond a clipped title. Empty for an act without events.
 *
 * @param state the state after the act
 */
export const headlineOf = ({ before, events }: Act, state: State): string => {
  const [first, main] = [events[0], weightiest(events, before)];
  if (!first || !main) return '';
  const done = tellingOf(first, state, before).headline;
  return first === main ? done : `${done}; ${within(tellingOf(main, state, before).headline, state.instrument)}`;
};
