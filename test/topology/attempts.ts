/** Who tries to come in, with what, and to do what: each a row of the table of refusals. */
import { createSign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection, type ConnectionOptions } from '@temporalio/client';
import proto from '@temporalio/proto';
import { generateKeyPair, SignJWT } from 'jose';
import pg from 'pg';
import { AUDIENCE, type Authority, type Role } from '../../deploy/native/authority.ts';
import type { Topology } from '../../deploy/native/topology.ts';
import { WORKFLOW_TYPE, workflowIdOf } from '../../workflows/messages.ts';

const { IndexedValueType } = proto.temporal.api.enums.v1;

export const MOU = 'm1';
export const OTHER = 'other';

/** Gives what was let in; throws where it was refused. */
type Attempt = () => Promise<unknown>;
export type Row = [who: string, what: string, attempt: Attempt];

const PATIENCE_MS = 4_000;

const tried = async (options: ConnectionOptions, ask: (connection: Connection) => Promise<unknown>): Promise<unknown> => {
  const connection = await Connection.connect({ ...options, connectTimeout: PATIENCE_MS });
  try {
    return await connection.withDeadline(Date.now() + PATIENCE_MS, () => ask(connection));
  } finally {
    await connection.close();
  }
};

type Tls = { serverNameOverride: string; serverRootCACertificate: Buffer; clientCertPair?: { crt: Buffer; key: Buffer } };

/** TLS with a certificate of this name from the folder, or without one. */
const tlsOf = async ({ folder }: Authority, name?: string): Promise<Tls> => {
  const file = (path: string): Promise<Buffer> => readFile(join(folder, path));
  const common = { serverNameOverride: 'temporal', serverRootCACertificate: await file('ca.crt') };
  return name === undefined ? common : { ...common, clientCertPair: { crt: await file(`${name}.crt`), key: await file(`${name}.key`) } };
};

/** As one of the server's own parts would speak to another. */
const insideWith = async ({ folder }: Authority): Promise<(tls: Tls) => Tls> => {
  const serverRootCACertificate = await readFile(join(folder, 'internode-ca.crt'));
  return (tls) => ({ ...tls, serverNameOverride: 'internode', serverRootCACertificate });
};

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const inAnHour = (): number => Math.floor(Date.now() / 1_000) + 3_600;

/** Tokens that are not what they say. */
const badTokens = async (authority: Authority, namespace: string): Promise<[string, string][]> => {
  const permissions = [`${namespace}:admin`];
  const claims = { sub: 'eve', aud: AUDIENCE, exp: inAnHour(), permissions };
  const foreign = await generateKeyPair('ES256');
  const header = { alg: 'ES256', kid: 'native' };
  const good = await authority.token({ permissions, subject: 'eve' });
  const [head, , signature] = good.split('.');
  const jwks = await readFile(authority.jwks);
  const confused = `${part({ alg: 'HS256', kid: 'native' })}.${part(claims)}`;
  return [
    ['no token', ''],
    ['a word as a token', 'letmein'],
    ['a token that is not signed (alg none)', `${part({ alg: 'none', kid: 'native' })}.${part(claims)}.`],
    ['a token signed by a foreign key', await new SignJWT(claims).setProtectedHeader(header).sign(foreign.privateKey)],
    [
      'a token of a key that nobody knows',
      await new SignJWT(claims).setProtectedHeader({ ...header, kid: 'eve' }).sign(foreign.privateKey),
    ],
    [
      'a token signed with the public key as a secret',
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'native' }).sign(jwks),
    ],
    [
      'a token whose signature is of another kind',
      `${confused}.${createSign('sha256')
        .update(confused)
        .sign(await readFile(join(authority.folder, 'reader.key')))
        .toString('base64url')}`,
    ],
    ['a token whose claims were changed', `${head}.${part({ ...claims, permissions: ['temporal-system:admin'] })}.${signature}`],
    ['an expired token', await authority.token({ permissions, subject: 'eve', expires: '-1m' })],
    ['a token for another audience', await authority.token({ permissions, subject: 'eve', audience: 'elsewhere' })],
    ['a token without permissions', await authority.token({ permissions: [], subject: 'eve' })],
    ['a token for another namespace', await authority.token({ permissions: [`${OTHER}:admin`], subject: 'eve' })],
    [
      'a token with permissions of a strange form',
      await authority.token({ permissions: [namespace, `${namespace}:`, ':admin', '*:admin', `${namespace}:all`], subject: 'eve' }),
    ],
  ];
};

const execution = { workflowId: workflowIdOf(MOU) };

