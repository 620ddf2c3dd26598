/**
 * The rendered examples in docs/notifications are what is sent.
 * To render them again after a change that is meant: RENDER_EXAMPLES=1 npx vitest run --project server test/e2e/notification-examples.test.ts
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { render } from '../../activities/notify/render.ts';
import type { EventType } from '../../domain/events.ts';
import { Life, untilDelivery, untilModificationTaken, type Moment } from '../support/lives.ts';
import { ROOT } from '../support/service.ts';

const FOLDER = join(ROOT, 'docs', 'notifications');
const commenced: Moment[] = [...untilDelivery, '2027-07-31T04:00:00Z'];
const EXAMPLES: Record<string, [Moment[], EventType]> = {
  'notice-given': [untilDelivery, 'NoticeGiven'],
  'notice-delivered': [untilDelivery, 'NoticeDelivered'],
  'discontinuation-commenced': [commenced, 'DiscontinuationCommenced'],
  'decision-taken': [untilModificationTaken, 'DecisionTaken'],
};

describe('the rendered examples', () => {
  test.each(Object.entries(EXAMPLES))('%s is what is sent', async (name, [moments, type]) => {
    const { subject, text, html } = render(new Life(moments).told(type));
    const files = { txt: `Subject: ${subject}\n\n${text}`, html };
    await mkdir(FOLDER, { recursive: true });
    for (const [extension, content] of Object.entries(files)) {
      const path = join(FOLDER, `${name}.${extension}`);
      if (process.env.RENDER_EXAMPLES) await writeFile(path, content);
      expect(await readFile(path, 'utf8')).toBe(content);
    }
    expect(html).toContain('mou explain seed-life');
  });
});
