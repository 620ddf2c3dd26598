/** The acts as the desk's pages tell of them. */
import { expect, it } from 'vitest';
import { asInForm } from '../../desk/pages/acts.ts';
import { ACT_NAMES, ACTS } from '../../domain/acts/index.ts';

it.each(ACT_NAMES)('%s is told in words, and by no name that only the command line has', (name) => {
  const { summary, who } = ACTS[name];
  expect(asInForm(`${summary} ${who}`)).not.toMatch(/`|--[a-z]/);
});
