/** A token that is renewed in its file is the one that is sent, without a restart. */
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { serverFrom } from '../../client/server.ts';
import { tokenIn } from '../../client/token-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'mou-token-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'token');
const renewed = (token: string, at: number): void => {
  writeFileSync(file, token);
  utimesSync(file, at, at);
};

describe('a token in a file', () => {
  it('is read again when the file changes, and kept for as long as it is away', () => {
    renewed('first\n', 1_000);
    const token = tokenIn(file);
    expect(token()).toBe('first');
    renewed('second', 2_000);
    expect(token()).toBe('second');
    rmSync(file);
    expect(token()).toBe('second');
    renewed('', 3_000);
    expect(token()).toBe('second');
  });

  it('is sent by the command and the client where MOU_TOKEN_FILE names it, and a file that is not there is named', () => {
    renewed('first', 1_000);
    process.env.MOU_TOKEN_FILE = file;
    try {
      const { apiKey } = serverFrom().connection;
      expect((apiKey as () => string)()).toBe('first');
      process.env.MOU_TOKEN_FILE = join(folder, 'none');
      expect(() => serverFrom()).toThrow(/^MOU_TOKEN_FILE: .*none cannot be read \(ENOENT\)/);
    } finally {
      delete process.env.MOU_TOKEN_FILE;
    }
  });
});
