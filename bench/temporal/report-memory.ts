/**
 * Loaded into a worker before its own code (`NODE_OPTIONS=--import …`): at SIGWINCH every thread collects its garbage, and
 * the process writes one line with what is left. (At SIGUSR2 a Temporal worker would shut down.) Without it memory is
 * mostly garbage that was not worth collecting yet.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** The other threads begin when they are told, and are done in well under this. Milliseconds. */
const OTHERS = 2_000;
const ASK = 'what is left?';

const channel = new BroadcastChannel('memory');
const tell = (message: string | number): void => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- between threads there is no origin
  channel.postMessage(message);
};

const dataOf = (event: Event): unknown => ('data' in event ? event.data : undefined);

/** Bytes of what this thread still holds. */
const left = (): number => {
  collect();
  collect();
  const { used_heap_size: used, external_memory: external } = getHeapStatistics();
  return used + external;
};

if (isMainThread) {
  let others = 0;
  channel.addEventListener('message', (event) => {
    others += Number(dataOf(event));
  });
  process.on('SIGWINCH', () => {
    others = 0;
    tell(ASK);
    setTimeout(() => process.stderr.write(`${JSON.stringify({ msg: 'Garbage collected', bytes: left() + others })}\n`), OTHERS);
  });
} else {
  channel.addEventListener('message', (event) => {
    if (dataOf(event) === ASK) tell(left());
  });
}
channel.unref();
