/**
 * A memorandum's life as far as it is told: what is in force, who belongs, what happened to notices and decisions. It is
 * told from the facts alone, in the order of their civil dates (`reckon.ts`).
 */
import { byDate, type CivilDate, earliest } from '../calendar.ts';
import { isInTime } from '../end.ts';
import type { Instrument } from '../instrument.ts';
import type { Terms } from '../terms.ts';
import type { Change } from '../text/change.ts';
import { expectedBy } from './ends.ts';
import type { DecisionFacts, Facts, NoticeFacts } from './facts.ts';
import { type Operation, operationOf } from './operation.ts';
import { type Closing, type DecisionOutcome, type Departure, type End, isPending, type Member, type NoticeOutcome } from './outcomes.ts';
import { noticeByOf, type Term } from './term.ts';

type Commencement = NonNullable<Terms['commencement']>;

const GIVEN: NoticeOutcome = {
  status: 'given',
  deliveredOn: null,
  from: null,
  startedOn: null,
  period: null,
  expectedOn: null,
  takesOut: false,
};

export class Life {
  readonly facts: Facts;
  /** Whether a day has come at every seat, as far as it is told. */
  readonly hasCome: (day: CivilDate) => boolean;
  readonly operation: Operation;
  begun = false;
  /** The text in force. */
  text: Instrument;
  readonly members = new Map<string, Member>();
  readonly notices = new Map<string, NoticeOutcome>();
  readonly decisions = new Map<string, DecisionOutcome>();
  readonly departures: Departure[] = [];
  /** Modifications in effect, in the order in which they took effect. */
  readonly inEffect: string[] = [];
  /** Modifications decided, that take effect later. */
  readonly waiting: string[] = [];
  /** What each modification does to the text that both read, by the dates of their papers. */
  readonly readings = new Map<string, Change[]>();
  /** Decisions whose last consent is of before the operative date. */
  readonly early: string[] = [];
  /** Each term with the end that it came to have; the last is the current one. None where it runs for no term. */
  readonly terms: Term[] = [];
  /** Notices whose period counts from their own date, by the text in force on it: their delivery starts none. */
  readonly fromNotice = new Set<string>();
  /** Notices of non-renewal delivered in time. */
  readonly stops: { notice: string; on: CivilDate }[] = [];
  readonly extensions: { decision: string; from: CivilDate; to: CivilDate }[] = [];
  /** Who was admitted by decision, and since when it belongs. */
  readonly admitted = new Map<string, CivilDate>();
  decided: { decision: string; on: CivilDate } | null = null;
  /** The date of discontinuation that was decided last, on which day, and by which decision: it stands in place of notices that ran by then. */
  lastDecided: { decision: string; takenOn: CivilDate; on: CivilDate } | null = null;
  end: End | null = null;
  /** The text before the first modification that took effect on the very day on which it was decided. */
  #dawn: { on: CivilDate; text: Instrument } | null = null;
  readonly #notices: ReadonlyMap<string, NoticeFacts>;
  readonly #decisions: ReadonlyMap<string, DecisionFacts>;
  /** The rule under which each period began to run: a later modification leaves it alone. */
  readonly #rules = new Map<string, Commencement>();
  /** By notice: the text in force at the end of its own date, which says to whom it is delivered. */
  readonly #texts = new Map<string, Instrument>();

  constructor(facts: Facts, hasCome: Life['hasCome']) {
    this.facts = facts;
    this.hasCome = hasCome;
    this.text = facts.signed;
    this.operation = operationOf(facts);
    this.#notices = new Map(facts.notices);
    this.#decisions = new Map(facts.decisions);
    for (const [id] of facts.notices) this.notices.set(id, GIVEN);
    for (const [id, { closed }] of facts.decisions) {
      this.decisions.set(id, { status: closed ? 'closed' : 'proposed', takenOn: null, effectiveOn: null });
    }
  }

  /** Once it has begun. */
  get operativeOn(): CivilDate {
    const { operativeOn } = this.operation;
    if (operativeOn === null) throw new Error('The memorandum is not operative');
    return operativeOn;
  }

  get term(): Term | null {
    return this.terms.at(-1) ?? null;
  }

  set term(term: Term | null) {
    // Where the text no longer says for how long, those that ran are no term's beginning either.
    if (term) this.terms.splice(Math.max(0, this.terms.length - 1), 1, term);
    else this.terms.length = 0;
  }

