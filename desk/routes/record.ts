/** The record of one memorandum: its events, messages, files and proof. */
import { z } from 'zod';
import { genesis } from '../../domain/chain.ts';
import { formatInstant, parseInstant } from '../../domain/calendar.ts';
import { dossierOf } from '../../export/dossier.ts';
import { FORMAT_NAMES, FORMATS } from '../../export/formats.ts';
import { headsOf } from '../../export/json.ts';
import { reportHtml } from '../../export/report/index.ts';
import { extractOf, signCheckpoint } from '../../proof/checkpoint.ts';
import { signingKey } from '../../register/signing-key.ts';
import { AS_OF, asOfFrom, isNow, MOU, nothingRecorded } from '../as-of.ts';
import { isKnown, nextLink, notModified, replied, tagged, tagOf, tagOfText, textReply } from '../reply.ts';
import { type Asked, defineRoute } from '../route.ts';
import { Deliveries, Event, Proof } from '../schemas.ts';

const MOST = 1_000;
/** Of a page of events: what goes beyond it comes with the next one. */
const MOST_BYTES = 1024 * 1024;

/** As many as fit, and at least one. */
const fitting = <Item>(items: readonly Item[]): Item[] => {
  let bytes = 0;
  const until = items.findIndex((item, at) => {
    bytes += Buffer.byteLength(JSON.stringify(item));
    return at > 0 && bytes > MOST_BYTES;
  });
  return until < 0 ? [...items] : items.slice(0, until);
};

const isBy = ({ on, knownAt }: ReturnType<typeof asOfFrom>, event: { on: string; at: string }): boolean =>
  (on === undefined || event.on <= on) && (knownAt === undefined || parseInstant(event.at) <= knownAt);

export const events = defineRoute({
  method: 'get',
  path: '/v1/memoranda/{mou}/events',
  id: 'getEvents',
  summary: 'The events, oldest first, page by page.',
  details: 'A page has at most `limit` events and one megabyte; the header `Link` names the next one.',
  needs: 'reader',
  params: MOU,
  query: z.strictObject({
    ...AS_OF,
    after: z.coerce.number().int().min(0).default(0).describe('only events with a higher number'),
    limit: z.coerce.number().int().min(1).max(MOST).default(200),
  }),
  answers: { 200: { description: 'The events.', schema: z.array(Event) } },
  handle: async ({ params: { mou }, query, c, desk: { source, url } }) => {
    const { after, limit, ...asOf } = query;
    const { head, seq } = await source.head(mou);
    if (isKnown(c, tagOf(head))) return notModified(tagOf(head));
    const page = fitting(await source.events(mou, { after, limit }));
    const last = page.at(-1)?.seq ?? seq;
    const link = last < seq ? nextLink(c, url, { after: String(last) }) : {};
    const shown = page.filter((event) => isBy(asOfFrom(asOf), event));
    return await tagged(c, tagOf(head), () => Promise.resolve(shown), link);
  },
});

export const deliveries = defineRoute({
  method: 'get',
  path: '/v1/memoranda/{mou}/deliveries',
  id: 'getDeliveries',
  summary: 'Where each message stands.',
  details: 'Accepted says that the other side took the message. It is never delivery of a notice.',
  needs: 'reader',
  params: MOU,
  answers: { 200: { description: 'The messages.', schema: Deliveries } },
  handle: async ({ params: { mou }, c, desk: { source } }) => {
    const [all, { waiting, dead }] = await Promise.all([source.client.deliveries(mou), source.client.outbox(mou)]);
    return replied(c, { mou, waiting, dead, deliveries: all });
  },
});

type OfFile = Asked<{ mou: string }, { on?: string | undefined; knownAt?: string | undefined }>;

