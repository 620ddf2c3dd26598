/** The first minutes with `mou dev`: from the address that it prints to a memorandum of one's own that is signed and read. */
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { browserPath } from '../support/desk-browser.ts';
import { launchChromium } from '../support/chromium.ts';
import { ROOT } from '../support/service.ts';

const record = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Look before it is recorded' }).click();
  await page.getByRole('button', { name: 'Record it' }).click();
  await page.getByRole('heading', { name: 'Recorded' }).waitFor();
};

const signAs = async (page: Page, signedOn: string): Promise<void> => {
  await page
    .getByRole('link', { name: /^Record it/ })
    .first()
    .click();
  await page.getByLabel('Name', { exact: true }).fill('A. N. Rector');
  await page.locator('[name="signatory.title"]').fill('Rector');
  await page.getByLabel('Signed on').fill(signedOn);
  await page.getByLabel('Place').fill('Oslo');
  const paper = { name: 'original.pdf', mimeType: 'application/pdf', buffer: Buffer.from('the original') };
  await page.getByLabel('Take the fingerprint of a file').setInputFiles(paper);
  await page.getByText('The SHA-256 of original.pdf is entered.').waitFor();
  await record(page);
};

it.skipIf(browserPath === undefined)(
  "A newcomer opens a memorandum from a file of one's own, signs it for both and reads it, from the address that mou dev prints",
  async () => {
    const data = await mkdtemp(join(tmpdir(), 'mou-newcomer-'));
    const options = { reject: false, env: { TEMPORAL_CLI_PATH: inject('temporalBinary'), NO_COLOR: '1' } } as const;
    const dev = execa(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), 'dev', '--data', data], options);
    // Where it does not start, what it said stands in the failure.
    const [first] = (await Promise.race([once(dev.stdout, 'data'), dev.then(({ stderr }) => [stderr])])) as [Buffer | string];
    const address = /^Desk .*to sign in: (\S+)\)/.exec(first.toString())?.[1] ?? first.toString();
    const browser = await launchChromium(browserPath as string);
    try {
      const page = await browser.newPage();
      page.setDefaultTimeout(30_000);
      await page.goto(address);
      await page.getByRole('link', { name: 'Open a memorandum' }).click();
      const text = await readFile(join(ROOT, 'instruments', 'university-exchange.yaml'), 'utf8');
      const ours = Buffer.from(text.replace(/^id: .*$/m, 'id: our-exchange'));
      await page.getByLabel('File').setInputFiles({ name: 'ours.yaml', mimeType: 'application/yaml', buffer: ours });
      await record(page);
      for (const date of ['2026-09-01', '2026-09-02']) await signAs(page, date);
      expect(await page.locator('#status').textContent()).toContain('became operative on 2026-09-02');
      await page.getByRole('link', { name: 'Text', exact: true }).first().click();
      await page.waitForURL('**/memoranda/our-exchange/text');
      expect(await page.locator('main').textContent()).toContain('intend to exchange students, teachers and knowledge');
    } finally {
      await browser.close();
      dev.kill('SIGINT');
      await dev;
      await rm(data, { recursive: true, force: true });
    }
  },
  180_000,
);
