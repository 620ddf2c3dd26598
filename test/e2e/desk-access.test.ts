/** The desk's pages for everybody: in the dark, on paper, by keyboard alone, in the time zones of the Participants. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveNotice } from '../domain/acts.ts';
import { wallClock } from '../../domain/calendar.ts';
import { type Browsed, browserPath, day, SCREEN, SCRIPTLESS, startBrowsed } from '../support/desk-browser.ts';
import { colours, cutOff, inaccessible, overflow } from '../support/in-page.ts';

describe.skipIf(browserPath === undefined)("the desk's pages", () => {
  let browsed: Browsed;
  let url: string;
  let mou: string;
  beforeAll(async () => {
    browsed = await startBrowsed();
    ({ url } = browsed.stage.desk);
    mou = await browsed.rich('access');
  });
  afterAll(() => browsed.end());

  const reading = () => ['/', `/memoranda/${mou}`, `/memoranda/${mou}/text`, `/memoranda/${mou}/record`];
  const forms = () => [
    '/open',
    `/memoranda/${mou}/acts`,
    `/memoranda/${mou}/acts/give-notice`,
    `/memoranda/${mou}/acts/propose?kind=modify`,
  ];

  it('are readable in the dark, each of them, the one for signing in too', async () => {
    const page = await browsed.signedIn({ ...SCREEN, colorScheme: 'dark' });
    for (const path of [...reading(), ...forms(), '/nowhere']) {
      await page.goto(url + path);
      expect(await inaccessible(page), path).toEqual([]);
      const [ink, paper] = await colours(page);
      expect(ink, path).not.toBe(paper);
    }
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Token').waitFor();
    expect(await inaccessible(page)).toEqual([]);
  });

  it('are printed whole, without what can only be pressed', async () => {
    const page = await browsed.signedIn({ viewport: { width: 718, height: 1000 } });
    await page.emulateMedia({ media: 'print' });
    for (const path of reading()) {
      await page.goto(url + path);
      expect(await overflow(page), path).toBe(0);
      expect(await cutOff(page), path).toEqual([]);
      for (const pressed of ['button', 'input', 'select', 'textarea', 'nav', 'form'])
        expect(await page.locator(pressed).filter({ visible: true }).count(), `${path} ${pressed}`).toBe(0);
      expect(await page.locator('h1').filter({ visible: true }).count(), path).toBe(1);
    }
  });

  /** Presses Tab until something is focused, and gives what was passed; each has to show that it is. */
  const tabTo = async (page: Page, selector: string): Promise<string[]> => {
    const passed: string[] = [];
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      const [isThere, name, width] = await page.evaluate<[boolean, string, string]>(
        `(() => { const one = document.activeElement; const { outlineStyle, outlineWidth } = getComputedStyle(one);
          return [one.matches(${JSON.stringify(selector)}), one.name || one.textContent.trim().slice(0, 40), outlineStyle === 'none' ? '0' : outlineWidth]; })()`,
      );
      expect(Number.parseFloat(width), `the focus on ${name} is seen`).toBeGreaterThanOrEqual(2);
      passed.push(name);
      if (isThere) return passed;
    }
    throw new Error(`${selector} is not reached: ${passed.join(', ')}`);
  };

  it('are used by keyboard alone: to the content, through a form in its order, to what is recorded', async () => {
    const own = await browsed.operative('access-keys');
    const page = await browsed.signedIn({ ...SCREEN, locale: 'en-US' });
    await page.goto(`${url}/memoranda/${own}/acts/give-notice`);
    expect(await tabTo(page, '.skip')).toEqual(['To the content']);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate<string>('document.activeElement.id')).toBe('main');
    const order = [...(await tabTo(page, '[name=by]'))];
    await page.keyboard.press('ArrowDown');
    order.push(...(await tabTo(page, '[name=noticeOn]')));
    await page.keyboard.type(day(-1).replace(/(\d+)-(\d+)-(\d+)/, '$2$3$1'));
    order.push(...(await tabTo(page, '[name="document.title"]')));
    await page.keyboard.type('Note verbale');
    order.push(...(await tabTo(page, '[name="document.sha256"]')));
    await page.keyboard.type('ab'.repeat(32));
    const named = [...new Set(order.filter((name) => /^(by|notice|noticeOn|document\.\w+)$/.test(name)))];
    expect(named).toEqual(['by', 'notice', 'noticeOn', 'document.title', 'document.sha256']);
    await page.keyboard.press('Enter');
    await page.getByText('Nothing has been recorded yet.').waitFor();
    await tabTo(page, '[value=record]');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Recorded' }).waitFor();
    expect((await browsed.stage.ask(`/v1/memoranda/${own}`)).json.notices.n1).toMatchObject({ by: 'us', noticeOn: day(-1) });
  });

  it('say when something was recorded on the clocks of both seats', async () => {
    const page = await browsed.signedIn();
    const [{ at }] = (await browsed.stage.ask(`/v1/memoranda/${mou}/events`)).json as [{ at: string }];
    await page.goto(`${url}/memoranda/${mou}/record`);
    const first = (await page.locator('#events li').first().textContent()) ?? '';
    const instant = Date.parse(at);
    expect(first).toContain(`${wallClock(instant, 'America/New_York')} in Washington and ${wallClock(instant, 'Asia/Seoul')} in Seoul`);
    await page.goto(`${url}/memoranda/${mou}`);
    expect(await page.locator('header').nth(1).textContent()).toMatch(/It is now [\d-]+ [\d:]+ in Washington and [\d-]+ [\d:]+ in Seoul/);
  });

  it('record without a script what they record with one', async () => {
    const own = await browsed.operative('access-bare');
    const page = await browsed.signedIn(SCRIPTLESS);
    const { document, noticeOn } = giveNotice('rok', 'n1', day(-2)) as { document: { title: string; sha256: string }; noticeOn: string };
    await page.goto(`${url}/memoranda/${own}/acts/give-notice?by=rok`);
    expect(await page.locator('[data-hash]').filter({ visible: true }).count()).toBe(0);
    await page.locator('[name=noticeOn]').fill(noticeOn);
    await page.locator('[name="document.title"]').fill(document.title);
    await page.locator('[name="document.sha256"]').fill(document.sha256);
    await page.getByRole('button', { name: 'Look before it is recorded' }).click();
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('heading', { name: 'Recorded' }).waitFor();
    expect((await browsed.stage.ask(`/v1/memoranda/${own}`)).json.notices.n1).toMatchObject({ by: 'rok', status: 'given' });
  });
});
