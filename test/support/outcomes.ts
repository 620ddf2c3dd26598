/** What acts come to, collected: each act with each event that it recorded and each refusal that it met. */
import { type ActInput, ACTS } from '../../domain/acts/index.ts';
import { parseInstant } from '../../domain/calendar.ts';
import { due } from '../../domain/due.ts';
import type { Event } from '../../domain/events.ts';
import { parseAct } from '../../domain/input.ts';
import { Memorandum } from '../../domain/memorandum.ts';
import { GATE } from './keys.ts';
import { Refusal } from '../../domain/refusal.ts';
import { citesOf, OF_TIME } from '../../dev/rule-book/outcomes.ts';
import { CONSEQUENCES } from '../../domain/acts/fields.ts';
import { MOU, type Step } from './given.ts';

/** Steps of which any may be refused; an act may be as malformed as a script's. */
export type Trial = readonly (Step | readonly [act: Record<string, unknown>, at: string])[];

/** "give-notice → NoticeGiven", "sign → FUTURE_DATE", "commence → DecisionLapsed". */
export const pair = (what: string, outcome: string): string => `${what} → ${outcome}`;

type Outcomes = { events: readonly string[]; refusals?: readonly string[]; consequences?: boolean };

/** Each act, and each thing that time does, with what it can come to. */
const outcomes = (): [what: string, Outcomes][] => [
  ...Object.values(ACTS).map((act): [string, Outcomes] => [act.name, act]),
  ...Object.entries(OF_TIME).map(([what, events]): [string, Outcomes] => [what, { events, consequences: true }]),
];

/** Every pair that the rule book lists under an act of its own. */
export const listedPairs = (): string[] =>
  outcomes().flatMap(([what, { events, refusals = [] }]) => [...events, ...refusals].map((outcome) => pair(what, outcome)));

/** Those, and what can follow from the facts of any act: the rule book lists that once for all. */
export const allowedPairs = (): Set<string> =>
  new Set([
    ...listedPairs(),
    ...outcomes().flatMap(([what, { consequences }]) => (consequences ? CONSEQUENCES.map((type) => pair(what, type)) : [])),
  ]);

/** Lives that begin with the same steps, up to here: what is recorded then, and each step with which one of them goes on. */
type Begun = { log: readonly Event[]; next: Map<Trial[number], Begun> };

export class Witness {
  readonly pairs = new Set<string>();
  /** "NoticeGiven cites notice": each event with the terms whose clause it cites. */
  readonly citations = new Set<string>();
  readonly wrong = new Set<string>();
  readonly #begun: Begun = { log: [], next: new Map() };

  /** Lets a memorandum live, from a log where there is one already. What many trials begin with is lived once. */
  watch(trial: Trial, log?: readonly Event[]): Memorandum {
    let begun: Begun = log ? { log, next: new Map() } : this.#begun;
    let lived = 0;
    for (const step of trial) {
      const next = begun.next.get(step);
      if (!next) break;
      begun = next;
      lived += 1;
    }
    const memorandum = new Memorandum(MOU, begun.log, GATE);
    for (const step of trial.slice(lived)) {
      const [at, act] = typeof step === 'string' ? [step] : [step[1], step[0]];
      this.#pass(memorandum, at);
      if (act) this.#try(memorandum, act, at);
      this.#pass(memorandum, at);
      const reached: Begun = { log: [...memorandum.log], next: new Map() };
      begun.next.set(step, reached);
      begun = reached;
    }
    return memorandum;
  }

  #pass(memorandum: Memorandum, at: string): void {
    let clock = Number.NEGATIVE_INFINITY;
    for (let acts = 0; ; acts += 1) {
      if (acts > 1_000) throw new Error('Time is never done');
      const before = memorandum.state;
      const next = before && due(before, clock);
      if (!next || next.at > parseInstant(at)) return;
      clock = Math.max(clock, next.at, parseInstant(memorandum.log.at(-1)?.at ?? at));
      // At the instant of recording it may be too late for what was due before: then something else is, or nothing.
      const what = due(before, clock)?.act.do ?? next.act.do;
      const happened = memorandum.settle(clock);
      for (const event of happened ?? []) this.#saw(what, event, before.instrument.terms);
    }
  }

  #try(memorandum: Memorandum, act: ActInput | Record<string, unknown>, at: string): void {
    const { do: name } = act as ActInput;
    try {
      const checked = parseAct(act, memorandum.state?.instrument);
      const { events } = memorandum.record(checked, parseInstant(at));
      for (const event of events) this.#saw(name, event, memorandum.state?.instrument.terms);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.pairs.add(pair(name, error.code));
    }
  }

  #saw(what: string, event: Event, terms: object | undefined): void {
    this.pairs.add(pair(what, event.type));
    const clauses = Object.entries(terms ?? {}) as [string, { clause?: string }][];
    const cited = citesOf(event.type).filter((term) => clauses.some(([name, { clause }]) => name === term && clause === event.clause));
    for (const term of cited) this.citations.add(`${event.type} cites ${term}`);
    if (cited.length === 0 && event.clause !== null) this.wrong.add(`${event.type} cites ${event.clause}`);
  }
}
