/** `mou apply`: acts in bulk, one JSON object a line or one row of a spreadsheet each. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { NoService } from '../../../client/errors.ts';
import type { MouClient, Receipt } from '../../../client/index.ts';
import type { Act } from '../../../domain/acts/index.ts';
import { Slug } from '../../../domain/values.ts';
import { NotFound } from '../../../instruments/not-found.ts';
import { type Bar, startBar } from './bar.ts';
import { Earlier } from './earlier.ts';
import { type Common, Entries, type Entry } from './entries.ts';
import { inOrder } from './in-order.ts';
import { type Line, linesOf } from './lines.ts';
import { rowsOf } from './rows.ts';
import { type Form, Report, type Result, type Stop } from './report.ts';
import { tellInvalid } from './unsent.ts';
import { connect } from '../../connect.ts';
import { EXIT, failureOf, UsageError } from '../../failure.ts';
import { countFrom, secondsFrom } from '../../numbers.ts';
import { type Options, progress } from '../../output.ts';
import type { Verb } from '../../verb.ts';

const DETAILS = `\
A line: {"mou":"my-memorandum","do":"sign","by":"us", …}, with the fields that a scenario's steps have; "instrument" may be an id,
a path or the instrument itself. Acts of one memorandum are recorded in the order of the lines, those of several at once.
A refused act is a result, and the rest goes on. Results are told in the order of the lines: --json gives one document at the
end, {"results":[{"line","mou","do","ok","receipt" | "error"}],"applied","repeated","refused","invalid","failed"}.

A line without an "id" gets one from its content and from how often that content has come up in the file. So the same file
may be run again after any interruption: what has been done is told again (as before) and not done twice. What an earlier
file said in the same words is the same act too; to record it again, give the line an "id".

A file whose name ends in .csv, or --csv: a spreadsheet. Its header names the fields (mou, do, by, signedOn, signatory.name …), an
empty cell is a field that is not there, and the path of a paper in the column document or evidence stands for that paper.

--quiet is for history: what is recorded tells nobody, and the record says so.

Exit codes: 0 all done, 3 an act was refused, 2 a line was not valid, 5 no service; 130 stopped by Ctrl-C, after the acts in flight.`;

const MOST_CONCURRENT = 256;
/** Bytes of lines that are read ahead, and what each takes besides its text. */
const READ_AHEAD = 8 * 1024 * 1024;
const OVERHEAD = 1_024;

/** Seconds. A single act gives up sooner, but in bulk a worker may be busy for a while and nobody sits and waits. */
const PATIENCE = 60;

type Settings = { common: Common; concurrency: number; patience: number; form: Form; stopOnRefusal: boolean };

const settingsFrom = ({ mou, quiet, concurrency = '8', patience, json, ndjson, stopOnRefusal }: Options): Settings => {
  if (json && ndjson) throw new UsageError('--json and --ndjson: one document or one object a line, not both');
  if (mou !== undefined && !Slug.safeParse(mou).success) throw new UsageError(`--mou: ${JSON.stringify(mou)} is not an id`);
  const form = json ? 'json' : ndjson ? 'ndjson' : 'people';
  return {
    common: { mou: mou as string | undefined, quiet: quiet === true },
    concurrency: countFrom('--concurrency', concurrency, MOST_CONCURRENT),
    patience: secondsFrom('--patience', patience, PATIENCE, 1),
    form,
    stopOnRefusal: stopOnRefusal === true,
  };
};

/** @returns the bytes to come, where that can be known */
const sourceOf = async (file: string): Promise<{ source: Readable; total: number | undefined }> => {
  if (file === '-') return { source: process.stdin, total: undefined };
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new NotFound(`${file}: no such file`);
    throw new UsageError(`${file}: cannot be read (${error.message})`);
  });
  if (found.isDirectory()) throw new UsageError(`${file}: is a folder, not a file`);
  return { source: createReadStream(file), total: found.isFile() ? found.size : undefined };
};

/** Papers that a spreadsheet names are found from where it lies. */
const linesIn = (source: Readable, file: string, { csv }: Options): AsyncIterable<Line> =>
  csv === true || /\.csv$/i.test(file) ? rowsOf(source, file === '-' ? '.' : dirname(file)) : linesOf(source);

async function* entriesOf(lines: AsyncIterable<Line>, entries: Entries): AsyncGenerator<Entry> {
  for await (const line of lines) yield await entries.of(line);
}

class Application {
  readonly #client: MouClient;
  readonly #settings: Settings;
  readonly #report: Report;
  readonly #abort = new AbortController();
  readonly #earlier: Earlier;
  #stop: Stop | undefined;
  /** When anybody was last answered: a service that answers others is slow, not away. */
  #answeredAt = 0;

  constructor(client: MouClient, settings: Settings) {
    this.#client = client;
    this.#settings = settings;
    this.#earlier = new Earlier(client);
    this.#report = new Report(settings.form);
  }

  stop(stop: Stop): void {
    this.#stop ??= stop;
    this.#abort.abort();
  }

