/** Calendars and feeds: for a program that has a token in its header, and by an address that is a token itself. */
import type { Context } from 'hono';
import { z } from 'zod';
import { Slug } from '../../domain/values.ts';
import { atomText } from '../feeds/atom.ts';
import { calendarText, type Scope } from '../feeds/calendar.ts';
import { isKnown, notModified, tagOfText, textReply } from '../reply.ts';
import { defineRoute, type Desk, type Env } from '../route.ts';

const KINDS = {
  'calendar.ics': { mediaType: 'text/calendar; charset=utf-8', of: ({ source }: Desk, scope: Scope) => calendarText(source, scope) },
  'events.atom': {
    mediaType: 'application/atom+xml; charset=utf-8',
    of: ({ source, url }: Desk, scope: Scope) => atomText(source, scope, url),
  },
};
export type FeedKind = keyof typeof KINDS;
export const isFeedKind = (name: string): name is FeedKind => Object.hasOwn(KINDS, name);

export const fed = async (c: Context<Env>, desk: Desk, kind: FeedKind, scope: Scope): Promise<Response> => {
  const { mediaType, of } = KINDS[kind];
  const content = await (scope.mou === undefined
    ? desk.source.lately(`${kind} ${scope.participant ?? ''}`, () => of(desk, scope))
    : of(desk, scope));
  const tag = tagOfText(content);
  return isKnown(c, tag) ? notModified(tag) : textReply(content, tag, mediaType);
};

const SCOPE = z.strictObject({
  mou: Slug.optional().describe('of this memorandum; default: of all'),
  participant: Slug.optional().describe('what concerns this Participant'),
});

export const calendar = defineRoute({
  method: 'get',
  path: '/v1/calendar.ics',
  id: 'getCalendar',
  summary: 'The dates as an iCalendar feed: an entry that moves stays the same entry.',
  needs: 'reader',
  query: SCOPE,
  answers: { 200: { description: 'The calendar.', mediaType: 'text/calendar' } },
  handle: ({ query, c, desk }) => fed(c, desk, 'calendar.ics', query),
});

export const atom = defineRoute({
  method: 'get',
  path: '/v1/events.atom',
  id: 'getAtomFeed',
  summary: 'The latest events as an Atom feed.',
  needs: 'reader',
  query: SCOPE,
  answers: { 200: { description: 'The feed.', mediaType: 'application/atom+xml' } },
  handle: ({ query, c, desk }) => fed(c, desk, 'events.atom', query),
});
