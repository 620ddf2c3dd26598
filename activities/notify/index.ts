/** The activity that tells a Participant's contacts of an event, for the worker to register. */
import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import type { Notification } from '../../domain/notification.ts';
import { Accepted } from './accepted.ts';
import { contactsOf } from './contacts.ts';
import type { Notifier, RefusedAddress } from './port.ts';
import { createSmtpNotifier } from './smtp.ts';

/** The worker's settings, as far as mail is concerned. */
export type NotifySettings = {
  MOU_SMTP_URL?: string | undefined;
  MOU_MAIL_FROM: string;
  MOU_CONTACTS?: string | undefined;
  /** Milliseconds; 15,000 unless told less. */
  MOU_SMTP_TIMEOUT?: number | undefined;
};

export type NotifyResult = { messageId: string; accepted: string[] } | { skipped: string };

export type NotifyActivities = {
  /**
   * Sends the mail of one event to the contacts of one Participant, who may get it more than once under the same key.
   * Throws `ApplicationFailure` `ADDRESS_REJECTED`, not to be retried, where the server refused every address for good;
   * anything else that is thrown is to be retried until it succeeds.
   */
  notify: (notification: Notification) => Promise<NotifyResult>;
};

type Options = { settings: NotifySettings; logger: Logger; notifier?: Notifier };

const addresses = (refused: readonly RefusedAddress[]): string =>
  refused.map(({ address, response }) => `${address} (${response})`).join(', ');

const rejection = ({ key }: Notification, refused: readonly RefusedAddress[]): ApplicationFailure =>
  ApplicationFailure.nonRetryable(`${key}: the mail server refused every address: ${addresses(refused)}`, 'ADDRESS_REJECTED', {
    key,
    refused,
  });

const smtpFrom = ({ MOU_SMTP_URL: url, MOU_MAIL_FROM: from, MOU_SMTP_TIMEOUT: timeout }: NotifySettings): Notifier | undefined =>
  url === undefined ? undefined : createSmtpNotifier({ url, from, timeout });

export const createNotifyActivities = ({ settings, logger, notifier = smtpFrom(settings) }: Options): NotifyActivities => {
  const before = new Accepted();

  const skip = ({ key, type, recipient }: Notification, skipped: string): NotifyResult => {
    logger.info({ key, event: type, recipient, skipped }, 'Notification skipped');
    return { skipped };
  };

  const notify = async (notification: Notification): Promise<NotifyResult> => {
    const { key, type: event, recipient } = notification;
    if (!notifier) return skip(notification, 'no mail server is set (MOU_SMTP_URL)');
    const file = settings.MOU_CONTACTS;
    if (file === undefined) return skip(notification, 'no contacts file is set (MOU_CONTACTS)');
    const contacts = await contactsOf(file, recipient);
    if (contacts.length === 0) return skip(notification, `no contacts of ${recipient} are named in ${file}`);
    const waiting = contacts.filter(({ email }) => !before.has(key, email));
    // Nobody is waiting where the address put off was taken out of the file since: then all get it, under the same key.
    const { messageId, accepted, refused } = await notifier.send(notification, waiting.length > 0 ? waiting : contacts);
    const all = before.add(key, accepted);
    const deferred = refused.filter(({ permanent }) => !permanent);
    if (deferred.length > 0) throw new Error(`${key}: the mail server put off ${addresses(deferred)}`);
    before.forget(key);
    if (all.length === 0) throw rejection(notification, refused);
    if (refused.length > 0) logger.warn({ key, event, recipient, refused }, 'Some addresses were refused');
    logger.info({ key, event, recipient, messageId, accepted: all.length }, 'Notification sent');
    return { messageId, accepted: all };
  };
  return { notify };
};
