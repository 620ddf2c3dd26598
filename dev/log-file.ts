import { createWriteStream } from 'node:fs';
import { notWritten } from '../domain/not-written.ts';

/** Appends each line to a file. Where it cannot be written, as on a full disk, that is told once, and what is logged goes on without it. */
export const logFile = (path: string): ((line: string) => void) => {
  const stream = createWriteStream(path, { flags: 'a' });
  stream.once('error', (error) => process.stderr.write(`${(notWritten(path, error) as Error).message}\n`));
  return (line) => stream.write(`${line}\n`);
};
