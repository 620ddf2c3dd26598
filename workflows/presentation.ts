/** What people see of a memorandum in the Temporal Web UI, and by what it is found there. */
import type { Shown } from '../activities/judge/port.ts';
import type { Ledger } from './ledger.ts';
import type { Stuck } from './messages.ts';
import { valuesOf } from './search-attributes.ts';

export type Presented = { shown: Shown; ledger: Ledger; dead: number; stuck: Stuck | null };

export const searchAttributesOf = ({ shown, dead, stuck }: Presented) => valuesOf(shown, dead, stuck?.what ?? null);

/** Markdown for the workflow's current details. */
export const detailsOf = ({ shown, ledger, dead, stuck }: Presented): string =>
  [
    shown.details,
    `- ${ledger.seq} events`,
    ...(stuck ? [`- **Stuck since ${stuck.since}: ${stuck.what}.** ${stuck.reason}`] : []),
    ...(dead > 0 ? [`- **${dead} of its messages did not arrive**`] : []),
    ...(ledger.appended === null ? ['- **Nothing is kept: there is no register**'] : []),
  ].join('\n');

/** What waits for the register, and of how many messages it will never know. */
export const waitingLines = ({ waiting }: Ledger, unkept: number): string[] => [
  ...(waiting ? [`- **${waiting.events} events wait for the register since ${waiting.since}**`] : []),
  ...(unkept > 0 ? [`- **Of ${unkept} messages it is not kept how they went: too many waited for the register**`] : []),
];
