/** What the papers bring about on their dates: consents, notices and their deliveries. */
import { type CivilDate, latest } from '../calendar.ts';
import { receivedFor } from '../instrument.ts';
import { touchesPart } from '../text/change.ts';
import type { Content } from './facts.ts';
import { belongs, join, joinAdmitted } from './joining.ts';
import { leavingBefore } from './leaving.ts';
import type { Life } from './life.ts';
import { modify, read } from './modify.ts';
import type { Moment } from './moments.ts';
import { isPending } from './outcomes.ts';
import { effectiveFrom } from './taking-effect.ts';
import { extended, noticeByOf, termFrom } from './term.ts';

/** From its operative date on the memorandum has members and, where its text says so, a term. */
const begin = (life: Life, on: CivilDate): void => {
  const { signed, signatures } = life.facts;
  const { rule } = signed.terms.operative;
  for (const { id } of signed.participants) {
    const signedOn = signatures.find(({ by }) => by === id)?.signedOn;
    if (rule !== 'number-of-signatures') life.members.set(id, { since: on, from: on, outOn: null });
    else if (signedOn !== undefined) belongs(life, id, signedOn);
  }
  life.begun = true;
  const { duration } = life.text.terms;
  if (duration) life.term = termFrom(on, duration);
};

const isAdmitted = ({ facts }: Life, participant: string): boolean =>
  facts.decisions.some(([, { content }]) => content.kind === 'admit' && content.participant === participant);

/**
 * Who joins on the day on which it is decided joins by it: it admits that one, or makes the text by which others join on that day. Of
 * two admitted on one day neither decides of the other.
 */
const isJoinedBy = (life: Life, content: Content, participant: string, on: CivilDate): boolean => {
  // Who has waited for that day joins by the text of an earlier one.
  const isOfItsDay = life.members.get(participant)?.from === on && on !== life.operativeOn;
  if (content.kind === 'admit') return content.participant === participant || (isOfItsDay && isAdmitted(life, participant));
  if (content.kind !== 'modify' || effectiveFrom(life.textAtDawn(on).terms, on, content.statedOn) > on) return false;
  return isOfItsDay && touchesPart(content.changes, '/terms/accession');
};

/** Whether each of them has a date, by a day. */
const areAllBy = (ids: readonly string[], dates: Readonly<Record<string, CivilDate>>, day: CivilDate): boolean =>
  ids.every((id) => (dates[id] ?? '9999-12-31') <= day);

/** A decision is taken on the first day on which everybody who belongs has consented. */
export const consented = (life: Life, id: string, on: CivilDate): void => {
  const { consents, content } = life.decisionFacts(id);
  if (life.decisions.get(id)?.status !== 'proposed') return;
  if (content.kind !== 'rectify' && (life.end || !life.begun)) return;
  // Who joined by it had no part in it.
  const deciding = life.askedOn(on).filter((id) => !isJoinedBy(life, content, id, on));
  if (!areAllBy(deciding, consents, on)) return;
  if (content.kind !== 'rectify' && on === life.operativeOn && latest(...Object.values(consents)) < on) life.early.push(id);
  decide(life, id, content, on);
};

const decide = (life: Life, id: string, content: Content, on: CivilDate): void => {
  life.setDecision(id, { status: 'effective', takenOn: on, effectiveOn: on });
  switch (content.kind) {
    case 'modify':
      return scheduleModification(life, id, effectiveFrom(life.textAtDawn(on).terms, on, content.statedOn), on);
    case 'discontinue-on':
      return discontinueOn(life, id, latest(content.statedOn, on), on);
    case 'withdraw-notice':
      return withdrawNotice(life, content.notice);
    case 'withdraw-decision':
      return withdrawDecision(life, content.withdraws, id);
    case 'extend':
      return extend(life, id, content);
    case 'admit':
      life.admitted.set(content.participant, on);
      return joinAdmitted(life, id, on);
    case 'change-keys':
    case 'rectify':
      return;
    default:
      content satisfies never;
  }
};

const scheduleModification = (life: Life, id: string, effectiveOn: CivilDate, on: CivilDate): void => {
  life.setDecision(id, { status: 'taken', effectiveOn });
  if (effectiveOn === on) return modify(life, id, on);
  // What is decided after it is no part of what it has read.
  read(life, id);
  life.waiting.push(id);
};

/** A decided date stands in place of an earlier one, and of notices that ran when it was decided. */
const discontinueOn = (life: Life, id: string, effectiveOn: CivilDate, on: CivilDate): void => {
  if (life.decided) life.closeDecision(life.decided.decision, 'replaced', id);
  life.setDecision(id, { status: 'taken', effectiveOn });
  life.decided = { decision: id, on: effectiveOn };
  life.lastDecided = { decision: id, takenOn: on, on: effectiveOn };
  replaceNotices(life, life.lastDecided);
};

/** Of those that would end the memorandum otherwise: who leaves alone before that date leaves, and what stops a renewal stops it. */
const replaceNotices = (life: Life, { decision, takenOn, on }: NonNullable<Life['lastDecided']>): void => {
  const alone = leavingBefore(life, on);
  for (const [id, { startedOn }] of life.notices) {
    const ran = startedOn !== null && startedOn <= takenOn && life.noticeFacts(id).kind === 'discontinuation';
    if (ran && !alone.has(id)) life.closeNotice(id, 'decided-date', decision);
  }
};

