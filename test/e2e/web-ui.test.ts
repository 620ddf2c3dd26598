/**
 * The Temporal Web UI as docs/web-ui.md shows it: the texts are found in the real pages. To take the pictures again after a change
 * that is meant: RENDER_EXAMPLES=1 npx vitest run --project server test/e2e/web-ui.test.ts
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MouClient } from '../../client/index.ts';
import { type DevServer, startDevServer } from '../../dev/dev-server.ts';
import { type Postgres, startPostgres } from '../../dev/embedded-postgres.ts';
import { searchAttributeFlags } from '../../dev/search-attribute-flags.ts';
import { startWorker, type WorkerProcess } from '../../dev/worker-process.ts';
import { readInstrument } from '../../instruments/index.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { ROOT } from '../support/service.ts';

const browser = chromiumPath();
if (!browser) process.stderr.write('\nNO CHROMIUM: the Web UI is not looked at. Install chromium, or set CHROMIUM_PATH.\n\n');

const document = { title: 'The text', sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' };
const COLUMNS = ['Workflow ID', 'MouStatus', 'MouNextDate', 'MouAwaited', 'MouExpiresOn', 'MouNoticeBy'];

describe.skipIf(!browser)('the Web UI', { timeout: 180_000 }, () => {
  let server: DevServer;
  let worker: WorkerProcess;
  let register: Postgres;
  let folder: string;
  let client: MouClient;
  let chromium: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await startDevServer({ binary: inject('temporalBinary'), uiPort: 0, searchAttributes: searchAttributeFlags });
    folder = await mkdtemp(join(tmpdir(), 'mou-web-ui-'));
    register = await startPostgres({ dir: folder, log: () => {} });
    const settings = { DATABASE_URL: register.url, MOU_TASK_QUEUE: 'mou' };
    const environment = { TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: 'default', ...settings };
    worker = await startWorker({ script: join(ROOT, 'dist', 'worker', 'main.js'), environment, log: () => {} });
    client = await MouClient.connect({ connection: { address: server.address }, taskQueue: 'mou' });
    await record();
    chromium = await launchChromium(browser ?? '');
    page = await (await chromium.newContext({ viewport: { width: 1400, height: 860 } })).newPage();
    const columns = JSON.stringify({ default: COLUMNS.map((label) => ({ label })) });
    await page.addInitScript(`localStorage.setItem('namespace-workflow-table-columns', ${JSON.stringify(columns)})`);
  }, 180_000);
  afterAll(async () => {
    await chromium?.close();
    await client?.close();
    await worker?.stop();
    await server?.stop();
    await register?.stop();
    await rm(folder, { recursive: true });
  });

  const record = async (): Promise<void> => {
    const open = async (mou: string) => await client.act(mou, { do: 'open', instrument: await readInstrument(mou) });
    const sign = (mou: string, by: string, place: string, signedOn: string) =>
      client.act(mou, { do: 'sign', by, signedOn, place, signatory: { name: 'A. N. Official', title: 'Director' }, document });
    await open('us-rok-tpd');
    for (const by of ['us', 'rok']) await sign('us-rok-tpd', by, 'Gyeongju', '2025-10-29');
    await client.act('us-rok-tpd', { do: 'give-notice', by: 'us', notice: 'n1', noticeOn: '2025-11-03', document });
    const decision = { do: 'propose', by: 'us', decision: 'd1', kind: 'withdraw-notice', notice: 'n1', document } as const;
    await client.act('us-rok-tpd', { ...decision, proposedOn: '2025-11-05' });
    await open('university-exchange');
    await sign('university-exchange', 'north', 'Oslo', '2025-03-01');
    await sign('university-exchange', 'south', 'Santiago', '2025-03-01');
    await open('nasa-esro-1973');
  };

  const see = async (path: string, ...texts: string[]): Promise<void> => {
    await page.goto(`${server.uiAddress}/namespaces/default/workflows${path}`);
    for (const text of texts) await page.getByText(text).first().waitFor({ timeout: 60_000 });
  };
  const picture = async (name: string): Promise<void> => {
    if (process.env.RENDER_EXAMPLES) await page.screenshot({ path: join(ROOT, 'docs', `${name}.png`) });
  };
  const pageOf = async (mou: string, tab: string): Promise<string> => {
    const { workflowExecutionInfo } = (await client.client.workflow.getHandle(`mou/${mou}`).describe()).raw;
    return `/${encodeURIComponent(`mou/${mou}`)}/${workflowExecutionInfo?.execution?.runId}/${tab}`;
  };

  it('lists memoranda with their next date and what is awaited', async () => {
    await see('', 'mou/us-rok-tpd', 'mou/university-exchange', 'mou/nasa-esro-1973', 'rok:consent', '2029-09-01');
    await picture('web-ui-list');
  });

  it('filters them by each query that the page names', async () => {
    const text = await readFile(join(ROOT, 'docs', 'web-ui.md'), 'utf8');
    const queries = [...text.matchAll(/\| `(Mou\w+ [^`]+)` +\|/g)].map(([, query = '']) => query);
    expect(queries.length).toBeGreaterThanOrEqual(8);
    for (const query of queries) {
      for await (const found of client.client.workflow.list({ query })) expect(found.type).toBe('memorandum');
    }
    await see(`?query=${encodeURIComponent('MouAwaited = "rok"')}`, 'mou/us-rok-tpd');
    await expect.poll(() => page.getByText('mou/university-exchange').count()).toBe(0);
  });

  it('tells how one of them stands', async () => {
    await see(await pageOf('us-rok-tpd', 'timeline'), 'User Metadata');
    await page.getByText('User Metadata').first().click();
    // The details are Markdown, which the Web UI shows in a frame of its own.
    const shown = async (): Promise<string> =>
      (await Promise.all(page.frames().map((frame) => frame.evaluate<string>('document.body.innerText')))).join('\n');
    await expect.poll(shown, { timeout: 60_000 }).toContain('Awaited: Republic of Korea: consent to decision d1');
    expect(await shown()).toContain('Status: operative');
    await picture('web-ui-details');
  });

  it('has a row for each act by its name, and says what the message of an act is about', async () => {
    await see(await pageOf('us-rok-tpd', 'timeline'), 'give-notice', 'propose', 'DecisionProposed (event');
    await picture('web-ui');
  });
});
