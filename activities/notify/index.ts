/** The activity that tells a Participant's contacts of an event, for the worker to register. */
import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import type { AddressOutcome } from '../../domain/delivery.ts';
import type { Contact as AnyContact } from '../../domain/recipients.ts';
import type { Message } from '../../projections/message.ts';
import { Accepted, type AcceptedAddress } from './accepted.ts';
import { Bulkhead } from './bulkhead.ts';
import { type Channels, channelsFrom, type NotifySettings, smtpFrom } from './channels.ts';
import { contactsOf } from './contacts.ts';
import { asFailure } from './in-activity.ts';
import type { OtherMemoranda } from './memorandum.ts';
import { BadSetting, type Contact, type Notifier, NotTaken, type RefusedAddress, type Taken } from './port.ts';

export type { NotifySettings } from './channels.ts';

export type NotifyResult = Sent | { skipped: string };

/** `addresses`: what is known of each, where an e-mail went to more than one. */
type Sent = { messageId: string; detail: string; accepted: string[]; addresses?: Omit<AddressOutcome, 'at'>[] };

export type NotifyActivities = {
  /**
   * Sends the message of one event to one recorded contact or, without it, to the contacts of one Participant in the
   * settings. It may arrive more than once, always under the same key.
   * Throws `ApplicationFailure` `ADDRESS_REJECTED` or `NOT_TAKEN`, not to be retried, where the other side will never
   * take it; anything else that is thrown is to be retried.
   */
  notify: (notification: Message, contact?: AnyContact) => Promise<NotifyResult>;
};

/** `memoranda`: the way to other memoranda, which one that replaces them has to tell. */
type Options = { settings: NotifySettings; logger: Logger; notifier?: Notifier; memoranda?: OtherMemoranda };

/** A worker tells of a hundred acts at a time, each of them to two recipients or more. */
const MOST_MAILS = 200;

const addresses = (refused: readonly RefusedAddress[]): string =>
  refused.map(({ address, response }) => `${address} (${response})`).join(', ');

const outcomes = (messageId: string, accepted: readonly AcceptedAddress[], refused: readonly RefusedAddress[]): Sent['addresses'] => [
  ...accepted.map((one) => ({ ...one, status: 'accepted' as const })),
  ...refused.map(({ address, response }) => ({
    address,
    messageId,
    status: 'refused' as const,
    detail: `refused: ${address} (${response})`,
  })),
];

const rejection = ({ key }: Message, refused: readonly RefusedAddress[]): ApplicationFailure =>
  ApplicationFailure.nonRetryable(`${key}: the mail server refused every address: ${addresses(refused)}`, 'ADDRESS_REJECTED', {
    key,
    refused,
  });

class Post {
  readonly #before = new Accepted();
  readonly #mails = new Bulkhead(MOST_MAILS);
  readonly #settings: NotifySettings;
  readonly #logger: Logger;
  readonly #notifier: Notifier | undefined;
  readonly #channels: Channels;

  constructor({ settings, logger, notifier = smtpFrom(settings), memoranda }: Options) {
    this.#settings = settings;
    this.#logger = logger;
    this.#notifier = notifier;
    this.#channels = channelsFrom(settings, memoranda);
  }

  close(): void {
    this.#notifier?.close();
  }

  async toContact(notification: Message, contact: AnyContact): Promise<NotifyResult> {
    const { key, type: event, contact: id } = notification;
    const taken = await this.#through(notification, contact);
    this.#logger.info({ key, event, contact: id, channel: contact.channel, ...taken }, 'Notification sent');
    return { ...taken, accepted: contact.channel === 'email' ? [contact.address] : [] };
  }

  async toSettings(notification: Message): Promise<NotifyResult> {
    const { key, type: event, recipient } = notification;
    const skip = (skipped: string): NotifyResult => {
      this.#logger.info({ key, event, recipient, skipped }, 'Notification skipped');
      return { skipped };
    };
    if (!this.#notifier) return skip('no mail server is set (MOU_SMTP_URL)');
    const file = this.#settings.MOU_CONTACTS;
    if (file === undefined) return skip('no contacts file is set (MOU_CONTACTS)');
    const contacts = await contactsOf(file, recipient);
    if (contacts.length === 0) return skip(`no contacts of ${recipient} are named in ${file}`);
    const sent = await this.#mail(notification, contacts);
    this.#logger.info({ key, event, recipient, messageId: sent.messageId, accepted: sent.accepted.length }, 'Notification sent');
    return sent;
  }

  async #through(notification: Message, contact: AnyContact): Promise<Taken> {
    if (contact.channel === 'email') {
      const to = { name: contact.name ?? notification.recipientName, email: contact.address };
      const { messageId, detail } = await this.#mail(notification, [to]);
      return { messageId, detail };
    }
    // A channel is given the contacts that name it, which the compiler cannot see of a channel looked up by name.
    const channel: { deliver(message: Message, contact: AnyContact): Promise<Taken> } = this.#channels[contact.channel];
    return await channel.deliver(notification, contact);
  }

  async #mail(notification: Message, contacts: readonly Contact[]): Promise<Sent> {
    const { key, type: event, recipient } = notification;
    const notifier = this.#notifier;
    if (!notifier) throw new NotTaken('No mail server is set (MOU_SMTP_URL)', 'never');
    const waiting = contacts.filter(({ email }) => !this.#before.has(key, email));
    // Nobody is waiting where the address put off was taken out of the file since: then all get it, under the same key.
    const to = waiting.length > 0 ? waiting : contacts;
    const { messageId, response, accepted, refused } = await this.#mails.run('Mail server', () => notifier.send(notification, to));
    const all = this.#before.add(
      key,
      accepted.map((address) => ({ address, messageId, detail: response })),
    );
    const deferred = refused.filter(({ permanent }) => !permanent);
    if (deferred.length > 0) throw new Error(`${key}: the mail server put off ${addresses(deferred)}`);
    this.#before.forget(key);
    if (all.length === 0) throw rejection(notification, refused);
    if (refused.length > 0) this.#logger.warn({ key, event, recipient, refused }, 'Some addresses were refused');
    const turnedAway = refused.length > 0 ? `; refused: ${addresses(refused)}` : '';
    return {
      messageId,
      detail: `${response}${turnedAway}`,
      accepted: all.map(({ address }) => address),
      ...(contacts.length > 1 && { addresses: outcomes(messageId, all, refused) }),
    };
  }
}

/** @returns the activities, and what is to be called once none of them runs any more */
export const createNotifyActivities = (options: Options): NotifyActivities & { closeNotify: () => void } => {
  const post = new Post(options);
  const notify = async (notification: Message, contact?: AnyContact): Promise<NotifyResult> => {
    try {
      return await (contact ? post.toContact(notification, contact) : post.toSettings(notification));
    } catch (error) {
      const { key, type: event } = notification;
      if (error instanceof BadSetting) options.logger.error({ key, event, reason: error.message }, 'A setting is to be mended');
      throw asFailure(error);
    }
  };
  return { notify, closeNotify: () => post.close() };
};
