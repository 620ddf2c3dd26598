/** What the command line says is missing, it says by its flags: it is typed, and has no fields. */
import { expect, test } from 'vitest';
import { flagsOfAct } from '../../cli/verbs/acts/flags.ts';
import { actFrom } from '../../cli/verbs/acts/input.ts';
import { ACT_NAMES, type ActName } from '../../domain/acts/index.ts';
import { parseAct } from '../../domain/input.ts';

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

test('a Participant that joins is given by flags alone, its seat too', async () => {
  const flags = flagsOfAct('accede');
  expect(flags.map(({ flag }) => flag)).toContain('--participant-seat-time-zone <zone>');
  const joins = { participantId: 'jp', participantName: 'The Government of Japan', participantShortName: 'Japan' };
  const seat = { participantSeatCity: 'Tokyo', participantSeatTimeZone: 'Asia/Tokyo' };
  const signed = { signatoryName: 'A', signatoryTitle: 'B', signedOn: '2027-03-01', place: 'Tokyo', ...paper };
  expect(parseAct(await actFrom('accede', flags, { ...joins, ...seat, ...signed }))).toMatchObject({
    participant: { id: 'jp', shortName: 'Japan', seat: { city: 'Tokyo', timeZone: 'Asia/Tokyo' } },
  });
  expect(await said('accede', { ...joins, ...signed, participantSeatCity: 'Tokyo' })).toBe('missing: --participant-seat-time-zone <zone>');
});

test.each(ACT_NAMES)('the flags of %s are words and hyphens, each once', (name) => {
  const flags = flagsOfAct(name).map(({ flag }) => flag.split(' ')[0]);
  expect(flags.filter((flag) => !/^--[a-z0-9]+(-[a-z0-9]+)*$/.test(flag ?? ''))).toEqual([]);
  expect(new Set(flags).size).toBe(flags.length);
});
