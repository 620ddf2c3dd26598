/** One trace from the command that sends an act, over the judge, to the mail that was accepted and the register. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { WorkerProcess } from '../../dev/worker-process.ts';
import { newKey } from '../../encryption/keys.ts';
import { makeToken, tokensInFile } from '../../desk/tokens.ts';
import { sign } from '../domain/acts.ts';
import { newMou } from '../support/engine.ts';
import { MailCapture } from '../support/mail-capture.ts';
import { ROOT, startService } from '../support/service.ts';

type Attribute = { key: string; value: { stringValue?: string; intValue?: number } };
type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: Attribute[];
  status: { code?: number; message?: string };
};
type Sent = { resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }[] };

const spans: (Span & { service: string | undefined })[] = [];
const valueOf = (attributes: readonly Attribute[], name: string) => attributes.find(({ key }) => key === name)?.value.stringValue;

/** Takes spans as an OpenTelemetry collector does, by OTLP over HTTP. */
const startCollector = async (): Promise<Server> => {
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      for (const { resource, scopeSpans } of (body as Sent).resourceSpans) {
        const service = valueOf(resource.attributes, 'service.name');
        spans.push(...scopeSpans.flatMap((scope) => scope.spans).map((span) => ({ ...span, service })));
      }
      response.setHeader('content-type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

let collector: Server;
let mail: MailCapture;
let worker: WorkerProcess;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mou-traces-'));
  [collector, mail] = await Promise.all([startCollector(), MailCapture.start()]);
  const contacts = join(folder, 'contacts.yaml');
  await writeFile(contacts, 'us:\n  - { name: Desk, email: desk@us.example }\n');
  const keys = join(folder, 'key.json');
  await writeFile(keys, JSON.stringify(newKey('k1')));
  const { port } = collector.address() as AddressInfo;
  env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_BSP_SCHEDULE_DELAY: '50', MOU_CODEC_KEYS: keys };
  worker = await startService({ ...env, MOU_SMTP_URL: mail.url, MOU_CONTACTS: contacts });
});
afterAll(async () => {
  await worker.stop();
  await mail.stop();
  collector.close();
  await rm(folder, { recursive: true });
});

/** In a process of its own, that has its own OpenTelemetry. */
const mou = async (args: string[], input = ''): Promise<number | undefined> => {
  const options = { env: { TEMPORAL_ADDRESS: inject('temporalAddress'), ...env }, input, reject: false } as const;
  return (await execa(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), ...args, '--json'], options)).exitCode;
};

const named = (service: string, name: string, ...attributes: [string, string][]) =>
  spans.find(
    (span) => span.service === service && span.name === name && attributes.every(([key, value]) => valueOf(span.attributes, key) === value),
  );

it('joins the sending of an act, its judgement and the mail that was accepted, with payloads encrypted', async () => {
  const id = newMou('traced');
  expect(await mou(['open', 'us-rok-tpd', '--mou', id])).toBe(0);
  const { do: _, ...facts } = sign('us', '2025-10-29');
  expect(await mou(['sign', id, '--input', '-'], JSON.stringify(facts))).toBe(0);
  const ofThis: [string, string] = ['mou.id', id];
  const sent = named('mou', 'send sign', ofThis);
  const judged = () => named('mou-worker', 'judge sign', ofThis, ['mou.outcome', 'recorded']);
  // The opening was told as well, in a trace of its own.
  const accepted = () => spans.filter(({ name, attributes }) => name === 'tell email' && valueOf(attributes, 'mou.outcome') === 'accepted');
  const told = () => accepted().find(({ traceId }) => traceId === sent?.traceId);
  await expect.poll(() => judged() && told()).toBeDefined();
  expect(judged()?.traceId).toBe(sent?.traceId);
  expect([judged()?.parentSpanId, told()?.parentSpanId]).toEqual([sent?.spanId, sent?.spanId]);
});

it('tells of a refusal by its code, and quotes nothing', async () => {
  const id = newMou('refused');
  expect(await mou(['open', 'us-rok-tpd', '--mou', id])).toBe(0);
  const args = ['consent', id, '--by', 'us', '--decision', 'unheard-of', '--document-title', 'Paper', '--document-sha256', 'a'.repeat(64)];
  expect(await mou(args)).toBe(3);
  await expect.poll(() => named('mou-worker', 'judge consent', ['mou.code', 'DECISION_UNKNOWN'])).toBeDefined();
  expect(JSON.stringify(spans)).not.toMatch(/unheard-of|Paper|United States|desk@us\.example/);
});

it('goes on with the trace of who asks the desk', async () => {
  const id = newMou('traced-desk');
  const tokens = join(folder, 'tokens.json');
  const { secret } = await makeToken(tokensInFile(tokens), { name: 'T', role: 'desk', actsFor: 'keeper', feed: null }, Date.now());
  const options = { env: { TEMPORAL_ADDRESS: inject('temporalAddress'), ...env, MOU_DESK_TOKENS: tokens }, reject: false } as const;
  const desk = execa(process.execPath, [join(ROOT, 'dist', 'cli', 'main.js'), 'serve', '--port', '0', '--json'], options);
  const [line] = (await once(desk.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(line.toString()) as { url: string };
  const [trace, parent] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
  const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json', traceparent: `00-${trace}-${parent}-01` };
  const body = JSON.stringify({ do: 'open', instrument: 'us-rok-tpd' });
  expect((await fetch(`${url}/v1/memoranda/${id}/acts`, { method: 'POST', headers, body })).status).toBe(201);
  desk.kill('SIGTERM');
  await desk;
  const asked = named('mou', 'POST /v1/memoranda/{mou}/acts');
  expect(asked).toMatchObject({ traceId: trace, parentSpanId: parent });
  expect(named('mou', 'send open', ['mou.id', id])).toMatchObject({ traceId: trace, parentSpanId: asked?.spanId });
  await expect.poll(() => named('mou-worker', 'judge open', ['mou.id', id])?.traceId).toBe(trace);
});
