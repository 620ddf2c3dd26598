/** After an act: the register takes the events and each recipient is told, side by side, by one activity. */
import { setTimeout as pause } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import { formatInstant } from '../../domain/calendar.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { type Contact, type Recipient, recipientsIn, recipientsOfAct, toldOfAct } from '../../domain/recipients.ts';
import type { State } from '../../domain/state.ts';
import { digestTo } from '../../projections/digest.ts';
import { type Message, messageTo, type ToldAct, toldAct } from '../../projections/message.ts';
import type { Standings, Step } from '../judge/standings.ts';
import { beating, type Notes } from '../notify/in-activity.ts';
import type { NotifyResult } from '../notify/index.ts';
import { goingOn } from '../../observe/trace.ts';
import type { RegisterAccess } from '../register/access.ts';
import type { RegisterActivities } from '../register/index.ts';
import type { Helpless, Reached, TellActivities, TellAsked, TellDone, TellOneAsked } from './port.ts';
import { Steps } from './steps.ts';
import { Taken, takenLately } from './taken.ts';

/** One attempt at one message, to one recorded contact or to the contacts in the settings. */
export type Send = (message: Message, contact?: Contact) => Promise<NotifyResult>;

type Options = {
  standings: Standings;
  register: RegisterAccess | undefined;
  feed: RegisterActivities;
  send: Send;
  logger: Logger;
};

/**
 * Milliseconds: after the first no further message is begun. Who takes longer than the second is told apart from then on, and
 * who takes longer than the third and much longer than the others: where all are slow alike, on a machine with much to do,
 * nobody waits for anybody, and an activity for each would only be more to do.
 */
const ENOUGH = 20_000;
const TOO_SLOW = 5_000;
const SLOW = 2_000;

/** `took`: milliseconds until the other side answered; 0 where nothing was sent. */
type Sent = { delivery: Delivery | null; took: number };

/** Nothing is to be done at once: what did not go well is. What the register does not know by now is lost if this worker dies. */
const isWell = ({ kept, reached }: TellDone): boolean => kept && Object.values(reached).every(({ failed, slow }) => !failed && !slow);

const isSlow = (took: number, quickest: number): boolean => took > TOO_SLOW || (took > SLOW && took > 2 * quickest);

/** Where a recipient is reached: as the latest contacts say or, where it is named there no longer, as they said then. */
const reachedAt = (key: string, latest: State, { before, after }: Step): Recipient | undefined =>
  recipientsIn(latest).find((one) => one.key === key) ?? recipientsOfAct(before.state, after.state as State).find((one) => one.key === key);

const toldOf = ({ before, events }: Step): ToldAct | undefined => toldAct({ before: before.state, events });

/** Made when it is first asked for: of twenty acts at once it would keep the next act waiting. */
const toldOnDemand = (step: Step): (() => ToldAct | undefined) => {
  let told: { act: ToldAct | undefined } | undefined;
  return () => (told ??= { act: toldOf(step) }).act;
};

/** Worth another try. Where the message is given up all the same, the clerk knows by this on which channel it was tried. */
const triedOn = (channel: Delivery['channel'], error: Error): ApplicationFailure => {
  const { type, nextRetryDelay: after } = error as Partial<ApplicationFailure>;
  const said = { message: error.message, type: type ?? error.name, details: [channel] };
  return ApplicationFailure.create({ ...said, nextRetryDelay: after ?? undefined });
};

const isDigested = ({ before, events, after }: Step, key: string): boolean =>
  toldOfAct(before.state, events, after.state as State).some(({ recipient, digestIn }) => recipient.key === key && digestIn !== null);

class Teller {
  readonly #options: Options;
  readonly #steps: Steps;

  constructor(options: Options) {
    this.#options = options;
    this.#steps = new Steps(options.standings, options.register);
  }

