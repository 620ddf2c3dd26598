/** A real SMTP server on a free port that keeps what it is sent, for tests. */
import { createServer, type Server, type Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerAddress, type SMTPServerOptions } from 'smtp-server';
import { certificate, certificateKey } from './certificate.ts';

/** `greeting`: the name that the sender gave itself (EHLO). */
export type Captured = { raw: string; mail: ParsedMail; to: string[]; secure: boolean; user: string | undefined; greeting: string };

export type Answer = { code: number; message: string };

export type Manner = {
  /** From the first byte, or offered once connected. */
  tls?: 'implicit' | 'starttls';
  /** Whether it takes addresses beyond ASCII; it does unless told. */
  utf8?: false;
  /** Whom it lets in; without it, everybody. */
  login?: { user: string; pass: string };
};

const portOf = (server: Server): number => (server.address() as { port: number }).port;

const optionsOf = ({ tls, login, utf8 }: Manner): SMTPServerOptions => ({
  hideSMTPUTF8: utf8 === false,
  ...(tls && { cert: certificate, key: certificateKey, secure: tls === 'implicit' }),
  disabledCommands: [...(tls === 'starttls' ? [] : ['STARTTLS']), ...(login ? [] : ['AUTH'])],
  allowInsecureAuth: true,
  // What the server says of credentials may hold them.
  onAuth: ({ username, password }, _session, done) =>
    username === login?.user && password === login?.pass ? done(null, { user: username }) : done(new Error(`No: ${password}`)),
});

const asError = ({ code, message }: Answer): Error => Object.assign(new Error(message), { responseCode: code });

export class MailCapture {
  readonly mails: Captured[] = [];
  /** What to answer to a recipient instead of taking it, by its address. */
  readonly answers = new Map<string, Answer>();
  /** What to answer to a whole message instead of taking it; it is kept nonetheless. */
  afterData: Answer | 'drop' | 'hang' | undefined;
  /** How many connections were ever made. */
  connections = 0;
  /** Called with each message before it is answered; it is never answered where that says so. */
  onMessage: (captured: Captured) => 'hang' | void = () => {};
  readonly #server: SMTPServer;
  url = '';

  private constructor(manner: Manner) {
    this.#server = new SMTPServer({
      ...optionsOf(manner),
      onConnect: (_session, done) => {
        this.connections += 1;
        done();
      },
      onRcptTo: ({ address }: SMTPServerAddress, _session, done) => {
        const answer = this.answers.get(address);
        done(answer && asError(answer));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString('utf8');
          void simpleParser(raw).then((mail) => {
            const to = session.envelope.rcptTo.map(({ address }) => address);
            const captured = { raw, mail, to, secure: session.secure, user: session.user, greeting: session.hostNameAppearsAs };
            this.mails.push(captured);
            const isAnswered = this.onMessage(captured) !== 'hang';
            if (this.afterData === 'drop') this.drop();
            else if (isAnswered && this.afterData !== 'hang') done(this.afterData && asError(this.afterData));
          }, done);
        });
      },
    });
  }

  static async start(manner: Manner = {}, port = 0): Promise<MailCapture> {
    const capture = new MailCapture(manner);
    // A client that turns away from the certificate is what some tests are about.
    capture.#server.on('error', () => {});
    await new Promise<void>((resolve) => {
      capture.#server.listen(port, '127.0.0.1', resolve);
    });
    capture.url = `${manner.tls === 'implicit' ? 'smtps' : 'smtp'}://127.0.0.1:${portOf(capture.#server.server)}`;
    return capture;
  }

  /** How many connections there are now. */
  get open(): number {
    return this.#server.connections.size;
  }

  /** Ends every connection without a word: of a message that is here its sender never learns. */
  drop(): void {
    for (const { _socket: socket } of this.#server.connections as Set<{ _socket: Socket }>) socket.destroy();
  }

  /** The last mail; throws where there is none. */
  get last(): Captured {
    const last = this.mails.at(-1);
    if (!last) throw new Error('No mail was captured');
    return last;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      // It would wait for those that a client keeps for the next message.
      this.drop();
    });
  }
}

export type Hanging = { url: string; stop: () => Promise<void> };

/** A server that takes the connection and then never gets anywhere: silent, or saying a little every now and then. */
export const startHanging = async (says?: string): Promise<Hanging> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    const drip = says === undefined ? undefined : setInterval(() => socket.write(says), 50);
    socket.on('close', () => clearInterval(drip));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  return { url: `smtp://127.0.0.1:${portOf(server)}`, stop };
};
