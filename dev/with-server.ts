/** A Temporal server and a worker for one piece of work, stopped when it is done. */
import { startDevServer } from './dev-server.ts';
import { findTemporalBinary } from './temporal-binary.ts';
import { startWorker } from './worker-process.ts';
import { progress } from '../cli/output.ts';
import { ROOT, WORKER } from './paths.ts';
import { searchAttributeFlags } from './search-attribute-flags.ts';

/** Notifications are nobody's in a rehearsal, and nothing of it is kept: the worker has no mail server, no contacts and no register. */
const WITHOUT_MAIL = {
  MOU_ACTS: 'open',
  MOU_SMTP_URL: '',
  MOU_CONTACTS: '',
  DATABASE_URL: '',
  MOU_REGISTER: 'none',
  MOU_LOG_LEVEL: 'info',
};

export const withServer = async <Result>(work: (address: string) => Promise<Result>): Promise<Result> => {
  const binary = await findTemporalBinary({ log: progress, root: ROOT });
  const server = await startDevServer({ binary, timeSkipping: true, searchAttributes: searchAttributeFlags });
  try {
    const environment = { ...WITHOUT_MAIL, TEMPORAL_ADDRESS: server.address, TEMPORAL_NAMESPACE: 'default' };
    const worker = await startWorker({ script: WORKER, environment, log: () => {} });
    try {
      return await work(server.address);
    } finally {
      await worker.stop();
    }
  } finally {
    await server.stop();
  }
};
