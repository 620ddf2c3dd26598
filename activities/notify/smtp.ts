/** The e-mail adapter: nodemailer over real SMTP. */
import { createTransport } from 'nodemailer';
import type { Notification } from '../../domain/notification.ts';
import type { Contact, Notifier, RefusedAddress, SentMessage } from './port.ts';
import { render } from './render.ts';

export type SmtpSettings = {
  /** `smtp://` with STARTTLS where offered (`?requireTLS=true` insists on it), `smtps://` for TLS from the start. */
  url: string;
  /** The address that mail is sent from; its domain is that of every Message-ID. */
  from: string;
  /** Milliseconds from the first packet to the last: at most `LONGEST`, so that a server that hangs holds no activity. */
  timeout?: number | undefined;
};

export const LONGEST = 15_000;

/** A slug may hold dots, which divide the parts of a Message-ID: a tilde stands for them, and no two keys meet. */
const part = (slug: string): string => slug.replaceAll('.', '~');

export const messageIdOf = ({ mou, recipient }: Notification, seq: number, domain: string): string =>
  `<${part(mou)}.${seq}.${part(recipient)}@${domain}>`;

/** Taken as it is, unfolded and unencoded, which is safe for printable ASCII only. */
const verbatim = (value: string) => ({ prepared: true, value: value.replace(/[^\x21-\x7e]/g, '') });

const headersOf = ({ key, type }: Notification) => ({
  'X-MOU-Idempotency-Key': verbatim(key),
  'X-MOU-Event': verbatim(type),
  // RFC 3834: nobody's absence notice is to answer.
  'Auto-Submitted': 'auto-generated',
});

/** All mail of a memorandum to one recipient hangs below the first. */
const threadOf = (notification: Notification, domain: string) => {
  const first = messageIdOf(notification, 1, domain);
  return notification.seq > 1 ? { inReplyTo: first, references: [first] } : {};
};

type RecipientError = Error & { recipient?: string; response?: string; responseCode?: number; command?: string };

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
        ...render(notification),
        ...threadOf(notification, domain),
        from: { name: 'MOU register', address: from },
        to: contacts.map(({ name, email }) => ({ name, address: email })),
        messageId,
        headers: headersOf(notification),
        signal,
      });
      return { messageId, accepted: info.accepted.map(String), refused: refused(info.rejectedErrors) };
    } catch (error) {
      const addresses = allRefused(error);
      if (addresses) return { messageId, accepted: [], refused: addresses };
      const reason = signal.aborted ? `not done within ${longest} ms` : (error as Error).message;
      throw new Error(`Mail server ${host}: ${reason}`, { cause: error });
    }
  };
  return { send };
};
