/** All activities of a worker, on what they share: what this process knows of memoranda, and the way to the register. */
import type { Logger } from 'pino';
import type { Gate } from '../domain/authorisation.ts';
import { createJudge } from './judge/index.ts';
import { Standings } from './judge/standings.ts';
import type { Metrics } from '../observe/metrics.ts';
import { observedFeed, observedJudge, observedSend } from '../observe/activities.ts';
import type { RegisterAccess } from './register/access.ts';
import { createRegisterActivities } from './register/index.ts';
import { createTeller, type Send } from './tell/index.ts';

type Options = { register: RegisterAccess | undefined; send: Send; gate: Gate; logger: Logger; metrics: Metrics };

export const createActivities = ({ register, send, gate, logger, metrics }: Options) => {
  const standings = new Standings();
  const feed = observedFeed(createRegisterActivities(register, logger), metrics);
  return {
    ...observedJudge(createJudge({ standings, register, gate, logger }), metrics),
    ...createTeller({ standings, register, feed, send: observedSend(send, metrics), logger }),
    ...feed,
  };
};
