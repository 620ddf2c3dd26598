/** When discontinuation is expected to commence, and its commencement (III.3, III.4). */
import { addDays, beginsEverywhere, type CivilDate, formatInstant } from '../calendar.ts';
import { zonesOf } from '../instrument.ts';
import { isTaken, type State } from '../state.ts';
import { isPending } from './notice.ts';
import { Recording } from './recording.ts';

export type Governing = { expectedOn: CivilDate; notice: string | null; decision: string | null };

type Decided = { id: string; takenOn: CivilDate; effectiveOn: CivilDate };

/** The date of discontinuation decided last, whether it has come yet or not. */
export const lastDecided = (state: State): Decided | undefined => {
  let last: (Decided & { takenSeq: number }) | undefined;
  for (const [id, decision] of Object.entries(state.decisions)) {
    const stands = decision.status === 'taken' || decision.status === 'effective';
    if (decision.kind !== 'discontinue-on' || !stands || !isTaken(decision)) continue;
    const { takenOn, effectiveOn, takenSeq } = decision;
    if (!last || takenSeq > last.takenSeq) last = { id, takenOn, effectiveOn, takenSeq };
  }
  return last;
};

/**
 * What governs: of the pending notices, the earliest commencement. A decided date stands in place of the notices that
 * were running when it was decided, sooner or later than theirs; a notice that starts its period afterwards counts again.
 */
export const governing = (state: State): Governing | undefined => {
  const { operativeOn } = state;
  // As of a date before the operative date as it was corrected: nothing is discontinued that is not operative.
  if (operativeOn === null) return undefined;
  const decided = lastDecided(state);
  const candidates: Governing[] = Object.entries(state.notices).flatMap(([id, notice]) => {
    const { started } = notice;
    const counts = isPending(notice) && started !== null && started >= operativeOn && (!decided || started > decided.takenOn);
    return counts && notice.expectedOn !== null ? [{ expectedOn: notice.expectedOn, notice: id, decision: null }] : [];
  });
  if (decided) candidates.unshift({ expectedOn: decided.effectiveOn, notice: null, decision: decided.id });
  return candidates.reduce<Governing | undefined>((best, one) => (best && best.expectedOn <= one.expectedOn ? best : one), undefined);
};

const sameGrounds = (one: Governing, other: Governing): boolean =>
  one.expectedOn === other.expectedOn && one.notice === other.notice && one.decision === other.decision;

/** Records what governs now, where that has changed. `on` is the date since which it is expected. */
export const expect = (recording: Recording, on: CivilDate): void => {
  const { state } = recording;
  const known = state.discontinuation;
  const next = governing(state);
  if (next) {
    // A seat that moves leaves the date, and moves the instant at which it has begun everywhere.
    const commencesAt = formatInstant(beginsEverywhere(next.expectedOn, zonesOf(state.instrument)));
    if (known && sameGrounds(next, known) && commencesAt === known.commencesAt) return;
    const lastOperativeDay = addDays(next.expectedOn, -1);
    const clause = recording.clause(next.decision ? 'modification' : 'commencement');
    recording.record('DiscontinuationExpected', { on, clause, data: { ...next, commencesAt, lastOperativeDay } });
  } else if (known) {
    const { expectedOn } = known;
    const reason = 'The notice it rested on was delivered before the corrected operative date, and so starts no period.';
    recording.record('DiscontinuationNoLongerExpected', { on, clause: recording.clause('commencement'), data: { expectedOn, reason } });
  }
};

/** The act of time itself: the date has begun at every seat. */
export const commence = (recording: Recording): void => {
  const { discontinuation } = recording.state;
  if (!discontinuation) return;
  const { expectedOn: on, notice, decision } = discontinuation;
  const clause = recording.clause(decision ? 'modification' : 'commencement');
  recording.record('DiscontinuationCommenced', {
    on,
    clause,
    data: { commencedOn: on, lastOperativeDay: addDays(on, -1), notice, decision },
  });
  closeWhatIsOpen(recording, on);
};

/** Open decisions lapse, pending notices are superseded, initiatives ask for a disposition; the committee does not close. */
const closeWhatIsOpen = (recording: Recording, on: CivilDate): void => {
  const { decisions, notices, initiatives } = recording.state;
  for (const [id, decision] of Object.entries(decisions)) {
    if (decision.status !== 'proposed' && decision.status !== 'taken') continue;
    const reason = `Discontinuation commenced on ${on} before the decision took effect.`;
    recording.record('DecisionLapsed', {
      on,
      clause: recording.clause('modification'),
      data: { decision: id, cause: 'commencement', reason },
    });
  }
  for (const [id, notice] of Object.entries(notices)) {
    if (!isPending(notice)) continue;
    const reason = `Discontinuation commenced on ${on} by other means.`;
    recording.record('NoticeSuperseded', { on, clause: recording.clause('notice'), data: { notice: id, cause: 'commencement', reason } });
  }
  for (const [id, initiative] of Object.entries(initiatives)) {
    if (initiative.status !== 'started') continue;
    recording.record('DispositionRequested', { on, clause: recording.clause('cooperation'), data: { initiative: id } });
  }
};

/** After a rectification: where the true date is another, the commencement recorded earlier falls, and the clock is armed again. */
export const reconsiderCommencement = (recording: Recording, decision: string, on: CivilDate): void => {
  const before = recording.state;
  const commencedOn = before.discontinuation?.commencedOn;
  if (!commencedOn) return;
  const notices = idsOf(before.notices, (notice) => notice.status === 'effective' || notice.closedBy === 'commencement');
  const decisions = idsOf(before.decisions, (one) =>
    one.status === 'effective' ? one.kind === 'discontinue-on' : one.closedBy === 'commencement' && one.takenOn !== null,
  );
  const trial = new Recording(before, recording.now);
  const data = { commencedOn, decision, notices, decisions };
  trial.record('CommencementSuperseded', { on, clause: recording.clause('modification'), data });
  const next = governing(trial.state);
  if (next && before.discontinuation && sameGrounds(next, { ...before.discontinuation, expectedOn: commencedOn })) return;
  recording.record('CommencementSuperseded', { on, clause: recording.clause('modification'), data });
};

const idsOf = <Item>(items: Record<string, Item>, chosen: (item: Item) => boolean): string[] =>
  Object.keys(items).filter((id) => chosen(items[id] as Item));
