#!/usr/bin/env node
/** `npm run demo`: the seed memorandum's whole life on a real Temporal server whose clock is skipped forward, told step by step. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import pc from 'picocolors';
import { MouClient, type Receipt, type Signer } from '../client/index.ts';
import { dateAt, parseInstant } from '../domain/calendar.ts';
import { explain } from '../projections/explain.ts';
import { readInstrument } from '../instruments/index.ts';
import { fastForward } from './time-skipping.ts';
import { workflowIdOf } from '../workflows/messages.ts';
import { tellFailure } from '../cli/failure.ts';
import { print, progress } from '../cli/output.ts';
import { encryptPayloads, type Keys, newKeys, showWhatIsKept, showWhoIsRefused } from './demo-secured.ts';
import { startStack, type Stack } from './stack.ts';

const MOU = 'us-rok-tpd';
const DATA = '.mou/demo';
const DAY = 24 * 60 * 60 * 1000;

/** A stand-in for a document: the demonstration has no papers, only their names. */
const document = (title: string) => ({ title, sha256: createHash('sha256').update(title).digest('hex') });

const heading = (text: string): void => print('', pc.bold(text));

const told = ({ events }: Receipt): void => {
  for (const event of events) print(`   #${event.seq} ${pc.green(event.type)} on ${event.on} (${event.clause})`);
};

const sign = (client: MouClient, by: string, name: string, title: string) =>
  client.sign(MOU, {
    by,
    signedOn: '2025-10-29',
    place: 'Gyeongju',
    signatory: { name, title },
    document: document('Memorandum, signed original'),
  });

const recordTheBeginning = async (client: MouClient, keys: Keys | undefined): Promise<void> => {
  heading('1. The memorandum is opened, as text and terms from its instrument file.');
  told(await client.open(MOU, { instrument: await readInstrument('us-rok-tpd'), ...keys?.named }));
  heading('2. Both Participants signed on 29 October 2025; it is operative on the date of the last signature (III.1).');
  told(await sign(client, 'rok', 'A. N. Official', 'Deputy Prime Minister and Minister of Science and ICT'));
  told(await sign(client, 'us', 'A. N. Official', 'Director, Office of Science and Technology Policy'));
};

const giveAndDeliverNotice = async (client: MouClient): Promise<void> => {
  const now = Date.now();
  heading('3. The United States gives written notice of discontinuation. It starts no clock (III.3).');
  const noticeOn = dateAt(now, 'America/New_York');
  told(await client.giveNotice(MOU, { by: 'us', notice: 'n1', noticeOn, document: document('Notice of discontinuation') }));
  heading('4. The notice is delivered in Seoul, today. That starts the 180 days (III.4).');
  const delivery = { notice: 'n1', to: 'rok', deliveredOn: dateAt(now, 'Asia/Seoul'), place: 'Seoul', method: 'note verbale, by hand' };
  told(await client.recordDelivery(MOU, { ...delivery, evidence: document('Receipt of the notice') }));
  for (const { sentence } of explain(await client.state(MOU))) print(`   ${sentence}`);
};

const PATIENCE = 60_000;

/** Throws where it is not so within a minute: nobody is to wait in front of a demonstration that stands still. */
const until = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + PATIENCE; !(await isSo()); await pause(100))
    if (Date.now() > end) throw new Error(`${what}: not within ${PATIENCE / 1_000} s; the logs are in ${DATA}`);
};

const killWorker = async (stack: Stack): Promise<void> => {
  const { pid } = stack.worker();
  heading(`6. The worker (process ${pid}) is killed, and started again: nothing is lost, the timer is the server's.`);
  process.kill(pid, 'SIGKILL');
  await until('The worker is started again', () => stack.worker().pid !== pid);
};

const skipTo = async (client: MouClient, instant: number): Promise<void> => {
  await fastForward(client.connection, { namespace: 'default', workflowId: workflowIdOf(MOU) }, { until: instant });
};

