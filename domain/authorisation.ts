/**
 * Who may act. Where acts are signed, each is checked before any rule is asked, and what was found is recorded with its
 * first event: whose key signed it, and the act as it was signed, so that anybody can check it again from the record alone.
 */
import { ACTS, type Act, type ActName, type ActOf } from './acts/index.ts';
import { dateEverywhere, formatInstant, type Milliseconds } from './calendar.ts';
import type { Proof } from './events.ts';
import { holderOf, type Instrument, nameOf } from './instrument.ts';
import { asKeys, isValidAt, type Key, type Keys, openingKeys, validKeys } from './keys.ts';
import { Refusal } from './refusal.ts';
import { clauseOf } from './rules/recording.ts';
import { zonesIn } from './seats.ts';
import { type Header, headerOf, isSignedBy, type Verify } from './signed-act.ts';
import type { State } from './state.ts';

/** What a deployment asks of those who act, and how signatures are checked. */
export type Gate = {
  /** `signed`: a memorandum is opened with keys, and each of its acts is signed. An instrument may ask for the same. */
  asks: 'open' | 'signed';
  /** The ids of the keys with which memoranda may be opened here; null: each opening names its keeper's own. */
  keepers: readonly string[] | null;
  verify: Verify;
  /** What is not signed yet is looked at as though it were. */
  isPreview?: true;
};

/** Asks for nothing, and can check nothing: for memoranda whose acts are not signed. */
export const NO_GATE: Gate = {
  asks: 'open',
  keepers: null,
  verify: () => {
    throw new Error('An act is signed, and nothing is at hand to check it with');
  },
};

/** How far the clock of who signs may be ahead. */
const AHEAD_MS = 5 * 60 * 1000;

type Doing = { mou: string; instrument: Instrument; keys: Keys; now: Milliseconds };
/** What is asked of a signed request: an act, or that a message be sent again. */
export type Request = {
  do: string;
  id?: string | undefined;
  by?: string | undefined;
  jws?: string | undefined;
  keys?: unknown;
  bounce?: unknown;
};

type Reserved = { reservedFor?: (act: Request, state: State) => string | undefined };

const refusal = ({ instrument }: Pick<Doing, 'instrument'>, { do: name }: Request, message: string): Refusal => {
  const term = Object.hasOwn(ACTS, name) ? ACTS[name as ActName].term : 'operative';
  return new Refusal('NOT_AUTHORISED', message, clauseOf(instrument, term));
};

const problemOfKey = (key: Key, kid: string, now: Milliseconds): string | undefined => {
  if (isValidAt(key, now)) return undefined;
  if (key.until !== null && key.revoked) return `jws: the key ${kid} was revoked as of ${key.until}`;
  return `jws: the key ${kid} holds from ${key.from}${key.until === null ? '' : ` until ${key.until}`}, and it is ${formatInstant(now)}`;
};

const problemOfDates = ({ iat, exp }: Header, now: Milliseconds): string | undefined => {
  if (iat * 1000 > now + AHEAD_MS) return `jws: it was signed at ${formatInstant(iat * 1000)}, which has not come yet`;
  if (exp * 1000 <= now) return `jws: it could be recorded until ${formatInstant(exp * 1000)}: sign it again`;
  return undefined;
};

/** Whose key signed it. Throws `Refusal` NOT_AUTHORISED. */
const signerOf = (doing: Doing, request: Request, verify: Verify): { kid: string; of: string | null } => {
  const { mou, keys, now } = doing;
  const { jws, ...act } = request;
  const refuse = (message: string): never => {
    throw refusal(doing, request, message);
  };
  if (jws === undefined) return refuse('jws: acts of this memorandum are signed, and this one is not');
  if (act.id === undefined) return refuse('id: is missing; what is signed has an id of its own, so that it is done once');
  const header = headerOf(jws) ?? refuse('jws: its header must hold alg, kid, iat and exp, and nothing else');
  const key = (Object.hasOwn(keys, header.kid) && keys[header.kid]) || refuse(`jws: no key ${header.kid} is registered`);
  const problem = problemOfKey(key, header.kid, now) ?? problemOfDates(header, now);
  if (problem !== undefined) return refuse(problem);
  if (!isSignedBy(key.x, { jws, mou, act }, verify)) {
    return refuse(
      `jws: the key ${header.kid} did not sign this: something of it differs from what was signed, or it was signed for another memorandum`,
    );
  }
  return { kid: header.kid, of: key.of };
};

/** Whether the instrument lets the keeper record what that Participant does. */
const recordsFor = ({ acts }: Instrument, by: string): boolean =>
  acts?.keeperRecordsFor === 'all' || (acts?.keeperRecordsFor ?? []).includes(by);

