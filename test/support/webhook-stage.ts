/** What the tests of webhooks stand on: a receiver, a file of secrets, the log, and the activity between them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/common';
import { pino } from 'pino';
import { afterEach, beforeEach } from 'vitest';
import { createNotifyActivities, type NotifyResult, type NotifySettings } from '../../activities/notify/index.ts';
import type { RecordedContact } from '../../domain/contacts.ts';
import type { Message } from '../../projections/message.ts';
import { expectedNotification } from './mail-stage.ts';
import { startWebhooks, type Webhooks } from './webhook-capture.ts';

const secret = (byte: string): string => `whsec_${Buffer.from(byte.repeat(32)).toString('base64')}`;
export const OLD = secret('a');
export const NEW = secret('b');
const SECRETS = `rok-hook: ${OLD}\nrotating: [${NEW}, ${OLD}]\n`;

const hook: Message = {
  ...expectedNotification,
  key: 'seed-life/7/rok/hook',
  contact: 'hook',
};

export class WebhookStage {
  server!: Webhooks;
  /** The path of the file of secrets. */
  secrets = '';
  /** What was logged, at any level. */
  lines: string[] = [];

  contactAt(url: string, name = 'rok-hook'): RecordedContact {
    return { id: 'hook', channel: 'webhook', url, secret: name };
  }

  send(contact: RecordedContact = this.contactAt(this.server.url), settings: Partial<NotifySettings> = {}): Promise<NotifyResult> {
    return createNotifyActivities({
      settings: {
        MOU_MAIL_FROM: 'register@mou.example',
        MOU_WEBHOOK_SECRETS: this.secrets,
        MOU_WEBHOOK_ALLOW: '127.0.0.1',
        ...settings,
      },
      logger: pino({ level: 'trace' }, { write: (line: string) => this.lines.push(line) }),
    }).notify(hook, contact);
  }
}

/** Set up again before each test of the file that calls it, and taken down after. */
export const setWebhookStage = (): WebhookStage => {
  const stage = new WebhookStage();
  let folder = '';
  beforeEach(async () => {
    stage.server = await startWebhooks();
    folder = await mkdtemp(join(tmpdir(), 'mou-webhook-'));
    stage.secrets = join(folder, 'secrets.yaml');
    await writeFile(stage.secrets, SECRETS);
    stage.lines = [];
  });
  afterEach(async () => {
    await stage.server.stop();
    await rm(folder, { recursive: true });
  });
  return stage;
};

export const failureOf = async (sending: Promise<unknown>): Promise<ApplicationFailure> => {
  const failure = await sending.then(
    () => undefined,
    (error: ApplicationFailure) => error,
  );
  if (!(failure instanceof ApplicationFailure)) throw failure ?? new Error('It was sent');
  return failure;
};
