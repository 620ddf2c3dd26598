/** The bare workflows' worker, in a process of its own as ours is; ends at SIGTERM. */
import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

export const BARE_QUEUE = 'bare';

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const cached = process.env.MOU_MAX_CACHED_WORKFLOWS;
  const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '' });
  const worker = await Worker.create({
    connection,
    taskQueue: BARE_QUEUE,
    workflowsPath: fileURLToPath(new URL('bare-workflows.js', import.meta.url)),
    activities: { nothing: async () => await Promise.resolve() },
    ...(cached !== undefined && { maxCachedWorkflows: Number(cached) }),
  });
  const ended = worker.run();
  process.stderr.write('"Worker started"\n');
  await ended;
  await connection.close();
}
