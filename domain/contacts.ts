/**
 * Where a Participant is told of events: its contacts, changed by an act that is recorded. Secrets and folders go by
 * name; what a name stands for is a setting of the worker, and never part of the record.
 */
import { z } from 'zod';
import { EmailAddress, Line, Slug, VALUES } from './values.ts';

/** A password in an address would stand in the record for ever, and a fragment is never sent. */
const carriesNothing = (url: string): boolean => {
  const { username, password, hash } = new URL(url);
  return username === '' && password === '' && hash === '';
};

const WebhookUrl = z
  .url({ protocol: /^https?$/, error: 'must be an https:// URL' })
  .max(2_000)
  // Checked in a refinement that only a URL reaches.
  .refine((url) => !URL.canParse(url) || carriesNothing(url), 'must carry no credentials and no fragment');

/** A name in the worker's file of secrets. A secret in the place of its name would stand in the record for ever. */
const SecretName = Slug.refine((name) => !name.startsWith('whsec_'), 'must be the name of a secret in the settings, and no secret');

export const RecordedContact = z.discriminatedUnion('channel', [
  z.strictObject({ id: Slug, channel: z.literal('email'), address: EmailAddress, name: Line.optional() }),
  z.strictObject({ id: Slug, channel: z.literal('webhook'), url: WebhookUrl, secret: SecretName }),
  /** `folder`: a folder's name below the worker's drop folder. */
  z.strictObject({ id: Slug, channel: z.literal('file'), folder: Slug }),
]);
export type RecordedContact = z.infer<typeof RecordedContact>;
export type Channel = RecordedContact['channel'];
export const CHANNELS = RecordedContact.options.map(({ shape }) => shape.channel.value) as [Channel, ...Channel[]];

export const ContactList = z
  .array(RecordedContact)
  .max(50, 'must name at most 50 contacts')
  .refine((contacts) => new Set(contacts.map(({ id }) => id)).size === contacts.length, 'must name each contact by an id of its own')
  .register(VALUES, { kind: 'list of contacts' });
