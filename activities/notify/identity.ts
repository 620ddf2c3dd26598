/** The names that a message goes by, each made of its idempotency key alone: the same message has them whenever it is sent. */
import type { Message } from '../../projections/message.ts';

type Keyed = Pick<Message, 'mou' | 'recipient' | 'contact' | 'seq'>;

/** A slug may hold dots, which divide the parts: a tilde, which no slug holds, stands for them, and no two keys meet. */
const joined = ({ mou, recipient, contact, seq }: Keyed, by: string): string =>
  [mou, String(seq), recipient, ...(contact === undefined ? [] : [contact])]
    .map((slug) => slug.replaceAll('.', '~').replace(/[^\w~-]/g, ''))
    .join(by);

/** `us-rok-tpd.7.rok.desk`: for a Message-ID and a file name. */
export const nameOf = (keyed: Keyed): string => joined(keyed, '.');

/** `us-rok-tpd:7:rok:desk`: dots are what Standard Webhooks divides the signed text by, so none is in it. */
export const webhookIdOf = (keyed: Keyed): string => joined(keyed, ':');

/** @param seq the number of an event, the message's own or an earlier one to which it refers */
export const messageIdOf = (keyed: Keyed, seq: number, domain: string): string => `<${nameOf({ ...keyed, seq })}@${domain}>`;
