/** Lists on the desk's pages, longer than a page shows. */
import { expect, it } from 'vitest';
import { deskInMemory } from '../support/desk-in-memory.ts';
import { recordAction, schedule } from './acts.ts';

const ACTIONS = 55;

const stage = () => {
  const { app, record } = deskInMemory();
  record(schedule('us', 'm1', '2027-01-05'));
  for (let n = 1; n <= ACTIONS; n += 1) record(recordAction('m1', `a${n}`, 'us', '2027-06-01'));
  const headers = { Authorization: 'Bearer keeper', Accept: 'text/html' };
  const at = (path: string) => `http://127.0.0.1:8080/memoranda/m1${path}`;
  return {
    get: async (path: string) => await (await app.request(at(path), { headers })).text(),
    post: async (path: string, fields: Record<string, string>) =>
      await (await app.request(at(path), { method: 'POST', body: new URLSearchParams(fields), headers })).text(),
  };
};

const section = (page: string, id: string): string => page.slice(page.indexOf(`id="${id}"`)).split('</section>')[0] ?? '';
const counted = (text: string): [shown: number, more: string | undefined] => [
  text.match(/<li/g)?.length ?? 0,
  /And (\d+) more/.exec(text)?.[1],
];

it('what is left out of a page is counted there', async () => {
  const { get, post } = stage();
  const page = await get('');
  expect(counted(section(page, 'awaited'))).toEqual([50, '5']);
  expect(counted(section(page, 'ahead'))).toEqual([50, '7']);
  expect(await get('?recorded=4')).toMatch(/; and <a href="#awaited">54 more<\/a>/);
  expect(counted(section(await get('/acts'), 'awaited-heading'))).toEqual([20, '35']);
  const preview = await post('/acts/hold-meeting', { meeting: 'm1' });
  const [awaited = '', ahead = ''] = section(preview, 'next').split('<h3>Dates ahead</h3>');
  expect([counted(awaited), counted(ahead)]).toEqual([
    [30, '25'],
    [30, '26'],
  ]);
});
