/**
 * What is asked of a page from within, as source text: these tests are compiled for Node, which has no document.
 */
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const COLLISIONS = (selector: string): string => `(() => {
  const svg = document.querySelector(${JSON.stringify(selector)});
  if (!svg) return [];
  const { width, height } = svg.viewBox.baseVal;
  const texts = [...svg.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBBox() }));
  const isBeyond = ({ box }) => box.x < -1 || box.y < -4 || box.x + box.width > width + 1 || box.y + box.height > height + 1;
  // A box has room above and below its letters: the two lines of one label touch.
  const isUpon = (a, b) =>
    Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1 && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 3;
  const upon = texts.flatMap((one, at) => texts.slice(at + 1).filter((other) => isUpon(one.box, other.box)).map((other) => one.text + ' / ' + other.text));
  return [...texts.filter(isBeyond).map(({ text }) => 'beyond: ' + text), ...upon];
})()`;

/** Texts of a drawing that lie upon another, or beyond its edge: as the browser itself measures them. */
export const collisions = (page: Page, drawing: string): Promise<string[]> => page.evaluate<string[]>(COLLISIONS(drawing));

/** How many pixels the page is wider than the window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const CUT_OFF = `[...document.querySelectorAll('main *')]
  .filter((one) => getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1 && one.checkVisibility())
  .map((one) => one.outerHTML.slice(0, 120))`;

/** What does not fit into its own box, which on paper nobody scrolls. */
export const cutOff = (page: Page): Promise<string[]> => page.evaluate<string[]>(CUT_OFF);

export const colours = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>('[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]');

export const headingLevels = (page: Page): Promise<number[]> =>
  page.evaluate<number[]>("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ tagName }) => Number(tagName[1]))");

export const topOf = (page: Page, selector: string): Promise<number> =>
  page.evaluate<number>(`Math.round(document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect().top)`);

/**
 * What axe-core has against the page. It is evaluated and not loaded: the page's own policy lets no script in. To tell where
 * each thing stands that it has nothing against would take longer than to look at all of them.
 */
export const inaccessible = async (page: Page): Promise<string[]> => {
  if (!(await page.evaluate<boolean>("'axe' in globalThis"))) await page.evaluate(`${axe.source};undefined`);
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>("axe.run({ resultTypes: ['violations'] })");
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
};
