/** The forms of the desk's pages, sent with what is wrong in them. */
import { expect, it } from 'vitest';
import { deskInMemory } from '../support/desk-in-memory.ts';
import { startInitiative } from './acts.ts';

const sent = async (path: string, fields: Record<string, string>): Promise<string> => {
  const { app } = deskInMemory();
  const headers = { Authorization: 'Bearer keeper', Accept: 'text/html' };
  const answer = await app.request(`http://127.0.0.1:8080${path}`, { method: 'POST', body: new URLSearchParams(fields), headers });
  return await answer.text();
};

/** What the list above the form says, each with the place to which it leads. */
const listedIn = (page: string): Record<string, string | undefined> =>
  Object.fromEntries([...page.matchAll(/<li><a href="#([^"]+)">([^<]+)<\/a>/g)].map(([, id = '', label]) => [id, label]));

const saidAt = (page: string): string[] => [...page.matchAll(/<p class="error" id="([^"]+)-wrong">/g)].map(([, id = '']) => id);

it('each thing that is wrong is named by its own field, and leads there, also where the same is wrong with several', async () => {
  const page = await sent('/memoranda/m1/acts/sign', { by: 'us', signedOn: '2027' });
  expect(listedIn(page)).toEqual({
    'field-signatory-name': 'Signatory, Name',
    'field-signatory-title': 'Signatory, Title',
    'field-signedOn': 'Signed on',
    'field-place': 'Place',
    'field-document-title': 'Document, Title',
    'field-document-sha256': 'Document, SHA-256',
  });
  expect(saidAt(page)).toEqual(Object.keys(listedIn(page)));
  expect(page).toContain('<title>Not recorded: Sign – The desk</title>');
});

it('what is wrong with a whole group is said at the first of its inputs', async () => {
  const page = await sent('/memoranda/m1/acts/accede', { 'participant.id': 'jp', 'participant.name': 'Japan' });
  expect(listedIn(page)).toMatchObject({ 'field-participant-seat-city': 'Participant, City' });
  expect(saidAt(page)).toContain('field-participant-seat-city');
});

it('who mistypes the token at signing in comes to where it was going all the same', async () => {
  const { app } = deskInMemory();
  const answerTo = async (path: string, token?: string) =>
    await app.request(`http://127.0.0.1:8080${path}`, {
      headers: { Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin' },
      ...(token !== undefined && { method: 'POST', body: new URLSearchParams({ token }) }),
    });
  const formIn = async (answer: Response): Promise<string> => /<form [^>]*action="([^"]+)"/.exec(await answer.text())?.[1] ?? '';
  const first = await formIn(await answerTo('/memoranda/m1/text?from=1&to=2'));
  const second = await formIn(await answerTo(first, 'mistyped'));
  const signedIn = await answerTo(second, 'reader');
  expect([signedIn.status, signedIn.headers.get('Location')]).toEqual([303, '/memoranda/m1/text?from=1&to=2']);
});

it('a form that is too large is told so on a page, and the connection is closed as for a program', async () => {
  const { app } = deskInMemory();
  const answer = await app.request('http://127.0.0.1:8080/memoranda/m1/acts/sign', {
    ...{ method: 'POST', body: new URLSearchParams({ by: 'x'.repeat(3_000_000) }) },
    headers: { Authorization: 'Bearer keeper', Accept: 'text/html' },
  });
  expect([answer.status, answer.headers.get('Connection'), answer.headers.get('Content-Type')]).toEqual([
    ...[413, 'close'],
    'text/html; charset=utf-8',
  ]);
});

it('who looks at another page of the record does not ask for the proof again', async () => {
  const { app, record } = deskInMemory();
  for (let n = 1; n <= 120; n += 1) record(startInitiative('us', `i${n}`, 'II.B.4', { title: `Initiative ${n}` }));
  const headers = { Authorization: 'Bearer keeper', Accept: 'text/html' };
  const page = await (await app.request('http://127.0.0.1:8080/memoranda/m1/record?proof=again', { headers })).text();
  const pages = [...page.matchAll(/href="(\?[^"]+)"/g)].map(([, href]) => href);
  expect(pages).toEqual(['?events=1#events', '?events=2#events']);
});
