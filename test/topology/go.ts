/** Whether the native topology can run here at all. */
import { spawnSync } from 'node:child_process';
import { missing } from '../../deploy/native/binaries.ts';

const lacks = await missing();

/** Why not; undefined where it can. */
export const unable =
  lacks.length > 0 && spawnSync('go', ['version']).status !== 0
    ? `Skipped: the Temporal server is not built here (${lacks.join(', ')}), and Go is not installed to build it`
    : undefined;
if (unable) process.stderr.write(`${unable}\n`);
