/**
 * The judge: acts, and what time does, are judged here once, and what was found stands in the workflow's history. A replay
 * reads it there: no rule, no time zone and no schema is asked again.
 */
import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import type { Act } from '../../domain/acts/index.ts';
import { parseAct } from '../../domain/input.ts';
import { judgeAct, judgeTime, mustBeSame, signedAlready } from '../../domain/judge.ts';
import { bytesOf } from '../../domain/limits.ts';
import { Refusal } from '../../domain/refusal.ts';
import { prepareHandOver } from './hand-over.ts';
import { foundAgain, noService } from './known.ts';
import type { ActAsked, JudgeActivities, Judgement, Recorded, Room, TimeAsked } from './port.ts';
import { recordedOf, withoutInstrumentOf } from './recorded.ts';
import { earlierReceipt, receiptFrom } from './receipts.ts';
import type { Known, Standings } from './standings.ts';
import type { RegisterAccess } from '../register/access.ts';

type Options = { standings: Standings; register: RegisterAccess | undefined; logger: Logger };

/** What would not fit is refused before anything is recorded; what time does always has room. */
const noRoom = ({ bytes, for: limited }: Room, needed: number): Judgement | undefined => {
  if (needed <= bytes) return undefined;
  if (limited === 'memory') {
    const message = 'There is no register, and the log in memory is full: nothing more can be recorded than what time does';
    return { found: 'refused', code: 'TOO_LARGE', message };
  }
  const message = 'The register is down, and as many events wait for it as may wait: try again once it is back';
  return { found: 'refused', code: 'NO_SERVICE', message };
};

class Judge {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async judge(asked: ActAsked): Promise<Judgement> {
    const known = await this.#known(asked);
    if (!known) return { found: 'unknown' };
    try {
      const act = parseAct(asked.act, known.state?.instrument);
      return (await this.#repeated(asked, known, act)) ?? this.#judged(asked, known, act);
    } catch (error) {
      if (error instanceof Refusal) return { found: 'refused', ...error.toJSON() };
      throw error;
    }
  }

  async judgeTime(asked: TimeAsked): Promise<Recorded | { found: 'unknown' }> {
    const known = await this.#known(asked);
    if (!known?.state) return { found: 'unknown' };
    return recordedOf(this.#options.standings, known, judgeTime(known, asked.now).events, asked);
  }

  async #known({ carried, ...place }: TimeAsked): Promise<Known | undefined> {
    const { standings, register } = this.#options;
    return standings.at(place) ?? (carried && (await foundAgain(standings, register, place, carried)));
  }

  #judged(asked: ActAsked, known: Known, act: Act): Judgement {
    const { settled, judged } = judgeAct(known, act, asked.now);
    const full = noRoom(asked.room, bytesOf(judged.events));
    if (full) return full;
    return withoutInstrumentOf(recordedOf(this.#options.standings, known, [...settled, ...judged.events], asked), asked.act);
  }

  async #repeated(asked: ActAsked, known: Known, act: Act): Promise<Judgement | undefined> {
    if (asked.kept !== undefined) {
      mustBeSame(act, asked.kept);
      return { found: 'same' };
    }
    if (asked.perhapsSpent && act.id !== undefined) {
      const kept = await earlierReceipt(this.#options.register, asked.mou, act.id);
      if (kept) mustBeSame(act, kept.sha256);
      if (kept) return { found: 'receipt', receipt: kept.receipt };
    }
    const signature = signedAlready(known.state, act);
    return signature && (await this.#signedBefore(asked, signature.seq));
  }

  async #signedBefore({ mou, base }: ActAsked, seq: number): Promise<Judgement> {
    if (seq > base) return { found: 'same', seq };
    const kept = await earlierReceipt(this.#options.register, mou, seq);
    if (!kept) throw noService(`${mou}: the register does not hold event ${seq}`);
    return { found: 'receipt', receipt: kept.receipt };
  }
}

export const createJudge = (options: Options): JudgeActivities => {
  const { register, logger } = options;
  const judge = new Judge(options);
  /** Judging again finds the same: a failure is told at once, and that act alone fails. */
  const failing =
    <Asked extends { mou: string }, Answer>(what: (asked: Asked) => Promise<Answer>) =>
    async (asked: Asked): Promise<Answer> => {
      try {
        return await what(asked);
      } catch (error) {
        if (error instanceof ApplicationFailure) throw error;
        logger.error({ err: error, mou: asked.mou }, 'The judge failed');
        throw ApplicationFailure.nonRetryable((error as Error).message, 'JUDGE_FAILED');
      }
    };
  return {
    judge: failing((asked: ActAsked) => judge.judge(asked)),
    judgeTime: failing((asked: TimeAsked) => judge.judgeTime(asked)),
    findReceipt: failing((asked) => receiptFrom(register, asked)),
    prepareHandOver: failing((asked) => prepareHandOver(options, asked)),
  };
};
