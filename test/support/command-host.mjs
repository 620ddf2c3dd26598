/**
 * Runs one `mou` command after the other in one process, loaded once, as each would run in a process of its own: with its
 * own arguments, environment and standard input, and ended only when nothing is left to wait for, as a process ends. Told
 * of by service.ts.
 */
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';

const main = pathToFileURL(process.argv[2]).href;
let count = 0;
let told;
/** 13 is what Node says of a command that waits for what never comes. */
let exitCode = 13;

const collected = (stream) => {
  const chunks = [];
  stream.write = (chunk, encoding, callback) => {
    chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? encoding : 'utf8'));
    const done = typeof encoding === 'function' ? encoding : callback;
    if (done) setImmediate(() => done());
    return true;
  };
  // As of a pipe; what an earlier command listened for is over.
  stream.removeAllListeners('error');
  return () => Buffer.concat(chunks).toString('utf8');
};

const stdinOf = (input) => Object.assign(Readable.from(input === undefined ? [] : [Buffer.from(input)]), { isTTY: undefined });

process.exit = () => {
  throw new Error('This command ends itself by process.exit: it needs a process of its own');
};

process.on('message', ({ args, env, input, cwd }) => {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
  process.argv = [process.argv[0], process.argv[1], ...args];
  process.chdir(cwd);
  process.exitCode = undefined;
  Object.defineProperty(process, 'stdin', { value: stdinOf(input), configurable: true });
  const [stdout, stderr] = [collected(process.stdout), collected(process.stderr)];
  told = () => ({ exitCode: process.exitCode ?? exitCode, stdout: stdout(), stderr: stderr() });
  process.channel.unref();
  count += 1;
  exitCode = 13;
  // What fails there fails as in a process of its own.
  void import(`${main}?${count}`).then(() => {
    exitCode = 0;
  });
});

process.on('beforeExit', () => {
  if (!told) return;
  process.channel.ref();
  process.send(told());
  told = undefined;
});
