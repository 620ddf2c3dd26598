/** The user's keys: from MOU_KEY_FILE, or held by a command, MOU_KEY_COMMAND. Which of them signs is seen by where the memorandum stands. */
import type { ActOf } from '../domain/acts/index.ts';
import { isValidAt, type Key, kidOf } from '../domain/keys.ts';
import type { State } from '../domain/state.ts';
import { BadKeys } from './bad-keys.ts';
import { signingBy } from './command.ts';
import { type OwnKey, readKeys, signingWith } from './key-file.ts';
import type { Signer, SigningKey, ToSign } from './signing.ts';

export const keyFile = (): string => process.env.MOU_KEY_FILE || 'mou-keys.json';

/** Throws `BadKeys` where the file is there and is not what it should be. */
export const ownKeys = async (path: string = keyFile()): Promise<OwnKey[]> =>
  await readKeys(path).catch((error: Error) => {
    throw new BadKeys(`MOU_KEY_FILE: ${error.message}`);
  });

/** By its id or its name. */
export const ownKey = (keys: readonly OwnKey[], named: string): OwnKey => {
  const found = keys.filter(({ kid, name }) => kid === named || name === named);
  if (found.length === 1 && found[0]) return found[0];
  throw new BadKeys(`MOU_KEY: ${found.length === 0 ? 'no key' : 'more than one key'} ${named} is in ${keyFile()}`);
};

/** Of several that hold, that of who acts goes before the keeper's, and that before any other. */
const fitness = (key: Key, { by }: ToSign['act']): number => {
  if (key.of === (by ?? null)) return 0;
  return key.of === null ? 1 : 2;
};

/** Where none holds, one signs nonetheless: the refusal then says of that key what is wrong with it. */
const fitting = (keys: readonly OwnKey[], { keys: registered }: State, act: ToSign['act']): OwnKey | undefined => {
  const rank = ({ kid }: OwnKey): number => {
    const key = Object.hasOwn(registered, kid) ? registered[kid] : undefined;
    if (!key) return 4;
    return isValidAt(key, Date.now()) ? fitness(key, act) : 3;
  };
  return keys.map((own) => ({ own, rank: rank(own) })).sort((a, b) => a.rank - b.rank)[0]?.own;
};

const amongKeepers = (keys: readonly OwnKey[], { keeperKeys = [] }: Partial<ActOf<'open'>>): OwnKey | undefined => {
  const named = new Set(keeperKeys.map(kidOf));
  return keys.find(({ kid }) => named.has(kid));
};

const chosenFrom =
  (keys: readonly OwnKey[]) =>
  async ({ act, state }: ToSign): Promise<SigningKey | undefined> => {
    if (act.do === 'open') return keyOrNone(amongKeepers(keys, act as Partial<ActOf<'open'>>));
    const now = await state();
    return now?.authorisation === 'signed' ? keyOrNone(fitting(keys, now, act)) : undefined;
  };

const keyOrNone = (key: OwnKey | undefined): SigningKey | undefined => key && signingWith(key);

/** With one key only there is nothing to choose, but whether acts are signed at all. */
const where =
  (key: SigningKey) =>
  async ({ act, state }: ToSign): Promise<SigningKey | undefined> => {
    const isSigned = act.do === 'open' ? (act as Partial<ActOf<'open'>>).keeperKeys : (await state())?.authorisation === 'signed';
    return isSigned ? key : undefined;
  };

/** Undefined where no key is at hand: acts are then sent as they are. */
export const signerOf = async (): Promise<Signer | undefined> => {
  const { MOU_KEY_COMMAND: command, MOU_KEY: named } = process.env;
  if (command) {
    if (!named) throw new BadKeys('MOU_KEY: must name the id of the key that MOU_KEY_COMMAND signs with');
    return where(signingBy(command, named));
  }
  const keys = await ownKeys();
  if (named) return where(signingWith(ownKey(keys, named)));
  return keys.length === 0 ? undefined : chosenFrom(keys);
};
