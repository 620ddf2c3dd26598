/** The activities, counted and measured from outside: what they do is not changed. */
import type { Span } from '@opentelemetry/api';
import { ApplicationFailure } from '@temporalio/common';
import { ACT_NAMES } from '../domain/acts/index.ts';
import { parseInstant } from '../domain/calendar.ts';
import type { ActAsked, JudgeActivities, Judgement } from '../activities/judge/port.ts';
import type { RegisterActivities } from '../activities/register/index.ts';
import type { NotifyResult } from '../activities/notify/index.ts';
import type { Send } from '../activities/tell/index.ts';
import type { Metrics } from './metrics.ts';
import { goingOn, span, SpanKind } from './trace.ts';

const ACTS = new Set<string>(ACT_NAMES);

/** The label stays one of a few, whatever somebody sent. */
const actOf = (act: unknown): string => {
  const { do: name } = (act ?? {}) as { do?: unknown };
  return typeof name === 'string' && ACTS.has(name) ? name : 'unknown';
};

const secondsSince = (instant: number): number => Math.max(0, Date.now() - instant) / 1_000;
const codeOf = (error: unknown): string => (error instanceof ApplicationFailure && error.type ? error.type : 'JUDGE_FAILED');

type Came = { outcome: string; code?: string };

const outcomeOf = (judgement: Exclude<Judgement, { found: 'unknown' }>): Came => {
  if (judgement.found === 'refused') return { outcome: 'refused', code: judgement.code };
  return { outcome: judgement.found === 'recorded' ? 'recorded' : 'repeated' };
};

/** Counts an act, once it is judged. */
const countedJudge =
  (inner: JudgeActivities, { acts, judging, judgedLag, judgeFailures }: Metrics) =>
  async (asked: ActAsked, act: string): Promise<Judgement> => {
    const end = judging.startTimer({ what: 'act' });
    try {
      const judgement = await inner.judge(asked);
      // Asked again at once, with all that is carried.
      if (judgement.found === 'unknown') return judgement;
      acts.inc({ act, code: '', ...outcomeOf(judgement) });
      // A clock of its own, as a rehearsal has, is not ours.
      if (!asked.shifted) judgedLag.observe(secondsSince(asked.cameAt));
      return judgement;
    } catch (error) {
      acts.inc({ act, outcome: 'failed', code: codeOf(error) });
      judgeFailures.inc({ what: 'act' });
      throw error;
    } finally {
      end();
    }
  };

/** What time does, once it is judged. */
const countedTime =
  (inner: JudgeActivities, { judging, judgeFailures, timerLag }: Metrics): JudgeActivities['judgeTime'] =>
  async (asked) => {
    const end = judging.startTimer({ what: 'time' });
    try {
      const judged = await inner.judgeTime(asked);
      if (judged.found !== 'unknown' && asked.dueAt !== null) timerLag.observe((asked.now - asked.dueAt) / 1_000);
      return judged;
    } catch (error) {
      judgeFailures.inc({ what: 'time' });
      throw error;
    } finally {
      end();
    }
  };

export const observedJudge = (inner: JudgeActivities, metrics: Metrics): JudgeActivities => {
  const counted = countedJudge(inner, metrics);
  const judge = async (asked: ActAsked): Promise<Judgement> => {
    const act = actOf(asked.act);
    return await goingOn(asked.trace, () =>
      span(`judge ${act}`, { 'mou.id': asked.mou, 'mou.act': act }, async (opened) => {
        const judgement = await counted(asked, act);
        opened.setAttributes({ 'mou.outcome': judgement.found, ...(judgement.found === 'refused' && { 'mou.code': judgement.code }) });
        return judgement;
      }),
    );
  };
  return { ...inner, judge, judgeTime: countedTime(inner, metrics) };
};

export const observedFeed = (inner: RegisterActivities, { appends, appendedLag }: Metrics): RegisterActivities => {
  const append: RegisterActivities['append'] = async (mou, events) =>
    await span('append', { kind: SpanKind.CLIENT, 'mou.id': mou }, () => counted(mou, events));
  const counted: RegisterActivities['append'] = async (mou, events) => {
    try {
      const seq = await inner.append(mou, events);
      // Null where there is no register.
      if (seq === null) return seq;
      appends.inc({ outcome: 'taken' });
      for (const one of events) if (one.seq <= seq) appendedLag.observe(secondsSince(parseInstant(one.at)));
      return seq;
    } catch (error) {
      const isConflict = error instanceof ApplicationFailure && error.type === 'REGISTER_CONFLICT';
      appends.inc({ outcome: isConflict ? 'conflict' : 'failed' });
      throw error;
    }
  };
  return { ...inner, append };
};

export const observedSend =
  (inner: Send, { messages, messageSeconds }: Metrics): Send =>
  (message, contact) => {
    const channel = contact?.channel ?? 'email';
    const counted = async (opened: Span): Promise<NotifyResult> => {
      const end = messageSeconds.startTimer({ channel });
      try {
        const result = await inner(message, contact);
        const outcome = 'skipped' in result ? 'skipped' : 'accepted';
        messages.inc({ channel, outcome });
        opened.setAttribute('mou.outcome', outcome);
        if (outcome === 'accepted') end();
        return result;
      } catch (error) {
        const isDead = error instanceof ApplicationFailure && error.nonRetryable === true;
        messages.inc({ channel, outcome: isDead ? 'dead' : 'put-off' });
        opened.setAttribute('mou.outcome', isDead ? 'dead' : 'put-off');
        end();
        throw error;
      }
    };
    return span(
      `tell ${channel}`,
      { kind: SpanKind.PRODUCER, 'mou.id': message.mou, 'mou.seq': message.seq, 'mou.channel': channel },
      counted,
    );
  };
