/** The lines of a file or a pipe, one at a time: neither a file of a million lines nor a line without an end is kept whole. */
import type { Readable } from 'node:stream';

/** As long as an instrument may be. */
export const MOST_BYTES = 1024 * 1024;

/** `fields`: of a row. `end`: the number of bytes read up to and with this line. */
export type Line = { number: number; end: number } & ({ text: string } | { fields: Record<string, unknown> } | { problem: string });

const NEWLINE = 0x0a;
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** What has been read of the line that is not complete yet. */
class Partial {
  #chunks: Buffer[] = [];
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > MOST_BYTES) this.#chunks = [];
    else this.#chunks.push(chunk);
  }

  take(): { text: string } | { problem: string } {
    const [chunks, length] = [this.#chunks, this.#length];
    this.#chunks = [];
    this.#length = 0;
    if (length > MOST_BYTES) return { problem: 'is longer than 1 MiB (1,048,576 bytes)' };
    try {
      return { text: UTF_8.decode(Buffer.concat(chunks)) };
    } catch {
      return { problem: 'is not UTF-8 text' };
    }
  }
}

const says = (line: { text: string } | { problem: string }): boolean => {
  if ('problem' in line) return true;
  const text = line.text.trim();
  return text !== '' && !text.startsWith('#');
};

/** Lines that say something: blank ones and those that begin with # are counted and skipped. */
export async function* linesOf(source: Readable): AsyncGenerator<Line> {
  const partial = new Partial();
  let number = 0;
  let end = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      partial.add(chunk.subarray(from, at));
      number += 1;
      end += at + 1 - from;
      from = at + 1;
      const line = partial.take();
      if (says(line)) yield { number, end, ...line };
    }
    if (from < chunk.length) partial.add(chunk.subarray(from));
    end += chunk.length - from;
  }
  if (partial.isEmpty) return;
  const line = partial.take();
  if (says(line)) yield { number: number + 1, end, ...line };
}
