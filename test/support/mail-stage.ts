/** What the tests of notifications stand on: a capture server, a contacts file, and the activity between them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach } from 'vitest';
import { createNotifyActivities, type NotifyActivities, type NotifySettings } from '../../activities/notify/index.ts';
import type { Notifier } from '../../activities/notify/port.ts';
import { Life, untilDelivery } from './lives.ts';
import { MailCapture } from './mail-capture.ts';

const CONTACTS = `
us: [{ name: Desk Officer, email: desk@us.example }]
rok:
  - { name: 담당관, email: desk@rok.example }
  - { name: 'O''Neill, "Pat" <pat>', email: pat@rok.example }
`;

/** Seven events into the seed's life: discontinuation is expected on 2027-07-31. */
export const expectedNotification = new Life(untilDelivery).told('DiscontinuationExpected');

export class MailStage {
  server!: MailCapture;
  /** The path of the contacts file. */
  contacts = '';

  /** @param notifier in the place of real SMTP */
  activities(settings: Partial<NotifySettings> = {}, notifier?: Notifier): NotifyActivities {
    return createNotifyActivities({
      settings: { MOU_SMTP_URL: this.server.url, MOU_MAIL_FROM: 'register@mou.example', MOU_CONTACTS: this.contacts, ...settings },
      logger: pino({ level: 'silent' }),
      ...(notifier && { notifier }),
    });
  }
}

/** Set up again before each test of the file that calls it, and taken down after. */
export const setMailStage = (): MailStage => {
  const stage = new MailStage();
  let folder = '';
  beforeEach(async () => {
    stage.server = await MailCapture.start();
    folder = await mkdtemp(join(tmpdir(), 'mou-notify-'));
    stage.contacts = join(folder, 'contacts.yaml');
    await writeFile(stage.contacts, CONTACTS);
  });
  afterEach(async () => {
    await stage.server.stop();
    await rm(folder, { recursive: true });
  });
  return stage;
};
