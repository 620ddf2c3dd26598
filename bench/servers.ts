/** The desk's servers in a process of their own, and one who asks them over a connection that stays. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';

type Told = { port: number; token: string };
type Usage = { rss: number; cpu: number };

/** The servers in a process of their own: who asks takes no time of theirs. */
export class Servers {
  readonly #child: ChildProcess;
  readonly #told: Told;

  private constructor(child: ChildProcess, told: Told) {
    [this.#child, this.#told] = [child, told];
  }

  static async start(databaseUrl: string): Promise<Servers> {
    const child = fork(join(import.meta.dirname, 'desk-servers.js'), [databaseUrl]);
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The servers ended at their start (code ${code})`);
    });
    const [told] = (await Promise.race([once(child, 'message'), ended])) as [Told];
    return new Servers(child, told);
  }

  get port(): number {
    return this.#told.port;
  }

  usage(): Promise<Usage> {
    return this.#answerTo('usage');
  }

  /** What it knows of all memoranda at once is forgotten. */
  async forget(): Promise<void> {
    await this.#answerTo('forget');
  }

  async #answerTo(asked: string): Promise<Usage> {
    this.#child.send(asked);
    const [usage] = (await once(this.#child, 'message')) as [Usage];
    return usage;
  }

  request(path: string): string {
    return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${this.#told.token}\r\n\r\n`;
  }

  async stop(): Promise<void> {
    if (this.#child.kill()) await once(this.#child, 'exit');
  }
}

/** Whether a whole answer has come; throws where it is not the one wanted. */
const isWhole = (text: string): boolean => {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  if (!text.startsWith('HTTP/1.1 200')) throw new Error(text.slice(0, 500));
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Number.NaN);
  if (Number.isNaN(length)) return text.endsWith('0\r\n\r\n');
  return text.length >= head + 4 + length;
};

/** What the other side ends is a failure: nobody waits for an answer on it without end. */
export const opened = async (servers: Servers): Promise<Socket> => {
  const socket = connect(servers.port, '127.0.0.1').setNoDelay().setEncoding('latin1');
  socket.once('end', () => socket.destroy(new Error('The desk ended the connection')));
  await once(socket, 'connect');
  return socket;
};

/** Resolves when the whole answer has come. */
export const asked = async (servers: Servers, socket: Socket, path: string): Promise<void> => {
  socket.write(servers.request(path));
  let text = '';
  while (!isWhole(text)) text += ((await once(socket, 'data')) as [string])[0];
};
