/**
 * Where a Participant is told of events: its contacts, changed by an act that is recorded. Secrets and folders go by
 * name; what a name stands for is a setting of the worker, and never part of the record.
 */
import { z } from 'zod';
import { TOPIC_NAMES, TOPICAL_TYPES } from './topics.ts';
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

const Chosen = z
  .array(
    z.enum([...TOPIC_NAMES, ...TOPICAL_TYPES], {
      error: `must be a topic (${TOPIC_NAMES.join(', ')}) or the type of an event`,
    }),
  )
  .min(1, 'must name at least one topic or type of event; leave it out for all')
  .max(100);

/** What a contact is told of. It is always told of a change of its own place in the list. */
const choice = {
  tellOf: Chosen.optional().describe('acts that bring one of these events; all acts, if left out'),
  ownActs: z.boolean().optional().describe('false: not told of what its own Participant does'),
};

/** People alone can wait for a day: a program is told of each act. */
const rhythm = {
  as: z.enum(['each', 'digest']).optional().describe('a message for each act, or one each morning (08:00 at the seat) with all of a day'),
  atOnce: Chosen.optional().describe('beside a digest: acts that bring one of these events are told by themselves, at once'),
};

const OneContact = z.discriminatedUnion('channel', [
  z.strictObject({ id: Slug, channel: z.literal('email'), address: EmailAddress, name: Line.optional(), ...choice, ...rhythm }),
  z.strictObject({ id: Slug, channel: z.literal('webhook'), url: WebhookUrl, secret: SecretName, ...choice }),
  /** `folder`: a folder's name below the worker's drop folder. */
  z.strictObject({ id: Slug, channel: z.literal('file'), folder: Slug, ...choice, ...rhythm }),
]);

export const RecordedContact = OneContact.refine((contact) => !('atOnce' in contact) || contact.as === 'digest', {
  path: ['atOnce'],
  error: 'goes with `as: digest` alone: without a digest each act is told at once',
});
export type RecordedContact = z.infer<typeof RecordedContact>;
export type Channel = RecordedContact['channel'];
export const CHANNELS = OneContact.options.map(({ shape }) => shape.channel.value) as [Channel, ...Channel[]];

export const ContactList = z
  .array(RecordedContact)
  .max(50, 'must name at most 50 contacts')
  .refine((contacts) => new Set(contacts.map(({ id }) => id)).size === contacts.length, 'must name each contact by an id of its own')
  .register(VALUES, { kind: 'list of contacts' });
