/** Keys come and go: by an act of their holder, or by a mutual decision (III.2). What a key signed while it held stands. */
import { formatInstant, parseInstant } from '../calendar.ts';
import { holderOf } from '../instrument.ts';
import { kidOf, type Keys, type PublicKey, validKeys } from '../keys.ts';
import { mustBeParticipant, type Clause, type Recording, refuse } from './recording.ts';

const MOST_KEYS = 500;

/** `by`: the Participant that does it; absent where the keeper does, or a decision. `of`: whose key it is; null: the keeper's. */
type Change = { by?: string | undefined; of: string | null; from?: string | undefined };

/** No key holds in the past: what is recorded was signed with the keys of its time. */
const holdsFrom = (recording: Recording, from: string | undefined, clause: Clause): string => {
  const instant = from === undefined ? recording.now : parseInstant(from);
  if (instant < recording.now) refuse('RETROACTIVE', `from: ${from} lies before the recording`, clause);
  return formatInstant(instant);
};

const mustBeSigned = (recording: Recording, clause: Clause): void => {
  if (recording.state.authorisation === 'signed') return;
  refuse('NOT_FORESEEN', 'do: acts of this memorandum are not signed: that is fixed when it is opened', clause);
};

type Registering = Change & { jwk: PublicKey; until?: string | undefined };

export const registerKey = (recording: Recording, { by, of, jwk, from: stated, until }: Registering, clause: Clause): void => {
  mustBeSigned(recording, clause);
  const { keys, instrument } = recording.state;
  if (of !== null) mustBeParticipant(instrument, of, clause);
  const [kid, from] = [kidOf(jwk), holdsFrom(recording, stated, clause)];
  if (Object.hasOwn(keys, kid)) refuse('ALREADY_RECORDED', `jwk: ${kid} is registered already`, clause);
  if (Object.keys(keys).length >= MOST_KEYS) refuse('NOT_FORESEEN', `jwk: more than ${MOST_KEYS} keys are not registered`, clause);
  if (until !== undefined && parseInstant(until) <= parseInstant(from)) refuse('TOO_EARLY', `until: ${until} is not after ${from}`, clause);
  const data = { kid, x: jwk.x, of, from, until: until === undefined ? null : formatInstant(parseInstant(until)) };
  recording.record('KeyRegistered', { on: recording.today(by), by, clause, data });
};

/** Without a key of the keeper's nothing could be set right any more. */
const isKeepersLast = (keys: Keys, kid: string, now: number): boolean =>
  keys[kid]?.of === null && !validKeys(keys, null, now).some(([other, { until }]) => other !== kid && until === null);

type Revoking = Change & { kid: string; reason?: string | undefined };

export const revokeKey = (recording: Recording, { by, of, kid, from: stated, reason }: Revoking, clause: Clause): void => {
  mustBeSigned(recording, clause);
  const { keys, instrument } = recording.state;
  const key = keys[kid];
  if (!key || key.of !== of) refuse('NOT_AUTHORISED', `kid: ${kid} is no key of ${holderOf(instrument, of)}`, clause);
  const from = holdsFrom(recording, stated, clause);
  if (key.until !== null && parseInstant(key.until) <= parseInstant(from)) {
    refuse('ALREADY_RECORDED', `kid: ${kid} does not hold from ${key.until} on anyway`, clause);
  }
  if (isKeepersLast(keys, kid, recording.now)) {
    refuse('NOT_FORESEEN', 'kid: it is the last key of the keeper of the record that has no end: register another one first', clause);
  }
  const data = { kid, of, from, ...(reason !== undefined && { reason }) };
  recording.record('KeyRevoked', { on: recording.today(by), by, clause, data });
};
