/**
 * By what memoranda are found in the Web UI and by `mou list`: the names, the types and the values of the search attributes,
 * in one place. They stay plain on the server: ids, statuses and dates only.
 */
import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { Shown } from '../activities/judge/port.ts';

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
} as const;

/** In characters: a value is there to be filtered by, and the server refuses long ones. */
const LONGEST = 200;

/** A pair left out would keep its earlier value on the server: null unsets it. */
export const valuesOf = ({ attributes }: Shown, dead: number, stuck: string | null): SearchAttributeUpdatePair[] => [
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
];
