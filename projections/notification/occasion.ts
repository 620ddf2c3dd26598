/** What a telling draws on: the event, the state after its act, and the words for who and what it concerns. */
import { membersOf } from '../../domain/awaited.ts';
import { type CivilDate, dateEverywhere, parseInstant } from '../../domain/calendar.ts';
import type { DataOf, Event, EventType } from '../../domain/events.ts';
import { type ExplanationOf, explanationsOf } from '../explain.ts';
import { nameOf, type Term } from '../../domain/instrument.ts';
import { type Clause, clauseOf } from '../../domain/rules/recording.ts';
import { depositaryFor } from '../../domain/rules/depositary.ts';
import { clauseOfEnd, clauseOfNotice, textHaving } from '../../domain/rules/text.ts';
import { beginning, zonesIn } from '../../domain/seats.ts';
import type { Notice, State } from '../../domain/state.ts';
import { fullName, listed, quoted, sentenceCase, withinSentence } from '../words.ts';

/** What one event has to say to every Participant. */
export type Told = {
  /** One line, without a full stop and without anybody's free text beyond a clipped title: it becomes a subject. */
  headline: string;
  /** One or two sentences. */
  happened: string;
  /** What follows and by when, each with its reason. */
  follows: string[];
  /** The ids of the explanations that belong to the event, in the order in which they are shown. */
  dates?: string[];
};

export type Telling<Type extends EventType> = (data: DataOf<Type>, occasion: Occasion) => Told;

/** A telling for each of some event types, so that the parts together can be checked to be all of them. */
export type Tellings<Type extends EventType> = { [Each in Type]: Telling<Each> };

/** What made a date or an end another than was recorded: at the beginning of a sentence. */
export const byWhat = (decision: string | null): string => (decision === null ? 'By what came to light' : `By decision ${decision}`);

/** "Japan " of a notice that is given to the others, or "the Secretariat, the depositary, "; nothing, where its giver is alone. */
export const toTheOthers = (occasion: Occasion, notice: string): string => {
  const depositary = occasion.depositaryOf(notice);
  if (depositary) return `${depositary}${occasion.cite('depositary')}, `;
  const others = occasion.others(...(occasion.event.by === null ? [] : [occasion.event.by]));
  return others.length > 0 ? `${occasion.names(others)} ` : '';
};

export const reasonGiven = (reason: string | undefined): string => (reason ? ` The reason given: ${quoted(reason, 500)}.` : '');

export const NOTHING_ERASED = 'The correction supersedes what was recorded; nothing was erased.';

const cited = (clause: Clause): string => (clause === null ? '' : ` (${clause})`);

/** Said where a commencement is recorded late: it keeps its true date. */
export const AT_ONCE = 'That date has begun at every seat already, so that commencement is recorded at once, on its true date.';

export class Occasion {
  readonly event: Event;
  readonly state: State;
  readonly explanationOf: ExplanationOf;

  constructor(event: Event, state: State, explanationOf: ExplanationOf = explanationsOf(state)) {
    this.event = event;
    this.state = state;
    this.explanationOf = explanationOf;
  }

  /** Who acted, in full; the act of time has nobody. */
  get by(): string {
    return this.event.by === null ? 'nobody' : this.name(this.event.by);
  }

  /** Who acted at the beginning of a sentence. */
  get By(): string {
    return sentenceCase(this.by);
  }

  /** Who acted, briefly, for a headline. */
  get who(): string {
    return this.event.by === null ? '' : sentenceCase(this.short(this.event.by));
  }

  name(id: string): string {
    return fullName(this.state.instrument, id);
  }

  /** One that an event speaks of: so it is known. */
  notice(id: string): Notice {
    const notice = this.state.notices[id];
    if (!notice) throw new Error(`An event speaks of notice ${id}, and there is no such notice`);
    return notice;
  }

  /** Who gave a notice, in full. */
  giver(notice: string): string {
    return this.name(this.notice(notice).by);
  }

  /** "the Secretariat of the Convention, the depositary", where it receives a notice for all others. */
  depositaryOf(notice: string): string | undefined {
    const depositary = depositaryFor(this.state, this.notice(notice));
    return depositary && `${withinSentence(depositary.name)}, the depositary`;
  }

  names(ids: readonly string[]): string {
    return listed(ids.map((id) => this.name(id)));
  }

  /** Briefly, within a sentence: "the Republic of Korea", "Japan", as the full name has it. */
  short(id: string): string {
    const name = nameOf(this.state.instrument, id);
    return this.name(id).includes(`the ${name}`) ? `the ${name}` : name;
  }

  /**
   * " (III.4)", to follow what it is cited for; nothing where the memorandum has no such clause. Where a modification has taken the
   * term out, that of the day since which it rests on it.
   */
  readonly cite = (term: Term, since: CivilDate | null = this.event.on): string =>
    cited(clauseOf(textHaving(term, this.state, since), term));

  /** The clause that lets a notice take out its giver alone. */
  citeLeaving(notice: string): string {
    return cited(clauseOfNotice(this.state, notice, 'withdrawal'));
  }

  /** Every Participant that belongs, or is still to belong before it is operative, but those. */
  others(...but: string[]): string[] {
    return membersOf(this.state).filter((id) => !but.includes(id));
  }

  get committee(): string {
    return textHaving('committee', this.state, this.event.on).terms.committee?.name ?? 'meetings';
  }

  /** What goes on while the memorandum is operative: "decisions, the Joint Committee Meeting and initiatives". */
  get business(): string {
    const { committee, cooperation } = this.state.instrument.terms;
    return listed(['decisions', ...(committee ? [`the ${committee.name}`] : []), ...(cooperation ? ['initiatives'] : [])]);
  }

  /** The sentence that explains a date, as a list so that none is easily left out. */
  readonly reasons = (...ids: string[]): string[] => ids.flatMap((id) => this.explanationOf(id)?.sentence ?? []);

  /** The date that had begun at every seat when the event was recorded: of a reminder that comes late, a later one than its own. */
  get today(): CivilDate {
    return dateEverywhere(parseInstant(this.event.at), zonesIn(this.state));
  }

  /** True where time has nothing to wait for: the date had begun at every seat when the event was recorded. */
  hasBegun(date: string): boolean {
    return parseInstant(beginning(this.state, date)) <= parseInstant(this.event.at);
  }

  /** What is to be expected of the memorandum now. */
  outlook(): string {
    const { status, discontinuation, expiry } = this.state;
    switch (status) {
      case 'open':
        return this.reasons('operative', 'lapse')[0] ?? `The memorandum is not operative yet${this.cite('operative')}.`;
      case 'discontinued':
        return `The memorandum is no longer operative since ${discontinuation?.commencedOn}, when discontinuation commenced.`;
      case 'expired':
        return `The memorandum is no longer operative since ${expiry?.expiredOn}, when its term had ended.`;
      case 'lapsed':
      case 'annulled':
        return 'Nothing more is expected of it.';
      case 'operative':
        return this.#ahead();
      default:
        return status satisfies never;
    }
  }

  #ahead(): string {
    const { discontinuation: next } = this.state;
    if (!next) {
      const [term] = this.reasons('term-end');
      return term ?? `No discontinuation is expected: the memorandum stays operative${this.cite('operative')}.`;
    }
    const by = `${next.decision ? `decision ${next.decision}` : `notice ${next.notice}`}${cited(clauseOfEnd(this.state, next))}`;
    const until = this.hasBegun(next.expectedOn) ? AT_ONCE : 'Until then the memorandum stays operative.';
    return `Discontinuation is expected to commence on ${next.expectedOn}, by ${by}. ${until}`;
  }
}
