import { describe, expect, it } from 'vitest';
import { openedOnce } from '../../register/opened-once.ts';

describe('what is opened when it is first needed', () => {
  it('is opened once for all who ask, again where that failed, and closed', async () => {
    const said: string[] = [];
    const { get, close } = openedOnce(async () => {
      said.push('opened');
      await Promise.resolve();
      if (said.length === 1) throw new Error('not there');
      return { close: async () => await Promise.resolve(void said.push('closed')) };
    });
    await close();
    await expect(Promise.all([get(), get()])).rejects.toThrow('not there');
    expect(await get()).toBe(await get());
    await close();
    expect(said).toEqual(['opened', 'opened', 'closed']);
  });

  it('hinders nobody from ending who closes it while it cannot be opened', async () => {
    const { get, close } = openedOnce<{ close(): Promise<void> }>(() => Promise.reject(new Error('not there')));
    const asked = get();
    await close();
    await expect(asked).rejects.toThrow('not there');
  });
});
