/** What people see of a memorandum in the Temporal Web UI, and by what it is found there. */
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { Shown } from '../activities/judge/port.ts';
import { formatInstant } from './instant.ts';
import type { Ledger } from './ledger.ts';
import type { Stuck } from './messages.ts';
import { type Trouble, valuesOf } from './search-attributes.ts';

type Presented = Omit<Trouble, 'stuck'> & { shown: Shown; ledger: Ledger; stuck: Stuck | null };

const searchAttributesOf = ({ shown, stuck, ...trouble }: Presented) => valuesOf(shown, { ...trouble, stuck: stuck?.what ?? null });

/** Markdown for the workflow's current details. */
const detailsOf = ({ shown, ledger, dead, stuck, untold }: Presented): string =>
  [
    shown.details,
    `- ${ledger.seq} events`,
    ...(stuck ? [`- **Stuck since ${stuck.since}: ${stuck.what}.** ${stuck.reason}`] : []),
    ...(untold ? [`- **${untold.messages} of its messages wait to be handed over since ${formatInstant(untold.since)}**`] : []),
    ...(dead > 0 ? [`- **${dead} of its messages did not arrive**`] : []),
    ...(ledger.appended === null ? ['- **Nothing is kept: there is no register**'] : []),
  ].join('\n');

/** What waits for the register, and of how many messages it will never know. */
const waitingLines = ({ waiting }: Ledger, unkept: number): string[] => [
  ...(waiting ? [`- **${waiting.events} events wait for the register since ${waiting.since}**`] : []),
  ...(unkept > 0 ? [`- **Of ${unkept} messages it is not kept how they went: too many waited for the register**`] : []),
];

/** What the Web UI shows, and by what the list of workflows can be filtered: told where it changed. A run begins with all of it. */
export class Presenter {
  #details = '';
  readonly #attributes = new Map<string, string>();

  show(presented: Presented, unkept: number): void {
    const details = [detailsOf(presented), ...waitingLines(presented.ledger, unkept)].join('\n');
    if (details !== this.#details) setCurrentDetails(details);
    this.#details = details;
    const changed = searchAttributesOf(presented).filter(({ key, value }) => this.#attributes.get(key.name) !== JSON.stringify(value));
    // The server keeps what is left out, and each value stands in the history.
    if (changed.length > 0) upsertSearchAttributes(changed);
    for (const { key, value } of changed) this.#attributes.set(key.name, JSON.stringify(value));
  }
}
