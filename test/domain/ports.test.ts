/** Ports that `mou dev` chooses: two that start at one moment choose different ones. */
import { rm, writeFile } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { freePort } from '../../dev/free-port.ts';
import { claimOf, firstFree } from '../../dev/ports.ts';

let port = 0;
afterEach(() => rm(claimOf(port), { force: true }));

it('a free port is taken, again by who has it already, and by another once that has ended', async () => {
  port = await freePort();
  expect(await firstFree(port)).toBe(port);
  expect(await firstFree(undefined, port)).toBe(port);
  // No process has this number: it is above the most that there may be.
  await writeFile(claimOf(port), '4194305');
  expect(await firstFree(port)).toBe(port);
});

it('one that another process has claimed and does not listen on yet is left to it', async () => {
  port = await freePort();
  await writeFile(claimOf(port), `${process.ppid}`);
  expect(await firstFree(port)).not.toBe(port);
});
