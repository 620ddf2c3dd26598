/** A real SMTP server that keeps nothing but when each message came, by its key. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Arrival = { key: string; events: string; at: number };

/** A message that came again: when it had come first, and when again, in milliseconds since 1970. */
export type Repeat = { key: string; first: number; again: number };

export type MailSink = { url: string; arrivals: Arrivals; stop: () => Promise<void> };

const LONGEST_HEAD = 8_000;
const header = (head: string, name: string): string => new RegExp(`^${name}: (\\S+)`, 'im').exec(head)?.[1] ?? '';

export class Arrivals {
  readonly #firstAt = new Map<string, number>();
  readonly #awaited = new Set<{ count: number; resolve: () => void }>();
  readonly repeats: Repeat[] = [];
  /** Called with each message that comes for the first time. */
  onArrival: (arrival: Arrival) => void = () => {};

  /** How many different messages have come. */
  get count(): number {
    return this.#firstAt.size;
  }

  has(key: string): boolean {
    return this.#firstAt.has(key);
  }

  take(head: string): void {
    const key = header(head, 'X-MOU-Idempotency-Key');
    const at = Date.now();
    const first = this.#firstAt.get(key);
    if (first !== undefined) {
      this.repeats.push({ key, first, again: at });
      return;
    }
    this.#firstAt.set(key, at);
    this.onArrival({ key, events: header(head, 'X-MOU-Events'), at });
    for (const one of this.#awaited) if (this.count >= one.count) one.resolve();
  }

  /** Resolves once that many different messages have come; false where it takes longer than that many milliseconds. */
  async reaches(count: number, within: number): Promise<boolean> {
    if (this.count >= count) return true;
    const awaited = { count, resolve: () => {} };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), within);
    });
    const there = new Promise<true>((resolve) => {
      awaited.resolve = () => resolve(true);
    });
    this.#awaited.add(awaited);
    const reached = await Promise.race([there, late]);
    clearTimeout(timer);
    this.#awaited.delete(awaited);
    return reached;
  }
}

export const startMailSink = async (): Promise<MailSink> => {
  const arrivals = new Arrivals();
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      let head = '';
      stream.on('data', (chunk: Buffer) => {
        if (head.length < LONGEST_HEAD) head += chunk.toString('latin1');
      });
      stream.on('end', () => {
        done();
        arrivals.take(head);
      });
    },
  });
  // A worker that is stopped leaves its connections without a word.
  server.on('error', () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    arrivals,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};
