/** A command of the user's that signs (MOU_KEY_COMMAND): what it does wrong is told by the variable's name, with its own words. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { signingBy } from '../../keys/command.ts';

const signed = (command: string): Promise<Uint8Array> => Promise.resolve(signingBy(command, 'k1').sign(Buffer.from('content')));
const refused = (says: string) => expect.objectContaining({ code: 'INVALID', exitCode: 2, message: `MOU_KEY_COMMAND: ${says}` });

afterEach(() => vi.restoreAllMocks());

describe('A command that signs', () => {
  test('gives the 64 bytes of the signature in base64', async () => {
    expect(await signed(`printf '%s' '${Buffer.alloc(64, 7).toString('base64')}'`)).toEqual(Buffer.alloc(64, 7));
  });

  test('is heard while it runs, and what it said stands in the error', async () => {
    const heard = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await expect(signed('echo "no card in the reader" >&2; exit 3')).rejects.toEqual(
      refused('gave no signature: it ended with 3: no card in the reader'),
    );
    expect(heard.mock.calls.join('')).toContain('no card in the reader');
  });

  test.each([
    ['exit 3', 'gave no signature: it ended with 3'],
    ['kill -9 $$', 'gave no signature: it ended with SIGKILL'],
    ['true', 'gave 0 bytes, and a signature has 64, in base64'],
    ['echo c2hvcnQ=', 'gave 5 bytes, and a signature has 64, in base64'],
  ])('is named where it does not: %s', async (command, says) => {
    await expect(signed(command)).rejects.toEqual(refused(says));
  });

  test('is named where there is no such command', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await expect(signed('no-such-agent')).rejects.toEqual(
      expect.objectContaining({ code: 'INVALID', message: expect.stringMatching(/^MOU_KEY_COMMAND: .*ended with 127: .*not found/) }),
    );
  });
});
