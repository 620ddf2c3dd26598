/** Answers with their tags: who has the answer already is told so, and gets nothing again. */
import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import type { Env } from './route.ts';

/** Of an answer made of what is recorded and nothing else. */
export const tagOf = (head: string): string => `"${head}"`;

/** Of an answer of which no more than its text is known. */
export const tagOfText = (text: string): string => `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;

const weak = (tag: string): string => tag.trim().replace(/^W\//, '');

/** RFC 9110, 13.1.2. */
export const isKnown = (c: Context<Env>, tag: string): boolean => {
  const given = c.req.header('If-None-Match');
  if (given === undefined) return false;
  return given.trim() === '*' || given.split(',').some((one) => weak(one) === weak(tag));
};

/** Answers are for their asker alone, and are asked for again each time, which costs little by their tag. */
const KEPT = { 'Cache-Control': 'private, no-cache', Vary: 'Authorization, Cookie' };

export const notModified = (tag: string): Response => new Response(null, { status: 304, headers: { ETag: tag, ...KEPT } });

type Headers = Record<string, string>;

export const textReply = (text: string | Buffer<ArrayBuffer>, tag: string, mediaType: string, headers: Headers = {}): Response =>
  new Response(text, { headers: { 'Content-Type': mediaType, ETag: tag, ...KEPT, ...headers } });

export const JSON_TYPE = 'application/json';

/** @param tag where it is known before the answer is made: then it is made only for who has it not yet */
export const tagged = async (c: Context<Env>, tag: string, make: () => Promise<unknown>, headers: Headers = {}): Promise<Response> =>
  isKnown(c, tag) ? notModified(tag) : textReply(JSON.stringify(await make()), tag, JSON_TYPE, headers);

/** The same for an answer that has to be made before its tag is known. */
export const replied = (c: Context<Env>, value: unknown, headers: Headers = {}): Response => {
  const text = JSON.stringify(value);
  const tag = tagOfText(text);
  return isKnown(c, tag) ? notModified(tag) : textReply(text, tag, JSON_TYPE, headers);
};

/** RFC 8288: the next page, with all that was asked besides. */
export const nextLink = (c: Context<Env>, url: string, place: Record<string, string>): Headers => {
  const next = new URL(new URL(c.req.url).pathname, url);
  next.search = new URLSearchParams({ ...c.req.query(), ...place }).toString();
  return { Link: `<${next.href}>; rel="next"` };
};
