/** What time brings to a memorandum: its end, a departure, the end of a term, a modification decided earlier. */
import { byDate, type CivilDate } from '../calendar.ts';
import { endingOf, runningByDay } from './leaving.ts';
import type { Life } from './life.ts';
import { modify } from './modify.ts';
import { ORDER } from './moments.ts';
import type { Closing, End } from './outcomes.ts';
import { consented, served } from './papers.ts';
import { renewalOf, renewed, type Term } from './term.ts';

/** On the same day an end comes first: from its date nothing takes effect any more. */
const RANKS = { lapse: 0, decided: 1, notices: 2, term: 3, departure: 4, modification: 5 };

type Due = { on: CivilDate; rank: number; happen: () => void };

const finish = (life: Life, end: End): void => {
  life.end = end;
  // Nothing is renewed on the day on which it ends.
  while (life.terms.length > 1 && (life.terms.at(-2) as Term).end >= end.on) life.terms.pop();
  const closing: Closing = end.cause === 'term' ? 'expiry' : 'commencement';
  if (end.notice !== null) life.setNotice(end.notice, { status: 'effective' });
  if (end.decision !== null) life.setDecision(end.decision, { status: 'effective' });
  for (const id of life.notices.keys()) life.closeNotice(id, closing);
  for (const [id, { status }] of life.decisions) {
    const open = status === 'proposed' || status === 'taken';
    if (open && life.decisionFacts(id).content.kind !== 'rectify') life.closeDecision(id, closing);
  }
};

const lapse = (life: Life): Due[] => {
  const { lapsesOn: on } = life.operation;
  if (on === null) return [];
  return [{ on, rank: RANKS.lapse, happen: () => finish(life, { on, cause: 'lapse', notice: null, decision: null }) }];
};

const decidedEnd = (life: Life): Due[] => {
  if (!life.decided) return [];
  const { on, decision } = life.decided;
  return [{ on, rank: RANKS.decided, happen: () => finish(life, { on, cause: 'decision', notice: null, decision }) }];
};

/** The notices whose periods are over first. */
const leaving = (life: Life): Due[] => {
  const [first] = runningByDay(life);
  if (!first) return [];
  const [on, ids] = first;
  const rank = endingOf(life, on, ids) === undefined ? RANKS.departure : RANKS.notices;
  return [{ on, rank, happen: () => leave(life, on, ids) }];
};

/** A notice takes out its giver alone where the text says so and enough remain; otherwise it ends the memorandum for all. */
const leave = (life: Life, on: CivilDate, ids: string[]): void => {
  const ending = endingOf(life, on, ids);
  if (ending !== undefined) return finish(life, { on, cause: 'notice', notice: ending, decision: null });
  for (const id of ids) depart(life, id, on);
  if (life.hasCome(on)) completeWithout(life, on);
};

/** Who has left is no longer waited for. */
const completeWithout = (life: Life, on: CivilDate): void => {
  const byKind = [...life.facts.decisions].sort(([, a], [, b]) => ORDER[a.content.kind] - ORDER[b.content.kind]);
  for (const [id, { content }] of byKind) {
    if (life.decided !== null && life.decided.on <= on) break;
    // What was decided before, for that day, comes before what is decided on it.
    if (ORDER[content.kind] >= ORDER.modify) modifyOn(life, on);
    consented(life, id, on);
  }
  for (const id of life.notices.keys()) served(life, id, on);
};

/** By the first of its giver's own that lead to the day, which closes the others. */
const depart = (life: Life, id: string, on: CivilDate): void => {
  if (life.notices.get(id)?.status === 'superseded') return;
  const participant = life.noticeFacts(id).by;
  const member = life.members.get(participant);
  if (member) life.members.set(participant, { ...member, outOn: on });
  life.departures.push({ participant, notice: id, on });
  life.setNotice(id, { status: 'effective' });
  // What has stopped a renewal has had its effect.
  const isOpen = (other: string): boolean =>
    life.noticeFacts(other).by === participant && !life.stops.some((stop) => stop.notice === other);
  for (const other of life.notices.keys()) if (isOpen(other)) life.closeNotice(other, 'departure', id);
};

/** The term after one that nothing stops. */
const renewalAfter = (life: Life, term: Term): Term | undefined => {
  const renewal = life.stopOf(term) === undefined ? renewalOf(life.text.terms.duration, term) : undefined;
  return renewal && renewed(term, renewal.period);
};

/** @param before the day before which nothing but renewals is due: they may be very many, up to a date that is far away */
const termEnd = (life: Life, before: CivilDate | null): Due[] => {
  const { term } = life;
  return term ? [{ on: term.end, rank: RANKS.term, happen: () => finishTerm(life, term, before) }] : [];
};

const finishTerm = (life: Life, term: Term, before: CivilDate | null): void => {
  let after = renewalAfter(life, term);
  if (!after) return finish(life, { on: term.end, cause: 'term', notice: life.stopOf(term) ?? null, decision: null });
  while (after) {
    life.terms.push(after);
    after = before !== null && after.end < before ? renewalAfter(life, after) : undefined;
  }
  life.expectAgain();
};

/** Those of one day together: what they make due on it comes after all of them. */
const modifyOn = (life: Life, on: CivilDate): void => {
  for (const one of life.inOrder(life.waiting)) if (one.on === on) modify(life, one.id, on);
};

const modifications = (life: Life): Due[] => {
  const [first] = life.inOrder(life.waiting);
  return first ? [{ on: first.on, rank: RANKS.modification, happen: () => modifyOn(life, first.on) }] : [];
};

const first = (due: Due[]): Due | undefined => due.sort((a, b) => byDate(a.on, b.on) || a.rank - b.rank)[0];

/** @param until the day beyond which nothing is asked; null: nothing but renewals is of no interest */
const next = (life: Life, until: CivilDate | null): Due | undefined => {
  if (life.end) return undefined;
  if (!life.begun) return first(lapse(life));
  const others = [...decidedEnd(life), ...leaving(life), ...modifications(life)];
  const other = first(others)?.on;
  const before = other === undefined || (until !== null && until < other) ? until : other;
  return first([...others, ...termEnd(life, before)]);
};

/** @param before on the day itself, what comes before the modifications that were decided for it */
export const passTo = (life: Life, day: CivilDate, before?: 'modifications'): void => {
  const isTooEarly = ({ on, rank }: Due) => before !== undefined && on === day && rank === RANKS.modification;
  for (let due = next(life, day); due && due.on <= day && !isTooEarly(due); due = next(life, day)) due.happen();
};

const liesAhead = (life: Life): boolean => {
  if (!life.begun) return true;
  if (life.decided || life.waiting.length > 0 || leaving(life).length > 0) return true;
  return life.term !== null && !renewalAfter(life, life.term);
};

/** Goes on without further facts, for as long as anything but one renewal after the other lies ahead. */
export const lookAhead = (life: Life): void => {
  for (let due = next(life, null); due && liesAhead(life); due = next(life, null)) due.happen();
};
