/** The decider alone and the workflow on a real server yield the same events. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { rehearse } from '../../dev/rehearsal.ts';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { expectRehearsedAsSimulated, loadLife } from '../support/rehearsed.ts';
import { ROOT, startService } from '../support/service.ts';

const FOLDER = join(ROOT, 'test', 'scenarios');
/** A fixed sample, chosen so that almost every act, event, term and refusal occurs in it; `npm run test:long scenarios` lives them all. */
const FILES = [
  'seed-life.yaml',
  'moved-seat.yaml',
  'late-recording.yaml',
  'refusals.yaml',
  'rules/withdrawal/a-modification-waiting-for-who-leaves-is-taken-that-day.yaml',
  'rules/withdrawal/on-the-very-day-on-which-the-term-ends-takes-nobody-out.yaml',
  'rules/withdrawal/corrections-of-every-kind-that-waited-for-who-leaves.yaml',
  'rules/withdrawal/second-notice-waits-not-for-who-left.yaml',
  'rules/modifications/two-change-places-by-a-corrected-consent-and-the-later-stands.yaml',
  'rules/dates/two-dates-begin-in-the-same-instant-at-apia.yaml',
  'rules/together/a-historic-file-with-meeting-minutes-and-action-after-its-end.yaml',
  'rules/record/annulled-once-and-its-id-is-spent.yaml',
  'rules/record/correct-each-clerical-fact.yaml',
  'rules/meetings/a-pause-of-long-ago-recorded-with-its-end.yaml',
  'rules/meetings/rescheduled-twice-and-cancelled.yaml',
  'rules/terms/consents-to-an-extension-recorded-in-the-wrong-order.yaml',
  'rules/operation/lapsed-and-everything-of-after-it-is-refused.yaml',
  'rules/decisions/withdraw-decision-of-an-end-before-it-is-taken-is-not-for-that.yaml',
  'rules/afterwards/a-rectified-delivery-after-the-end-asks-for-no-disposition-twice.yaml',
  'shelf/customs-data-exchange.yaml',
  'shelf/turtles-range-states-joins.yaml',
  'shelf/working-holiday-notes.yaml',
  'shelf/sturgeon-range-states.yaml',
  'shelf/seismic-data-exchange.yaml',
  'shelf/rail-timetables.yaml',
  'shelf/flood-warning-network-joins.yaml',
];

describe('a scenario', () => {
  let worker: WorkerProcess;
  beforeAll(async () => {
    worker = await startService();
  });
  afterAll(() => worker.stop());

  it.concurrent.each(FILES)('%s yields the same events simulated and rehearsed', (file) =>
    expectRehearsedAsSimulated(join(FOLDER, file), inject('temporalAddress')),
  );

  it('that fails on the way tells what was done until then, and why it stopped', async () => {
    const { scenario, instrument } = await loadLife(join(FOLDER, FILES[0] ?? ''));
    const look = { at: scenario.steps[0]?.at ?? '', do: 'look' };
    const rehearsed = await rehearse('127.0.0.1:1', { ...scenario, steps: [look, ...scenario.steps] }, instrument, () => {});
    expect(rehearsed.steps).toMatchObject([{ do: 'look', ok: true }]);
    expect(rehearsed.stopped).toMatchObject({ code: 'NO_SERVICE' });
  });
});
