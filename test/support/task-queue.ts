/** A task queue for each test file: others run beside it, and ran before it, on the same server. */
import { randomUUID } from 'node:crypto';

process.env.MOU_TASK_QUEUE = `test-${randomUUID()}`;
