/** The names that a message goes by, each made of its idempotency key. */
import type { Message } from './message.ts';

type Keyed = Pick<Message, 'mou' | 'recipient' | 'contact'> & { seq?: number };

/** A slug may hold dots, which divide the parts: a tilde, which no slug holds, stands for them, and no two keys meet. */
const joined = ({ mou, recipient, contact, seq }: Keyed, by: string): string =>
  [mou, ...(seq === undefined ? [] : [String(seq)]), recipient, ...(contact === undefined ? [] : [contact])]
    .map((slug) => slug.replaceAll('.', '~').replace(/[^\w~-]/g, ''))
    .join(by);

/** `us-rok-tpd.7.rok.desk`: for a Message-ID and a file name. */
export const nameOf = (keyed: Keyed): string => joined(keyed, '.');

/** `us-rok-tpd:7:rok:desk`: dots are what Standard Webhooks divides the signed text by, so none is in it. */
export const webhookIdOf = (keyed: Keyed): string => joined(keyed, ':');

/** An attempt at sending a message: a mark that no other attempt has. It grows with time. */
export const attemptAt = (ms: number): string => ms.toString(36);

/**
 * `<us-rok-tpd.7.rok.desk+mifk2x0a@mou.example>`. Each attempt has its own, so that a report of one attempt never counts
 * against another; a file, which is only ever one, has none.
 */
export const messageIdOf = (keyed: Keyed, domain: string, attempt?: string): string =>
  `<${nameOf(keyed)}${attempt === undefined ? '' : `+${attempt}`}@${domain}>`;

/** What all mail of a memorandum to one recipient refers to; no message has this id itself. */
export const threadIdOf = ({ mou, recipient, contact }: Keyed, domain: string): string =>
  `<${nameOf({ mou, recipient, ...(contact !== undefined && { contact }) })}@${domain}>`;

/** The key and the attempt in a Message-ID of ours; undefined where it is another's. */
export const keyIn = (messageId: string): string | undefined => {
  const [, mou, seq, recipient, contact] = /^<([\w~-]+)\.(\d+)\.([\w~-]+)(?:\.([\w~-]+))?(?:\+\w+)?@[^<>\s]+>$/.exec(messageId) ?? [];
  if (mou === undefined || seq === undefined || recipient === undefined) return undefined;
  return [mou, seq, recipient, ...(contact === undefined ? [] : [contact])].map((part) => part.replaceAll('~', '.')).join('/');
};
