/** Verbs of keys: those of who types, and those that a memorandum knows. `keys register` and `keys revoke` are acts. */
import { formatInstant } from '../../../domain/calendar.ts';
import { isValidAt, type Key } from '../../../domain/keys.ts';
import { holderOf, nameOf } from '../../../domain/instrument.ts';
import { Refusal } from '../../../domain/refusal.ts';
import type { State } from '../../../domain/state.ts';
import { newKey, type OwnKey, publicPart, signingWith, writeKeys } from '../../../keys/key-file.ts';
import { asked } from '../../asking.ts';
import { connect } from '../../connect.ts';
import { UsageError } from '../../failure.ts';
import { answer, type Options, progress } from '../../output.ts';
import { keyFile, ownKeys } from '../../../keys/own-keys.ts';
import { table } from '../../table.ts';
import type { Verb } from '../../verb.ts';
import { verbs as acts } from '../acts/index.ts';

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const make: Verb = {
  usage: 'keys new',
  summary: 'Makes a key with which acts are signed, and tells its public part.',
  details: 'The key is added to the file MOU_KEY_FILE, or mou-keys.json in this folder, which nobody else can read. Keep a copy of it.',
  examples: ['keys new --name desk', 'keys new --json'],
  options: [{ flag: '--name <text>', help: 'by which MOU_KEY can name it' }],
  run: async (options) => {
    const keys = await ownKeys();
    const name = text(options.name);
    if (keys.some((key) => name !== undefined && key.name === name)) throw new UsageError(`--name: ${keyFile()} has a key ${name} already`);
    const key = newKey(name);
    await writeKeys(keyFile(), [...keys, key]);
    progress(`The key is in ${keyFile()}. Tell others its public part, which is on standard output.`);
    answer(options, publicPart(key), () => [JSON.stringify(publicPart(key))]);
  },
};

/** A key as it stands at an instant. */
const standingOf = (key: Key, now: number): string => {
  if (isValidAt(key, now)) return 'holds';
  if (formatInstant(now) < key.from && !key.revoked) return 'holds later';
  return key.revoked ? 'revoked' : 'expired';
};

const registered = (state: State, own: readonly OwnKey[]) => {
  const now = Date.now();
  return Object.entries(state.keys).map(([kid, key]) => ({
    kid,
    of: key.of,
    standing: standingOf(key, now),
    from: key.from,
    until: key.until,
    own: own.some((one) => one.kid === kid),
  }));
};

const listOwn = (keys: readonly OwnKey[], options: Options): void => {
  const rows = keys.map(({ kid, name }) => ({ kid, name: name ?? null }));
  answer(options, { file: keyFile(), keys: rows }, () =>
    rows.length === 0
      ? [`No key is in ${keyFile()}: mou keys new makes one.`]
      : table(
          ['key', 'name'],
          rows.map(({ kid, name }) => [kid, name ?? '–']),
        ),
  );
};

const listRegistered = async (mou: string, options: Options): Promise<void> => {
  const [state, own] = await Promise.all([asked((client) => client.state(mou)), ownKeys()]);
  const keys = registered(state, own);
  const holder = (of: string | null): string => (of === null ? 'the keeper' : nameOf(state.instrument, of));
  answer(options, { mou, authorisation: state.authorisation, keys }, () =>
    state.authorisation === 'open'
      ? [`Acts of ${mou} are not signed.`]
      : table(
          ['key', 'of', 'standing', 'from', 'until', 'yours'],
          keys.map((key) => [key.kid, holder(key.of), key.standing, key.from, key.until ?? '–', key.own ? 'yes' : '']),
        ),
  );
};

const list: Verb = {
  usage: 'keys list [id]',
  summary: 'Shows the keys of your file or, of a memorandum, those with which its acts are signed.',
  examples: ['keys list', 'keys list MOU'],
  run: async (options, mou?: string) => (mou === undefined ? listOwn(await ownKeys(), options) : await listRegistered(mou, options)),
};

/** The one key of the file that the memorandum knows as the holder's, and that holds. */
const keyToReplace = (state: State, own: readonly OwnKey[], of: string | null): OwnKey => {
  const held = own.filter(({ kid }) => {
    const key = Object.hasOwn(state.keys, kid) ? state.keys[kid] : undefined;
    return key?.of === of && isValidAt(key, Date.now());
  });
  const named = process.env.MOU_KEY;
  const [key, other] = named ? held.filter(({ kid, name }) => kid === named || name === named) : held;
  const whose = holderOf(state.instrument, of);
  if (!key) throw new Refusal('NOT_AUTHORISED', `MOU_KEY_FILE: no key of ${whose} that holds is in ${keyFile()}`);
  if (other) throw new UsageError(`MOU_KEY: ${keyFile()} has more than one key of ${whose}; name the one to be replaced`);
  return key;
};

/** A key of the file that replaced the old one elsewhere, or a new one. It is kept before anybody is told of it. */
const keyInstead = async (own: readonly OwnKey[], to: string | undefined, old: OwnKey): Promise<OwnKey> => {
  const known = own.find(({ kid, name }) => kid === to || name === to);
  if (to !== undefined && !known) throw new UsageError(`--to: no key ${to} is in ${keyFile()}`);
  if (to !== undefined && known) return known;
  const key = newKey(
    old.name === undefined ? undefined : `${old.name.replace(/ \(.*\)$/, '')} (${formatInstant(Date.now()).slice(0, 19)})`,
  );
  await writeKeys(keyFile(), [...own, key]);
  return key;
};

const rotate: Verb = {
  usage: 'keys rotate <id>',
  summary: 'Registers a new key in the place of an old one, and revokes that one.',
  details:
    'The old key stays in your file: what it signed is checked with its public part, which the record has. MOU_KEY names it, where there is more than one.',
  examples: ['keys rotate MOU --by us', 'keys rotate MOU'],
  options: [
    { flag: '--by <participant>', help: 'the Participant whose key it is (default: the keeper of the record)' },
    {
      flag: '--with <key>',
      help: 'a key of your file, by its id or name, instead of a new one: where it has replaced the old one elsewhere',
    },
  ],
  run: async (options, mou) => {
    const own = await ownKeys();
    const by = text(options.by);
    const state = await asked((client) => client.state(mou));
    const old = keyToReplace(state, own, by ?? null);
    const key = await keyInstead(own, text(options.with), old);
    const holder = by === undefined ? {} : { by };
    const record = async (act: object, signer: OwnKey) => {
      const client = await connect({ signer: signingWith(signer) });
      try {
        return await client.act(mou, act);
      } finally {
        await client.close();
      }
    };
    if (!Object.hasOwn(state.keys, key.kid)) await record({ do: 'register-key', ...holder, jwk: publicPart(key) }, old);
    const { seq } = await record({ do: 'revoke-key', ...holder, kid: old.kid, reason: 'Replaced' }, key);
    answer(options, { mou, revoked: old.kid, key: publicPart(key), seq }, () => [`${old.kid} is revoked; ${key.kid} signs in its place.`]);
  },
};

export const verbs: readonly Verb[] = [make, list, rotate, ...acts.filter(({ usage }) => usage.startsWith('keys '))];
