/** What is told of: the state before a group of events, and the events. */
import type { Event } from '../../domain/events.ts';
import { actsOf } from '../../projections/acts.ts';
import { RegisterUnavailable } from '../../register/errors.ts';
import { fromCarried, fromRegister } from '../judge/known.ts';
import { follow, type Known, type Standings, type Step, unopened } from '../judge/standings.ts';
import type { RegisterAccess } from '../register/access.ts';
import type { Help, Told } from './port.ts';

const within = (events: readonly Event[], first: number, last: number): Event[] => events.filter(({ seq }) => seq >= first && seq <= last);

export class Steps {
  readonly #standings: Standings;
  readonly #register: RegisterAccess | undefined;

  constructor(standings: Standings, register: RegisterAccess | undefined) {
    this.#standings = standings;
    this.#register = register;
  }

  /** The steps of groups that follow on each other; undefined where help is needed, or more of it. */
  async of(mou: string, groups: readonly Told[], help: Help): Promise<Step[] | undefined> {
    const steps: Step[] = [];
    for (const group of groups) {
      const step = await this.#step(mou, group, help, steps.at(-1)?.after);
      if (!step) return undefined;
      steps.push(step);
    }
    return steps;
  }

  /**
   * The steps of all acts between two events, however long ago; without the first one, of the last act alone. Undefined where
   * help is needed, or more of it.
   */
  async between(mou: string, { since, last }: { since?: number; last: number }, help: Help): Promise<Step[] | undefined> {
    const log = await this.#logTo(mou, last, help);
    if (log.at(-1)?.seq !== last) return undefined;
    const acts = since === undefined ? actsOf(log).slice(-1) : actsOf(log.slice(since - 1));
    const steps: Step[] = [];
    for (const events of acts) {
      const before = steps.at(-1)?.after ?? follow(unopened(mou), log.slice(0, (events[0] as Event).seq - 1));
      steps.push({ before, events, after: follow(before, events) });
    }
    return steps;
  }

  async #logTo(mou: string, last: number, { carried, events = [] }: Help): Promise<Event[]> {
    if (carried && !carried.base) return carried.since.filter(({ seq }) => seq <= last);
    const kept = await this.#log(mou, last);
    return [...kept, ...events.filter(({ seq }) => seq > kept.length && seq <= last)];
  }

  async #log(mou: string, last: number): Promise<Event[]> {
    if (!this.#register) return [];
    try {
      return await (await this.#register()).events(mou, { limit: last });
    } catch (error) {
      if (error instanceof RegisterUnavailable) return [];
      throw error;
    }
  }

  async #step(mou: string, { first, last, before, head }: Told, help: Help, previous: Known | undefined): Promise<Step | undefined> {
    const remembered = this.#standings.stepTo({ mou, seq: last, head });
    if (remembered && remembered.after.seq - remembered.events.length === first - 1 && remembered.events.length > 0) return remembered;
    const known = previous?.seq === first - 1 ? previous : this.#standings.at({ mou, seq: first - 1, head: before });
    const found = known ?? (await this.#before(mou, first, help));
    if (!found) return undefined;
    const events = await this.#events(mou, first, last, help);
    if (events.length !== last - first + 1) return undefined;
    const step = { before: found, events, after: follow(found, events) };
    if (step.after.head !== head) throw new Error(`${mou}: the register and the workflow differ before event ${last}; verify it`);
    this.#standings.keep(step);
    return step;
  }

  /** Where the memorandum stood before an event. */
  async #before(mou: string, first: number, { events = [], carried }: Help): Promise<Known | undefined> {
    if (carried && (carried.base?.seq ?? 0) < first) {
      const until = { base: carried.base, since: carried.since.filter(({ seq }) => seq < first) };
      const known = fromCarried(mou, until);
      if (known) return known;
    }
    return await this.#asked(async (access) => {
      const current = await (await access()).head(mou);
      if ((current?.seq ?? 0) < first)
        return await fromRegister(
          access,
          mou,
          events.filter(({ seq }) => seq < first),
        );
      return follow(unopened(mou), await (await access()).events(mou, { limit: first - 1 }));
    }, first - 1);
  }

  /** The register, where it answers and holds all that was asked for. */
  async #asked(question: (access: RegisterAccess) => Promise<Known>, seq: number): Promise<Known | undefined> {
    if (!this.#register) return undefined;
    try {
      const known = await question(this.#register);
      return known.seq === seq ? known : undefined;
    } catch (error) {
      if (error instanceof RegisterUnavailable) return undefined;
      throw error;
    }
  }

  async #events(mou: string, first: number, last: number, { events = [], carried }: Help): Promise<Event[]> {
    const given = within([...(carried?.since ?? events)], first, last);
    if (given.length === last - first + 1 || !this.#register) return given;
    try {
      return await (await this.#register()).events(mou, { after: first - 1, limit: last - first + 1 });
    } catch (error) {
      if (error instanceof RegisterUnavailable) return given;
      throw error;
    }
  }
}
