/** A thousand of the largest acts in one memorandum: it still answers everything, hands over, commences and completes. */
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { percentile } from '../../bench/row.ts';
import { liveOurs } from '../../bench/temporal/life.ts';
import { withStand } from '../../bench/temporal/stand.ts';
import { ROOT } from '../../dev/paths.ts';
import { fastForward } from '../../dev/time-skipping.ts';
import { addDays, dateAt, parseInstant } from '../../domain/calendar.ts';
import { bytesOf } from '../../domain/limits.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import { consent, discontinueOn, modify, startInitiative } from '../domain/acts.ts';
import { largestActs } from '../support/largest-acts.ts';

const ACTS = Number(process.env.LARGEST_ACTS ?? 1_000);
const SEED = Number(process.env.TEST_SEED);
const MOU = 'largest-acts';
const SIGNED = 3;
const CLI = join(ROOT, 'dist', 'cli', 'main.js');
const DAY = 86_400_000;

it(`${ACTS} of them`, async () => {
  await withStand(async ({ address, client, register, databaseUrl, withWorker }) => {
    const handle = client.client.workflow.getHandle(workflowIdOf(MOU));
    await withWorker('ours', async () => {
      await liveOurs({ client }, MOU, SIGNED);
      const firstRun = (await handle.describe()).runId;
      await client.act(MOU, startInitiative('us', 'i1', 'II.B.4'));
      const times: number[] = [];
      let bytes = 0;
      for (const act of largestActs(ACTS, SEED, 'i1')) {
        const began = performance.now();
        // A modification that another has overtaken is refused or lapses: that is an answer too.
        await client
          .act(MOU, act)
          .catch((error: Error) =>
            expect(error).toMatchObject({ name: 'Refusal', code: expect.stringMatching(/CONFLICT|DECISION_CLOSED/) }),
          );
        times.push(performance.now() - began);
        bytes += bytesOf(act);
      }
      const command = async (...words: string[]): Promise<string> => {
        const began = performance.now();
        const { stdout } = await execa(process.execPath, [CLI, ...words], {
          env: { TEMPORAL_ADDRESS: address, DATABASE_URL: databaseUrl },
          maxBuffer: 2 ** 30,
        });
        console.info(`${words.join(' ')}: ${Math.round(performance.now() - began)} ms, ${stdout.length} characters`);
        return stdout;
      };
      const tenth = Math.ceil(times.length / 10);
      const [first, last] = [times.slice(0, tenth), times.slice(-tenth)].map((some) => percentile(some, 0.5)) as [number, number];
      console.table({
        ...{ acts: times.length, megabytes: bytes / 1e6, 'p50, ms': percentile(times, 0.5), 'longest, ms': Math.max(...times) },
        ...{ 'p50 of the first tenth, ms': first, 'p50 of the last tenth, ms': last },
      });
      // What an act costs does not hang on what was recorded before it.
      expect(last).toBeLessThan(3 * first);
      expect((await handle.describe()).runId).not.toBe(firstRun);
      expect(await command('status', MOU)).toContain('operative');
      expect(await command('text', MOU)).toContain('III.8');
      expect(await command('explain', MOU)).toContain('III.1');
      expect(await command('list')).toContain(MOU);
      expect(await command('deadlines', MOU, '--from', '2026-01-01')).toContain('meeting');
      await client.act(MOU, modify('us', 'last', [{ op: 'replace', path: '/title', value: 'Another title' }]));
      expect(await command('awaited', MOU)).toContain('consent to decision last');
      expect(await command('verify', MOU)).toContain('every chain is as it was recorded');
      expect((await command('events', MOU)).length).toBeGreaterThan(10 * times.length);
      expect(await command('report', MOU, '--out', '-')).toContain('</html>');
      const log = await client.events(MOU);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1));
    });
    // Another worker has to find all of it in the register first.
    await withWorker('ours', async () => {
      const began = performance.now();
      await client.act(MOU, discontinueOn('us', 'end', addDays(dateAt(Date.now(), 'Asia/Seoul'), 10)));
      console.info(`the first act with another worker: ${Math.round(performance.now() - began)} ms`);
      await client.act(MOU, consent('rok', 'end'));
      const { commencesAt } = (await client.state(MOU)).discontinuation ?? { commencesAt: '' };
      const at = { namespace: 'default', workflowId: workflowIdOf(MOU) };
      await fastForward(client.connection, at, { until: parseInstant(commencesAt) + 1_000 });
      expect((await client.state(MOU)).status).toBe('discontinued');
      await fastForward(client.connection, at, { duration: 32 * DAY }).catch((error: Error) => expect(error.message).toContain('ended'));
      expect(await handle.result()).toMatchObject({ status: 'discontinued' });
      expect(await register.head(MOU)).toMatchObject({ seq: (await client.events(MOU)).length });
    });
  }, true);
});
