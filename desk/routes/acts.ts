/** Acts: recorded, or looked at before they are. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { NoService } from '../../client/errors.ts';
import { check, describeIssues } from '../../domain/issues.ts';
import { Refusal } from '../../domain/refusal.ts';
import { ActId } from '../../domain/values.ts';
import { listInstruments, readInstrument } from '../../instruments/index.ts';
import { MOU } from '../as-of.ts';
import { jsonObject } from '../body.ts';
import { mustActFor } from '../callers.ts';
import { defineRoute } from '../route.ts';
import { Preview, Receipt } from '../schemas.ts';
import type { Source } from '../source.ts';

type Given = Record<string, unknown>;

/** The header and the act name the same act, where both do. Without either it gets an id, which the answer tells. */
const idOf = (act: Given, key: string | undefined): string => {
  // RFC 9110 has a string in quotes, and many clients send it bare.
  const bare = key?.replace(/^"(.*)"$/, '$1');
  if (bare !== undefined && !ActId.safeParse(bare).success) {
    throw new Refusal('INVALID', 'Idempotency-Key: must be 1 to 100 printable characters without spaces');
  }
  if (bare !== undefined && act.id !== undefined && act.id !== bare) {
    throw new Refusal('INVALID', 'id: is another one than the Idempotency-Key, and both name the act');
  }
  return bare ?? (act.id as string | undefined) ?? randomUUID();
};

/** An instrument that comes with the engine may be named; a path names nothing here. */
const withInstrument = async (act: Given): Promise<Given> => {
  const { instrument } = act;
  if (act.do !== 'open' || typeof instrument !== 'string') return act;
  if (listInstruments().includes(instrument)) return { ...act, instrument: await readInstrument(instrument) };
  throw new Refusal(
    'INVALID',
    `instrument: no instrument ${JSON.stringify(instrument.slice(0, 64))} comes with the engine; one of ${listInstruments().join(', ')}, or the instrument itself`,
  );
};

const Yes = z.enum(['true', 'false']).transform((text) => text === 'true');

const json = (value: unknown, status: number, headers: Record<string, string>): Response =>
  Response.json(value, { status, headers: { 'Cache-Control': 'no-store', ...headers } });

/**
 * Where acts are signed, the memorandum itself says whether the signer may do it, and the token only lets the act in. Where they are
 * not, nobody looks at a signature, so that it counts for nothing here either.
 */
const speaksForItself = async (source: Source, mou: string, act: Given): Promise<boolean> => {
  if (act.jws === undefined || act.do === 'open') return false;
  return (await source.look(mou)).state.authorisation === 'signed';
};

export const act = defineRoute({
  method: 'post',
  path: '/v1/memoranda/{mou}/acts',
  id: 'recordAct',
  summary: 'Records an act and gives its receipt; or shows what it would do.',
  details:
    'The same acts as everywhere. The same id with the same content is the same act, however often it is sent: it is recorded once, and answered with the same receipt. With `preview=true` nothing is recorded, and it is refused for the same reasons.',
  needs: 'desk',
  params: MOU,
  query: z.strictObject({ preview: Yes.optional().describe('true: shows what it would record, move and tell, and records nothing') }),
  headers: { 'Idempotency-Key': "the act's id, where the act does not name it" },
  body: { description: 'The act.', schema: { $ref: '#/components/schemas/Act' }, needed: true },
  answers: {
    200: { description: 'The preview; or the receipt of an act that was recorded before.', schema: z.union([Receipt, Preview]) },
    201: { description: 'Recorded: the receipt.', schema: Receipt },
  },
  handle: async ({ params: { mou }, query, caller, c, desk: { source, url, streams, prepare } }) => {
    const given = await jsonObject(c);
    if (given.mou !== undefined && given.mou !== mou)
      throw new Refusal('INVALID', `mou: ${JSON.stringify(given.mou).slice(0, 60)} was sent to ${mou}`);
    if (!(await speaksForItself(source, mou, given))) mustActFor(caller, given);
    if (c.req.header('If-Match') !== undefined) {
      throw new Refusal(
        'INVALID',
        'If-Match: an act is judged by what is recorded when it comes, whatever its sender has seen; leave it out',
      );
    }
    const id = idOf(given, c.req.header('Idempotency-Key'));
    const asked = { ...(await withInstrument(given)), id };
    await prepare();
    if (query.preview) return json(await source.client.preview(mou, asked), 200, {});
    try {
      const { receipt, repeated } = await source.client.record(mou, asked);
      source.recorded(mou, receipt.seq);
      streams.wake();
      const headers = { 'Idempotency-Key': id, ETag: `"${receipt.head}"`, Location: `${url}/v1/memoranda/${mou}` };
      return json(receipt, repeated ? 200 : 201, headers);
    } catch (error) {
      if (error instanceof NoService) throw new NoService(`${error.message}. To try the same act again: Idempotency-Key: ${id}`);
      throw error;
    }
  },
});

const Resend = z.strictObject({
  keys: z.array(z.string().max(300)).max(1_000).nullable().describe('keys of messages; null for all that did not arrive'),
  id: z.string().max(200).optional().describe('with `jws`: the id that was signed'),
  jws: z.string().max(2_000).optional().describe('a detached JWS, where acts are signed'),
});

export const resend = defineRoute({
  method: 'post',
  path: '/v1/memoranda/{mou}/resend',
  id: 'resendMessages',
  summary: 'Sends messages again, each under its own key: those named, or all that did not arrive.',
  needs: 'operator',
  params: MOU,
  details:
    'Where acts are signed, so is this: `jws` over `{"mou": …, "act": {"do": "resend", "id": …, "keys": …}}`, by the keeper or any Participant.',
  body: { description: 'Which.', schema: Resend, needed: true },
  answers: {
    202: {
      description: 'The keys of the messages that are being sent again.',
      schema: z.object({ mou: z.string(), resending: z.array(z.string()) }),
    },
  },
  handle: async ({ params: { mou }, c, desk: { source } }) => {
    const sent = await jsonObject(c);
    const asked = check(Resend, sent);
    if (!asked.success) throw new Refusal('INVALID', describeIssues(asked.error, sent));
    const { keys, id, jws } = asked.data;
    return json({ mou, resending: await source.client.resend(mou, keys, jws === undefined ? undefined : { id, jws }) }, 202, {});
  },
});
