/** What a request carries: JSON of a size that is accepted, as bytes are counted. */
import type { Context } from 'hono';
import { LIMITS } from '../domain/limits.ts';
import { Refusal } from '../domain/refusal.ts';
import { repeatedName } from '../domain/repeated-name.ts';
import { DeskError } from './errors.ts';
import type { Env } from './route.ts';

/** An act and the instrument in it, and what white space and escapes may add. */
export const MOST_BODY = 2 * (LIMITS.act + LIMITS.instrument);

export const tooLarge = (): Refusal =>
  new Refusal('TOO_LARGE', `(the whole body): at most ${MOST_BODY / 1024} kB are accepted; record long papers by title and SHA-256`);

const isJson = (type: string | undefined): boolean => /^application\/(json|[\w.+-]+\+json)\s*(;|$)/i.test(type ?? '');

const textOf = async (c: Context<Env>): Promise<string> => {
  const bytes = await c.req.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('INVALID', '(the whole body): is not UTF-8 text');
  }
};

/** Throws `DeskError` UNSUPPORTED_MEDIA_TYPE, or `Refusal` INVALID. */
export const jsonObject = async (c: Context<Env>): Promise<Record<string, unknown>> => {
  if (!isJson(c.req.header('Content-Type'))) {
    throw new DeskError('UNSUPPORTED_MEDIA_TYPE', 'The body must be JSON, with Content-Type: application/json', {
      Accept: 'application/json',
    });
  }
  const text = await textOf(c);
  const value = ((): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new Refusal('INVALID', `(the whole body): is not JSON (${(error as Error).message.slice(0, 100)})`);
    }
  })();
  const twice = repeatedName(text);
  if (twice !== undefined) throw new Refusal('INVALID', `(the whole body): the name ${JSON.stringify(twice.slice(0, 60))} is there twice`);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Refusal('INVALID', '(the whole body): must be one JSON object');
};

/** What a form holds. Throws `Refusal` INVALID where it cannot be read as one. */
export const formIn = (c: Context<Env>): Promise<FormData> =>
  c.req.formData().catch((error: unknown) => {
    if (error instanceof Refusal) throw error;
    throw new Refusal('INVALID', '(the whole body): is no form');
  });
