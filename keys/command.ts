/** A key that a command of the user's holds: an agent, a smart card, a hardware module. */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { BadKeys } from './bad-keys.ts';
import type { SigningKey } from './signing.ts';

/** Somebody may have to touch a token first. */
const WITHIN_MS = 60_000;
const MOST_SAID = 500;

const bad = (what: string): BadKeys => new BadKeys(`MOU_KEY_COMMAND: ${what}`);

/** What the command says is passed on as it comes, since it may ask for a touch; the end of it is kept. */
const heard = async (stderr: Readable): Promise<string> => {
  let said = '';
  for await (const chunk of stderr.setEncoding('utf8')) {
    process.stderr.write(chunk);
    said = (said + chunk).slice(-MOST_SAID);
  }
  return said.trim().replace(/\s+/g, ' ');
};

const run = async (command: string, content: Uint8Array): Promise<string> => {
  const child = spawn(command, { shell: true, stdio: 'pipe', timeout: WITHIN_MS });
  const ended = new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) =>
      resolve(code === 0 ? undefined : child.killed ? 'it took longer than a minute' : `it ended with ${signal ?? code}`),
    );
  });
  // A command that reads nothing and ends has said why by its exit code.
  child.stdin.on('error', () => {});
  child.stdin.end(content);
  const [output, said, problem] = await Promise.all([text(child.stdout), heard(child.stderr), ended]);
  if (problem !== undefined) throw bad(`gave no signature: ${problem}${said && `: ${said}`}`);
  return output.trim();
};

/** The command is given the bytes on standard input, and gives the signature on standard output, in base64 or base64url. */
export const signingBy = (command: string, kid: string): SigningKey => ({
  kid,
  sign: async (content) => {
    const signature = Buffer.from(await run(command, content), 'base64');
    if (signature.length !== 64) throw bad(`gave ${signature.length} bytes, and a signature has 64, in base64`);
    return signature;
  },
});
