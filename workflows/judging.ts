/** How the clerk asks the judge: by a local activity, whose answer stands in the history, so that a replay asks nothing. */
import { ActivityFailure, ApplicationFailure, proxyLocalActivities, TemporalFailure } from '@temporalio/workflow';
import type { HandOver, JudgeActivities, Judgement, Recorded, RequestJudged } from '../activities/judge/port.ts';
import type { Request } from '../domain/authorisation.ts';
import type { Milliseconds } from '../domain/calendar.ts';
import type { Receipt } from '../domain/memorandum.ts';
import { withInstrument, withoutInstrument } from '../domain/instrument-once.ts';
import type { Ledger } from './ledger.ts';

const { judge, admit, judgeRequest, judgeTime, findReceipt, prepareHandOver } = proxyLocalActivities<JudgeActivities>({
  startToCloseTimeout: '15 seconds',
  scheduleToCloseTimeout: '45 seconds',
  retry: { initialInterval: '200 milliseconds', maximumAttempts: 3 },
});

/** What is thrown from an update's handler: its sender is told, and nothing else is touched. */
export const refused = (type: string, message: string, clause?: string): ApplicationFailure =>
  ApplicationFailure.create({ message, type, nonRetryable: true, details: [{ code: type, message, ...(clause && { clause }) }] });

/** The judge itself failed, or did not answer: that act alone fails. A local activity's failure comes with a wrapping or without. */
const asFailure = (error: unknown): unknown => {
  const cause = error instanceof ActivityFailure ? (error.cause ?? error) : error;
  if (cause instanceof ApplicationFailure) return cause.nonRetryable ? cause : refused('JUDGE_FAILED', cause.message);
  if (!(cause instanceof TemporalFailure)) return error;
  return refused('NO_SERVICE', `The act was not judged in time, and nothing was recorded: ${cause.message}`);
};

/** Throws `ApplicationFailure`. */
const judged = async <Answer>(asking: Promise<Answer>): Promise<Answer> => {
  try {
    return await asking;
  } catch (error) {
    throw asFailure(error);
  }
};

/** Asks again with all that is carried where the worker does not know the memorandum. */
const knowing = async <Answer extends { found: string }>(
  ledger: Ledger,
  ask: (carried?: { carried: Ledger['carried'] }) => Promise<Answer>,
): Promise<Answer> => {
  const answer = await ask();
  return answer.found === 'unknown' ? await ask({ carried: ledger.carried }) : answer;
};

type Moment = { now: Milliseconds; settling: string; shows: boolean; shifted: boolean; dueAt: Milliseconds | null };
/** Of an act: when it came, before it waited for its turn. */
type Coming = Moment & { cameAt: Milliseconds; trace: string | undefined };

/** What came of an act: the receipt of it, and what was recorded now, unless it had been recorded before. */
export type Judged = { receipt: Receipt; recorded?: Recorded };

const receiptOf = (ledger: Ledger, act: unknown, recorded: Recorded): Receipt => ({
  mou: ledger.mou,
  seq: ledger.seq,
  status: recorded.status,
  head: ledger.head,
  events: withoutInstrument(withInstrument(recorded.events, act)).filter((event) => event.act !== undefined),
});

const earlier = async (ledger: Ledger, judgement: Judgement, id: string | undefined): Promise<Receipt> => {
  if (judgement.found === 'receipt') return judgement.receipt;
  const seq = judgement.found === 'same' ? judgement.seq : undefined;
  const actId = seq === undefined ? id : ledger.actOf(seq);
  if (actId === undefined) throw refused('JUDGE_FAILED', `No act is known that recorded event ${seq}`);
  return ledger.receipt(actId) ?? (await findReceipt({ ...ledger.place, actId, carried: ledger.carried }));
};

/** Resolves once the register has taken all that waited for it, and says whether it did. */
type MakeRoom = () => Promise<boolean>;

const isFull = (judgement: Judgement): boolean => judgement.found === 'refused' && judgement.code === 'NO_SERVICE';

const askAct = async (ledger: Ledger, act: unknown, moment: Coming, makeRoom: MakeRoom): Promise<Judged> => {
  const id = (act as { id?: string } | null)?.id;
  const kept = id === undefined ? undefined : ledger.hashOf(id);
  const { trace, ...at } = moment;
  const asked = {
    ...ledger.place,
    ...at,
    act,
    ...(trace !== undefined && { trace }),
    ...(kept !== undefined && { kept }),
    perhapsSpent: kept === undefined && id !== undefined && ledger.perhapsSpent(id),
    base: ledger.baseSeq,
  };
  const ask = () => knowing<Judgement>(ledger, (carried) => judge({ ...asked, room: ledger.room, ...carried }));
  const first = await ask();
  // Acts that come at once may wait for a moment; they are refused only where the register does not take them.
  const judgement = isFull(first) && (await makeRoom()) ? await ask() : first;
  if (judgement.found === 'refused') throw refused(judgement.code, judgement.message, judgement.clause);
  if (judgement.found !== 'recorded') return { receipt: await earlier(ledger, judgement, id) };
  const recorded = { ...judgement, events: withInstrument(judgement.events, act) };
  ledger.record(recorded);
  return { receipt: receiptOf(ledger, act, recorded), recorded };
};

/** Judges an act and enters what was found. Throws `ApplicationFailure`, and then nothing has changed. */
export const judgeAct = (ledger: Ledger, act: unknown, moment: Coming, makeRoom: MakeRoom): Promise<Judged> =>
  judged(askAct(ledger, act, moment, makeRoom));

const unknown = (): ApplicationFailure => refused('JUDGE_FAILED', 'The judge does not know the memorandum');

const mustAllow = (answer: RequestJudged): void => {
  if (answer.found === 'refused') throw refused(answer.code, answer.message, answer.clause);
  if (answer.found === 'unknown') throw unknown();
};

/** What came with the start of the workflow. Throws `ApplicationFailure` where that is not what is kept. */
export const mustBeAdmitted = async (ledger: Ledger, shifted: boolean): Promise<void> =>
  mustAllow(await judged(admit({ ...ledger.place, shifted, carried: ledger.carried })));

/** What is asked beside acts. Throws `ApplicationFailure` where who asks may not. */
export const mustBeAllowed = async (ledger: Ledger, request: Request, now: Milliseconds): Promise<void> =>
  mustAllow(await judged(knowing<RequestJudged>(ledger, (carried) => judgeRequest({ ...ledger.place, now, request, ...carried }))));

/** Judges what time has to do, and enters it. Throws `ApplicationFailure`. */
export const judgeDue = async (ledger: Ledger, moment: Moment): Promise<Recorded> => {
  const recorded = await judged(
    knowing<Recorded | { found: 'unknown' }>(ledger, (carried) => judgeTime({ ...ledger.place, ...moment, ...carried })),
  );
  if (recorded.found === 'unknown') throw unknown();
  ledger.record(recorded);
  return recorded;
};

/** In events of the history: where the judge did not answer, until it is asked again. */
const SOME_MORE = 100;

/** @param beside in bytes, all that is handed over beside the state and the events */
export const askHandOver = async (ledger: Ledger, beside: number): Promise<HandOver> => {
  try {
    return await prepareHandOver({ mou: ledger.mou, safe: ledger.safePlace ?? null, carried: ledger.carried, beside });
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    return { base: null, fits: false, again: SOME_MORE };
  }
};