const skipTheDays = async (client: MouClient, stack: Stack): Promise<void> => {
  const { commencesAt = '' } = (await client.state(MOU)).discontinuation ?? {};
  heading('5. The server skips 90 days of this memorandum forward, by its own time skipping.');
  await skipTo(client, Date.now() + 90 * DAY);
  print(`   Still ${(await client.state(MOU)).status}.`);
  await killWorker(stack);
  heading(`7. The server skips to the minute before ${commencesAt}, and then past it.`);
  await skipTo(client, parseInstant(commencesAt) - 60_000);
  print(`   A minute before: ${(await client.state(MOU)).status}.`);
  await skipTo(client, parseInstant(commencesAt) + 1_000);
};

type Mail = { subject: string; to: { address: string }[] };

const readInbox = async (client: MouClient, { inbox }: Stack): Promise<void> => {
  if (!inbox) throw new Error('The demonstration has an inbox of its own');
  heading('8. Every event was notified to both Participants, by real SMTP.');
  await until('Every message is handed over', async () => (await client.outbox(MOU)).waiting === 0);
  const mails = (await (await fetch(inbox.apiUrl)).json()) as Mail[];
  for (const { subject, to } of mails) print(`   ${pc.dim((to[0]?.address ?? '').padEnd(20))} ${subject}`);
  print(`   ${mails.length} messages; the inbox is a page at ${inbox.webUrl}`);
};

const whereToLook = (stack: Stack, { keep, secured }: { keep: boolean; secured: boolean }): void => {
  const workflow = `${stack.server.uiAddress}/namespaces/default/workflows/${encodeURIComponent(workflowIdOf(MOU))}`;
  heading('Where to look');
  print(
    `   Desk:   ${stack.desk.url}/session?token=${stack.desk.token}&next=/memoranda/${MOU}   (signs a browser of this machine in)`,
    '   The page shows how the memorandum stands, its timeline and each date with its reason; Text its versions; Record and proof its',
    '   events, messages and the chain. What is awaited would have a link to its form.',
    `   Web UI: ${workflow}`,
    '   The history shows each act as an Update by its name, the timer with its date and clause, and the skipped time;',
    '   the workflow’s details show the status. Compact view reads best.',
  );
  print(
    keep
      ? '   Ctrl-C stops the server.'
      : `   The server stops now; to look at it:  ${secured ? `MOU_CODEC_KEYS=${process.env.MOU_CODEC_KEYS} ` : ''}npx mou dev --data ${DATA}   (or: npm run demo -- ${secured ? '--secured ' : ''}--keep)`,
  );
};

const tellTheEnd = async (client: MouClient): Promise<void> => {
  const last = (await client.events(MOU)).findLast((event) => event.type === 'DiscontinuationCommenced');
  if (!last) throw new Error('Discontinuation did not commence');
  const { deliveredOn } = (await client.state(MOU)).notices.n1 ?? {};
  print('', `${pc.green(last.type)} on ${pc.bold(last.on)}: 180 days after delivery on ${deliveredOn} (${last.clause}).`);
};

const demo = async ({ keep, secured }: { keep: boolean; secured: boolean }): Promise<void> => {
  await rm(DATA, { recursive: true, force: true });
  if (secured) await encryptPayloads(DATA);
  const keys = secured ? newKeys() : undefined;
  const stack = await startStack({ data: DATA, rehearsal: { from: Date.now() }, tell: progress });
  try {
    const connect = (signer: Signer | undefined) =>
      MouClient.connect({ connection: { address: stack.server.address }, namespace: 'default', patience: 30_000, signer });
    const client = await connect(keys?.signer);
    await recordTheBeginning(client, keys);
    await giveAndDeliverNotice(client);
    await skipTheDays(client, stack);
    await readInbox(client, stack);
    if (keys) await showWhoIsRefused(client, await connect(keys.stranger), MOU);
    if (keys) await showWhatIsKept(client, MOU);
    whereToLook(stack, { keep, secured });
    await tellTheEnd(client);
    await client.close();
    if (keep) await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  } finally {
    await stack.stop();
  }
};

await demo({ keep: process.argv.includes('--keep'), secured: process.argv.includes('--secured') }).catch((error: unknown) =>
  tellFailure(error, false),
);