/** What a file is made of. As of another date or instant the messages sent since would be out of place. */
const sourceOf = async ({ params: { mou }, query, desk: { source } }: OfFile, withMessages: boolean) => {
  const asOf = asOfFrom(query);
  const log = await source.log(mou);
  const dossier = dossierOf(log, asOf, Date.now());
  if (!dossier) throw nothingRecorded(mou, query);
  const messages = withMessages && isNow(asOf) ? await source.client.deliveries(mou) : undefined;
  return { dossier, messages };
};

/** The page has its style within itself, and nothing that runs. */
const REPORT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const report = defineRoute({
  method: 'get',
  path: '/v1/memoranda/{mou}/report',
  id: 'getReport',
  summary: 'One HTML page: status, timeline, dates with their reasons, text and record.',
  needs: 'reader',
  params: MOU,
  query: z.strictObject(AS_OF),
  answers: { 200: { description: 'The page.', mediaType: 'text/html' } },
  handle: async (asked) => {
    const { dossier, messages } = await sourceOf(asked, true);
    // The instant at which it was made stands in it: what it tells of is what counts.
    const tag = tagOfText(JSON.stringify([dossier.log.length, dossier.today, messages ?? null, asked.query]));
    if (isKnown(asked.c, tag)) return notModified(tag);
    return textReply(reportHtml(dossier, messages), tag, 'text/html; charset=utf-8', { 'content-security-policy': REPORT_POLICY });
  },
});

export const exported = defineRoute({
  method: 'get',
  path: '/v1/memoranda/{mou}/export',
  id: 'exportMemorandum',
  summary: 'The memorandum as a file: JSON, CloudEvents, iCalendar, Akoma Ntoso or Markdown.',
  needs: 'reader',
  params: MOU,
  query: z.strictObject({ ...AS_OF, format: z.enum(FORMAT_NAMES).default('json') }),
  answers: { 200: { description: 'The file, in the media type of its format.', mediaType: '*/*' } },
  handle: async (asked) => {
    const { format: name } = asked.query;
    const { mediaType, extension, of } = FORMATS[name];
    const { dossier, messages } = await sourceOf(asked, name === 'json');
    const tag = tagOfText(JSON.stringify([name, headsOf(dossier.mou, dossier.log).at(-1), dossier.today, messages ?? null, asked.query]));
    if (isKnown(asked.c, tag)) return notModified(tag);
    const type = mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType;
    return textReply(of(dossier, messages), tag, type, { 'Content-Disposition': `attachment; filename="${dossier.mou}.${extension}"` });
  },
});

export const proof = defineRoute({
  method: 'get',
  path: '/v1/memoranda/{mou}/proof',
  id: 'getProof',
  summary: 'The hash chain, computed again from the events and held against the register.',
  details:
    'Where the desk has a key (MOU_SIGNING_KEY), also a checkpoint signed now, and the extract of this memorandum: `mou verify --checkpoint … --extract …` verifies them without the desk.',
  needs: 'reader',
  params: MOU,
  answers: { 200: { description: 'The chain, and whether it is as it was recorded.', schema: Proof } },
  handle: async ({ params: { mou }, c, desk: { source, settings } }) => {
    const log = await source.log(mou);
    const heads = headsOf(mou, log);
    const chain = { mou, seq: log.length, head: heads.at(-1) ?? genesis(mou), genesis: genesis(mou), heads };
    if (!source.hasRegister) return replied(c, { ...chain, ok: true, findings: [] });
    const { ok, findings } = await source.register((register) => register.verify(mou));
    return replied(c, { ...chain, ok, findings, ...(settings.MOU_SIGNING_KEY && (await signed(source, mou, settings.MOU_SIGNING_KEY))) });
  },
});

const signed = async (source: OfFile['desk']['source'], mou: string, path: string) => {
  const [heads, privateKey] = await Promise.all([source.register((register) => register.heads()), signingKey(path)]);
  const extract = extractOf(heads, mou);
  return extract && { checkpoint: signCheckpoint(heads, { at: formatInstant(Date.now()), privateKey }), extract };
};
