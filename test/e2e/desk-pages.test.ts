/** The desk's pages as people meet them, in a real browser: on a screen, a telephone and without a script. */
import { hash, randomUUID } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAct } from '../../domain/input.ts';
import { readInstrument } from '../../instruments/index.ts';
import { giveNotice, open, discontinueOn, sign } from '../domain/acts.ts';
import type { DeskStage } from '../support/desk.ts';
import { type Browsed, browserPath, day, NASTY, PHONE, SCREEN, SCRIPTLESS, startBrowsed } from '../support/desk-browser.ts';
import { newMou } from '../support/engine.ts';
import { KEYS, signedWith } from '../support/keys.ts';
import { inaccessible, overflow } from '../support/in-page.ts';
import { ROOT } from '../support/service.ts';
import { smallInstrumentInput } from '../support/small-instrument.ts';

describe.skipIf(browserPath === undefined)("the desk's pages", () => {
  let browsed: Browsed;
  let stage: DeskStage;
  beforeAll(async () => {
    browsed = await startBrowsed();
    ({ stage } = browsed);
  });
  afterAll(() => browsed.end());
  const signedIn: Browsed['signedIn'] = (...given) => browsed.signedIn(...given);
  const rich: Browsed['rich'] = (name) => browsed.rich(name);

  const fillSignature = async (page: Page, title: string): Promise<void> => {
    await page.getByLabel('Name', { exact: true }).fill('A. N. Official');
    await page.locator('[name="signatory.title"]').fill('Minister');
    await page.getByLabel('Signed on').fill('2025-10-29');
    await page.getByLabel('Place').fill('Gyeongju');
    await page.locator('[name="document.title"]').fill(title);
  };

  it('open, sign by both and read a memorandum; the paper is hashed in the browser and never sent', async () => {
    const page = await signedIn();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    const mou = newMou('pages');
    await page.getByRole('link', { name: 'Open a memorandum' }).click();
    await page.getByLabel('Id of the memorandum').fill(mou);
    await page.getByLabel('Instrument that comes with the engine').selectOption('us-rok-tpd');
    await page.getByRole('button', { name: 'Look before it is recorded' }).click();
    await page.getByText('Nothing has been recorded yet.').waitFor();
    expect(await inaccessible(page)).toEqual([]);
    await page.getByRole('button', { name: 'Record it' }).click();
    const next: (string | null)[] = [];
    for (const _ of ['us', 'rok']) {
      await page
        .getByRole('link', { name: /^Record it/ })
        .first()
        .click();
      await fillSignature(page, 'MOU original');
      await page
        .getByLabel('Take the fingerprint of a file')
        .setInputFiles({ name: 'mou.pdf', mimeType: 'application/pdf', buffer: Buffer.from('the paper itself') });
      await page.getByText('The SHA-256 of mou.pdf is entered.').waitFor();
      await page.getByRole('button', { name: 'Look before it is recorded' }).click();
      await page.getByRole('button', { name: 'Record it' }).click();
      await page.getByRole('heading', { name: 'Recorded' }).waitFor();
      next.push(await page.locator('.done p').textContent());
    }
    expect(next).toEqual(['Awaited next: Republic of Korea: signature.', 'Awaited next: nothing of anybody.']);
    expect(await page.locator('.chip').first().textContent()).toBe('Operative');
    expect(sent.join()).not.toContain('the paper itself');
    expect((await stage.ask(`/v1/memoranda/${mou}`)).json).toMatchObject({ status: 'operative', seq: 4 });
  });

  /** A file of that name is read only once `goOn` is called. */
  const READS_SLOWLY = `{ let go; globalThis.goOn = () => go();
const until = new Promise((resolve) => { go = resolve; });
File.prototype.arrayBuffer = async function () { if (this.name === 'slow.pdf') await until; return await Blob.prototype.arrayBuffer.call(this); }; }`;

  it('enter the hash of the file that was chosen last, and its name unless a title was entered', async () => {
    const mou = await browsed.operative('pages-hash');
    const page = await signedIn();
    await page.goto(`${stage.desk.url}/memoranda/${mou}/acts/give-notice`);
    await page.evaluate(READS_SLOWLY);
    const choose = (name: string) =>
      page
        .getByLabel('Take the fingerprint of a file')
        .setInputFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(`the paper ${name}`) });
    const entered = async (name: string): Promise<string> => {
      await choose(name);
      await page.getByText(`The SHA-256 of ${name} is entered.`).waitFor();
      return await page.locator('[name="document.title"]').inputValue();
    };
    await choose('slow.pdf');
    expect(await entered('quick.pdf')).toBe('quick.pdf');
    await page.evaluate('new Promise((resolve) => { goOn(); setTimeout(resolve, 100); })');
    expect(await page.locator('[name="document.sha256"]').inputValue()).toBe(hash('sha256', 'the paper quick.pdf'));
    await page.getByText('The SHA-256 of quick.pdf is entered.').waitFor();
    expect(await entered('right.pdf')).toBe('right.pdf');
    await page.locator('[name="document.title"]').fill('Notice of discontinuation');
    expect(await entered('scan.pdf')).toBe('Notice of discontinuation');
  });

  const ownFile = (text: string) => ({ name: 'our-mou.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) });

  it.each([
    ['with scripts', SCREEN],
    ['without a script', SCRIPTLESS],
  ])("open a memorandum from a file of one's own, %s, and it is what the command makes of the file", async (name, options) => {
    const page = await signedIn(options);
    const mou = newMou(`own-${name.split(' ')[0]}`);
    const text = await readFile(join(ROOT, 'instruments', 'us-rok-tpd.yaml'), 'utf8');
    await page.goto(`${stage.desk.url}/open`);
    await page.getByLabel('Id of the memorandum').fill(mou);
    await page.getByLabel('File').setInputFiles(ownFile(`${text}\n# ours: 협력\n`));
    await page.getByRole('button', { name: 'Look before it is recorded' }).click();
    await page.getByRole('heading', { name: 'How the engine reads the instrument' }).waitFor();
    expect(await page.locator('main').textContent()).toContain('180 days');
    await page.getByRole('button', { name: 'Change it' }).click();
    expect(await page.getByLabel('Its text').inputValue()).toContain('# ours: 협력');
    await page.getByRole('button', { name: 'Look before it is recorded' }).click();
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('heading', { name: 'Recorded' }).waitFor();
    const [{ data }] = (await stage.ask(`/v1/memoranda/${mou}/events`)).json as [{ data: { instrument: unknown } }];
    expect(data.instrument).toEqual(await readInstrument('us-rok-tpd'));
  });

  it("tell each problem of an instrument of one's own by its line and field, and keep its text", async () => {
    const page = await signedIn();
    const open = async (fill: () => Promise<void>): Promise<string> => {
      await page.goto(`${stage.desk.url}/open`);
      await fill();
      await page.getByRole('button', { name: 'Look before it is recorded' }).click();
      return (await page.getByRole('alert').textContent()) ?? '';
    };
    const paste = (text: string) => open(() => page.getByLabel('Its text').fill(text));
    const upload = (buffer: Buffer) => open(() => page.getByLabel('File').setInputFiles({ ...ownFile(''), buffer }));
    const text = await readFile(join(ROOT, 'instruments', 'us-rok-tpd.yaml'), 'utf8');
    const wrong = `${text.replace('P180D', 'P180M0')}\ncolour: red\n`;
    const said = await paste(wrong);
    expect(said).toMatch(/Line \d+, colour: is not a field here/);
    expect(said).toMatch(/Line \d+, terms\.[\w.]+: .*P180M0/);
    expect(await page.getByLabel('Its text').inputValue()).toBe(wrong);
    expect(await inaccessible(page)).toEqual([]);
    expect(await paste('a: [1')).toMatch(/instrument: line 1, column \d+/);
    expect(await paste('title: one\ntitle: two\n')).toContain('the key title is there twice');
    expect(await upload(Buffer.from([0xff, 0xfe, 0x41]))).toContain('not UTF-8 text');
    expect(await upload(Buffer.from(`${text}\n# ${'x'.repeat(1_100_000)}`))).toContain('is longer than 1 MiB');
    expect(await open(async () => {})).toContain('choose one, or give your own below');
    const both = async () => {
      await page.getByLabel('Instrument that comes with the engine').selectOption('us-rok-tpd');
      await page.getByLabel('Its text').fill(text);
    };
    expect(await open(both)).toContain('leave one of them empty');
  });

  it('say what is wrong at its field, and keep what was entered', async () => {
    const mou = await rich('pages-wrong');
    const page = await signedIn();
    await page.goto(`${stage.desk.url}/memoranda/${mou}/acts/give-notice?by=us`);
    await page.locator('[name="noticeOn"]').fill(day(-1));
    await page.locator('[name="document.title"]').fill('A second one');
    await page.locator('[name="document.sha256"]').fill('no hash');
    await page.getByRole('button', { name: 'Look before it is recorded' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').getByRole('link').textContent()).toBe('Document, SHA-256');
    expect(await page.locator('[name="document.sha256"]').getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('[name="document.title"]').inputValue()).toBe('A second one');
    expect(await inaccessible(page)).toEqual([]);
    await page.locator('[name="document.sha256"]').fill('ab'.repeat(32));
    await page.getByRole('button', { name: 'Look before it is recorded' }).click();
    await page.getByRole('alert').filter({ hasText: 'n1 pending' }).waitFor();
    expect((await stage.ask(`/v1/memoranda/${mou}`)).json.seq).toBe(7);
  });

  it('take a modification as the new text of a clause', async () => {
    const mou = await browsed.operative('pages-modify');
    const page = await signedIn();
    await page.goto(`${stage.desk.url}/memoranda/${mou}/acts/propose`);
    await page.getByRole('link', { name: 'modify' }).click();
    const clause = smallInstrumentInput.clauses[0]?.id as string;
    await page.getByLabel('Begin with the text of a clause').selectOption(clause);
    await page.getByRole('button', { name: 'Show its text' }).click();
    await page.getByLabel('New text of clause').fill('Another text altogether.');
    await page.locator('[name="by"]').selectOption('us');
    await page.locator('[name="document.title"]').fill('Exchange of letters');
    await page.locator('[name="document.sha256"]').fill('cd'.repeat(32));
    await page.getByRole('button', { name: 'Look before it is recorded' }).click();
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('heading', { name: 'Recorded' }).waitFor();
    expect((await stage.ask(`/v1/memoranda/${mou}`)).json.decisions.d1).toMatchObject({
      status: 'proposed',
      patch: [{ op: 'replace', path: `/clauses/${clause}/text`, value: 'Another text altogether.' }],
    });
  });

  it('are readable by a screen reader, on a telephone and without a script, whatever the text says', async () => {
    const mou = await rich('pages-read');
    const paths = ['/', `/memoranda/${mou}`, `/memoranda/${mou}/text`, `/memoranda/${mou}/record`, `/memoranda/${mou}/acts`];
    const forms = ['sign', 'propose', 'propose?kind=modify', 'record-delivery', 'schedule-meeting'].map(
      (act) => `/memoranda/${mou}/acts/${act}`,
    );
    const all = [...paths, ...forms, '/open', '/nowhere', '/memoranda/no-such'];
    const [screen, phone, bare] = await Promise.all([signedIn(), signedIn(PHONE), signedIn(SCRIPTLESS)]);
    for (const path of all) {
      await screen.goto(stage.desk.url + path);
      expect(await screen.title(), path).toContain('The desk');
      expect(await inaccessible(screen), path).toEqual([]);
      expect(await screen.evaluate<number>("document.querySelectorAll('main script, main img').length"), path).toBe(0);
      await phone.goto(stage.desk.url + path);
      expect(await overflow(phone), path).toBe(0);
      await bare.goto(stage.desk.url + path);
      expect(await bare.locator('h1').count(), path).toBe(1);
    }
    await screen.goto(`${stage.desk.url}/memoranda/${mou}`);
    expect(await screen.locator('h1').textContent()).toContain(NASTY);
  });

  it('find by search and filters, and say what is wrong with them', async () => {
    const mou = await rich('pages-find');
    const page = await signedIn();
    const search = async (status: string): Promise<void> => {
      await page.getByLabel('Status').selectOption(status);
      await page.getByRole('button', { name: 'Search' }).click();
      // The page that was there before is not asked.
      await page.waitForURL((url) => url.searchParams.get('status') === status);
    };
    await search('operative');
    expect(await page.getByText(mou).count()).toBe(1);
    // By name, not by id.
    expect(await page.locator('.memoranda li').first().textContent()).toContain('between United States, Republic of Korea');
    await search('lapsed');
    expect(await page.getByText(mou).count()).toBe(0);
    const wrong = await page.goto(`${stage.desk.url}/?status=merry`);
    expect(wrong?.status()).toBe(400);
    expect(await page.getByRole('alert').textContent()).toContain('Status: ');
  });

  it('give an act that has to be signed as a line for the command, and no button that would fail', async () => {
    const mou = newMou('pages-signed');
    const at = new Date().toISOString();
    const keys = { us: [KEYS.us.jwk], rok: [KEYS.rok.jwk] };
    const opening = parseAct({ id: randomUUID(), ...open(), mou, keys, keeperKeys: [KEYS.keeper.jwk] });
    expect(await stage.act(mou, signedWith(opening, { key: KEYS.keeper, mou, at }))).toMatchObject({ status: 201 });
    const page = await signedIn();
    await page.goto(`${stage.desk.url}/memoranda/${mou}/acts/sign?by=us`);
    await fillSignature(page, 'MOU original');
    await page.locator('[name="document.sha256"]').fill('ab'.repeat(32));
    await page.getByRole('button', { name: 'Look before it is recorded' }).click();
    const line = JSON.parse(await page.getByLabel('The act').inputValue()) as object;
    expect(line).toMatchObject({ mou, do: 'sign', by: 'us', signedOn: '2025-10-29' });
    expect(await page.getByRole('button', { name: 'Record it' }).count()).toBe(0);
    expect(await inaccessible(page)).toEqual([]);
    const { mou: _, ...act } = line as { mou: string };
    expect(await stage.act(mou, signedWith(parseAct(act), { key: KEYS.us, mou, at }))).toMatchObject({ status: 201 });
  });

  it('offer no act to a reader, and only its own to a Participant', async () => {
    const mou = await rich('pages-who');
    const reader = await signedIn(SCREEN, { role: 'reader', actsFor: [] });
    await reader.goto(`${stage.desk.url}/memoranda/${mou}`);
    expect(await reader.getByRole('link', { name: /Record/ }).allTextContents()).toEqual(['Record and proof']);
    expect((await reader.goto(`${stage.desk.url}/memoranda/${mou}/acts/sign`))?.status()).toBe(403);
    const rok = await signedIn(SCREEN, { role: 'desk', actsFor: ['rok'] });
    await rok.goto(`${stage.desk.url}/memoranda/${mou}/acts/give-notice`);
    expect(await rok.locator('[name="by"] option').allTextContents()).toHaveLength(2);
  });

  it('take no form of another site, and show the way in where nobody is signed in', async () => {
    const mou = await rich('pages-foreign');
    const page = await signedIn();
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join();
    const post = (Origin: string) =>
      fetch(`${stage.desk.url}/memoranda/${mou}/acts/pause`, {
        method: 'POST',
        headers: { Cookie: cookie, Origin, Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'step=record&by=us',
      });
    expect((await post('https://elsewhere.example')).status).toBe(401);
    const own = await post(stage.desk.url);
    expect(own.status).toBe(409);
    const stranger = await fetch(`${stage.desk.url}/memoranda/${mou}`, { headers: { Accept: 'text/html' } });
    expect(stranger.status).toBe(401);
    const text = await stranger.text();
    expect(text).toContain(`action="/session?next=${encodeURIComponent(`/memoranda/${mou}`)}"`);
    expect(text).not.toContain('Between');
  });

  /** What docs/desk.md shows; made again with MOU_SCREENSHOTS=1 and -t desk.md: those of other tests are no part of it. */
  it.runIf(process.env.MOU_SCREENSHOTS)('look as docs/desk.md shows them', async () => {
    const mou = 'technology-prosperity';
    for (const instrument of ['us-uk-tpd', 'university-exchange', 'rail-timetables']) {
      expect(await stage.act(instrument, { do: 'open', instrument })).toMatchObject({ status: 201 });
    }
    await stage.act('us-uk-tpd', sign('us', '2025-09-18'));
    for (const by of ['north', 'south']) await stage.act('university-exchange', sign(by, '2026-09-01'));
    await stage.act(mou, { do: 'open', instrument: 'us-rok-tpd' });
    for (const by of ['us', 'rok']) await stage.act(mou, sign(by, '2025-10-29'));
    await stage.act(mou, giveNotice('us', 'n1', day(-30)));
    await stage.act(mou, { do: 'schedule-meeting', by: 'us', meeting: 'm1', on: day(40), place: 'Seoul', agenda: ['Quantum'] });
    await stage.act(mou, discontinueOn('us', 'd1', day(90)));
    await browsed.kept(mou, 7);
    const folder = join(ROOT, 'docs', 'images');
    await mkdir(folder, { recursive: true });
    const page = await signedIn({ viewport: { width: 1100, height: 820 } });
    const shoot = async (target: Page, path: string, name: string) => {
      await target.goto(stage.desk.url + path);
      await target.screenshot({ path: join(folder, `desk-${name}.png`) });
    };
    await shoot(page, '/', 'overview');
    await shoot(page, `/memoranda/${mou}`, 'memorandum');
    await page.goto(`${stage.desk.url}/memoranda/${mou}/acts/record-delivery?notice=n1&to=rok`);
    await page.locator('[name="deliveredOn"]').fill(day(-2));
    await page.locator('[name="place"]').fill('Seoul');
    await page.locator('[name="method"]').fill('note verbale, by hand');
    await page.locator('[name="evidence.title"]').fill('Receipt');
    await page.locator('[name="evidence.sha256"]').fill('ab'.repeat(32));
    await page.evaluate('scrollTo(0, 0)');
    await page.screenshot({ path: join(folder, 'desk-form.png') });
    await page.getByRole('button', { name: 'Look before it is recorded' }).click();
    await page.getByText('Nothing has been recorded yet.').waitFor();
    await page.screenshot({ path: join(folder, 'desk-preview.png') });
    await shoot(await signedIn(PHONE), `/memoranda/${mou}`, 'phone');
  });
});
