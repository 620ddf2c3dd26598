/** `mou watch`: the events of a memorandum so far, and then each new one as it comes. */
import { setTimeout as pause } from 'node:timers/promises';
import type { MouClient } from '../../../client/index.ts';
import type { Event } from '../../../domain/events.ts';
import { fold } from '../../../domain/evolve.ts';
import { STATUSES, type Status } from '../../../domain/state.ts';
import { connect } from '../../connect.ts';
import { EXIT, UsageError } from '../../failure.ts';
import { countFrom, secondsFrom } from '../../numbers.ts';
import { eventRow, type Options, print, printJson, progress } from '../../output.ts';
import type { Verb } from '../../verb.ts';

/** It ends once either is reached. */
type Until = { status?: Status; event?: number };
type Settings = { from: number; until: Until; interval: number; patience: number };

const MOST_EVENTS = Number.MAX_SAFE_INTEGER;

const REACHED = STATUSES.filter((status) => status !== 'open');

const statusFrom = (given: unknown): Status => {
  const status = REACHED.find((one) => one === given);
  if (!status) throw new UsageError(`--until-status: ${String(given)} is not one of ${REACHED.join(', ')}`);
  return status;
};

const eventFrom = (flag: string, given: unknown): number => countFrom(flag, given, MOST_EVENTS, 'the number of an event');

const settingsFrom = ({ fromEvent, untilEvent, untilStatus, interval, patience }: Options): Settings => ({
  from: fromEvent === undefined ? 1 : eventFrom('--from-event', fromEvent),
  until: {
    ...(untilStatus !== undefined && { status: statusFrom(untilStatus) }),
    ...(untilEvent !== undefined && { event: eventFrom('--until-event', untilEvent) }),
  },
  interval: secondsFrom('--interval', interval, 1, 0.1),
  patience: secondsFrom('--patience', patience, 60, 0),
});

/** As the columns of `mou events`, of a width that suits almost every event: what is still to come is not known. */
const lineFor = (event: Event): string => {
  const [seq = '', on = '', by = '', type = '', clause = '', fields = ''] = eventRow(event);
  return [`#${seq}`.padEnd(4), on, by.padEnd(4), type.padEnd(24), clause.padEnd(6), fields].join('  ').trimEnd();
};

const isReached = ({ status, event }: Until, log: readonly Event[]): boolean => {
  if (event !== undefined && log.length >= event) return true;
  if (status === undefined) return false;
  const state = fold(log);
  return status === 'operative' ? state?.operativeOn != null : state?.status === status;
};

/** A memorandum that is asked again and again, over a connection that is made again where it broke. */
class Source {
  readonly #mou: string;
  readonly #settings: Settings;
  #client: MouClient | undefined;
  readonly #log: Event[] = [];
  #answeredAt: number | undefined;
  #isAway = false;

  constructor(mou: string, settings: Settings) {
    this.#mou = mou;
    this.#settings = settings;
  }

  /** All events by now. Throws what went wrong first of all, or for longer than the patience lasts. */
  async log(): Promise<readonly Event[]> {
    for (;;) {
      try {
        return await this.#ask();
      } catch (error) {
        await this.close();
        const { patience, interval } = this.#settings;
        if (this.#answeredAt === undefined || Date.now() + interval > this.#answeredAt + patience) throw error;
        if (!this.#isAway) progress(`${(error as Error).message.replace(/\.$/, '')}. Trying again for up to ${patience / 1_000} s`);
        this.#isAway = true;
        await pause(interval);
      }
    }
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.close();
  }

  async #ask(): Promise<readonly Event[]> {
    this.#client ??= await connect();
    this.#log.push(...(await this.#client.events(this.#mou, { after: this.#log.length })));
    this.#answeredAt = Date.now();
    if (this.#isAway) progress('It answers again');
    this.#isAway = false;
    return this.#log;
  }
}

/** Nothing is recorded, so that nothing is lost by leaving at once: at Ctrl-C, or when nobody reads any more (`| head`). */
const leaveAtOnce = (): void => {
  const leave = () => process.exit(EXIT.done);
  process.once('SIGINT', leave).once('SIGTERM', leave);
  process.stdout.once('error', leave);
};

export const verb: Verb = {
  usage: 'watch <id>',
  summary: 'Prints the events of a memorandum, and then each new one as it comes.',
  details: 'It ends at Ctrl-C with exit code 0, and with 5 where nobody answers for longer than the patience lasts.',
  examples: ['watch MOU', 'watch MOU --from-event 8 --until-status discontinued', 'watch MOU --json | jq -r .type'],
  json: 'one event a line, each a JSON document of its own: what has no end cannot be one',
  options: [
    { flag: '--from-event <number>', help: 'from this event on (default: the first)' },
    { flag: '--until-event <number>', help: 'end by itself with the event of this number' },
    { flag: '--until-status <status>', help: `end by itself once it is ${REACHED.slice(0, -1).join(', ')} or ${REACHED.at(-1)}` },
    { flag: '--interval <seconds>', help: 'how often to ask (default: 1)' },
    { flag: '--patience <seconds>', help: 'how long to try again where nobody answers any more (default: 60)' },
  ],
  run: async (options, mou) => {
    const settings = settingsFrom(options);
    leaveAtOnce();
    const source = new Source(mou, settings);
    const { event: last = Number.POSITIVE_INFINITY } = settings.until;
    try {
      for (let next = settings.from; ; ) {
        const log = await source.log();
        for (const event of log.slice(next - 1, last)) {
          if (options.json) printJson(event);
          else print(lineFor(event));
        }
        next = Math.max(next, log.length + 1);
        if (isReached(settings.until, log)) return;
        await pause(settings.interval);
      }
    } finally {
      await source.close();
    }
  },
};
