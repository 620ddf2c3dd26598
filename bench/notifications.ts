/**
 * A thousand memoranda whose discontinuation commences at the same instant, two recipients each: how long until every
 * mail is out. Real server (SQLite in memory), built worker, real SMTP; run by hand: `node dist/bench/notifications.js [count]`.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { ROOT, WORKER } from '../dev/paths.ts';
import { searchAttributeFlags } from '../dev/search-attribute-flags.ts';
import { MouClient } from '../client/index.ts';
import { parseInstant } from '../domain/calendar.ts';
import type { Event } from '../domain/events.ts';
import { parseAct } from '../domain/input.ts';
import { Memorandum } from '../domain/memorandum.ts';
import { readInstrument } from '../instruments/index.ts';
import { startDevServer } from '../dev/dev-server.ts';
import { findTemporalBinary } from '../dev/temporal-binary.ts';
import { startWorker } from '../dev/worker-process.ts';
import { packLog } from '../workflows/log-carrier.ts';
import { TASK_QUEUE, WORKFLOW_TYPE, workflowIdOf } from '../workflows/messages.ts';

const COUNT = Number(process.argv[2] ?? 1_000);
/** Milliseconds that it takes to start a memorandum, with a good margin. */
const START = 120;
const document = { title: 'Document', sha256: 'a'.repeat(64) };

/** The life of the seed until a notice was delivered, every event of it told already. */
const logOf = async (mou: string): Promise<readonly Event[]> => {
  const memorandum = new Memorandum(mou);
  const record = (at: string, act: object) => memorandum.record(parseAct(act), parseInstant(at));
  const signatory = { name: 'A. N. Official', title: 'Minister' };
  record('2027-01-05T01:00:00Z', { do: 'open', mou, instrument: await readInstrument('us-rok-tpd') });
  for (const by of ['rok', 'us'])
    record('2027-01-06T01:00:00Z', { do: 'sign', by, signatory, signedOn: '2027-01-05', place: 'Gyeongju', document });
  record('2027-01-29T15:00:00Z', { do: 'give-notice', by: 'us', notice: 'n1', noticeOn: '2027-01-29', document });
  const delivery = { notice: 'n1', to: 'rok', deliveredOn: '2027-02-01', place: 'Seoul', method: 'by hand', evidence: document };
  record('2027-02-01T02:00:00Z', { do: 'record-delivery', ...delivery });
  return memorandum.log;
};

/** When each message arrived, milliseconds since the epoch, by its key. */
const startMailServer = async () => {
  const arrived = new Map<string, number>();
  let received = 0;
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      let head = '';
      stream.on('data', (chunk: Buffer) => {
        if (head.length < 8_000) head += chunk.toString('latin1');
      });
      stream.on('end', () => {
        done();
        // Reminders of the months between fall due at once when a memorandum is started: they are not what is measured.
        if (!/^X-MOU-Event: DiscontinuationCommenced/im.test(head)) return;
        received += 1;
        const key = /^X-MOU-Idempotency-Key: (\S+)/im.exec(head)?.[1] ?? '';
        if (!arrived.has(key)) arrived.set(key, Date.now());
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return { url, arrived, received: () => received, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
};

const startAll = async (client: MouClient, clockOffset: number): Promise<void> => {
  const queue = Array.from({ length: COUNT }, (_, n) => `bench-${n}`);
  const serve = async (): Promise<void> => {
    for (let mou = queue.pop(); mou !== undefined; mou = queue.pop()) {
      const log = await logOf(mou);
      const sent = { us: log.length, rok: log.length };
      await client.client.workflow.start(WORKFLOW_TYPE, {
        workflowId: workflowIdOf(mou),
        taskQueue: TASK_QUEUE,
        args: [{ mou, clockOffset, sent }, packLog(log)],
      });
    }
  };
  await Promise.all(Array.from({ length: 10 }, serve));
};

const percentile = (sorted: readonly number[], part: number): number => sorted[Math.ceil(sorted.length * part) - 1] ?? 0;

const measure = async (address: string, mail: Awaited<ReturnType<typeof startMailServer>>): Promise<void> => {
  const client = await MouClient.connect({ connection: { address }, namespace: 'default' });
  const lead = COUNT * START + 10_000;
  // The memoranda's clock stands at the lead before the instant at which 2027-07-31 has begun at every seat.
  const clockOffset = parseInstant('2027-07-31T04:00:00Z') - Date.now() - lead;
  const commences = Date.now() + lead;
  await startAll(client, clockOffset);
  console.log(`${COUNT} memoranda started ${Math.round((commences - Date.now()) / 1_000)} s before the instant`);
  while (mail.arrived.size < COUNT * 2 && Date.now() < commences + 600_000) await pause(100);
  const lags = [...mail.arrived.values()].map((at) => at - commences).sort((a, b) => a - b);
  const last = lags.at(-1) ?? 0;
  console.log(`${mail.arrived.size} of ${COUNT * 2} messages arrived, ${mail.received() - mail.arrived.size} of them twice`);
  console.log(`lag: first ${lags[0]} ms, half ${percentile(lags, 0.5)} ms, 99 % ${percentile(lags, 0.99)} ms, last ${last} ms`);
  console.log(`${Math.round((lags.length / last) * 1_000)} messages a second`);
  await client.close();
};

const folder = await mkdtemp(join(tmpdir(), 'mou-bench-'));
await writeFile(
  join(folder, 'contacts.yaml'),
  'us: [{ name: Desk, email: desk@us.example }]\nrok: [{ name: Desk, email: desk@rok.example }]\n',
);
const mail = await startMailServer();
const binary = await findTemporalBinary({ log: () => {}, root: ROOT });
const server = await startDevServer({ binary, searchAttributes: searchAttributeFlags });
const worker = await startWorker({
  script: WORKER,
  environment: {
    TEMPORAL_ADDRESS: server.address,
    MOU_SMTP_URL: mail.url,
    MOU_CONTACTS: join(folder, 'contacts.yaml'),
    MOU_LOG_LEVEL: 'info',
    MOU_MAX_CACHED_WORKFLOWS: process.env.MOU_MAX_CACHED_WORKFLOWS ?? '300',
  },
  log: (line) => (line.includes('"level":30') ? undefined : console.log(line.slice(0, 300))),
});
try {
  await measure(server.address, mail);
} finally {
  await worker.stop();
  await server.stop();
  await mail.stop();
  await rm(folder, { recursive: true });
}
