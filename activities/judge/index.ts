/**
 * The judge: acts, and what time does, are judged here once, and what was found stands in the workflow's history. A replay
 * reads it there: no rule, no time zone and no schema is asked again.
 */
import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';
import type { Act } from '../../domain/acts/index.ts';
import { type Gate, mayRequest } from '../../domain/authorisation.ts';
import { parseAct } from '../../domain/input.ts';
import { judgeAct, judgeTime, mustBeSame, signedAlready } from '../../domain/judge.ts';
import { bytesOf } from '../../domain/limits.ts';
import { Refusal } from '../../domain/refusal.ts';
import { problemOfTakingUp } from './admission.ts';
import { prepareHandOver } from './hand-over.ts';
import { foundAgain, keptBy, mustNotBeBehind, noService } from './known.ts';
import type {
  ActAsked,
  AdmissionAsked,
  Carried,
  JudgeActivities,
  Judgement,
  Place,
  Recorded,
  RequestAsked,
  RequestJudged,
  Room,
  TimeAsked,
} from './port.ts';
import { recordedOf, withoutInstrumentOf } from './recorded.ts';
import { earlierReceipt, receiptFrom } from './receipts.ts';
import type { Known, Standings } from './standings.ts';
import type { RegisterAccess } from '../register/access.ts';

type Options = { standings: Standings; register: RegisterAccess | undefined; gate: Gate; logger: Logger };

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

type Refused = Extract<Judgement, { found: 'refused' }>;

/** Of a rehearsal; where acts are signed it would make keys hold, and dates come, out of their time. */
const SHIFTED = 'it was started with a clock of its own, and this deployment takes none';
const notAdmitted = (message: string): Refused => ({ found: 'refused', code: 'NOT_AUTHORISED', message });

class Judge {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async judge(asked: ActAsked): Promise<Judgement> {
    const known = await this.#known(asked);
    if (!known) return { found: 'unknown' };
    if (asked.shifted && known.seq === 0 && this.#options.gate.asks === 'signed') return notAdmitted(SHIFTED);
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

  /** What is no act, and is asked of the memorandum all the same. */
  async judgeRequest(asked: RequestAsked): Promise<RequestJudged> {
    const known = await this.#known(asked);
    if (!known) return { found: 'unknown' };
    if (known.state?.authorisation !== 'signed') return { found: 'allowed' };
    try {
      mayRequest(known.state, asked.request, asked.now, this.#options.gate.verify);
      return { found: 'allowed' };
    } catch (error) {
      if (error instanceof Refusal) return { found: 'refused', ...error.toJSON() };
      throw error;
    }
  }

  /** What a memorandum is taken up again with. Throws `NO_SERVICE` where the register is down. */
  async admit(asked: AdmissionAsked): Promise<RequestJudged> {
    const { register, gate } = this.#options;
    if (asked.shifted && gate.asks === 'signed') return notAdmitted(`${asked.mou}: ${SHIFTED}`);
    const kept = register && (await keptBy(register, asked.mou));
    const problem = problemOfTakingUp(asked, kept, gate);
    return problem === undefined ? { found: 'allowed' } : notAdmitted(`${asked.mou} is not taken up again: ${problem}`);
  }

  async #known({ carried, ...place }: Place & { carried?: Carried }): Promise<Known | undefined> {
    const { standings, register } = this.#options;
    const known = standings.at(place);
    if (known || !carried) return known;
    if (register) await mustNotBeBehind(register, place);
    return await foundAgain(standings, register, place, carried);
  }

  #judged(asked: ActAsked, known: Known, act: Act): Judgement {
    const { settled, judged } = judgeAct(known, act, asked.now, this.#options.gate);
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
    admit: failing((asked: AdmissionAsked) => judge.admit(asked)),
    judgeRequest: failing((asked: RequestAsked) => judge.judgeRequest(asked)),
    judgeTime: failing((asked: TimeAsked) => judge.judgeTime(asked)),
    findReceipt: failing((asked) => receiptFrom(register, asked)),
    prepareHandOver: failing((asked) => prepareHandOver(options, asked)),
  };
};
