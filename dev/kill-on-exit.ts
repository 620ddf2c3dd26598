import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Sees to it that a child ends with us however we end, by SIGKILL too: the shell reads from a pipe that only we hold,
 * and at its end, when we are gone, ends the child.
 */
export function endWithUs(child: ChildProcess, signal: 'TERM' | 'INT' = 'TERM'): void {
  if (child.pid === undefined) return;
  const guard = spawn('sh', ['-c', 'read -r _; kill -s "$1" "$0"', String(child.pid), signal], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.once('error', () => {});
  child.once('exit', () => guard.kill('SIGKILL'));
}
