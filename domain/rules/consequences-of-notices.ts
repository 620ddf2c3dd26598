/** What follows for notices: their clocks, and that they are over (III.3, III.4). */
import type { CivilDate } from '../calendar.ts';
import { type Closing, isPending, type NoticeOutcome } from '../reckoning/outcomes.ts';
import type { Notice } from '../state.ts';
import { noticeNow, type Reckoned } from './reckoned.ts';
import type { Recording } from './recording.ts';

/** The clock of a notice, as its events tell it. */
export const clockOf = ({ deliveredOn, from, startedOn, period, expectedOn, takesOut }: NoticeOutcome) => ({
  servedOn: deliveredOn,
  from,
  started: startedOn,
  period,
  expectedOn,
  takesOut,
});

export const recordNotices = (recording: Recording, reckoned: Reckoned, on: CivilDate, decision: string | null): void => {
  for (const id of Object.keys(recording.state.notices)) {
    const outcome = noticeNow(recording.state, id, reckoned);
    const before = recording.state.notices[id];
    if (!outcome || !before) continue;
    if (isPending(outcome) ? !isPending(before) : isClosedOtherwise(before, outcome)) reopen(recording, id, outcome, on);
    const notice = recording.state.notices[id] ?? before;
    if (!sameClock(notice, outcome)) {
      const { tooLateAfter } = outcome;
      const data = { notice: id, decision, ...clockOf(outcome), ...(tooLateAfter !== undefined && { tooLateAfter }) };
      recording.record('NoticeDatesChanged', { on, clause: recording.clause('commencement'), data });
    }
    if (outcome.status === 'superseded' && (isPending(notice) || notice.status === 'effective'))
      close(recording, reckoned, id, notice, outcome, on);
  }
};

/** To which date one that is withdrawn would have led is nothing to go by. */
const sameClock = (notice: Notice, outcome: NoticeOutcome): boolean =>
  notice.deliveredOn === outcome.deliveredOn && (notice.status === 'withdrawn' || samePeriod(notice, outcome));

const samePeriod = (notice: Notice, outcome: NoticeOutcome): boolean =>
  notice.from === outcome.from &&
  notice.started === outcome.startedOn &&
  notice.period === outcome.period &&
  notice.expectedOn === outcome.expectedOn &&
  notice.takesOut === outcome.takesOut;

/** For another reason than the papers known so far said. */
const isClosedOtherwise = (before: Notice, { status, closedBy }: NoticeOutcome): boolean =>
  before.status === 'superseded' && status === 'superseded' && closedBy !== before.closedBy;

const reopen = (recording: Recording, id: string, { deliveredOn }: NoticeOutcome, on: CivilDate): void => {
  const status = deliveredOn === null ? 'given' : 'delivered';
  recording.record('NoticeReopened', { on, clause: recording.clause('notice'), data: { notice: id, status } });
};

const close = (recording: Recording, { lived }: Reckoned, id: string, notice: Notice, outcome: NoticeOutcome, on: CivilDate): void => {
  const cause = outcome.closedBy ?? 'commencement';
  const end = lived.end?.on ?? on;
  const date = cause === 'commencement' || cause === 'expiry' ? end : on;
  const data = { notice: id, cause, reason: reasonFor(cause, notice, outcome, end) };
  recording.record('NoticeSuperseded', { on: date, clause: recording.clause('notice'), data });
};

const whyWithoutEffect = ({ kind }: Notice, { deliveredOn, tooLateAfter }: NoticeOutcome): string => {
  if (kind === 'discontinuation') return 'It starts no period, being of before the operative date';
  if (tooLateAfter === undefined) return 'It stops no renewal, being of before the operative date';
  const late = tooLateAfter === null ? 'when no renewal was left to stop' : `after ${tooLateAfter}`;
  return `It stopped no renewal, being delivered on ${deliveredOn}, ${late}`;
};

const reasonFor = (cause: Closing, notice: Notice, outcome: NoticeOutcome, end: CivilDate): string => {
  const { closedFor } = outcome;
  switch (cause) {
    case 'commencement':
      return `Discontinuation commenced on ${end} by other means.`;
    case 'expiry':
      return `The term of the memorandum was over on ${end}.`;
    case 'fresh-notice':
      return `${whyWithoutEffect(notice, outcome)}, and a fresh notice, ${closedFor}, was given.`;
    case 'decided-date':
      return `Decision ${closedFor} set a date in its place.`;
    case 'departure':
      return `Its giver withdrew by notice ${closedFor}.`;
    case 'replaced':
    case 'withdrawn':
    case 'conflict':
      return `Decision ${closedFor} stands in its place.`;
    default:
      return cause satisfies never;
  }
};
