/** What `mou dev` says while it starts. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { patiently } from '../../dev/patiently.ts';

it('what takes its time is named while it is waited for, and what starts at once is not', async () => {
  const told: string[] = [];
  const tell = (line: string) => told.push(line);
  expect(await patiently(tell, 'the register', Promise.resolve(1), 5)).toBe(1);
  await expect(patiently(tell, 'the desk', Promise.reject(new Error('no port')), 5)).rejects.toThrow('no port');
  expect(await patiently(tell, 'the worker', pause(50, 2), 5)).toBe(2);
  await pause(20);
  expect(told).toEqual(['Waiting for the worker to start …']);
});
