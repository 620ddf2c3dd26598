/** What people see of a memorandum in the Temporal Web UI, and by what it is found there. */
import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import type { Shown } from '../activities/judge/port.ts';
import type { Ledger } from './ledger.ts';
import { SEARCH_ATTRIBUTES, type Stuck } from './messages.ts';

const status = defineSearchAttributeKey('MouStatus', SEARCH_ATTRIBUTES.MouStatus);
const operativeOn = defineSearchAttributeKey('MouOperativeOn', SEARCH_ATTRIBUTES.MouOperativeOn);
const discontinuationOn = defineSearchAttributeKey('MouDiscontinuationOn', SEARCH_ATTRIBUTES.MouDiscontinuationOn);
const participants = defineSearchAttributeKey('MouParticipants', SEARCH_ATTRIBUTES.MouParticipants);
const deadLetters = defineSearchAttributeKey('MouDeadLetters', SEARCH_ATTRIBUTES.MouDeadLetters);
const stuckIn = defineSearchAttributeKey('MouStuck', SEARCH_ATTRIBUTES.MouStuck);

export type Presented = { shown: Shown; ledger: Ledger; dead: number; stuck: Stuck | null };

/** A pair left out would keep its earlier value on the server: null unsets it. */
export const searchAttributesOf = ({ shown, dead, stuck }: Presented): SearchAttributeUpdatePair[] => [
  { key: deadLetters, value: dead },
  { key: status, value: shown.attributes.status },
  { key: participants, value: shown.attributes.participants },
  { key: operativeOn, value: shown.attributes.operativeOn },
  { key: discontinuationOn, value: shown.attributes.discontinuationOn },
  { key: stuckIn, value: stuck?.what.slice(0, 200) ?? null },
];

/** Markdown for the workflow's current details. */
export const detailsOf = ({ shown, ledger, dead, stuck }: Presented): string =>
  [
    shown.details,
    `- ${ledger.seq} events`,
    ...(stuck ? [`- **Stuck since ${stuck.since}: ${stuck.what}.** ${stuck.reason}`] : []),
    ...(dead > 0 ? [`- **${dead} of its messages did not arrive**`] : []),
    ...(ledger.appended === null ? ['- **Nothing is kept: there is no register**'] : []),
  ].join('\n');

/** How long events may wait for the register without being shown, in milliseconds: each act waits a moment. */
export const waitingLine = ({ waiting }: Ledger): string[] =>
  waiting ? [`- **${waiting.events} events wait for the register since ${waiting.since}**`] : [];
