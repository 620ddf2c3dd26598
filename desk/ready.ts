/** Whether the desk can do its work: `/readyz` says which part is not reached to who asks, and why to the log alone. */
import type { Logger } from 'pino';
import type { MouClient } from '../client/index.ts';
import { type Part, Parts, toldTo } from '../observe/parts.ts';

/** Milliseconds: those who look often get the same answer. */
const EVERY = 5_000;
const PATIENCE = 4_000;

const partsOf = ({ archive, client }: MouClient): Part[] => {
  const often = { every: EVERY, patience: PATIENCE };
  const server = async (): Promise<void> => void (await client.workflowService.describeNamespace({ namespace: client.options.namespace }));
  const register = archive && (async (): Promise<void> => void (await archive.ask((register) => register.now())));
  return [
    { name: 'server', ...often, ask: server },
    register ? { name: 'register', ...often, ask: register } : { name: 'register', off: 'DATABASE_URL is not set' },
  ];
};

export type Readiness = { isReady: boolean; parts: Record<string, string> };

export const readinessOf = (client: MouClient, logger: Logger): (() => Promise<Readiness>) => {
  const parts = new Parts(toldTo(logger));
  parts.are(partsOf(client));
  return async () => {
    const answers = Object.entries(await parts.answers());
    const isReady = answers.every(([, { status }]) => status !== 'unreachable');
    return { isReady, parts: Object.fromEntries(answers.map(([name, { status }]) => [name, status])) };
  };
};
