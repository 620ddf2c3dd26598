/**
 * By what memoranda are found in the Web UI and by `mou list`: the names, the types and the values of the search attributes,
 * in one place. They stay plain on the server: ids, statuses and dates only.
 */
import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { Shown } from '../activities/judge/port.ts';
import type { Milliseconds } from '../domain/calendar.ts';

export const SEARCH_ATTRIBUTES = {
  status: defineSearchAttributeKey('MouStatus', SearchAttributeType.KEYWORD),
  operativeOn: defineSearchAttributeKey('MouOperativeOn', SearchAttributeType.KEYWORD),
  discontinuationOn: defineSearchAttributeKey('MouDiscontinuationOn', SearchAttributeType.KEYWORD),
  /** The end of the current term, or the day on which it expired. */
  expiresOn: defineSearchAttributeKey('MouExpiresOn', SearchAttributeType.KEYWORD),
  noticeBy: defineSearchAttributeKey('MouNoticeBy', SearchAttributeType.KEYWORD),
  nextDate: defineSearchAttributeKey('MouNextDate', SearchAttributeType.KEYWORD),
  /** `us` and `us:signature`. */
  awaited: defineSearchAttributeKey('MouAwaited', SearchAttributeType.KEYWORD_LIST),
  participants: defineSearchAttributeKey('MouParticipants', SearchAttributeType.KEYWORD_LIST),
  /** How many messages did not arrive. */
  deadLetters: defineSearchAttributeKey('MouDeadLetters', SearchAttributeType.INT),
  /** What time should have done and could not; unset while all goes well. */
  stuck: defineSearchAttributeKey('MouStuck', SearchAttributeType.KEYWORD),
  /** How many messages could not be handed over yet, and since when the oldest of them waits; unset while all goes well. */
  untold: defineSearchAttributeKey('MouUntold', SearchAttributeType.INT),
  untoldSince: defineSearchAttributeKey('MouUntoldSince', SearchAttributeType.DATETIME),
  /** Since when events wait that the register did not take; unset while all goes well. */
  unkeptSince: defineSearchAttributeKey('MouUnkeptSince', SearchAttributeType.DATETIME),
} as const;

/** What does not go as it should, by no rule of the instrument: `untold` and `unkeptSince` undefined while all goes well. */
export type Trouble = {
  dead: number;
  stuck: string | null;
  untold: { messages: number; since: Milliseconds } | undefined;
  unkeptSince: string | undefined;
};

/** In characters: a value is there to be filtered by, and the server refuses long ones. */
const LONGEST = 200;

/** A pair left out would keep its earlier value on the server: null unsets it. */
export const valuesOf = ({ attributes }: Shown, { dead, stuck, untold, unkeptSince }: Trouble): SearchAttributeUpdatePair[] => [
  { key: SEARCH_ATTRIBUTES.deadLetters, value: dead },
  { key: SEARCH_ATTRIBUTES.status, value: attributes.status },
  { key: SEARCH_ATTRIBUTES.participants, value: attributes.participants },
  { key: SEARCH_ATTRIBUTES.operativeOn, value: attributes.operativeOn },
  { key: SEARCH_ATTRIBUTES.discontinuationOn, value: attributes.discontinuationOn },
  { key: SEARCH_ATTRIBUTES.expiresOn, value: attributes.expiresOn },
  { key: SEARCH_ATTRIBUTES.noticeBy, value: attributes.noticeBy },
  { key: SEARCH_ATTRIBUTES.nextDate, value: attributes.nextDate },
  { key: SEARCH_ATTRIBUTES.awaited, value: attributes.awaited.length > 0 ? attributes.awaited : null },
  { key: SEARCH_ATTRIBUTES.stuck, value: stuck?.slice(0, LONGEST) ?? null },
  { key: SEARCH_ATTRIBUTES.untold, value: untold?.messages ?? null },
  { key: SEARCH_ATTRIBUTES.untoldSince, value: untold ? new Date(untold.since) : null },
  { key: SEARCH_ATTRIBUTES.unkeptSince, value: unkeptSince === undefined ? null : new Date(unkeptSince) },
];
