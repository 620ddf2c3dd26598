/** What is told of each act, and of all of them: for people, as one JSON document, or as one JSON object a line. */
import pc from 'picocolors';
import type { Receipt } from '../../../client/index.ts';
import { EXIT } from '../../failure.ts';
import type { Failure } from './entries.ts';

export type Result = { line: number; mou: string | null; do: string | null } & (
  | { ok: true; receipt: Receipt; repeated?: true }
  | { ok: false; error: Failure }
);

/** Why not all of it was done; without an exit code of its own where the results say it. */
export type Stop = { reason: 'refusal' | 'signal' | 'output-closed' | 'unreadable' | 'no-service'; error?: Failure; exitCode?: number };

export type Form = 'people' | 'json' | 'ndjson';

/** The line itself is at fault, the memorandum's rules say no, or something failed that should not. */
const kindOf = (code: string): 'invalid' | 'refused' | 'failed' => {
  if (code === 'INVALID' || code === 'TOO_LARGE' || code === 'NOT_FOUND') return 'invalid';
  return code === 'UNEXPECTED' ? 'failed' : 'refused';
};

const told = (result: Result): string => {
  if (result.ok) {
    const events = result.receipt.events.map(({ seq, type }) => `#${seq} ${type}`).join(', ');
    return `${pc.green('ok')}  ${events}${result.repeated ? pc.dim(' (as before)') : ''}`;
  }
  const { code, message, clause } = result.error;
  const kind = code === 'INVALID' ? '' : `${kindOf(code)} `;
  return `${pc.red(`${kind}${code}`)} ${message}${clause ? ` (${clause})` : ''}`;
};

const lineFor = (result: Result): string => [`line ${result.line}`, result.mou ?? '–', result.do ?? '–', told(result)].join('  ');

/** Writes no faster than the reader can take it. Where nobody reads any more, the stream's error event says so. */
const write = (text: string): Promise<void> =>
  new Promise((resolve) => {
    process.stdout.write(text, () => resolve());
  });

type Counts = Report['counts'];

export const sumOf = ({ applied, repeated, refused, invalid, failed }: Counts): string =>
  [
    `${applied} applied`,
    `${repeated} as before`,
    `${refused} refused`,
    `${invalid} not valid`,
    ...(failed ? [`${failed} failed`] : []),
  ].join(', ');

export class Report {
  readonly #form: Form;
  readonly counts = { applied: 0, repeated: 0, refused: 0, invalid: 0, failed: 0 };
  #results = 0;
  /** The last line up to which every act has been done or refused, and whether one after it was left out. */
  #line = 0;
  #gap = false;

  constructor(form: Form) {
    this.#form = form;
  }

  async add(result: Result): Promise<void> {
    this.#count(result);
    if (!this.#gap) this.#line = result.line;
    this.#results += 1;
    if (this.#form === 'people') return await write(`${lineFor(result)}\n`);
    if (this.#form === 'ndjson') return await write(`${JSON.stringify(result)}\n`);
    // One document, but never the whole of it in memory.
    await write(`${this.#results === 1 ? '{"results":[' : ',\n'}${JSON.stringify(result)}`);
  }

  /** The next act was not tried, or nobody answered. */
  leaveOut(): void {
    this.#gap = true;
  }

  /** Tells the end, and gives the exit code. */
  async end(stop: Stop | undefined): Promise<number> {
    if (this.#form === 'json') await this.#closeDocument(stop);
    else if (stop?.reason !== 'output-closed') this.#tellEnd(stop);
    return stop?.exitCode ?? this.#exitCode();
  }

  #count(result: Result): void {
    if (result.ok) this.counts[result.repeated ? 'repeated' : 'applied'] += 1;
    else this.counts[kindOf(result.error.code)] += 1;
  }

  #exitCode(): number {
    if (this.counts.failed > 0) return EXIT.unexpected;
    if (this.counts.invalid > 0) return EXIT.invalid;
    return this.counts.refused > 0 ? EXIT.refused : EXIT.done;
  }

  #stopped({ reason, error }: Stop): object {
    const resumable = error && { error: { ...error, message: `${error.message}. ${AGAIN}` } };
    return { stopped: { reason, line: this.#line }, ...resumable };
  }

  async #closeDocument(stop: Stop | undefined): Promise<void> {
    const rest = JSON.stringify({ ...this.counts, ...(stop && this.#stopped(stop)) });
    await write(`${this.#results === 0 ? '{"results":[' : ''}],${rest.slice(1)}\n`);
  }

  #tellEnd(stop: Stop | undefined): void {
    const sum = sumOf(this.counts);
    if (!stop) return void process.stderr.write(`${pc.dim(sum)}\n`);
    const { reason, error } = stop;
    if (error && this.#form === 'ndjson') process.stdout.write(`${JSON.stringify(this.#stopped(stop))}\n`);
    if (error) process.stderr.write(`${pc.red(error.code)} ${error.message}\n`);
    process.stderr.write(`Stopped after line ${this.#line} (${REASONS[reason]}): ${sum}. ${AGAIN}\n`);
  }
}

const AGAIN = 'The same command goes on from here: what has been done is not done twice.';
const REASONS = {
  refusal: 'by --stop-on-refusal',
  signal: 'interrupted',
  'output-closed': 'output closed',
  unreadable: 'the input cannot be read on',
  'no-service': 'no service',
};
