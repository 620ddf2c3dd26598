/** What a way of notifying must do. E-mail is one adapter; a webhook or a calendar would be others. */
import type { Notification } from '../../domain/notification.ts';

export type Contact = { name: string; email: string };

/** An address the server would not take. `permanent` says that trying again changes nothing until the address does. */
export type RefusedAddress = { address: string; response: string; permanent: boolean };

export type SentMessage = { messageId: string; accepted: string[]; refused: RefusedAddress[] };

export interface Notifier {
  /**
   * Sends one notification to all contacts of its recipient. Resolves once the other side has answered for each address,
   * with none accepted if it took none; throws on anything else, and then it is not known whether it was sent. Sending
   * the same notification again carries the same key.
   */
  send(notification: Notification, contacts: readonly Contact[]): Promise<SentMessage>;
}
