/** The e-mail adapter: nodemailer over real SMTP. */
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Message } from '../../projections/message.ts';
import { mailOf, type Sender } from './message.ts';
import { attemptAt } from '../../projections/message-identity.ts';
import type { Contact, Notifier, RefusedAddress, SentMessage } from './port.ts';
import { failureOf, refusedBy, said, type SmtpError } from './smtp-failure.ts';
import { turnedAwayBy } from './smtp-utf8.ts';
import { wholeOf } from './whole-mail.ts';

export type SmtpSettings = Sender & {
  /**
   * `smtp://` with STARTTLS where offered, `smtps://` for TLS from the start. `?requireTLS=true` insists on STARTTLS, which
   * a URL with credentials does of itself unless it says `?requireTLS=false`.
   */
  url: string;
  /** Milliseconds from the first packet to the last: at most `LONGEST`, so that a server that hangs holds no activity. */
  timeout?: number | undefined;
};

export const LONGEST = 15_000;

/**
 * A crowd of mails shares a few connections, which a URL may make fewer (`?maxConnections=3`). One that has had nothing
 * to do is closed by us, before a server or what lies between ends it unseen; if one was ended all the same, and nothing
 * of the mail went over it, the mail has one other.
 */
const POOL = { pool: true, maxConnections: 10, idleTimeout: 30_000, maxRequeues: 1 } as const;

const transportTo = (url: string, longest: number) => {
  const limits = { connectionTimeout: longest, greetingTimeout: longest, socketTimeout: longest, dnsTimeout: longest };
  // Anybody who can read an unencrypted line would have the credentials, and can take the offer of STARTTLS out of it.
  const requireTLS = new URL(url).username !== '';
  const transport = createTransport({ ...POOL, ...limits, requireTLS, url, disableFileAccess: true, disableUrlAccess: true });
  transport.use('stream', ({ message }, done) => {
    // Read again where the connection was ended before anything of the mail went over it.
    message.createReadStream = () => Readable.from([wholeOf(message)]);
    done();
  });
  return transport;
};

export const createSmtpNotifier = ({ url, timeout = LONGEST, ...sender }: SmtpSettings): Notifier => {
  const longest = Math.min(timeout, LONGEST);
  const { host } = new URL(url);
  const transport = transportTo(url, longest);

  const send = async (message: Message, all: readonly Contact[]): Promise<SentMessage> => {
    const mail = mailOf(message, sender, attemptAt(Date.now()));
    const { messageId } = mail;
    // A server may also keep a connection alive without ever finishing: the signal bounds the whole.
    const signal = AbortSignal.timeout(longest);
    let turnedAway: RefusedAddress[] = [];
    try {
      turnedAway = await turnedAwayBy(transport.options, all, signal);
      const contacts = all.filter(({ email }) => !turnedAway.some(({ address }) => address === email));
      if (contacts.length === 0) return { messageId, response: '', accepted: [], refused: turnedAway };
      const info = await transport.sendMail({
        ...mail,
        to: contacts.map(({ name, email }) => ({ name, address: email })),
        signal,
      });
      const { response, accepted, rejectedErrors } = info;
      return {
        messageId,
        response: said(response),
        accepted: accepted.map(String),
        refused: [...turnedAway, ...refusedBy(rejectedErrors)],
      };
    } catch (error) {
      // Where every address was refused nodemailer throws; to the caller it is an answer like any other.
      const { rejectedErrors = [] } = error as SmtpError;
      if (rejectedErrors.length > 0)
        return { messageId, response: '', accepted: [], refused: [...turnedAway, ...refusedBy(rejectedErrors)] };
      if (signal.aborted) throw new Error(`Mail server ${host}: not done within ${longest} ms`);
      throw failureOf(host, error as SmtpError);
    }
  };
  return { send, close: () => transport.close() };
};

/** Connects and, with credentials, signs in, as for a mail, and sends none. Throws as `send`. */
export const tryMailServer = async (url: string, longest: number): Promise<void> => {
  const transport = transportTo(url, longest);
  try {
    await transport.verify();
  } catch (error) {
    throw failureOf(new URL(url).host, error as SmtpError);
  } finally {
    transport.close();
  }
};
