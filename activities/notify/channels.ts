/** From the worker's settings to the ways of notifying. One that is not set takes nothing, and says which setting it lacks. */
import type { Contact } from '../../domain/recipients.ts';
import { createDropChannel } from './drop.ts';
import { Guard, parseRanges } from './guard.ts';
import type { Sender } from './message.ts';
import { createMemorandumChannel, type OtherMemoranda } from './memorandum.ts';
import { type Channel, type Notifier, NotTaken } from './port.ts';
import { secretsOf } from './secrets.ts';
import { createSmtpNotifier } from './smtp.ts';
import { createWebhookChannel } from './webhook.ts';

/** The worker's settings, as far as notifications are concerned. */
export type NotifySettings = {
  MOU_SMTP_URL?: string | undefined;
  MOU_MAIL_FROM: string;
  /** Where people find the desk: mails link to the memorandum's page there. */
  MOU_DESK_URL?: string | undefined;
  MOU_CONTACTS?: string | undefined;
  /** Milliseconds; 15,000 unless told less. */
  MOU_SMTP_TIMEOUT?: number | undefined;
  /** The file of webhook secrets. */
  MOU_WEBHOOK_SECRETS?: string | undefined;
  /** Addresses and subnets that are not public, to which webhooks may go nonetheless. */
  MOU_WEBHOOK_ALLOW?: string | undefined;
  /** Milliseconds; 10,000 unless told less. */
  MOU_WEBHOOK_TIMEOUT?: number | undefined;
  /** The folder below which messages are written as files. */
  MOU_DROP_FOLDER?: string | undefined;
};

/** Every channel but e-mail, which has a server of its own. */
export type Channels = { [Name in Exclude<Contact['channel'], 'email'>]: Channel<Name> };

const unset = <Name extends keyof Channels>(what: string): Channel<Name> => ({
  deliver: () => Promise.reject(new NotTaken(`No ${what}`, 'never')),
});

const senderFrom = ({ MOU_MAIL_FROM: from, MOU_DESK_URL: deskUrl }: NotifySettings): Sender => ({ from, deskUrl });

export const smtpFrom = (settings: NotifySettings): Notifier | undefined => {
  const { MOU_SMTP_URL: url, MOU_SMTP_TIMEOUT: timeout } = settings;
  return url === undefined ? undefined : createSmtpNotifier({ url, timeout, ...senderFrom(settings) });
};

export const channelsFrom = (settings: NotifySettings, memoranda?: OtherMemoranda): Channels => {
  const { MOU_WEBHOOK_SECRETS: secrets, MOU_WEBHOOK_ALLOW: allow = '', MOU_WEBHOOK_TIMEOUT: timeout, MOU_DROP_FOLDER: folder } = settings;
  const guard = new Guard(parseRanges(allow));
  return {
    memorandum: memoranda ? createMemorandumChannel(memoranda) : unset('way to other memoranda is open to this worker'),
    webhook:
      secrets === undefined
        ? unset('file of webhook secrets is set (MOU_WEBHOOK_SECRETS)')
        : createWebhookChannel({ guard, secretsOf: (name) => secretsOf(secrets, name), timeout }),
    file: folder === undefined ? unset('drop folder is set (MOU_DROP_FOLDER)') : createDropChannel({ folder, ...senderFrom(settings) }),
  };
};
