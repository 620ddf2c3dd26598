/** The dates of a life do not depend on the time zone of the process: checked in processes that live in others. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { given } from '../support/given.ts';
import { decided, modify, noticeDelivered, operative, recordAction, replacing, schedule } from './acts.ts';

const CHILD = 'CHILD_TIME_ZONE';
const ZONES = ['UTC', 'Asia/Seoul', 'America/New_York'];
const LIFE = 'the dates of a life, known beforehand';

test(LIFE, () => {
  // A child proves that it lives where it was told to, or it would prove nothing.
  if (process.env[CHILD]) expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(process.env[CHILD]);
  const { memorandum } = given(
    ...operative(),
    ...noticeDelivered,
    [schedule('us', 'm1', '2027-09-01'), '2027-02-02T15:00:00Z'],
    [recordAction('m1', 'a1', 'us', '2027-03-15'), '2027-02-02T15:00:00Z'],
    ...decided(modify('us', 'd1', replacing('/title', 'Shorter'), '2027-03-14'), '2027-02-28T15:00:00Z'),
    '2027-08-01T00:00:00Z',
  );
  expect(memorandum.log.map(({ type, on, at }) => `${type} ${on} ${at}`)).toEqual([
    'MemorandumOpened 2027-01-04 2027-01-05T01:00:00Z',
    'Signed 2027-01-05 2027-01-05T06:00:00Z',
    'Signed 2027-01-05 2027-01-05T07:00:00Z',
    'BecameOperative 2027-01-05 2027-01-05T07:00:00Z',
    'NoticeGiven 2027-01-29 2027-01-29T15:00:00Z',
    'NoticeDelivered 2027-02-01 2027-02-01T02:00:00Z',
    'DiscontinuationExpected 2027-02-01 2027-02-01T02:00:00Z',
    'MeetingScheduled 2027-02-02 2027-02-02T15:00:00Z',
    'ActionRecorded 2027-02-02 2027-02-02T15:00:00Z',
    'DecisionProposed 2027-02-28 2027-02-28T15:00:00Z',
    'DecisionConsented 2027-03-01 2027-02-28T15:00:00Z',
    'DecisionTaken 2027-03-01 2027-02-28T15:00:00Z',
    'ModificationTookEffect 2027-03-14 2027-03-14T05:00:00Z',
    'ReminderDue 2027-03-15 2027-03-15T04:00:00Z',
    'DiscontinuationCommenced 2027-07-31 2027-07-31T04:00:00Z',
  ]);
});

test.skipIf(process.env[CHILD]).concurrent.each(ZONES)('are the same in a process in %s', async (zone) => {
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const args = [vitest, 'run', fileURLToPath(import.meta.url), '--project', 'domain', '-t', LIFE, '--reporter=json'];
  const env = { ...process.env, TZ: zone, [CHILD]: zone };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, cwd: fileURLToPath(new URL('../..', import.meta.url)) });
  expect(JSON.parse(stdout.slice(stdout.indexOf('{')))).toMatchObject({ success: true, numPassedTests: 1, numFailedTests: 0 });
});
