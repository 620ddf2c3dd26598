/**
 * The secrets that webhooks are signed with, by name. A YAML file that is read again each time, so that a change needs no
 * restart; two secrets of a name are both live while one takes over from the other:
 *
 *     rok-hook: whsec_…
 *     us-hook: [whsec_…, whsec_…]
 *
 * No message of this module says anything of what the file holds but names.
 */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { Slug } from '../../domain/values.ts';
import { BadSetting } from './port.ts';

/** Standard Webhooks: between 24 and 64 random bytes, in base64. */
const Secret = z.string().refine((text) => {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const bytes = base64 === undefined ? 0 : Buffer.from(base64, 'base64').length;
  return bytes >= 24 && bytes <= 64;
});
const Secrets = z.record(Slug, z.union([Secret.transform((one) => [one]), z.array(Secret).min(1).max(2)]));

const read = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8');
  try {
    return parse(text) ?? {};
  } catch {
    // The parser's own message quotes the line.
    throw new Error('is not YAML');
  }
};

/** All, by name. Throws `BadSetting`, which names the file and the names that are not valid. */
export const allSecrets = async (file: string): Promise<Record<string, string[]>> => {
  let input: unknown;
  try {
    input = await read(file);
  } catch (error) {
    throw new BadSetting(`Secrets file ${file}: ${(error as Error).message}`);
  }
  const checked = Secrets.safeParse(input);
  if (checked.success) return checked.data;
  const names = [...new Set(checked.error.issues.map(({ path }) => String(path[0] ?? '(the whole)')))];
  throw new BadSetting(`Secrets file ${file}: ${names.join(', ')} must be one or two secrets, each whsec_ with 24 to 64 bytes in base64`);
};

/** One or two live secrets of a name. Throws `BadSetting` as `allSecrets`, and where there is none of that name. */
export const secretsOf = async (file: string, name: string): Promise<string[]> => {
  const all = await allSecrets(file);
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (!found) throw new BadSetting(`Secrets file ${file}: names no secret ${name}`);
  return found;
};
