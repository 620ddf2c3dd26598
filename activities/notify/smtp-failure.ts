/** What went wrong with a mail, in words that tell the operator of the worker what to do, and that hold no secret. */
import { plain } from '../../projections/words.ts';
import { BadSetting, NotTaken, type RefusedAddress } from './port.ts';

export type SmtpError = Error & {
  code?: string;
  /** What Node.js said, where nodemailer put a code of its own in its place. */
  originalCode?: string;
  recipient?: string;
  response?: string;
  responseCode?: number;
  rejectedErrors?: SmtpError[];
};

/** A server's own words, which the record will hold and a terminal show: one line of text, and not all of a long one. */
export const said = (words: string): string => plain(words, 500);

/**
 * 550 to 559 speak of the mailbox (RFC 5321, 4.2.3). Other codes from 500 speak of the protocol or of authentication,
 * which is the operator's to mend, and the mail can then still be sent.
 */
const isPermanent = ({ responseCode = 0 }: SmtpError): boolean => responseCode >= 550 && responseCode <= 559;

export const refusedBy = (errors: readonly SmtpError[] = []): RefusedAddress[] =>
  errors.map((error) => ({
    address: error.recipient ?? '',
    response: said(error.response ?? error.message),
    permanent: isPermanent(error),
  }));

const isOfCertificate = ({ originalCode = '' }: SmtpError): boolean => /CERT|SIGNATURE|HOSTNAME/.test(originalCode);

/** A mail server of one's own often has a certificate that it made itself, for a name by which nobody calls it here. */
const OPEN_LINE = 'on a line of your own, such as to this machine, ?ignoreTLS=true does without';

const trustHint = ({ originalCode = '' }: SmtpError): string =>
  /ALTNAME|HOSTNAME/.test(originalCode)
    ? `MOU_SMTP_URL is to name it as its certificate does, or, ${OPEN_LINE}`
    : `NODE_EXTRA_CA_CERTS names the file of a private authority's; ${OPEN_LINE}`;

const settingAtFault = (error: SmtpError): string | undefined => {
  // The server's own words may repeat what it was told.
  if (error.code === 'EAUTH') return `refused the credentials in MOU_SMTP_URL (${error.responseCode ?? 'none of its methods is known'})`;
  if (error.responseCode === 530) return `wants credentials or encryption, which MOU_SMTP_URL is to name: ${said(error.response ?? '')}`;
  if (error.code === 'ETLS') return `no encrypted connection: ${said(error.message)}`;
  if (isOfCertificate(error)) return `its certificate is not trusted (${said(error.message)}): ${trustHint(error)}`;
  return undefined;
};

/** @param host of the mail server, with its port; nothing else of its URL may be told */
export const failureOf = (host: string, error: SmtpError): Error => {
  const setting = settingAtFault(error);
  if (setting !== undefined) return new BadSetting(`Mail server ${host}: ${setting}`);
  // The message itself is refused for good, for every address: it will be no other one tomorrow.
  if (error.code === 'EMESSAGE' && isPermanent(error)) return new NotTaken(`Mail server ${host}: ${said(error.response ?? '')}`, 'never');
  return new Error(`Mail server ${host}: ${said(error.message)}`);
};
