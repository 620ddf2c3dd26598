import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Sees to it that a child ends with us however we end, by SIGKILL too: the shell reads from a pipe that only we hold,
 * and at its end, when we are gone, ends the child.
 */
export function endWithUs(child: ChildProcess): void {
  if (child.pid === undefined) return;
  const guard = spawn('sh', ['-c', 'read -r _; kill -TERM "$0"', String(child.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.once('error', () => {});
  child.once('exit', () => guard.kill('SIGKILL'));
}
