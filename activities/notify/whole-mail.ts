/**
 * A mail in one piece. nodemailer composes it (headers, boundaries, encodings) and would stream it in some twenty small
 * pieces through a chain of streams, each part in a turn of its own: more than half of what a mail costs.
 */
import * as base64 from 'nodemailer/lib/base64';
import type MimeNode from 'nodemailer/lib/mime-node';
import * as quotedPrintable from 'nodemailer/lib/qp';

/** RFC 2045, 6.7 and 6.8: no line is longer. */
const LONGEST_LINE = 76;

const ENCODINGS: Record<string, { encode: (content: string) => string; wrap: (text: string, length: number) => string }> = {
  base64,
  'quoted-printable': quotedPrintable,
};

const contentOf = (node: MimeNode): string => {
  const { content = '' } = node;
  if (typeof content !== 'string') throw new TypeError('A part of a mail is no text');
  const { encode, wrap } = ENCODINGS[String(node.getTransferEncoding())] ?? {};
  return encode && wrap ? wrap(encode(content), LONGEST_LINE) : content;
};

const textOf = (node: MimeNode): string => {
  const head = `${node.buildHeaders()}\r\n\r\n`;
  if (!node.multipart) return head + contentOf(node);
  return `${head}${node.childNodes.map((child) => `--${node.boundary}\r\n${textOf(child)}\r\n`).join('')}--${node.boundary}--\r\n`;
};

/** All parts of our mails are texts, which the headers say are UTF-8 where they are not ASCII. */
export const wholeOf = (message: MimeNode): Buffer => Buffer.from(textOf(message));
