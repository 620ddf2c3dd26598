/** A desk without a server: one memorandum in memory, as the client would tell of it. */
import { pino } from 'pino';
import type { MouClient } from '../../client/index.ts';
import { createApp } from '../../desk/app.ts';
import { Callers } from '../../desk/callers.ts';
import { type Running, startDesk } from '../../desk/main.ts';
import { readSettings } from '../../desk/settings.ts';
import { Source } from '../../desk/source.ts';
import { Streams } from '../../desk/streams.ts';
import { hashOf, type TokenStore } from '../../desk/tokens.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { unknownMou } from '../../domain/refusal.ts';
import type { Token } from '../../domain/tokens.ts';
import { previewOf } from '../../projections/preview.ts';
import type { Register } from '../../register/port.ts';
import { open, sign } from '../domain/acts.ts';
import { smallInstrument } from './small-instrument.ts';

const NOW = Date.UTC(2027, 0, 5, 7);

const clientOf = (memorandum: Memorandum, stuck: ReadonlyMap<string, string> = new Map()): MouClient => {
  const known = (mou: string): Memorandum => {
    if (mou !== memorandum.mou) throw unknownMou(mou);
    return memorandum;
  };
  const by = () => ({ seq: memorandum.seq, from: 'workflow' as const, head: memorandum.headAt(memorandum.seq) });
  const preview = async (mou: string, input: unknown) =>
    await Promise.resolve(previewOf(known(mou), parseAct(input, memorandum.state?.instrument), NOW));
  const client = {
    look: async (mou: string) => await Promise.resolve({ value: known(mou).state, by: by() }),
    events: async (mou: string) => await Promise.resolve([...known(mou).log]),
    deliveries: async (mou: string) => await Promise.resolve(known(mou) && []),
    outbox: async (mou: string) => await Promise.resolve(known(mou) && { sent: {}, waiting: 0, unreached: [], dead: 0 }),
    resend: async (mou: string) => await Promise.resolve(known(mou) && []),
    list: async () => await Promise.resolve([]),
    stuck: async () => await Promise.resolve(stuck),
    record: async (mou: string, input: unknown) =>
      await Promise.resolve({ receipt: known(mou).record(parseAct(input, memorandum.state?.instrument), NOW), repeated: false }),
    preview,
    previewed: async (mou: string, input: unknown) => ({ preview: await preview(mou, input), log: [...known(mou).log] }),
  };
  return client as unknown as MouClient;
};

const tokenOf = (id: string, given: Partial<Token>): Token => ({
  ...{ id, name: id, role: 'reader', actsFor: [], feed: null },
  ...{ createdAt: '2027-01-05T00:00:00Z', expiresAt: null, revokedAt: null },
  ...given,
});

/** By their secrets. */
const TOKENS: Record<string, Token> = {
  keeper: tokenOf('k', { role: 'operator', actsFor: 'keeper' }),
  reader: tokenOf('r', {}),
  rok: tokenOf('p', { role: 'desk', actsFor: ['rok'] }),
  feed: tokenOf('f', { feed: { mou: 'm1' } }),
  late: tokenOf('l', { feed: { mou: 'm1' }, expiresAt: '2020-01-01T00:00:00Z' }),
  soonLate: tokenOf('s', { expiresAt: '2027-01-05T08:00:30Z' }),
  gone: tokenOf('g', { feed: { mou: 'm1' }, revokedAt: '2026-01-01T00:00:00Z' }),
};
const store = {
  by: async () => await Promise.resolve(new Map(Object.entries(TOKENS).map(([secret, token]) => [hashOf(secret), token]))),
} as unknown as TokenStore;

type Given = {
  title?: string;
  /** What a register would tell of all memoranda; without it none is known. */
  register?: Partial<Register>;
  /** Why which memoranda cannot go on, as the server would tell. */
  stuck?: ReadonlyMap<string, string>;
  /** Streams stay open; otherwise each ends once it has begun. */
  isStreaming?: boolean;
};

const standing = ({ title = smallInstrument.title, register, stuck }: Given) => {
  const memorandum = new Memorandum('m1');
  const opening = { ...open({ ...smallInstrument, title }), mou: 'm1' };
  for (const act of [opening, sign('us', '2027-01-02'), sign('rok', '2027-01-04')]) memorandum.record(parseAct(act), NOW);
  const told: unknown[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => told.push(JSON.parse(line)) });
  const archive = register && { ask: async (question: (one: Partial<Register>) => unknown) => await Promise.resolve(question(register)) };
  const record = (act: object): unknown => memorandum.record(parseAct(act), NOW);
  return { memorandum, record, told, logger, client: Object.assign(clientOf(memorandum, stuck), { archive }) };
};

/** Asked without a connection. `told`: what it logged as its own failure. */
export const deskInMemory = (given: Given = {}) => {
  const { memorandum, record, told, logger, client } = standing(given);
  const source = new Source(client);
  const settings = readSettings({ MOU_DESK_RATE: '0' });
  const streams = new Streams(10);
  if (!given.isStreaming) streams.close();
  const desk = { source, streams, settings, logger, url: 'http://127.0.0.1:8080', prepare: async () => {} };
  return { app: createApp(desk, new Callers(store), 'test'), memorandum, record, told };
};

export type Served = Running & { told: unknown[]; seq: () => number };

/** On a port of its own, with three streams at once. */
export const servedInMemory = async (): Promise<Served> => {
  const { memorandum, told, logger, client } = standing({});
  const settings = readSettings({ MOU_DESK_RATE: '0', MOU_DESK_PORT: '0', MOU_DESK_STREAMS: '3' });
  return { ...(await startDesk({ client, tokens: store, settings, logger })), told, seq: () => memorandum.seq };
};