  /** The notice that stops the renewal at the end of a term: one delivered in time within it. */
  stopOf({ since }: Term): string | undefined {
    return this.stops.find(({ on }) => since <= on)?.notice;
  }

  get noticeBy(): CivilDate | null {
    return this.term && noticeByOf(this.text.terms.duration, this.term);
  }

  noticeFacts(id: string): NoticeFacts {
    const facts = this.#notices.get(id);
    if (!facts) throw new Error(`No notice ${id} is known`);
    return facts;
  }

  decisionFacts(id: string): DecisionFacts {
    const facts = this.#decisions.get(id);
    if (!facts) throw new Error(`No decision ${id} is known`);
    return facts;
  }

  /**
   * The text as a day began, with what had waited for that day: how long a modification decided on it waits, whichever of those of the
   * day is told first.
   */
  textAtDawn(on: CivilDate): Instrument {
    return this.#dawn?.on === on ? this.#dawn.text : this.text;
  }

  /** The text of a notice's own date; of a delivery where that has not begun yet, the one of its day. */
  textOfNotice(id: string): Instrument {
    return this.#texts.get(id) ?? this.text;
  }

  keepTextOf(notice: string): void {
    this.#texts.set(notice, this.text);
  }

  keepDawn(on: CivilDate): void {
    if (this.#dawn?.on !== on) this.#dawn = { on, text: this.text };
  }

  /** Who belongs on a day, and joined by another; after the end, who belonged then. Before it is operative: everybody whom the text names. */
  membersOn(day: CivilDate): string[] {
    return this.#belonging(day, (outOn) => day < outOn);
  }

  /** The same, and who leaves by then on a day that has not come: until it has begun at every seat, that one may still answer. */
  askedOn(day: CivilDate, joinedBy: CivilDate = day): string[] {
    return this.#belonging(earliest(day, joinedBy), (outOn) => day < outOn || !this.hasCome(outOn));
  }

  #belonging(by: CivilDate, isStillIn: (outOn: CivilDate) => boolean): string[] {
    if (!this.begun) return this.facts.signed.participants.map(({ id }) => id);
    return [...this.members]
      .filter(([, { since, outOn }]) => since <= by && this.isInTime(since) && (outOn === null || isStillIn(outOn)))
      .map(([id]) => id);
  }

  isInTime(since: CivilDate): boolean {
    return isInTime(since, this.operativeOn, this.end?.on ?? null);
  }

  /** Decisions with the dates on which they take effect, in the order of these. */
  inOrder(ids: readonly string[]): { id: string; on: CivilDate }[] {
    const dated = ids.map((id) => ({ id, on: this.decisions.get(id)?.effectiveOn ?? this.operativeOn }));
    return dated.sort((a, b) => byDate(a.on, b.on));
  }

  setNotice(id: string, by: Partial<NoticeOutcome>): void {
    const outcome = this.notices.get(id);
    if (outcome) this.notices.set(id, { ...outcome, ...by });
  }

  closeNotice(id: string, closedBy: Closing, closedFor?: string): void {
    const outcome = this.notices.get(id);
    if (outcome && isPending(outcome)) this.setNotice(id, { status: 'superseded', closedBy, ...(closedFor && { closedFor }) });
  }

  setDecision(id: string, by: Partial<DecisionOutcome>): void {
    const outcome = this.decisions.get(id);
    if (outcome) this.decisions.set(id, { ...outcome, ...by });
  }

  closeDecision(id: string, closedBy: Closing, closedFor?: string): void {
    this.setDecision(id, { status: 'lapsed', closedBy, ...(closedFor && { closedFor }) });
  }

  /** A period begins to run, by the text in force on the day that starts it. */
  startPeriod(id: string, on: CivilDate, from: 'delivery' | 'notice', rule: Commencement): void {
    this.#rules.set(id, rule);
    const takesOut = this.text.terms.withdrawal !== undefined;
    this.setNotice(id, { from, startedOn: on, period: rule.period, takesOut });
    this.expectAgain();
  }

  /** A notice whose period leads to the end of a term follows that end. */
  expectAgain(): void {
    const now = { terms: this.text.terms, ran: this.terms };
    for (const [id, one] of this.notices) {
      const rule = this.#rules.get(id);
      if (!rule || one.startedOn === null || !isPending(one)) continue;
      const { startedOn } = one;
      const { statedOn } = this.noticeFacts(id);
      this.setNotice(id, { expectedOn: expectedBy({ startedOn, statedOn }, rule, this.operativeOn, now) });
    }
  }
}
