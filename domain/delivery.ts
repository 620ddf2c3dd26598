/** What happened to a message that told of an event. It is evidence of the message, and never delivery of a notice (III.4). */
import { z } from 'zod';
import { CHANNELS } from './contacts.ts';
import { Instant } from './values.ts';

/** What is known of one address of an e-mail that went to several. */
export const AddressOutcome = z.object({
  address: z.string(),
  /** `refused` at once, or `failed` as reported later: both did not arrive. `delayed`: a mail server is still trying. */
  status: z.enum(['accepted', 'delayed', 'refused', 'failed']),
  /** Of the attempt. */
  messageId: z.string().optional(),
  /** When it was accepted or refused; of one that failed later, the date of the report. */
  at: Instant,
  detail: z.string(),
});
export type AddressOutcome = z.infer<typeof AddressOutcome>;

export const Delivery = z.object({
  /** `mou/seq/recipient`: the idempotency key, which the message itself carries. */
  key: z.string(),
  seq: z.int().min(1),
  /** Of a digest: the number of its first event. */
  since: z.int().min(1).optional(),
  recipient: z.string(),
  /** `unknown` where it was given up and no attempt has said on which it was tried, if it was. */
  channel: z.enum([...CHANNELS, 'memorandum', 'unknown']),
  /** The instant at which this was learnt or, of a bounce, that which the mail server names; ISO 8601, UTC. */
  at: Instant,
  /**
   * `accepted` says that the other side took the message: it is never delivery of a notice (III.4). `skipped`: there was
   * nobody to tell, or no way; of a recipient only the last such message is kept.
   */
  status: z.enum(['accepted', 'dead', 'bounced', 'resending', 'skipped']),
  /** Of the attempt that was accepted: of an e-mail each attempt has its own. */
  messageId: z.string().optional(),
  /** Where the message went to more than one address. It arrived unless it reached none of them. */
  addresses: z.array(AddressOutcome).optional(),
  /** What the other side said: an SMTP reply, an HTTP status and its time, a file's name, the reason of a failure or of skipping. */
  detail: z.string(),
});
export type Delivery = z.infer<typeof Delivery>;