  async run(source: Readable, lines: AsyncIterable<Line>, bar: (report: Report) => Bar): Promise<number> {
    const shown = bar(this.#report);
    this.#abort.signal.addEventListener('abort', () => source.destroy(), { once: true });
    try {
      await inOrder<Entry, Result | undefined>(entriesOf(lines, new Entries(this.#settings.common)), {
        // A line that is not valid waits for none, and none waits for it.
        keyOf: (entry) => entry.mou ?? `line ${entry.line}`,
        sizeOf: ({ size }) => size + OVERHEAD,
        work: (entry) => this.#apply(entry),
        emit: (entry, result) => this.#emit(entry, result, shown),
        concurrency: this.#settings.concurrency,
        readAhead: READ_AHEAD,
        signal: this.#abort.signal,
      });
    } catch (error) {
      if (error !== source.errored) throw error;
      this.stop({ reason: 'unreadable', exitCode: EXIT.invalid, error: { code: 'INVALID', message: (error as Error).message } });
    } finally {
      shown.stop();
    }
    return await this.#report.end(this.#stop);
  }

  async #apply(entry: Entry): Promise<Result | undefined> {
    const { line, mou } = entry;
    const told = { line, mou, do: entry.do };
    if ('error' in entry) return this.#refused({ ...told, ok: false, error: entry.error });
    try {
      const act = await this.#client.check(mou ?? '', entry.do === 'open' ? { ...entry.act, mou } : entry.act);
      return { ...told, ok: true, ...(await this.#receiptOf(mou ?? '', act)) };
    } catch (error) {
      if (!(error instanceof NoService)) return this.#refused({ ...told, ok: false, error: failureOf(error) });
      const { code, message } = failureOf(error);
      this.stop({ reason: 'no-service', exitCode: EXIT.noService, error: { code, message: `line ${line}: ${message}` } });
      return undefined;
    }
  }

  #refused(result: Result): Result {
    if (this.#settings.stopOnRefusal) this.stop({ reason: 'refusal' });
    return result;
  }

  /** Tries again, by the same id, for as long as others are answered meanwhile. */
  async #receiptOf(mou: string, act: Act): Promise<{ receipt: Receipt; repeated?: true }> {
    for (;;) {
      const askedAt = Date.now();
      try {
        const earlier = await this.#earlier.receiptOf(mou, act);
        const { receipt, repeated } = earlier ? { receipt: earlier, repeated: true } : await this.#client.record(mou, act);
        this.#answeredAt = Date.now();
        return { receipt, ...(repeated && { repeated: true }) };
      } catch (error) {
        if (!(error instanceof NoService)) this.#answeredAt = Date.now();
        if (!(error instanceof NoService) || this.#answeredAt <= askedAt || this.#abort.signal.aborted) throw error;
      }
    }
  }

  async #emit({ end }: Entry, result: Result | undefined, bar: Bar): Promise<void> {
    if (!result) return this.#report.leaveOut();
    bar.yieldLine();
    await this.#report.add(result);
    bar.update(end);
  }
}

/** As the shell tells a process that ended by a signal. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** What has been begun is finished; a second signal ends the process as it always would. */
const stopOnSignals = (application: Application): void => {
  for (const [signal, exitCode] of Object.entries(SIGNALS)) {
    process.once(signal, () => application.stop({ reason: 'signal', exitCode }));
  }
  // Nobody reads the results any more (`| head`): what cannot be told is not done.
  process.stdout.on('error', () => application.stop({ reason: 'output-closed', exitCode: EXIT.unread }));
};

export const verb: Verb = {
  usage: 'apply <file>',
  summary:
    'Records acts in bulk: one JSON object a line, with its memorandum as "mou". Blank lines and lines that begin with # are skipped.',
  details: DETAILS,
  examples: ['apply acts.ndjson', 'apply - --mou MOU --ndjson < acts.ndjson', 'apply acts.ndjson --json --concurrency 32 > receipts.json'],
  options: [
    { flag: '--mou <id>', help: 'the memorandum of all lines (default: each line names its own)' },
    { flag: '--csv', help: 'a spreadsheet as CSV (default: where the name ends in .csv)' },
    { flag: '--quiet', help: 'tells nobody of what is recorded, and says so in the record: for history' },
    { flag: '--concurrency <number>', help: 'how many memoranda are acted on at once (default: 8)' },
    { flag: '--patience <seconds>', help: 'how long to wait while nothing at all is answered (default: 60)' },
    { flag: '--ndjson', help: 'one JSON object a line, while it runs' },
    { flag: '--stop-on-refusal', help: 'stop at the first act that is refused or not valid' },
  ],
  run: async (options, file) => {
    const settings = settingsFrom(options);
    const { source, total } = await sourceOf(file);
    const client = await connect({ patience: settings.patience }).catch(async (error: unknown) => {
      // What a pipe brings is read once.
      const isFile = error instanceof NoService && total !== undefined;
      const exitCode = isFile ? await tellInvalid(linesIn(source, file, options), settings.common, settings.form) : undefined;
      if (exitCode === undefined) throw error;
      progress(`${(error as NoService).message}; nothing was recorded`);
      process.exitCode = exitCode;
      return undefined;
    });
    if (!client) return;
    try {
      const application = new Application(client, settings);
      stopOnSignals(application);
      process.exitCode = await application.run(source, linesIn(source, file, options), (report) => startBar(total, report));
    } finally {
      await client.close();
    }
  },
};
