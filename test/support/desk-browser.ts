/** The desk in a real browser: a stage with people who are signed in, and memoranda for them to look at. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { Instrument } from '../../domain/instrument.ts';
import { deliver, giveNotice, open, sign } from '../domain/acts.ts';
import { plusDays } from '../domain/oracle.ts';
import { chromiumPath, launchChromium } from './chromium.ts';
import { type DeskStage, startDeskStage } from './desk.ts';
import { newMou } from './engine.ts';
import { smallInstrumentInput } from './small-instrument.ts';

export const browserPath = chromiumPath();

export const SCREEN: BrowserContextOptions = { viewport: { width: 1180, height: 900 } };
export const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
export const SCRIPTLESS: BrowserContextOptions = { ...SCREEN, javaScriptEnabled: false };
export const NASTY = '<script>document.title="run"</script><img src=x onerror="document.title=1">';

/** As it was when all of this began: what is told twice is the same day. */
const TODAY = new Date().toISOString().slice(0, 10);
export const day = (offset: number): string => plusDays(TODAY, offset);

export type Browsed = {
  stage: DeskStage;
  /** The keeper's desk, unless another token is described, at its first page: where one was signed in the same way, that one. */
  signedIn: (options?: BrowserContextOptions, given?: Parameters<DeskStage['token']>[0]) => Promise<Page>;
  /** Resolves once the register has so many events. */
  kept: (mou: string, seq: number) => Promise<void>;
  /** Opened by this instrument, otherwise by a small one, and signed by both; with the events the register has. */
  operative: (name: string, instrument?: unknown) => Promise<string>;
  /** With a notice that was delivered, and prose that is nobody's friend. */
  rich: (name: string) => Promise<string>;
  end: () => Promise<void>;
};

const signIn = async (browser: Browser, stage: DeskStage, secret: string, options: BrowserContextOptions): Promise<Page> => {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(`${stage.desk.url}/`);
  await page.getByLabel('Token').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  return page;
};

export const startBrowsed = async (): Promise<Browsed> => {
  const [stage, browser] = await Promise.all([startDeskStage(), launchChromium(browserPath as string)]);
  const pages = new Map<string, Page>();
  const signedIn: Browsed['signedIn'] = async (options = SCREEN, given = { role: 'desk', actsFor: 'keeper' }) => {
    const way = JSON.stringify([options, given]);
    const before = pages.get(way);
    await before?.goto(`${stage.desk.url}/`);
    const page = before ?? (await signIn(browser, stage, (await stage.token(given)).secret, options));
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    pages.set(way, page);
    return page;
  };
  const kept: Browsed['kept'] = (mou, seq) =>
    vi.waitFor(async () => {
      expect((await stage.client.archive?.ask((register) => register.head(mou)))?.seq).toBeGreaterThanOrEqual(seq);
    }, 30_000);
  const recorded = async (mou: string, acts: readonly object[]): Promise<void> => {
    for (const act of acts) expect(await stage.act(mou, act)).toMatchObject({ status: 201 });
  };
  const operative: Browsed['operative'] = async (name, instrument = smallInstrumentInput) => {
    const mou = newMou(name);
    const { mou: _, ...opening } = open(Instrument.parse(instrument));
    await recorded(mou, [opening, sign('us', '2025-10-29'), sign('rok', '2025-10-29')]);
    await kept(mou, 4);
    return mou;
  };
  return {
    ...{ stage, signedIn, kept, operative },
    rich: async (name) => {
      const mou = await operative(name, { ...smallInstrumentInput, title: `${smallInstrumentInput.title} ${NASTY}` });
      await recorded(mou, [giveNotice('us', 'n1', day(-3)), deliver('n1', 'rok', day(-2))]);
      await kept(mou, 7);
      return mou;
    },
    end: async () => {
      await browser.close();
      await stage.end();
    },
  };
};
