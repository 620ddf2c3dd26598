/** The keys that an opening names: from then on acts are signed. */
import { publicPart } from '../../../keys/key-file.ts';
import { UsageError } from '../../failure.ts';
import { parseJson } from '../../json-text.ts';
import type { Options } from '../../output.ts';
import { ownKeys } from '../../../keys/own-keys.ts';
import { readJson } from '../../read-json.ts';
import type { Option } from '../../verb.ts';

export const KEY_OPTIONS: readonly Option[] = [
  { flag: '--keys <json>', help: 'the public keys of each Participant, by its id; as JSON or @FILE. From then on acts are signed' },
  {
    flag: '--keeper-keys <json>',
    help: 'the public keys of the keeper of the record, as a list or a JWK set; as JSON or @FILE (default: yours)',
  },
];

const given = async (flag: string, value: unknown): Promise<unknown> => {
  if (typeof value !== 'string') return undefined;
  return value.startsWith('@') ? await readJson(value.slice(1)) : parseJson(flag, value);
};

const inSet = (value: unknown): unknown => (value as { keys?: unknown } | null)?.keys ?? value;

/** Empty where no key is named: then the deployment and the instrument say whether acts are signed. */
export const keysFrom = async (options: Options): Promise<{ keys?: unknown; keeperKeys?: unknown }> => {
  const keys = await given('--keys', options.keys);
  const named = inSet(await given('--keeper-keys', options.keeperKeys));
  if (keys === undefined && named === undefined) return {};
  const own = named === undefined ? (await ownKeys()).map(publicPart) : [];
  if (named === undefined && own.length === 0) {
    throw new UsageError('--keeper-keys: is missing, and there is no key of yours: mou keys new makes one');
  }
  return { ...(keys !== undefined && { keys }), keeperKeys: named ?? own };
};