/** What only some may do. */
const DEEDS = {
  'sends an act': (connection: Connection, namespace: string) =>
    connection.workflowService.updateWorkflowExecution({
      namespace,
      workflowExecution: execution,
      request: { meta: { updateId: 'x', identity: 'eve' }, input: { name: 'sign', args: { payloads: [] } } },
    }),
  'opens a memorandum': (connection: Connection, namespace: string) =>
    connection.workflowService.startWorkflowExecution({
      ...{ namespace, workflowId: workflowIdOf('m2'), requestId: 'x', identity: 'eve' },
      ...{ workflowType: { name: WORKFLOW_TYPE }, taskQueue: { name: 'mou' } },
    }),
  'sends a signal': (connection: Connection, namespace: string) =>
    connection.workflowService.signalWorkflowExecution({ namespace, workflowExecution: execution, signalName: 'x' }),
  'terminates a memorandum': (connection: Connection, namespace: string) =>
    connection.workflowService.terminateWorkflowExecution({ namespace, workflowExecution: execution }),
  'cancels a memorandum': (connection: Connection, namespace: string) =>
    connection.workflowService.requestCancelWorkflowExecution({ namespace, workflowExecution: execution }),
  'resets a memorandum': (connection: Connection, namespace: string) =>
    connection.workflowService.resetWorkflowExecution({
      namespace,
      workflowExecution: execution,
      workflowTaskFinishEventId: 3 as never,
      requestId: 'x',
    }),
  'deletes a memorandum': (connection: Connection, namespace: string) =>
    connection.workflowService.deleteWorkflowExecution({ namespace, workflowExecution: execution }),
  'moves its clock': (connection: Connection, namespace: string) =>
    connection.workflowService.updateWorkflowExecutionOptions({
      namespace,
      workflowExecution: execution,
      workflowExecutionOptions: {},
      updateMask: { paths: ['time_skipping_config'] },
    }),
  'takes the tasks of the worker': (connection: Connection, namespace: string) =>
    connection.workflowService.pollWorkflowTaskQueue({ namespace, taskQueue: { name: 'mou' }, identity: 'eve' }),
  'takes the activities of the worker': (connection: Connection, namespace: string) =>
    connection.workflowService.pollActivityTaskQueue({ namespace, taskQueue: { name: 'mou' }, identity: 'eve' }),
  'asks for its history': (connection: Connection, namespace: string) =>
    connection.workflowService.getWorkflowExecutionHistory({ namespace, execution }),
  'lists memoranda': (connection: Connection, namespace: string) => connection.workflowService.listWorkflowExecutions({ namespace }),
  'adds a search attribute': (connection: Connection, namespace: string) =>
    connection.operatorService.addSearchAttributes({ namespace, searchAttributes: { Eve: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD } }),
  'makes a namespace': (connection: Connection) =>
    connection.workflowService.registerNamespace({
      namespace: 'eve',
      workflowExecutionRetentionPeriod: { seconds: 86_400 as never, nanos: 0 },
    }),
  'changes the namespace': (connection: Connection, namespace: string) =>
    connection.workflowService.updateNamespace({ namespace, updateInfo: { description: 'eve' } }),
  'deletes the namespace': (connection: Connection, namespace: string) => connection.operatorService.deleteNamespace({ namespace }),
  'lists the namespaces': (connection: Connection) => connection.workflowService.listNamespaces({}),
} as const;
type Deed = keyof typeof DEEDS;

/** Of each role, what it may not do in its own namespace. */
const FORBIDDEN: [Role, Deed[]][] = [
  [
    'reader',
    [
      ...(['sends an act', 'opens a memorandum', 'sends a signal', 'terminates a memorandum', 'cancels a memorandum'] as const),
      ...(['resets a memorandum', 'deletes a memorandum', 'moves its clock', 'takes the tasks of the worker'] as const),
      ...(['takes the activities of the worker', 'adds a search attribute', 'makes a namespace', 'changes the namespace'] as const),
      ...(['deletes the namespace', 'lists the namespaces'] as const),
    ],
  ],
  ['desk', ['adds a search attribute', 'makes a namespace', 'changes the namespace', 'deletes the namespace', 'lists the namespaces']],
  ['worker', ['adds a search attribute', 'makes a namespace', 'deletes the namespace']],
];
const ELSEWHERE: [Role, Deed[]][] = [
  ['reader', ['lists memoranda', 'asks for its history']],
  ['desk', ['lists memoranda', 'opens a memorandum', 'sends an act']],
  ['worker', ['takes the tasks of the worker', 'takes the activities of the worker']],
];
/** Of each role, what it is there for: the table would otherwise be right about a server that lets nobody in. */
const PERMITTED: [Role, Deed[]][] = [
  ['reader', ['asks for its history', 'lists memoranda']],
  ['desk', ['asks for its history', 'sends a signal']],
  ['operator', ['lists the namespaces', 'changes the namespace']],
];

