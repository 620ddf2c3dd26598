/** Addresses beyond ASCII (RFC 6531): a server takes them that offers SMTPUTF8. Elsewhere they would arrive garbled, or not at all. */
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import type { RefusedAddress } from './port.ts';

/** A domain beyond ASCII has an ASCII form, which every server takes; the name before the @ has none. */
export const needsUtf8 = (address: string): boolean => /[^\p{ASCII}]/u.test(address.slice(0, address.lastIndexOf('@')));

/** Asks the server, on a connection of its own, what it offers. Throws what connecting throws. */
export const offersUtf8 = async (options: SMTPConnection.Options): Promise<boolean> =>
  await new Promise((resolve, reject) => {
    const connection = new SMTPConnection(options);
    connection.once('error', reject);
    connection.connect(() => {
      // Its last answer is to EHLO: the extensions, one a line.
      const { lastServerResponse } = connection;
      connection.quit();
      resolve(/[ -]SMTPUTF8\b/i.test(lastServerResponse || ''));
    });
  });

export const withoutUtf8 = (address: string): RefusedAddress => ({
  address,
  response: 'the mail server offers no SMTPUTF8, and so takes no address that is not ASCII',
  permanent: true,
});
