/** The contacts file is read when it is another one than before, however it came to be another. */
import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactsOf } from '../../activities/notify/contacts.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mou-contacts-'));
});
afterAll(() => rm(folder, { recursive: true }));

const fileWith = async (name: string, email: string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, `us: [{ name: Desk, email: ${email} }]\n`);
  return file;
};
const long = new Date('2026-01-01T00:00:00Z');
const addressIn = async (file: string): Promise<string | undefined> => (await contactsOf(file, 'us'))[0]?.email;

describe('the contacts file', () => {
  it('is read again after a change of the same length', async () => {
    const file = await fileWith('same-length.yaml', 'one@us.example');
    await utimes(file, long, long);
    expect(await addressIn(file)).toBe('one@us.example');
    await fileWith('same-length.yaml', 'two@us.example');
    expect(await addressIn(file)).toBe('two@us.example');
  });

  it('is read again where another file took its place with the same times', async () => {
    const file = await fileWith('replaced.yaml', 'one@us.example');
    await utimes(file, long, long);
    expect(await addressIn(file)).toBe('one@us.example');
    const other = await fileWith('replacing.yaml', 'two@us.example');
    await utimes(other, long, long);
    await rename(other, file);
    expect(await addressIn(file)).toBe('two@us.example');
  });

  it('is asked again after it could not be read', async () => {
    const file = await fileWith('broken.yaml', 'one@us.example');
    await utimes(file, long, long);
    expect(await addressIn(file)).toBe('one@us.example');
    await writeFile(file, 'us: [{ name: Desk }]\n');
    await expect(contactsOf(file, 'us')).rejects.toThrow(/Contacts file .*broken\.yaml: us/);
    await fileWith('broken.yaml', 'one@us.example');
    expect(await addressIn(file)).toBe('one@us.example');
  });
});
