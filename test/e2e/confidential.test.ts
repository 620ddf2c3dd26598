/** With keys, a whole life leaves behind nothing that the server's operator could read: no name in histories, files or logs. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MouClient } from '../../client/index.ts';
import { type DevServer, startDevServer } from '../../dev/dev-server.ts';
import { searchAttributeFlags } from '../../dev/search-attribute-flags.ts';
import { fastForward } from '../../dev/time-skipping.ts';
import { startWorker } from '../../dev/worker-process.ts';
import { dateAt, parseInstant } from '../../domain/calendar.ts';
import { Instrument } from '../../domain/instrument.ts';
import { newKey } from '../../encryption/keys.ts';
import { updateFor, workflowIdOf } from '../../workflows/messages.ts';
import {
  consent,
  decided,
  deliver,
  giveNotice,
  modify,
  open,
  recordAction,
  replacing,
  schedule,
  sign,
  startInitiative,
} from '../domain/acts.ts';
import { MailCapture } from '../support/mail-capture.ts';
import { mou, ROOT } from '../support/service.ts';
import { smallInstrumentInput } from '../support/small-instrument.ts';

/** Stands in every text that a person wrote; ids, dates and statuses are plain by design. */
const SECRET = 'Zyxwvut';
const MOU = 'm1';

const instrument = Instrument.parse({
  ...smallInstrumentInput,
  title: `Memorandum on ${SECRET}`,
  participants: smallInstrumentInput.participants.map((one) => ({
    ...one,
    name: `${one.name} (${SECRET})`,
    shortName: `${SECRET} ${one.id}`,
  })),
  clauses: smallInstrumentInput.clauses.map((clause) => ({ ...clause, text: `${clause.text} ${SECRET}.` })),
});
const document = { title: `Paper of ${SECRET}`, sha256: 'a'.repeat(64), uri: `https://archive.example/${SECRET}` };
const signatory = { name: `Kim ${SECRET}`, title: `Minister of ${SECRET}` };

let folder: string;
let mail: MailCapture;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mou-confidential-'));
  mail = await MailCapture.start();
});
afterAll(async () => {
  await mail.stop();
  await rm(folder, { recursive: true });
});

const live = async (client: MouClient): Promise<void> => {
  await client.act(MOU, open(instrument));
  const signed = { signatory, document, place: SECRET };
  await client.act(MOU, sign('rok', '2025-10-29', signed));
  await client.act(MOU, sign('us', '2025-10-29', signed));
  const proposal = { ...modify('us', 'd1', replacing('/clauses/III.8/text', `${SECRET} applies.`)), document, title: SECRET };
  for (const [act] of decided(proposal, '')) await client.act(MOU, act === proposal ? act : consent('rok', 'd1', document));
  await client.act(MOU, schedule('us', 'meeting-1', '2099-01-01', { place: SECRET, agenda: [SECRET] }));
  await client.act(MOU, { ...recordAction('meeting-1', 'a1', 'us', '2099-02-01'), what: SECRET }).catch(() => {});
  await client.act(MOU, startInitiative('us', 'i1', 'II.B.4', { title: SECRET }));
};

const end = async (client: MouClient): Promise<void> => {
  const now = Date.now();
  await client.act(MOU, { ...giveNotice('us', 'n1', dateAt(now, 'America/New_York')), document });
  await client.act(MOU, { ...deliver('n1', 'rok', dateAt(now, 'Asia/Seoul')), place: SECRET, method: SECRET, evidence: document });
  const { commencesAt = '' } = (await client.state(MOU)).discontinuation ?? {};
  const clock = { namespace: 'default', workflowId: workflowIdOf(MOU) };
  await fastForward(client.connection, clock, { until: parseInstant(commencesAt) + 1_000 });
};

/** Sent round the client's own check, so that the workflow refuses it and says why. */
const beRefused = async (client: MouClient): Promise<string> => {
  const act = { ...consent('rok', 'd1'), id: 'x1', decision: SECRET };
  const refused = await client.client.workflow
    .getHandle(workflowIdOf(MOU))
    .executeUpdate(updateFor('consent'), { args: [act] })
    .catch((error: Error) => error);
  return String((refused as Error).cause);
};

const { History } = proto.temporal.api.history.v1;
const { DescribeWorkflowExecutionResponse } = proto.temporal.api.workflowservice.v1;
/** Every byte of it, payloads included. */
const textOf = (message: { finish: () => Uint8Array }): string => Buffer.from(message.finish()).toString('latin1');

