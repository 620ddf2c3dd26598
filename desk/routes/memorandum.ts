/** What is asked of one memorandum: its state, text, dates, and what is awaited. */
import { z } from 'zod';
import { AWAITED, awaitedOf, shownState } from '../../domain/awaited.ts';
import { dateAt } from '../../domain/calendar.ts';
import { DEADLINES, deadlinesOf } from '../../domain/deadlines.ts';
import { Refusal } from '../../domain/refusal.ts';
import { Day, Slug } from '../../domain/values.ts';
import { changesOf, type Side, sideOf, sideOn } from '../../projections/comparison.ts';
import { eventsAsOf } from '../../projections/as-of.ts';
import { isAskedFor } from '../../projections/deadlines.ts';
import { explain } from '../../projections/explain.ts';
import { type Version, versionsOf } from '../../projections/versions.ts';
import { AS_OF, asOfFrom, isNow, KNOWN_AT, MOU, nothingRecorded, standingOf } from '../as-of.ts';
import { isKnown, JSON_TYPE, notModified, replied, tagged, tagOf, textReply } from '../reply.ts';
import { defineRoute } from '../route.ts';
import { Awaited, Deadline, Difference, Explained, State, Text } from '../schemas.ts';
import type { Looked, Shown, Source } from '../source.ts';

const Count = z.coerce.number().int().min(1).max(100_000);

const answerOf = ({ state, by }: Looked): object => ({ ...shownState(state), answeredBy: by });

/** Made once for each event: a memorandum is asked for more often than it changes. */
const shown = (source: Source, mou: string, head: string): Promise<Shown> =>
  source.shown(mou, head, async () => {
    const looked = await source.look(mou);
    return { tag: looked.head.head, bytes: Buffer.from(JSON.stringify(answerOf(looked))), by: looked.by };
  });

/** Who wants to be sure asks the workflow itself: `Cache-Control: no-cache`. */
const isFresh = (header: string | undefined): boolean => /\bno-cache\b/.test(header ?? '');

export const state = defineRoute({
  method: 'get',
  path: '/v1/memoranda/{mou}',
  id: 'getMemorandum',
  summary: 'The state of a memorandum, with what is awaited.',
  details: 'The register answers; with `Cache-Control: no-cache` the workflow itself. `answeredBy` says who did, and as of which event.',
  needs: 'reader',
  params: MOU,
  query: z.strictObject(AS_OF),
  answers: { 200: { description: 'The state; its ETag is the head of the chain.', schema: State } },
  handle: async ({ params: { mou }, query, c, desk: { source } }) => {
    if (!isNow(asOfFrom(query))) {
      const { state, tag, expected } = await standingOf(source, mou, query);
      return await tagged(c, tag, () => Promise.resolve({ ...shownState(state), ...(expected && { expected }) }));
    }
    if (isFresh(c.req.header('Cache-Control'))) {
      const looked = await source.look(mou, true);
      return await tagged(c, tagOf(looked.head.head), () => Promise.resolve(answerOf(looked)));
    }
    const { head } = await source.head(mou);
    if (isKnown(c, tagOf(head))) return notModified(tagOf(head));
    const { bytes, tag } = await shown(source, mou, head);
    return textReply(bytes, tagOf(tag), JSON_TYPE);
  },
});

const versionFrom = (mou: string, versions: readonly Version[], field: string, wanted: number): Version => {
  const found = versions.find(({ version }) => version === wanted);
  if (!found) throw new Refusal('INVALID', `${field}: ${mou} has no version ${wanted}; the latest is ${versions.at(-1)?.version}`);
  return found;
};

export const text = defineRoute({
  method: 'get',
  path: '/v1/memoranda/{mou}/text',
  id: 'getText',
  summary: 'The consolidated text.',
  needs: 'reader',
  params: MOU,
  query: z.strictObject({ ...AS_OF, version: Count.optional().describe('this version of the text') }),
  answers: { 200: { description: 'The text.', schema: Text } },
  handle: async ({ params: { mou }, query, c, desk: { source } }) => {
    const { version: wanted, ...asOf } = query;
    if (wanted !== undefined && asOf.on !== undefined) throw new Refusal('INVALID', 'version: a date or a version, not both');
    if (wanted === undefined) {
      const { state, tag, expected } = await standingOf(source, mou, asOf);
      const { title, clauses } = state.instrument;
      const value = { mou, version: state.version, title, clauses, ...(expected && { expected }) };
      return await tagged(c, tag, () => Promise.resolve(value));
    }
    const versions = versionsOf(eventsAsOf(await source.log(mou), { knownAt: asOfFrom(asOf).knownAt }));
    if (versions.length === 0) throw nothingRecorded(mou, asOf);
    const { version, instrument } = versionFrom(mou, versions, 'version', wanted);
    return replied(c, { mou, version, title: instrument.title, clauses: instrument.clauses });
  },
});

