/** A key that a command of the user's holds: an agent, a smart card, a hardware module. */
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { SigningKey } from './signing.ts';

/** Somebody may have to touch a token first. */
const WITHIN_MS = 60_000;

const run = async (command: string, content: Uint8Array): Promise<string> => {
  const child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'], timeout: WITHIN_MS });
  const ended = new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : `it ended with ${signal ?? code}`));
  });
  // A command that reads nothing and ends has said why by its exit code.
  child.stdin.on('error', () => {});
  child.stdin.end(content);
  const [output, problem] = await Promise.all([text(child.stdout), ended]);
  if (problem !== undefined) throw new Error(`MOU_KEY_COMMAND gave no signature: ${problem}`);
  return output.trim();
};

/** The command is given the bytes on standard input, and gives the signature on standard output, in base64 or base64url. */
export const signingBy = (command: string, kid: string): SigningKey => ({
  kid,
  sign: async (content) => Buffer.from(await run(command, content), 'base64'),
});
