/** What `mou status` says of the current term. */
import { expect, test } from 'vitest';
import { statusLines } from '../../cli/views.ts';
import { stateAsOf } from '../../projections/as-of.ts';
import { lifeOf } from '../support/scenario-lives.ts';

const linesOn = async (file: string, on: string): Promise<string[]> => {
  const { log } = await lifeOf(`rules/${file}.yaml`);
  const state = stateAsOf(log, { on });
  return state ? statusLines(state, '').filter((line) => /^(term|notice by) /.test(line)) : [];
};

test('a term that renews itself ends unless it is renewed, and there is a last day for a notice', async () => {
  expect(await linesOn('terms/two-non-renewals-one-in-time-and-one-late', '2027-02-01')).toEqual([
    expect.stringMatching(/unless renewed or extended$/),
    expect.stringMatching(/^notice by .*, delivered, to stop the renewal$/),
  ]);
});

test('once a notice has stopped the renewal, only a decision goes on with it', async () => {
  const { log } = await lifeOf('rules/terms/two-non-renewals-one-in-time-and-one-late.yaml');
  const stopped = log.find(({ type, data }) => type === 'NoticeDelivered' && (data as { started: string | null }).started !== null);
  expect(await linesOn('terms/two-non-renewals-one-in-time-and-one-late', stopped?.on ?? '')).toEqual([
    expect.stringMatching(/unless extended$/),
  ]);
});