type Ends = Partial<Record<'from' | 'to' | 'knownAt', string>> & Partial<Record<'fromVersion' | 'toVersion', number>>;

const sides = async (source: Source, mou: string, query: Ends): Promise<[Side, Side]> => {
  const { knownAt } = asOfFrom({ knownAt: query.knownAt });
  const log = await source.log(mou);
  const versions = versionsOf(eventsAsOf(log, { knownAt }));
  if (versions.length === 0) throw nothingRecorded(mou, query);
  const side = (end: 'from' | 'to'): Side => {
    const [date, wanted] = [query[end], query[`${end}Version`]];
    if (date !== undefined && wanted !== undefined) throw new Refusal('INVALID', `${end}: a date or a version, not both`);
    if (date !== undefined) {
      const found = sideOn(log, date, knownAt, Date.now());
      if (!found) throw nothingRecorded(mou, { on: date });
      return found;
    }
    if (wanted !== undefined) return sideOf(versionFrom(mou, versions, `${end}Version`, wanted), versions);
    return sideOf(versions.at(end === 'from' ? 0 : -1) as Version, versions);
  };
  return [side('from'), side('to')];
};

export const diff = defineRoute({
  method: 'get',
  path: '/v1/memoranda/{mou}/diff',
  id: 'getDifference',
  summary: 'What differs between two versions of the text, or between two dates, and by which decision.',
  needs: 'reader',
  params: MOU,
  query: z.strictObject({
    from: Day.optional().describe('from the text as of this civil date'),
    to: Day.optional().describe('to the text as of this civil date'),
    fromVersion: Count.optional().describe('from this version; default: 1'),
    toVersion: Count.optional().describe('to this version; default: the latest'),
    ...KNOWN_AT,
  }),
  answers: { 200: { description: 'Each part that differs.', schema: Difference } },
  handle: async ({ params: { mou }, query, c, desk: { source } }) => {
    const [from, to] = await sides(source, mou, query);
    return replied(c, { mou, from: from.named, to: to.named, changes: changesOf(from, to) });
  },
});

export const explained = defineRoute({
  method: 'get',
  path: '/v1/memoranda/{mou}/explain',
  id: 'explainDates',
  summary: 'Every computed date: the clause, what went into it, the rule.',
  needs: 'reader',
  params: MOU,
  query: z.strictObject(AS_OF),
  answers: { 200: { description: 'The dates with their reasons.', schema: Explained } },
  handle: async ({ params: { mou }, query, c, desk: { source } }) => {
    const { state, tag } = await standingOf(source, mou, query);
    return await tagged(c, tag, () => Promise.resolve({ mou, dates: explain(state) }));
  },
});

const OF = { of: Slug.optional().describe("a Participant's id") };

export const awaited = defineRoute({
  method: 'get',
  path: '/v1/memoranda/{mou}/awaited',
  id: 'getAwaited',
  summary: 'What is waited for, of whom, since when and until when.',
  needs: 'reader',
  params: MOU,
  query: z.strictObject({ ...OF, what: z.enum(AWAITED).optional() }),
  answers: { 200: { description: 'What is awaited.', schema: z.array(Awaited) } },
  handle: async ({ params: { mou }, query: { of, what }, c, desk: { source } }) => {
    const { state, head } = await source.look(mou);
    const isAsked = (one: { of: string; what: string }) => (of === undefined || one.of === of) && (what === undefined || one.what === what);
    return await tagged(c, tagOf(head.head), () =>
      Promise.resolve(
        awaitedOf(state)
          .filter(isAsked)
          .map((one) => ({ mou, ...one })),
      ),
    );
  },
});

export const deadlines = defineRoute({
  method: 'get',
  path: '/v1/memoranda/{mou}/deadlines',
  id: 'getDeadlines',
  summary: 'Every date that lies ahead, as things stand.',
  needs: 'reader',
  params: MOU,
  query: z.strictObject({
    ...OF,
    what: z.enum(DEADLINES).optional(),
    from: Day.optional().describe('from this civil date on; default: today, UTC'),
    until: Day.optional().describe('until this civil date, that day included'),
  }),
  answers: { 200: { description: 'The dates.', schema: z.array(Deadline) } },
  handle: async ({ params: { mou }, query, c, desk: { source } }) => {
    const asked = { from: dateAt(Date.now(), 'UTC'), ...query };
    const { state } = await source.look(mou);
    const found = deadlinesOf(state).filter((one) => isAskedFor(one, asked));
    return replied(
      c,
      found.map((one) => ({ mou, title: state.instrument.title, ...one })),
    );
  },
});
