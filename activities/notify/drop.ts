/** The file adapter: each message as an e-mail in a folder (EML), for offices that have neither mail nor webhooks. */
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Message } from '../../projections/message.ts';
import { nameOf } from '../../projections/message-identity.ts';
import { mailOf, type Sender } from './message.ts';
import type { Channel, ContactBy, Taken } from './port.ts';

export type DropSettings = Sender & {
  /** The folder below which each contact's own folder is. */
  folder: string;
};

/** A group without members (RFC 5322, 3.4): it is to somebody, and there is no address to give. */
const nobodyAt = (name: string): string => `"${name.replace(/[\r\n]+/g, ' ').replace(/["\\]/g, '\\$&')}":;`;

/** On the disk before it is seen, and seen whole or not at all. */
const writeWhole = async (path: string, content: Buffer): Promise<void> => {
  const partial = `${path}.${process.pid}.part`;
  const file = await open(partial, 'w', 0o640);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(partial, path);
};

/** The same message written again takes the place of the file it wrote before: its name is made of its key. */
export const createDropChannel = ({ folder, ...sender }: DropSettings): Channel<'file'> => {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const deliver = async (message: Message, contact: ContactBy<'file'>): Promise<Taken> => {
    const file = `${nameOf(message)}.eml`;
    const mail = mailOf(message, sender);
    const { message: eml } = await composer.sendMail({ ...mail, to: nobodyAt(message.recipientName) });
    const into = join(folder, contact.folder);
    await mkdir(into, { recursive: true });
    await writeWhole(join(into, file), eml as Buffer);
    return { messageId: mail.messageId, detail: `${contact.folder}/${file}` };
  };
  return { deliver };
};
