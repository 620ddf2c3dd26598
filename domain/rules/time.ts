/** What time itself makes happen once it is due: recorded one thing after the other, each on its own date. */
import { addDays, type CivilDate } from '../calendar.ts';
import { nextReview } from '../review.ts';
import { recordConsequences, recordDeparture } from './consequences.ts';
import { recordDecisions } from './consequences-of-decisions.ts';
import { recordNotices } from './consequences-of-notices.ts';
import { recordTerm } from './consequences-of-terms.ts';
import { askForDispositions } from './initiative.ts';
import { reckon } from './reckoned.ts';
import type { Recording } from './recording.ts';
import { clauseOfEnd, takeEffect } from './text.ts';

export const becomeOperative = (recording: Recording): void => {
  const { operation } = recording.state;
  if (operation) recordConsequences(recording, operation.expectedOn);
};

/** Nobody can sign or confirm any more what has not become operative in time. */
export const lapse = (recording: Recording): void => {
  const reckoned = reckon(recording.state, recording.now);
  const { lapsesOn } = reckoned.lived.operation;
  if (lapsesOn === null) return;
  recording.record('Lapsed', { on: lapsesOn, clause: recording.clause('operative'), data: { lapsedOn: lapsesOn } });
  recordDecisions(recording, reckoned);
};

/** Who left by the day of the end, those who remained having decided on that day what ends it, has left before. */
const recordDeparturesBy = (recording: Recording, on: CivilDate): void => {
  const { lived } = reckon(recording.state, recording.now);
  for (const departure of lived.departures) if (departure.on <= on) recordDeparture(recording, departure);
};

/** The date has begun at every seat. Open decisions lapse, pending notices are superseded; the committee does not close. */
export const commence = (recording: Recording): void => {
  const { discontinuation } = recording.state;
  if (!discontinuation) return;
  const { expectedOn: on, notice, decision } = discontinuation;
  recordDeparturesBy(recording, on);
  const clause = clauseOfEnd(recording.state, discontinuation);
  const data = { commencedOn: on, lastOperativeDay: addDays(on, -1), notice, decision };
  recording.record('DiscontinuationCommenced', { on, clause, data });
  closeWhatIsOpen(recording, on);
};

const closeWhatIsOpen = (recording: Recording, on: CivilDate): void => {
  const reckoned = reckon(recording.state, recording.now);
  recordDecisions(recording, reckoned);
  recordNotices(recording, reckoned, on, null);
  recordTerm(recording, reckoned, on, null);
  askForDispositions(recording, on);
};

/** The end of a term: it is renewed by itself, or it is over. */
export const endTerm = (recording: Recording): void => {
  const { expiry } = recording.state;
  if (!expiry) return;
  const on = expiry.expectedOn;
  const clause = recording.clause('duration');
  const { lived } = reckon(recording.state, recording.now);
  if (lived.end === null || lived.end.on > on) {
    const renewals = expiry.renewals + 1;
    const period = lived.terms.find((term) => term.renewals === renewals)?.renewedFor;
    // None where a modification of that day has taken the term away.
    if (period) recording.record('Renewed', { on, clause, data: { renewals, renewedOn: on, period } });
    recordConsequences(recording, on);
    return;
  }
  recordDeparturesBy(recording, on);
  const notice = lived.end?.cause === 'term' ? lived.end.notice : null;
  recording.record('Expired', { on, clause, data: { expiredOn: on, lastOperativeDay: addDays(on, -1), notice } });
  closeWhatIsOpen(recording, on);
};

/** By whichever of its notices it is that its giver leaves. */
export const withdraw = (recording: Recording, notice: string): void => {
  const { lived } = reckon(recording.state, recording.now);
  const departure = lived.departures.find(({ participant }) => participant === recording.state.notices[notice]?.by);
  if (!departure) return;
  recordDeparture(recording, departure);
  recordConsequences(recording, departure.on);
};

/** Who joined later has waited as long as the text says. */
export const beginMembership = (recording: Recording, participant: string): void => {
  const joining = recording.state.joining?.[participant];
  if (joining) recordConsequences(recording, joining.since);
};

export const takeEffectOnItsDate = (recording: Recording, id: string): void => {
  const { lived } = reckon(recording.state, recording.now);
  const { effectiveOn = null } = recording.state.decisions[id] ?? {};
  if (effectiveOn === null) return;
  if (lived.inEffect.includes(id)) takeEffect(recording, id, lived.inEffect);
  recordConsequences(recording, effectiveOn, id);
};

export const review = (recording: Recording): void => {
  const data = nextReview(recording.state);
  if (data) recording.record('ReviewDue', { on: data.dueOn, clause: recording.clause('review'), data });
};
