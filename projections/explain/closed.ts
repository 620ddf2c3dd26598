import type { Closing } from '../../domain/state.ts';

/** Why a notice or a decision is over before it had its effect. */
export const CLOSED: Record<Closing, string> = {
  commencement: 'discontinuation commenced before',
  expiry: 'the term ended before',
  'fresh-notice': 'a fresh notice stands in its place',
  'decided-date': 'a date decided together stands in its place',
  departure: 'its giver belongs no more',
  replaced: 'a later decision stands in its place',
  withdrawn: 'it was withdrawn',
  conflict: 'what it would have changed has changed since',
};
