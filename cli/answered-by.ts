/** Who answered, where that is worth a line: the register in the place of a workflow, or a workflow that is stuck or waits. */
import pc from 'picocolors';
import type { AnsweredBy } from '../client/index.ts';

const line = (label: string, text: string): string => `${label.padEnd(16)} ${text}`;

export const answeredByLines = ({ seq, from, why, stuck, waiting, kept }: AnsweredBy): string[] => [
  ...(stuck ? [pc.red(line('STUCK', `${stuck.what}, since ${stuck.since}: ${stuck.reason}`))] : []),
  ...(from === 'register' ? [line('as of', `event ${seq}, from the register`)] : []),
  ...(why === undefined ? [] : [line('', why)]),
  ...(waiting ? [line('register', `does not answer: ${waiting.events} events wait for it since ${waiting.since}`)] : []),
  ...(kept === false ? [line('register', 'the worker has none: nothing is kept beyond what Temporal remembers')] : []),
];