const withdrawNotice = (life: Life, id: string): void => {
  const outcome = life.notices.get(id);
  if (!outcome || !isPending(outcome)) return;
  life.setNotice(id, { status: 'withdrawn' });
  const stop = life.stops.findIndex(({ notice }) => notice === id);
  if (stop >= 0) life.stops.splice(stop, 1);
};

/** Only a decision that was taken and has not had its effect can be withdrawn. */
const withdrawDecision = (life: Life, id: string, by: string): void => {
  if (life.decisions.get(id)?.status !== 'taken') return;
  life.closeDecision(id, 'withdrawn', by);
  if (life.decided?.decision === id) life.decided = null;
  if (life.waiting.includes(id)) life.waiting.splice(life.waiting.indexOf(id), 1);
};

const extend = (life: Life, id: string, content: Extract<Content, { kind: 'extend' }>): void => {
  const { term } = life;
  if (!term) return;
  life.term = extended(term, content);
  life.extensions.push({ decision: id, from: term.end, to: life.term.end });
  life.expectAgain();
};

const isPremature = (life: Life, on: CivilDate): boolean => !life.begun || on < life.operativeOn;

/**
 * It starts no period, because what would start it lies before the operative date, which may have been corrected since; or it
 * stops no renewal, because it turned out to have been delivered too late.
 *
 * @param by the day up to which deliveries count; all of them, where it is undefined
 */
export const startsNone = (life: Life, id: string, by?: CivilDate): boolean => {
  const { kind, noticeOn, deliveries } = life.noticeFacts(id);
  const outcome = life.notices.get(id);
  if (!outcome || outcome.startedOn !== null) return false;
  if (kind === 'non-renewal' && outcome.deliveredOn !== null) return true;
  if (!isPremature(life, noticeOn)) return false;
  return (
    life.fromNotice.has(id) ||
    outcome.deliveredOn !== null ||
    isPremature(life, latest(noticeOn, ...Object.values(deliveries).filter((date) => by === undefined || date <= by)))
  );
};

/** A fresh notice takes the place of its giver's own that starts no period. */
const given = (life: Life, id: string): void => {
  const { by, kind, noticeOn } = life.noticeFacts(id);
  if (isPremature(life, noticeOn)) return;
  for (const [other, facts] of life.facts.notices) {
    if (other !== id && facts.by === by && facts.kind === kind && startsNone(life, other, noticeOn))
      life.closeNotice(other, 'fresh-notice', id);
  }
};

const start = (life: Life, id: string, on: CivilDate, from: 'delivery' | 'notice'): void => {
  const rule = life.text.terms.commencement;
  const outcome = life.notices.get(id);
  if (!rule || !outcome || !isPending(outcome) || isPremature(life, on) || life.end) return;
  life.startPeriod(id, on, from, rule);
  if (life.lastDecided && on <= life.lastDecided.takenOn) replaceNotices(life, life.lastDecided);
};

/** The depositary has been served or, where there is none, everybody else who belonged on the notice's date, and still belongs. */
export const served = (life: Life, id: string, on: CivilDate): void => {
  const { by, kind, noticeOn, deliveries } = life.noticeFacts(id);
  const outcome = life.notices.get(id);
  if (!outcome || outcome.status !== 'given' || life.end || !Object.values(deliveries).some((date) => date <= on)) return;
  const depositary = receivedFor(life.textOfNotice(id).terms, by);
  const asOf = life.begun ? latest(noticeOn, life.operativeOn) : noticeOn;
  const recipients = depositary === undefined ? life.askedOn(on, asOf).filter((one) => one !== by) : [depositary];
  if (!areAllBy(recipients, deliveries, on)) return;
  life.setNotice(id, { status: 'delivered', deliveredOn: on });
  if (kind === 'non-renewal') stopRenewal(life, id, on);
  else if (!life.fromNotice.has(id)) start(life, id, on, 'delivery');
};

/** Delivered by the last day for it, a notice of non-renewal stops the renewal: the term's end stands. */
const stopRenewal = (life: Life, id: string, on: CivilDate): void => {
  if (isPremature(life, on)) return;
  const by = life.term && noticeByOf(life.text.terms.duration, life.term);
  if (!life.term || !by || on > by) return life.setNotice(id, { tooLateAfter: by });
  life.stops.push({ notice: id, on });
  life.setNotice(id, { from: 'delivery', startedOn: on, expectedOn: null });
};

export const take = (life: Life, moment: Moment): void => {
  switch (moment.what) {
    case 'operative':
      return begin(life, moment.on);
    case 'accession':
      return join(life, moment.participant, moment.from);
    case 'waiting':
      return;
    case 'notice':
      return given(life, moment.notice);
    case 'consent':
      return consented(life, moment.decision, moment.on);
    case 'reading':
      return read(life, moment.decision);
    case 'start': {
      life.keepTextOf(moment.notice);
      const { kind } = life.noticeFacts(moment.notice);
      if (kind !== 'discontinuation' || life.text.terms.commencement?.from !== 'notice') return;
      life.fromNotice.add(moment.notice);
      return start(life, moment.notice, moment.on, 'notice');
    }
    case 'delivery':
      return served(life, moment.notice, moment.on);
    case 'withdrawal':
      return withdrawNotice(life, moment.notice);
    default:
      return moment satisfies never;
  }
};
