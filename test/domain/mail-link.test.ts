/** A mail leads to the page of its memorandum, where an installation says where its desk is found. */
import { expect, test } from 'vitest';
import { mailOf } from '../../activities/notify/message.ts';
import { Life, untilDelivery } from '../support/lives.ts';

const message = { ...new Life(untilDelivery).told('DiscontinuationExpected'), mou: 'trade-2026-01-05' };
const from = 'register@mou.example';

test.each(['https://desk.example', 'https://desk.example/'])(
  'with a desk at %s a mail links to the page, whatever dates its id holds',
  (deskUrl) => {
    const { text, html } = mailOf(message, { from, deskUrl });
    expect(text).toContain('To see more: https://desk.example/memoranda/trade-2026-01-05\n');
    expect(html).toContain('<a href="https://desk.example/memoranda/trade-2026-01-05">');
    expect(html).not.toContain('mou status');
  },
);

test('without a desk it names the command', () => {
  const { text, html } = mailOf(message, { from });
  expect(text).toContain('To see more: mou status trade-2026-01-05, mou explain');
  expect(html).not.toContain('<a href');
});
