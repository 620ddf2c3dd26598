/** What a way of notifying must do: one adapter each for e-mail, webhooks and files. */
import type { Contact as AnyContact } from '../../domain/recipients.ts';
import type { Message } from '../../projections/message.ts';

/** A contact of the worker's settings, and what an e-mail is addressed to. */
export type Contact = { name: string; email: string };

export type ContactBy<Channel extends AnyContact['channel']> = Extract<AnyContact, { channel: Channel }>;

/** An address the server would not take. `permanent` says that trying again changes nothing until the address does. */
export type RefusedAddress = { address: string; response: string; permanent: boolean };

/** `response`: what the server said on accepting the message. */
export type SentMessage = { messageId: string; response: string; accepted: string[]; refused: RefusedAddress[] };

export interface Notifier {
  /**
   * Sends one message to all contacts of its recipient. Resolves once the other side has answered for each address,
   * with none accepted if it took none; throws on anything else, and then it is not known whether it was sent. Sending
   * the same message again carries the same key.
   */
  send(message: Message, contacts: readonly Contact[]): Promise<SentMessage>;
  /** Closes what is kept open between messages. Nothing can be sent afterwards. */
  close(): void;
}

/** Evidence that the other side took a message: the id it carries, and what was said or done. Never delivery of a notice (III.4). */
export type Taken = { messageId: string; detail: string };

export interface Channel<Name extends AnyContact['channel']> {
  /** Resolves once the other side has the message. Throws `NotTaken`, or another Error where it is not known. */
  deliver(message: Message, contact: ContactBy<Name>): Promise<Taken>;
}

/**
 * The other side did not take the message. How long it is worth trying: `never` again, `briefly` (somebody may be about
 * to mend it), or as `long` as a message is tried at all. `after`: milliseconds that the other side asks for.
 */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
  readonly retry: 'never' | 'briefly' | 'long';
  readonly after: number | undefined;

  constructor(message: string, retry: 'never' | 'briefly' | 'long', after?: number) {
    super(message);
    this.retry = retry;
    this.after = after;
  }
}

/** What only a setting can mend: tried as long as a message is tried at all, and said in the log at error each time. */
export class BadSetting extends Error {
  override readonly name = 'BadSetting';
}
