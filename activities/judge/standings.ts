/**
 * What this process knows of memoranda: where they stood after their last acts, and the events that led there. Each is known
 * by its number and the head of its chain, so that what is found here is never another's, nor out of date.
 */
import { LRUCache } from 'lru-cache';
import { link } from '../../domain/chain.ts';
import { genesis } from '../../domain/chain.ts';
import type { Event } from '../../domain/events.ts';
import { advanced, beforeOpening, type Standing } from '../../domain/judge.ts';
import type { Place } from './port.ts';

export type Known = Standing & { head: string };
/** What one group of events made of a memorandum. */
export type Step = { before: Known; events: readonly Event[]; after: Known };

/** Memoranda, and the steps kept of each: enough for messages that follow on an act. */
const MOST_MEMORANDA = 1_500;
const MOST_STEPS = 32;

export const unopened = (mou: string): Known => ({ ...beforeOpening(mou), head: genesis(mou) });

export const follow = (before: Known, events: readonly Event[]): Known =>
  events.reduce<Known>((known, event) => ({ ...advanced(known, event), head: link(known.head, event) }), before);

export class Standings {
  readonly #steps = new LRUCache<string, Step[]>({ max: MOST_MEMORANDA });
  readonly #finding = new Map<string, Promise<Known>>();

  /** Where a memorandum stood at a place; undefined where this process does not know. */
  at({ mou, seq, head }: Place): Known | undefined {
    if (seq === 0) return unopened(mou);
    return this.#find(mou, seq, head)?.after;
  }

  /** The step that led to a place. */
  stepTo({ mou, seq, head }: Place): Step | undefined {
    return this.#find(mou, seq, head);
  }

  #find(mou: string, seq: number, head: string): Step | undefined {
    return this.#steps.get(mou)?.findLast(({ after }) => after.seq === seq && after.head === head);
  }

  /**
   * Looks a place up and keeps it. Who asks for it meanwhile waits for the same answer: of a memorandum with very much in it an
   * attempt may be given up that finds it a moment later.
   */
  async foundOnce(place: Place, find: () => Promise<Known>): Promise<Known> {
    const key = `${place.mou}/${place.seq}/${place.head}`;
    const known = this.#finding.get(key) ?? find().finally(() => this.#finding.delete(key));
    this.#finding.set(key, known);
    const found = await known;
    if (!this.at(place)) this.keep({ before: found, events: [], after: found });
    return found;
  }

  keep(step: Step): void {
    const { mou } = step.after;
    this.#steps.set(mou, [...(this.#steps.get(mou) ?? []), step].slice(-MOST_STEPS));
  }
}
