/** A real browser for the pages that people see: Debian's Chromium, or the one that CHROMIUM_PATH names. */
import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** The one without windows and menus of its own first: it needs half the processor time. */
const PLACES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
  (name) => `/usr/bin/${name}`,
);

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Undefined where there is none. What CHROMIUM_PATH names must be there. */
export const chromiumPath = (): string | undefined => {
  const named = process.env.CHROMIUM_PATH;
  if (named && !isExecutable(named)) throw new Error(`CHROMIUM_PATH: ${named} is no browser`);
  return named || PLACES.find(isExecutable);
};

/** Chromium's own sandbox needs privileges that containers and root do not give; the pages are ours. */
export const launchChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
