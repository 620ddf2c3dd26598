/** Events as they come (Server-Sent Events), each with its place: who was cut off goes on from there. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { NoService } from '../../client/errors.ts';
import { EngineError } from '../../domain/engine-error.ts';
import type { Event } from '../../domain/events.ts';
import { Refusal } from '../../domain/refusal.ts';
import { isPlace } from '../../register/feed.ts';
import { MOU } from '../as-of.ts';
import { batched } from '../batched.ts';
import { defineRoute, type Desk, type Env } from '../route.ts';

const MOST = 200;
/** Proxies cut off what is silent for longer than half a minute or so; and nobody reads on for longer whose token is revoked. */
const BEAT_MS = 15_000;

type Told<Place> = { place: Place; id: string; event: string; data: string };

/** What comes after a place; empty where nothing has come yet. */
type Read<Place> = (after: Place) => Promise<Told<Place>[]>;

/** While somebody who is needed does not answer, the stream stays open and tries again. */
const readOrNothing = async <Place>(read: Read<Place>, after: Place): Promise<Told<Place>[]> => {
  try {
    return await read(after);
  } catch (error) {
    if (error instanceof NoService) return [];
    throw error;
  }
};

const streamed = <Place>(c: Context<Env>, { streams, logger }: Desk, first: Place, read: Read<Place>): Response => {
  // Nobody would read it, and it would stay open.
  if (c.req.method === 'HEAD') return c.body(null, 200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  streams.enter();
  // nginx gathers an answer before it passes it on, unless it is told otherwise.
  c.header('X-Accel-Buffering', 'no');
  const answer = streamSSE(c, async (stream) => {
    const isOver = (): boolean => stream.aborted || stream.closed || streams.isClosed;
    stream.onAbort(() => streams.wake());
    try {
      await stream.write(': the events follow as they come\nretry: 2000\n\n');
      let after = first;
      for (let beatAt = Date.now(); !isOver(); ) {
        if (Date.now() - beatAt > BEAT_MS) {
          if (!(await c.get('isStillValid')())) return;
          await stream.write(': still here\n\n');
          beatAt = Date.now();
        }
        const told = await readOrNothing(read, after);
        for (const { place, ...message } of told) {
          await stream.writeSSE(message);
          after = place;
        }
        if (told.length < MOST) await streams.next();
      }
    } catch (error) {
      // Who reads is cut off, and goes on from there.
      if (!(error instanceof EngineError)) logger.error({ err: error }, 'A stream failed');
    } finally {
      streams.leave();
    }
  });
  // In the place of what the framework says of every stream.
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
};

const told = <Place>(place: Place, id: string, event: Event, more: object = {}): Told<Place> => ({
  ...{ place, id, event: event.type, data: JSON.stringify({ ...more, ...event }) },
});

export const one = defineRoute({
  method: 'get',
  path: '/v1/memoranda/{mou}/stream',
  id: 'streamEvents',
  summary: 'The events of a memorandum, and then each new one as it comes (Server-Sent Events).',
  details: 'The id of each message is the number of its event; with `Last-Event-ID` the stream goes on after that one.',
  needs: 'reader',
  params: MOU,
  query: z.strictObject({ after: z.coerce.number().int().min(0).default(0).describe('only events with a higher number') }),
  headers: { 'Last-Event-ID': 'the number of the last event that was read' },
  answers: { 200: { description: 'The stream: `event` is the type, `data` the event as JSON.', mediaType: 'text/event-stream' } },
  handle: async ({ params: { mou }, query, c, desk }) => {
    const { source } = desk;
    const last = c.req.header('Last-Event-ID');
    if (last !== undefined && !/^\d{1,9}$/.test(last)) throw new Refusal('INVALID', 'Last-Event-ID: must be the number of an event');
    await source.head(mou);
    return streamed<number>(c, desk, last === undefined ? query.after : Number(last), async (after) => {
      const { seq } = await source.head(mou);
      if (seq <= after) return [];
      return (await source.events(mou, { after, limit: MOST })).map((event) => told(event.seq, String(event.seq), event));
    });
  },
});

/** Those that have read equally far ask once. */
const feeds = new WeakMap<Desk, (after: string) => Promise<Told<string>[] | undefined>>();

const feedOf = (desk: Desk): ((after: string) => Promise<Told<string>[] | undefined>) => {
  const known = feeds.get(desk);
  if (known) return known;
  const read = async (after: string): Promise<Told<string>[]> => {
    const found = await desk.source.register((register) => register.feed({ ...(after !== '' && { after }), limit: MOST }));
    return found.map(({ mou, place, event }) => told(place, place, event, { mou }));
  };
  const made = batched(async (places) => new Map(await Promise.all(places.map(async (place) => [place, await read(place)] as const))));
  feeds.set(desk, made);
  return made;
};

export const all = defineRoute({
  method: 'get',
  path: '/v1/stream',
  id: 'streamAllEvents',
  summary: 'The events of all memoranda as they come (Server-Sent Events), each with its memorandum as `mou`.',
  details:
    'Without `Last-Event-ID` it begins now; with `after=0` at the first event of all. An event comes a second or two after it was recorded, so that none is passed over where several are recorded at the same moment.',
  needs: 'reader',
  query: z.strictObject({ after: z.string().max(200).optional().describe('0, or the id of a message of this stream') }),
  headers: { 'Last-Event-ID': 'the id of the last message that was read' },
  answers: { 200: { description: 'The stream.', mediaType: 'text/event-stream' } },
  handle: async ({ query, c, desk }) => {
    const given = c.req.header('Last-Event-ID') ?? query.after;
    if (given !== undefined && given !== '0' && !isPlace(given)) {
      throw new Refusal('INVALID', 'Last-Event-ID: must be the id of a message of this stream');
    }
    const first = given === '0' ? '' : (given ?? (await desk.source.register((register) => register.lastPlace())) ?? '');
    const read = feedOf(desk);
    return streamed<string>(c, desk, first, async (after) => (await read(after)) ?? []);
  },
});