const rowsOf = ({ connectionOf }: Topology, table: [Role, Deed[]][], namespace: string, where = ''): Row[] =>
  table.flatMap(([role, deeds]) =>
    deeds.map(
      (deed): Row => [
        `the ${role}`,
        `${deed}${where}`,
        () => tried(connectionOf(role), (connection) => DEEDS[deed](connection, namespace)),
      ],
    ),
  );

const read = (namespace: string) => (connection: Connection) => DEEDS['asks for its history'](connection, namespace);

/** Those who come without the certificate. */
const strangers = async ({ address, namespace, ports }: Topology, authority: Authority): Promise<Row[]> => {
  await authority.authority('eve-ca');
  await authority.certificate('eve', 'eve-ca');
  const apiKey = await authority.token({ permissions: [`${namespace}:admin`, 'temporal-system:admin'], subject: 'eve' });
  const [none, foreign, ours] = await Promise.all([tlsOf(authority), tlsOf(authority, 'eve'), tlsOf(authority, 'desk')]);
  const at = (port: string, tls: ConnectionOptions['tls']): Attempt => {
    return () => tried({ address: `127.0.0.1:${port}`, tls, apiKey }, read(namespace));
  };
  const port = address.split(':')[1] as string;
  const inside = await insideWith(authority);
  return [
    ['somebody', 'comes without TLS', at(port, false)],
    ['somebody', 'comes without a certificate, with an administrator’s token', at(port, none)],
    ['somebody', 'comes with a certificate of another authority', at(port, foreign)],
    ['the desk', 'takes another server for ours', at(port, { ...ours, serverRootCACertificate: foreign.clientCertPair?.crt as Buffer })],
    ['the desk', 'asks the internal frontend, which asks for no token', at(ports.INTERNAL_FRONTEND_GRPC_PORT, inside(ours))],
    ['somebody', 'asks the internal frontend without TLS', at(ports.INTERNAL_FRONTEND_GRPC_PORT, false)],
    ['somebody', 'asks the internal frontend with a foreign certificate', at(ports.INTERNAL_FRONTEND_GRPC_PORT, inside(foreign))],
    ['the desk', 'asks the history service', at(ports.HISTORY_GRPC_PORT, inside(ours))],
    ['the desk', 'asks the matching service', at(ports.MATCHING_GRPC_PORT, inside(ours))],
  ];
};

const registers = ({ readerUrl, databaseUrl }: Topology): Row[] => {
  const query = (url: string, text: string): Attempt => {
    return async () => {
      const client = new pg.Client({ connectionString: url });
      try {
        await client.connect();
        return (await client.query(text)).rowCount;
      } finally {
        await client.end();
      }
    };
  };
  const guessed = new URL(databaseUrl);
  guessed.password = 'guessed';
  return [
    ['who reads the register', 'changes an event', query(readerUrl, "update mou.events set type = 'Signed'")],
    ['who reads the register', 'removes an event', query(readerUrl, 'delete from mou.events')],
    ['who reads the register', 'changes what the events come to', query(readerUrl, "update mou.memoranda set status = 'annulled'")],
    ['the register’s owner', 'changes an event', query(databaseUrl, "update mou.events set type = 'Signed'")],
    ['somebody', 'guesses the register’s password', query(guessed.href, 'select 1')],
  ];
};

/** Every attempt that has to be refused. */
export const attempts = async (topology: Topology, authority: Authority): Promise<Row[]> => {
  const { address, namespace } = topology;
  const tls = await tlsOf(authority, 'desk');
  const forged = (await badTokens(authority, namespace)).map(
    ([what, apiKey]): Row => [
      'the holder of a certificate',
      `comes with ${what}`,
      () => tried({ address, tls, ...(apiKey && { apiKey }) }, read(namespace)),
    ],
  );
  return [
    ...(await strangers(topology, authority)),
    ...forged,
    ...rowsOf(topology, FORBIDDEN, namespace),
    ...rowsOf(topology, ELSEWHERE, OTHER, ' of another namespace'),
    ...registers(topology),
  ];
};

/** What has to be let in. */
export const permitted = async (topology: Topology, authority: Authority): Promise<Row[]> => {
  const inside = await insideWith(authority);
  const tls = inside(await tlsOf(authority, 'internode'));
  const address = `127.0.0.1:${topology.ports.INTERNAL_FRONTEND_GRPC_PORT}`;
  return [
    ...rowsOf(topology, PERMITTED, topology.namespace),
    ['the server itself', 'asks its internal frontend', () => tried({ address, tls }, read(topology.namespace))],
  ];
};
