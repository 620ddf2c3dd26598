/** A real browser for the pages that people see: Debian's Chromium, or the one that CHROMIUM_PATH names. */
import { accessSync, constants } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

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
