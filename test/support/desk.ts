/** A desk on a port of its own, with a worker and a register beside it; and who asks it. */
import { MouClient } from '../../client/index.ts';
import { startDesk, type Running } from '../../desk/main.ts';
import { readSettings } from '../../desk/settings.ts';
import { makeToken, type NewToken, type TokenStore, tokensInRegister } from '../../desk/tokens.ts';
import type { Archive } from '../../client/archive.ts';
import { pino } from 'pino';
import { inject } from 'vitest';
import { type Ground, startGround } from '../register/support.ts';
import { startService } from './service.ts';

export type Answered = { status: number; headers: Headers; text: string; json: ReturnType<typeof JSON.parse> };

type Options = { method?: string; headers?: Record<string, string>; token?: string | null; body?: unknown };
export type Ask = (path: string, options?: Options) => Promise<Answered>;

export type DeskStage = {
  ground: Ground;
  client: MouClient;
  tokens: TokenStore;
  desk: Running;
  /** With the keeper's token, unless another is named; null: with none. */
  ask: Ask;
  act: (mou: string, act: object, headers?: Record<string, string>) => Promise<Answered>;
  token: (given: Partial<NewToken>) => Promise<{ secret: string; id: string }>;
  end: () => Promise<void>;
};

export const startDeskStage = async (environment: NodeJS.ProcessEnv = {}): Promise<DeskStage> => {
  const ground = await startGround();
  await ground.register();
  const worker = await startService({ DATABASE_URL: ground.url });
  const address = inject('temporalAddress');
  const client = await MouClient.connect({
    ...{ connection: { address }, namespace: 'default', taskQueue: process.env.MOU_TASK_QUEUE as string },
    databaseUrl: ground.url,
    patience: 30_000,
  });
  const tokens = tokensInRegister(client.archive as Archive);
  const settings = readSettings({ MOU_DESK_PORT: '0', MOU_DESK_RATE: '0', ...environment });
  const desk = await startDesk({ client, tokens, settings, logger: pino({ level: 'silent' }) });
  const token: DeskStage['token'] = async (given) => {
    const all: NewToken = { name: 'test', role: 'reader', actsFor: [], feed: null, ...given };
    const { secret, token } = await makeToken(tokens, all, Date.now());
    return { secret, id: token.id };
  };
  const { secret: keeper } = await token({ role: 'operator', actsFor: 'keeper' });
  const ask: Ask = async (path, { token = keeper, body, headers, ...options } = {}) => {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const who = token === null ? {} : { Authorization: `Bearer ${token}` };
    const answer = await fetch(`${desk.url}${path}`, {
      ...options,
      ...sent,
      headers: { ...type, ...who, ...headers } as Record<string, string>,
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('Content-Type') ?? '');
    return { status: answer.status, headers: answer.headers, text, json: isJson && text !== '' ? JSON.parse(text) : undefined };
  };
  return {
    ...{ ground, client, tokens, desk, ask, token },
    act: (mou, act, headers = {}) => ask(`/v1/memoranda/${mou}/acts`, { method: 'POST', body: act, headers }),
    end: async () => {
      await desk.stop();
      await client.close();
      await worker.stop();
      await ground.end();
    },
  };
};