  /** Undefined where this worker cannot know what to say. */
  async tell(asked: TellAsked, taken: Taken): Promise<TellDone | undefined> {
    const steps = await this.#steps.of(asked.mou, asked.groups, asked);
    if (!steps) return undefined;
    const began = performance.now();
    const told = steps.map(toldOnDemand);
    const recipients = [...new Set(asked.groups.flatMap(({ to }) => to))];
    const [appended, ...all] = await Promise.all([
      this.#append(asked, steps),
      ...recipients.map((key) => this.#tellEach(asked, steps, told, key, { began, taken })),
    ]);
    const deliveries = all.flatMap((one) => one.deliveries);
    const kept = typeof appended === 'number' && (await this.#keep(asked, deliveries));
    const quickest = Math.min(...all.flatMap(({ took, reached: { failed } }) => (took > 0 && !failed ? [took] : [])));
    const reached = Object.fromEntries(all.map(({ key, took, reached: how }) => [key, { ...how, slow: isSlow(took, quickest) }]));
    return { ...(appended !== undefined && { appended }), reached, deliveries, kept };
  }

  async tellOne(asked: TellOneAsked, taken: Taken): Promise<{ delivery: Delivery | null; kept: boolean; slow: boolean } | undefined> {
    const { mou, group, latest, recipient: key } = asked;
    const steps = await ('first' in group ? this.#steps.of(mou, [group], asked) : this.#steps.between(mou, group, asked));
    const last = steps?.at(-1);
    const now = latest.last === group.last ? last : (await this.#steps.of(mou, [latest], asked))?.[0];
    if (!steps || !last || !now) return undefined;
    const state = now.after.state as State;
    const isDigest = 'since' in group && group.since !== undefined;
    const told = (isDigest ? steps.filter((step) => isDigested(step, key)) : [last]).flatMap((step) => toldOf(step) ?? []);
    const to = reachedAt(key, state, last);
    const send = () => this.#send(asked, taken, to, (recipient) => digestTo(told, recipient, state));
    const { delivery, took } = await goingOn(group.trace, send);
    return { delivery, slow: took > SLOW, kept: delivery === null || (await this.#keep(asked, [delivery])) };
  }

  async #append({ mou, appendAfter, groups }: TellAsked, steps: readonly Step[]): Promise<TellDone['appended']> {
    if (appendAfter === null) return undefined;
    const events = steps.flatMap((step) => step.events).filter(({ seq }) => seq > appendAfter);
    if (events.length === 0) return undefined;
    try {
      return await goingOn(groups[0]?.trace, () => this.#options.feed.append(mou, events));
    } catch (error) {
      this.#options.logger.error({ err: error, mou, after: appendAfter }, 'The register did not take the events; they are tried again');
      return { failed: (error as Error).message };
    }
  }

  async #keep({ mou, skipped }: Pick<TellAsked, 'mou' | 'skipped'>, deliveries: readonly Delivery[]): Promise<boolean> {
    if (!this.#options.register) return false;
    const last = [...new Map(deliveries.map((one) => [one.status === 'skipped' ? one.recipient : one.key, one])).values()];
    const forgotten = last.flatMap(({ status, recipient, key }) =>
      status === 'skipped' && skipped[recipient] !== key ? (skipped[recipient] ?? []) : [],
    );
    try {
      if (last.length > 0) await this.#options.feed.keepDeliveries(mou, last, forgotten);
      return true;
    } catch (error) {
      this.#options.logger.error({ err: error, mou }, 'The register was not told of messages; it is told again');
      return false;
    }
  }

  async #tellEach(
    asked: TellAsked,
    steps: readonly Step[],
    told: readonly (() => ToldAct | undefined)[],
    key: string,
    { began, taken }: { began: number; taken: Taken },
  ) {
    const deliveries: Delivery[] = [];
    const reached: Omit<Reached, 'slow'> = { upTo: 0 };
    let longest = 0;
    const latest = steps.at(-1)?.after.state as State;
    for (const [index, { to, last, trace }] of asked.groups.entries()) {
      if (!to.includes(key)) continue;
      if (performance.now() - began > ENOUGH) break;
      try {
        const act = told[index]?.();
        const recipient = reachedAt(key, latest, steps[index] as Step);
        const send = () => this.#send(asked, taken, recipient, (who) => act && messageTo(act, who));
        const { delivery, took } = await goingOn(trace, send);
        if (delivery) deliveries.push(delivery);
        longest = Math.max(longest, took);
      } catch (error) {
        const { message, nextRetryDelay } = error as ApplicationFailure;
        return {
          key,
          took: longest,
          deliveries,
          reached: { ...reached, failed: { reason: message, ...(typeof nextRetryDelay === 'number' && { after: nextRetryDelay }) } },
        };
      }
      reached.upTo = last;
    }
    return { key, took: longest, deliveries, reached };
  }

  /** A message that will never be taken is a dead letter, and the next one follows. Throws where it is worth trying again. */
  async #send(
    { now }: Pick<TellAsked, 'now'>,
    taken: Taken,
    recipient: Recipient | undefined,
    say: (recipient: Recipient) => Message | undefined,
  ): Promise<Sent> {
    const message = recipient && say(recipient);
    if (!message) return { delivery: null, took: 0 };
    const before = taken.find(message.key);
    if (before) return { delivery: before, took: 0 };
    taken.mustCount();
    const began = performance.now();
    const took = () => performance.now() - began;
    const about = {
      key: message.key,
      seq: message.seq,
      ...(message.since !== undefined && { since: message.since }),
      recipient: recipient.key,
      channel: recipient.contact?.channel ?? ('email' as const),
    };
    const at = () => formatInstant(Math.round(now + took()));
    try {
      const result = await (recipient.contact ? this.#options.send(message, recipient.contact) : this.#options.send(message));
      if ('skipped' in result) return { delivery: { ...about, at: at(), status: 'skipped', detail: result.skipped }, took: 0 };
      const { messageId, detail } = result;
      const addresses = result.addresses?.map((one) => ({ ...one, at: at() }));
      const delivery: Delivery = { ...about, at: at(), status: 'accepted', messageId, detail, ...(addresses && { addresses }) };
      taken.add(delivery);
      return { delivery, took: took() };
    } catch (error) {
      if (!(error instanceof ApplicationFailure) || error.nonRetryable !== true) throw triedOn(about.channel, error as Error);
      this.#options.logger.error({ err: error, key: message.key }, 'A message is a dead letter');
      return { delivery: { ...about, at: at(), status: 'dead', detail: error.message }, took: took() };
    }
  }
}

export const createTeller = (options: Options): TellActivities => {
  const teller = new Teller(options);
  const sources = { lately: takenLately(), register: options.register };
  /** Asks for more help, or gives up for now where there is no more. */
  const orHelpless = <Done>(done: Done | undefined, { mou, isLast }: Pick<TellAsked, 'mou' | 'isLast'>, taken: Taken): Done | Helpless => {
    if (done !== undefined) return done;
    if (isLast) throw new Error(`${mou}: what is to be told is in the register, and that does not answer`);
    return { need: 'help', taken: taken.all };
  };
  const tell = async (asked: TellAsked, notes: Notes<Delivery[]>): Promise<TellDone | Helpless> => {
    const taken = new Taken(notes, asked, sources);
    try {
      if (notes.isAgain || asked.again) await taken.askAgain(asked.mou, asked.groups[0]?.last ?? 1);
      return orHelpless(await teller.tell(asked, taken), asked, taken);
    } catch (error) {
      // What fails is the clerk's to try again: another attempt is for where the worker died.
      throw ApplicationFailure.nonRetryable((error as Error).message, (error as Error).name, taken.all);
    }
  };
  const tellOne = async (asked: TellOneAsked, notes: Notes<Delivery[]>) => {
    const taken = new Taken(notes, asked, sources);
    // What was taken long ago and is to be sent once more is another matter.
    if ('first' in asked.group) await taken.askAgain(asked.mou, asked.group.last);
    return orHelpless(await teller.tellOne(asked, taken), asked, taken);
  };
  /** Without a beat: what was taken is in the register, and a note of it would be one more thing for the server to write. */
  const lingering = async (asked: TellAsked): Promise<TellDone | Helpless> => {
    const done = await beating((notes: Notes<Delivery[]>) => tell(asked, notes));
    if (asked.linger !== undefined && !('need' in done) && isWell(done)) await pause(asked.linger);
    return done;
  };
  return {
    tell: lingering,
    tellOne: (asked) => beating((notes: Notes<Delivery[]>) => tellOne(asked, notes)),
  };
};
