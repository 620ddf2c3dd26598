/** Who is told of an act: known from the state before it and the state after it, without the log. */
import type { ActInput } from './acts/index.ts';
import type { Zone } from './calendar.ts';
import type { RecordedContact } from './contacts.ts';
import type { Event } from './events.ts';
import { toRecordElsewhere } from './kin.ts';
import { isMemorandum, memorandumKey } from './recipient-key.ts';
import { hasLeft, type State } from './state.ts';
import { type Supersession, supersessionBy } from './supersession.ts';
import { isChosen } from './topics.ts';

/** The memorandum that another one replaces: it is told when that becomes operative, and of each who signs that later. */
export type SupersededContact = { id: string; channel: 'memorandum'; supersession: Supersession };
/** One that belongs with it, an annex or what it stands under: it records what it is told. */
export type KinContact = { id: string; channel: 'memorandum'; act: ActInput };

export type Contact = RecordedContact | SupersededContact | KinContact;

/** One that is told apart from others: a recorded contact, or a Participant's contacts in the worker's settings together. */
export type Recipient = {
  /** `us/c1` for a recorded contact, `us` for those in the settings. It is part of every message's idempotency key. */
  key: string;
  /** A Participant's id; of a memorandum that is replaced, that one's. */
  participant: string;
  /** Null for the contacts in the settings. */
  contact: Contact | null;
};

/**
 * Who is told of what happens now: recorded contacts and, of a Participant that has recorded none, those in the settings.
 * Who has left is told of nothing after its leaving: what the others do is theirs.
 */
export const recipientsIn = ({
  instrument,
  contacts,
  participants,
}: Pick<State, 'instrument' | 'contacts' | 'participants'>): Recipient[] =>
  instrument.participants.flatMap(({ id: participant }): Recipient[] => {
    if (hasLeft({ participants }, participant)) return [];
    const recorded = contacts[participant] ?? [];
    if (recorded.length === 0) return [{ key: participant, participant, contact: null }];
    return recorded.map((contact) => ({ key: `${participant}/${contact.id}`, participant, contact }));
  });

/** The memorandum that is replaced, where the act decided of it. */
const supersededIn = (before: State | undefined, after: State): Recipient[] => {
  const supersession = supersessionBy(before, after);
  if (!supersession) return [];
  const { mou } = supersession;
  return [{ key: memorandumKey(mou), participant: mou, contact: { id: mou, channel: 'memorandum', supersession } }];
};

const kinIn = (before: State | undefined, after: State): Recipient[] =>
  toRecordElsewhere(before, after).map(({ mou, act }) => ({
    key: memorandumKey(mou),
    participant: mou,
    contact: { id: mou, channel: 'memorandum', act },
  }));

/**
 * Who is told of an act: the recipients after it, and those before it. A change of contacts is the last thing told to a
 * contact that it leaves out, so that whose place was given to another learns of it.
 */
export const recipientsOfAct = (before: State | undefined, after: State): Recipient[] => {
  const now = recipientsIn(after);
  const keys = new Set(now.map(({ key }) => key));
  const former = (before ? recipientsIn(before) : []).filter(({ key }) => !keys.has(key));
  return [...now, ...former, ...supersededIn(before, after), ...kinIn(before, after)];
};

/** Who is told of an act: by itself, or in a digest of the day, which goes by the clock of its Participant's seat. */
export type Telling = { recipient: Recipient; digestIn: Zone | null };

/** Its place in the list was given, changed or taken by this act: whatever it chose, it learns of that. */
const isOwnChange = ({ participant, contact }: Recipient, before: State | undefined, after: State): boolean => {
  const placeIn = (state: State | undefined): string | undefined =>
    JSON.stringify(state?.contacts[participant]?.find(({ id }) => id === contact?.id));
  return placeIn(before) !== placeIn(after);
};

const isByItsOwn = ([first]: readonly Event[], participant: string): boolean => first?.act !== undefined && first.by === participant;

const tellingTo = (recipient: Recipient, before: State | undefined, events: readonly Event[], after: State): Telling | undefined => {
  const { contact, participant } = recipient;
  const each = { recipient, digestIn: null };
  if (contact === null || contact.channel === 'memorandum' || isOwnChange(recipient, before, after)) return each;
  if (contact.ownActs === false && isByItsOwn(events, participant)) return undefined;
  const brings = (choice: RecordedContact['tellOf']): boolean => choice !== undefined && events.some(({ type }) => isChosen(choice, type));
  if (contact.tellOf && !brings(contact.tellOf)) return undefined;
  if (contact.channel === 'webhook' || contact.as !== 'digest' || brings(contact.atOnce)) return each;
  const seat = after.instrument.participants.find(({ id }) => id === participant)?.seat;
  return seat ? { recipient, digestIn: seat.timeZone } : each;
};

/**
 * Who is told of an act, as each of its recipients chose. What was recorded as history is told to nobody; what another
 * memorandum is to record because of it is recorded there all the same, as history.
 *
 * @param recipients those of the act, where they are known already
 */
export const toldOfAct = (
  before: State | undefined,
  events: readonly Event[],
  after: State,
  recipients: readonly Recipient[] = recipientsOfAct(before, after),
): Telling[] => {
  const told = events.every(({ quiet }) => quiet) ? recipients.filter(({ key }) => isMemorandum(key)) : recipients;
  return told.flatMap((recipient) => tellingTo(recipient, before, events, after) ?? []);
};

/** Who is told by a message of the act's own. */
export const toldAtOnce = (told: readonly Telling[]): string[] =>
  told.flatMap(({ recipient, digestIn }) => (digestIn === null ? [recipient.key] : []));