const historyOf = async (client: MouClient): Promise<string> => {
  const texts: string[] = [];
  let nextPageToken: Uint8Array | null | undefined;
  do {
    const execution = { workflowId: workflowIdOf(MOU) };
    const page = await client.connection.workflowService.getWorkflowExecutionHistory({ namespace: 'default', execution, nextPageToken });
    nextPageToken = page.nextPageToken;
    texts.push(textOf(History.encode(page.history ?? {})));
  } while (nextPageToken?.length);
  return texts.join('\n');
};

const descriptionOf = async (client: MouClient): Promise<string> => {
  const { raw } = await client.client.workflow.getHandle(workflowIdOf(MOU)).describe();
  return textOf(DescribeWorkflowExecutionResponse.encode(raw));
};

type Left = {
  files: Record<string, number>;
  history: string;
  description: string;
  refusal: string;
  mails: string;
  read: string;
  unread: string;
};

/** Everything that a life leaves behind, with these keys or without any. */
const leftBehind = async (name: string, codecKeys: string[]): Promise<Left> => {
  const at = join(folder, name);
  await mkdir(at);
  const contacts = join(at, '..', `${name}.yaml`);
  await writeFile(
    contacts,
    JSON.stringify({ us: [{ name: `Desk of ${SECRET}`, email: 'desk@us.example' }], rok: [{ name: SECRET, email: 'desk@rok.example' }] }),
  );
  const server: DevServer = await startDevServer({
    binary: inject('temporalBinary'),
    dbFile: join(at, 'temporal.db'),
    logFile: join(at, 'temporal.log'),
    timeSkipping: true,
    searchAttributes: searchAttributeFlags,
  });
  const log: string[] = [];
  const env = { TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: 'default', MOU_CODEC_KEYS: codecKeys.join(',') };
  const worker = await startWorker({
    script: join(ROOT, 'dist', 'worker', 'main.js'),
    environment: { ...env, MOU_TASK_QUEUE: 'mou', MOU_SMTP_URL: mail.url, MOU_CONTACTS: contacts, DATABASE_URL: '', MOU_REGISTER: 'none' },
    log: (line) => log.push(line),
  });
  mail.mails.length = 0;
  try {
    const client = await MouClient.connect({ connection: { address: server.address }, namespace: 'default', taskQueue: 'mou', codecKeys });
    await live(client);
    const refusal = await beRefused(client);
    await end(client);
    expect((await client.state(MOU)).status).toBe('discontinued');
    while ((await client.outbox(MOU)).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    const [history, description] = [await historyOf(client), await descriptionOf(client)];
    await client.close();
    const [read, unread] = [
      await mou(['explain', MOU], { env }),
      await mou(['status', MOU, '--json'], { env: { ...env, MOU_CODEC_KEYS: '' } }),
    ];
    await worker.stop();
    await server.stop();
    await writeFile(join(at, 'worker.log'), log.join('\n'));
    const files = await Promise.all(
      (await readdir(at)).map(async (file) => [file, (await readFile(join(at, file), 'latin1')).split(SECRET).length - 1] as const),
    );
    const mails = mail.mails.map(({ raw }) => raw).join('\n');
    return { files: Object.fromEntries(files), history, description, refusal, mails, read: read.stdout, unread: unread.stdout };
  } finally {
    await worker.stop();
    await server.stop();
  }
};

describe('what a whole life leaves behind', () => {
  it('is, with keys, readable by their holders alone: no history, no file and no log of the server or the worker shows a name', async () => {
    const key = join(folder, 'key.json');
    await writeFile(key, JSON.stringify(newKey('2027')));
    const { files, history, description, refusal, mails, read, unread } = await leftBehind('hidden', [key]);
    expect(refusal).toContain(SECRET);
    expect(mails).toContain(SECRET);
    expect(read).toContain(SECRET);
    expect(history).toContain('binary/encrypted');
    for (const text of [history, description]) expect(text).not.toContain(SECRET);
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['temporal.db', 'temporal.log', 'worker.log']));
    expect(files).toEqual(Object.fromEntries(Object.keys(files).map((file) => [file, 0])));
    expect(JSON.parse(unread)).toMatchObject({ error: { code: 'INVALID', message: expect.stringMatching(/MOU_CODEC_KEYS: .*"2027"/) } });
  });

  it('shows, without keys, the same names in the history and in the files: the search finds what is there', async () => {
    const { files, history, refusal } = await leftBehind('plain', []);
    expect(refusal).toContain(SECRET);
    expect(history.split(SECRET).length).toBeGreaterThan(20);
    expect(files['temporal.db']).toBeGreaterThan(10);
  });
});
