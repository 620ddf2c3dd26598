/** The e-mail adapter: nodemailer over real SMTP. */
import { createTransport } from 'nodemailer';
import type { Notification } from '../../domain/notification.ts';
import { messageOf } from './message.ts';
import { messageIdOf } from './identity.ts';
import { type Contact, type Notifier, NotTaken, type RefusedAddress, type SentMessage } from './port.ts';

export type SmtpSettings = {
  /** `smtp://` with STARTTLS where offered (`?requireTLS=true` insists on it), `smtps://` for TLS from the start. */
  url: string;
  /** The address that mail is sent from; its domain is that of every Message-ID. */
  from: string;
  /** Milliseconds from the first packet to the last: at most `LONGEST`, so that a server that hangs holds no activity. */
  timeout?: number | undefined;
};

export const LONGEST = 15_000;

type RecipientError = Error & { code?: string; recipient?: string; response?: string; responseCode?: number; command?: string };

/**
 * 550 to 559 speak of the mailbox (RFC 5321, 4.2.3). Other codes from 500 speak of the protocol or of authentication,
 * which is the operator's to mend, and the mail can then still be sent.
 */
const isPermanent = ({ responseCode = 0 }: RecipientError): boolean => responseCode >= 550 && responseCode <= 559;

const refused = (errors: readonly RecipientError[] = []): RefusedAddress[] =>
  errors.map((error) => ({ address: error.recipient ?? '', response: error.response ?? error.message, permanent: isPermanent(error) }));

/** Where every address was refused nodemailer throws; to the caller it is an answer like any other. */
const allRefused = (error: unknown): RefusedAddress[] | undefined => {
  const { rejectedErrors } = error as { rejectedErrors?: RecipientError[] };
  return rejectedErrors && rejectedErrors.length > 0 ? refused(rejectedErrors) : undefined;
};

export const createSmtpNotifier = ({ url, from, timeout = LONGEST }: SmtpSettings): Notifier => {
  const longest = Math.min(timeout, LONGEST);
  const limits = { connectionTimeout: longest, greetingTimeout: longest, socketTimeout: longest, dnsTimeout: longest };
  const transport = createTransport({ ...limits, url, disableFileAccess: true, disableUrlAccess: true });
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const { host } = new URL(url);

  const send = async (notification: Notification, contacts: readonly Contact[]): Promise<SentMessage> => {
    const messageId = messageIdOf(notification, notification.seq, domain);
    // A server may also keep a connection alive without ever finishing: the signal bounds the whole.
    const signal = AbortSignal.timeout(longest);
    try {
      const info = await transport.sendMail({
        ...messageOf(notification, from),
        to: contacts.map(({ name, email }) => ({ name, address: email })),
        signal,
      });
      return { messageId, response: info.response, accepted: info.accepted.map(String), refused: refused(info.rejectedErrors) };
    } catch (error) {
      const addresses = allRefused(error);
      if (addresses) return { messageId, response: '', accepted: [], refused: addresses };
      const { code, response = '' } = error as RecipientError;
      // The message itself is refused for good, for every address: it will be no other one tomorrow.
      if (code === 'EMESSAGE' && isPermanent(error as RecipientError)) throw new NotTaken(`Mail server ${host}: ${response}`, 'never');
      const reason = signal.aborted ? `not done within ${longest} ms` : (error as Error).message;
      throw new Error(`Mail server ${host}: ${reason}`, { cause: error });
    }
  };
  return { send };
};
