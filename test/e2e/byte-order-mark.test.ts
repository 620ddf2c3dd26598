/** Some editors begin a file with a byte order mark: at no door is it part of what the file says. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contactsOf } from '../../activities/notify/contacts.ts';
import { secretsOf } from '../../activities/notify/secrets.ts';
import { linesOf } from '../../cli/verbs/apply/lines.ts';
import { parseJson } from '../../cli/json-text.ts';
import { readJson } from '../../cli/read-json.ts';
import { readInstrument } from '../../instruments/index.ts';
import { ROOT } from '../support/service.ts';

const MARK = '\ufeff';
const SECRET = `whsec_${Buffer.from('a'.repeat(32)).toString('base64')}`;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mou-mark-'));
});
afterEach(() => rm(folder, { recursive: true }));

const written = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), `${MARK}${text}`);
  return join(folder, name);
};

test('an act as JSON, from a flag, a pipe or a file', async () => {
  expect(parseJson('--from', `${MARK}{"by":"us"}`)).toEqual({ by: 'us' });
  expect(await readJson(await written('act.json', '{"by":"us"}'))).toEqual({ by: 'us' });
});

test('lines of acts', async () => {
  const lines = [];
  for await (const line of linesOf(Readable.from([Buffer.from(`${MARK}{"do":"sign"}\n`)]))) lines.push(line);
  expect(lines).toMatchObject([{ text: '{"do":"sign"}' }]);
});

test('contacts, secrets and an instrument', async () => {
  expect(await contactsOf(await written('contacts.yaml', 'us: [{ name: Desk, email: desk@us.example }]'), 'us')).toHaveLength(1);
  expect(await secretsOf(await written('secrets.yaml', `us-hook: ${SECRET}`), 'us-hook')).toEqual([SECRET]);
  const text = await readFile(join(ROOT, 'instruments', 'us-rok-tpd.yaml'), 'utf8');
  expect(await readInstrument(await written('own.yaml', text))).toMatchObject({ id: 'us-rok-tpd' });
});
