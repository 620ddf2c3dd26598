/** What the command line says is missing, it says by its flags: it is typed, and has no fields. */
import { expect, test } from 'vitest';
import { flagsOfAct } from '../../cli/verbs/acts/flags.ts';
import { actFrom } from '../../cli/verbs/acts/input.ts';
import type { ActName } from '../../domain/acts/index.ts';

const said = async (name: ActName, options: Record<string, unknown>): Promise<string> =>
  await actFrom(name, flagsOfAct(name), options).then(
    () => 'nothing is missing',
    (error: Error) => error.message,
  );

const SHA = 'a'.repeat(64);
const paper = { documentTitle: 'Paper', documentSha256: SHA };
const slip = { kind: 'signature', of: 'us', reason: 'A slip', ...paper };

test.each<[name: ActName, options: Record<string, unknown>, words: string]>([
  ['correct', { ...slip, signatoryName: 'A. N. Official' }, 'missing: --signatory-title <text>'],
  ['correct', { ...slip, signatoryTitle: 'Minister' }, 'missing: --signatory-name <text>'],
  ['correct', { ...slip, signatoryName: 'A. N. Official', signatoryTitle: 'Minister' }, 'nothing is missing'],
  ['correct', { ...slip, textTitle: 'The text' }, 'missing: --text-sha256 <hash>'],
  ['correct', slip, 'nothing is missing'],
  ['give-notice', { by: 'us', notice: 'n1', noticeOn: '2027-01-29' }, 'missing: --document <file>'],
  ['give-notice', { by: 'us', notice: 'n1', noticeOn: '2027-01-29', documentTitle: 'Notice' }, 'missing: --document-sha256 <hash>'],
  ['give-notice', { by: 'us', notice: 'n1', noticeOn: '2027-01-29', ...paper }, 'nothing is missing'],
])('%s %o', async (name, options, words) => expect(await said(name, options)).toBe(words));
