/** A program of ours in a process of its own: started, waited for until it serves, its log kept, ended with us however we end. */
import { setTimeout as pause } from 'node:timers/promises';
import { execa, type Options } from 'execa';
import { killOnExit } from './kill-on-exit.ts';

/** Lines of a log that an error quotes. */
const QUOTED = 15;
/** How Go, V8 and Rust begin their last words; a stack follows, often a long one. */
const LAST_WORDS = /^(panic|fatal error|FATAL ERROR): |^thread '.*' panicked at /;

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Child {
  pid: number;
  /** Resolves when the process has ended, for any reason; never rejects. */
  exited: Promise<Exit>;
  /** Asks it to end, and kills it after `stopWithin`. */
  stop(): Promise<void>;
}

export interface Program {
  /** As one speaks of it: "The Temporal server". */
  name: string;
  command: readonly [string, ...string[]];
  options?: Pick<Options, 'cwd' | 'env' | 'extendEnv' | 'uid' | 'gid'>;
  stopSignal: 'SIGINT' | 'SIGTERM';
  /** Milliseconds. */
  stopWithin: number;
  readyWithin: number;
  /** Resolves once it serves; `signal` is aborted when nobody waits for that any more. */
  isReady: (signal: AbortSignal) => Promise<void>;
  /** Each line that it writes, on either stream. */
  log: (line: string) => void;
}

/** Starts it and returns once it serves. Throws with the end of its log, or its last words, where it ends before, or takes longer than `readyWithin`. */
export const startChild = async (program: Program): Promise<Child> => {
  const { command, options, stopSignal, stopWithin } = program;
  const [file, ...args] = command;
  // In our own process group: a signal to the group reaches all of it.
  const child = execa(file, args, {
    ...options,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    // Below: by SIGKILL too, and without a handler of signals, which would end us at the first Ctrl-C.
    cleanup: false,
    killSignal: stopSignal,
    forceKillAfterDelay: stopWithin,
  });
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  killOnExit(child, stopSignal);
  const { take, tail } = keepTail(program.log);
  void child.then(({ originalMessage }) => originalMessage && take(originalMessage));
  const reading = readLines(child.iterable({ from: 'all' }), take);
  const stop = async (): Promise<void> => {
    child.kill();
    await exited;
  };
  try {
    await served(program, exited, async () => {
      // A grandchild may hold the output open for longer than the child lived.
      await Promise.race([reading, pause(1_000)]);
      return tail();
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid as number, exited, stop };
};

const readLines = async (lines: AsyncIterable<string>, take: (line: string) => void): Promise<void> => {
  try {
    for await (const line of lines) take(line);
  } catch {
    // What ended is told by its exit code.
  }
};

/** The end of the log; of last words the beginning, since they give the reason, and the stack below them does not. */
const keepTail = (log: (line: string) => void) => {
  let lines: string[] = [];
  let endsHere = false;
  const take = (line: string): void => {
    log(line);
    if (!endsHere && LAST_WORDS.test(line)) {
      endsHere = true;
      lines = [];
    }
    if (endsHere && lines.length === QUOTED) return;
    lines.push(line);
    if (lines.length > QUOTED) lines.shift();
  };
  return { take, tail: () => lines.join('\n') };
};

/** Waits until it serves, it ends, or the time is up. @param log gives the end of its log */
const served = async ({ name, isReady, readyWithin }: Program, exited: Promise<Exit>, log: () => Promise<string>): Promise<void> => {
  const giveUp = new AbortController();
  const { signal } = giveUp;
  const ended = exited.then(async ({ code, signal }) => {
    throw new Error(`${name} ended at its start (${signal ?? `code ${code}`}):\n${await log()}`);
  });
  const late = pause(readyWithin, undefined, { signal }).then(async () => {
    throw new Error(`${name} did not answer within ${readyWithin / 1_000} s:\n${await log()}`);
  });
  for (const promise of [ended, late]) promise.catch(() => {});
  try {
    await Promise.race([isReady(signal), ended, late]);
  } finally {
    giveUp.abort();
  }
};
