import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Ends a child when we end, however that happens, by SIGKILL too: a shell reads from a pipe that only we hold. The pipe
 * closes when we are gone, and the shell then ends the child.
 */
export const killOnExit = (child: Pick<ChildProcess, 'pid' | 'once'>, signal: 'SIGTERM' | 'SIGINT'): void => {
  if (child.pid === undefined) return;
  const guard = spawn('sh', ['-c', 'read -r _; kill -s "$1" "$0"', String(child.pid), signal.slice(3)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.once('error', () => {});
  child.once('exit', () => guard.kill('SIGKILL'));
};