/** Who alone of the Participants does it; the one who asks, where it is nobody's in particular. */
const reservedFor = (state: State, request: Request, of: string): string => {
  const definition = Object.hasOwn(ACTS, request.do) ? (ACTS[request.do as ActName] as Reserved) : {};
  return definition.reservedFor?.(request, state) ?? of;
};

/** What nobody in particular does: the keeper, or a Participant that has not withdrawn. Keys are their holder's own. */
const mayDoUnnamed = (state: State, request: Request, of: string, now: Milliseconds): boolean => {
  const { do: name } = request;
  if (name === 'register-key' || name === 'revoke-key' || reservedFor(state, request, of) !== of) return false;
  const until = state.participants[of]?.until ?? null;
  return until === null || dateEverywhere(now, zonesIn(state)) <= until;
};

/** In the place of a Participant: where the instrument says so, and to give a key to who has none that holds. */
const mayKeeperDo = (state: State, { do: name }: Request, by: string, now: Milliseconds): boolean =>
  recordsFor(state.instrument, by) || (name === 'register-key' && validKeys(state.keys, by, now).length === 0);

const isKeeperOnly = (name: string): boolean =>
  Object.hasOwn(ACTS, name) && (ACTS[name as ActName] as { keeperOnly?: true }).keeperOnly === true;

const mayAct = (state: State, request: Request, of: string | null, now: Milliseconds): boolean => {
  const { by, do: name } = request;
  if (isKeeperOnly(name)) return of === null;
  if (by === undefined) return of === null || mayDoUnnamed(state, request, of, now);
  return of === null ? mayKeeperDo(state, request, by, now) : of === by;
};

const mustBeAllowed = (state: State, request: Request, of: string | null, now: Milliseconds): void => {
  if (mayAct(state, request, of, now)) return;
  const needed =
    request.by === undefined ? 'it takes a key of the keeper of the record' : `it takes a key of ${nameOf(state.instrument, request.by)}`;
  throw refusal(state, request, `by: it was signed with a key of ${holderOf(state.instrument, of)}, and ${needed}`);
};

const isSignedOpening = ({ instrument, keys, keeperKeys }: ActOf<'open'>, { asks }: Gate): boolean =>
  asks === 'signed' || instrument.acts?.signed === true || keys !== undefined || keeperKeys !== undefined;

const opening = (mou: string, act: ActOf<'open'>, now: Milliseconds, gate: Gate): Proof | undefined => {
  if (!isSignedOpening(act, gate)) return undefined;
  const { instrument, jws, ...rest } = act;
  const keys = asKeys(openingKeys(act, formatInstant(now)));
  const doing = { mou, instrument, keys, now };
  if (!act.keeperKeys) throw refusal(doing, act, 'keeperKeys: acts are signed here, and no key of the keeper of the record is named');
  const { kid, of } = signerOf(doing, act, gate.verify);
  if (of !== null)
    throw refusal(doing, act, `jws: it was signed with a key of ${nameOf(instrument, of)}, and it takes a key of the keeper of the record`);
  if (gate.keepers && !gate.keepers.includes(kid)) {
    throw refusal(doing, act, `jws: memoranda are not opened here with the key ${kid}: see MOU_KEEPER_KEYS of the worker`);
  }
  // The instrument is in the event already.
  return { by: null, kid, jws: jws as string, act: rest };
};

/**
 * The proof that an act was signed by who may do it; undefined where acts are not signed. Throws `Refusal` NOT_AUTHORISED.
 */
export const authorise = (mou: string, state: State | undefined, act: Act, now: Milliseconds, gate: Gate): Proof | undefined => {
  if (gate.isPreview && act.jws === undefined) return undefined;
  if (!state) return act.do === 'open' ? opening(mou, act, now, gate) : undefined;
  // What was opened before is not opened again, no matter who asks.
  if (state.authorisation === 'open' || act.do === 'open') return undefined;
  const { jws, ...signed } = act;
  const { kid, of } = mayRequest(state, act, now, gate.verify);
  return { by: of, kid, jws: jws as string, act: signed };
};

/** Whose key signed a request that it may make. Throws `Refusal` NOT_AUTHORISED. */
export const mayRequest = (state: State, request: Request, now: Milliseconds, verify: Verify): { kid: string; of: string | null } => {
  const { mou, instrument, keys } = state;
  const signer = signerOf({ mou, instrument, keys, now }, request, verify);
  mustBeAllowed(state, request, signer.of, now);
  return signer;
};
