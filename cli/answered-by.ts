/** Who answered, where that is worth a line: the register in the place of a workflow, or a workflow that is stuck or waits. */
import pc from 'picocolors';
import type { AnsweredBy } from '../client/index.ts';
import { counted } from '../projections/words.ts';
import type { Labelled } from './table.ts';

export const answeredByRows = ({ seq, from, why, stuck, waiting, kept }: AnsweredBy): Labelled[] => [
  ...(stuck ? [['STUCK', `${stuck.what}, since ${stuck.since}: ${stuck.reason}`].map(pc.red) as [string, string]] : []),
  ...(from === 'register' ? [['as of', `event ${seq}, from the register`] as const] : []),
  ...(why === undefined ? [] : [['', why] as const]),
  ...(waiting
    ? [['register', `does not answer: ${counted(waiting.events, 'event waits', 'events wait')} for it since ${waiting.since}`] as const]
    : []),
  ...(kept === false ? [['register', 'the worker has none: nothing is kept beyond what Temporal remembers'] as const] : []),
];
