/** The acts that docs/keys.md signs are acts that its memorandum takes: who types them is not refused for another reason. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ActInput } from '../../domain/acts/index.ts';
import { ROOT } from '../../dev/paths.ts';
import { readInstrument } from '../../instruments/index.ts';
import { given } from '../support/given.ts';
import { operative } from './acts.ts';

test('each is recorded', async () => {
  const page = await readFile(join(ROOT, 'docs', 'keys.md'), 'utf8');
  const alone = [...page.matchAll(/const act = (\{.*\});/g)].map(([, act = '']) => parse(act) as ActInput);
  const called = [...page.matchAll(/client\.start(\w+)\('us-rok-tpd', (\{.*\})\)/g)].map(([, what = '', facts = '']) => ({
    ...(parse(facts) as object),
    do: `start-${what.toLowerCase()}`,
  }));
  expect([alone.length, called.length]).toEqual([1, 1]);
  const instrument = await readInstrument('us-rok-tpd');
  for (const act of [...alone, ...called] as ActInput[])
    given(...operative(instrument))
      .when(act, '2027-03-01T12:00:00Z')
      .then({ type: 'InitiativeStarted' });
});
