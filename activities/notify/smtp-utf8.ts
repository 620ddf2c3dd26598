/** Addresses beyond ASCII (RFC 6531): a server takes them that offers SMTPUTF8. Elsewhere they would arrive garbled, or not at all. */
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import type { Contact, RefusedAddress } from './port.ts';

/** A domain beyond ASCII has an ASCII form, which every server takes; the name before the @ has none. */
const needsUtf8 = (address: string): boolean => /[^\p{ASCII}]/u.test(address.slice(0, address.lastIndexOf('@')));

/** Asks the server, on a connection of its own, what it offers. Throws what connecting throws. @param signal ends it */
const offersUtf8 = async (options: SMTPConnection.Options, signal: AbortSignal): Promise<boolean> =>
  await new Promise((resolve, reject) => {
    const connection = new SMTPConnection(options);
    connection.once('error', reject);
    signal.addEventListener('abort', () => {
      connection.close();
      reject(signal.reason as Error);
    });
    connection.connect((error) => {
      // A connection that was ended before a greeting tells nothing of what is offered.
      if (error) return reject(error);
      // Its last answer is to EHLO: the extensions, one a line.
      const { lastServerResponse } = connection;
      connection.quit();
      resolve(/[ -]SMTPUTF8\b/i.test(lastServerResponse || ''));
    });
  });

/** The addresses that the server cannot take. It is asked only where there is one that needs more than ASCII. */
export const turnedAwayBy = async (
  options: SMTPConnection.Options,
  contacts: readonly Contact[],
  signal: AbortSignal,
): Promise<RefusedAddress[]> => {
  const addresses = contacts.map(({ email }) => email).filter(needsUtf8);
  if (addresses.length === 0 || (await offersUtf8(options, signal))) return [];
  const response = 'the mail server offers no SMTPUTF8, and so takes no address that is not ASCII';
  return addresses.map((address) => ({ address, response, permanent: true }));
};
