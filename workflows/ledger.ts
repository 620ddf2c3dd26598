/** What the clerk keeps of a memorandum: where it stands, the events since the last hand-over, and the receipts of recent acts. */
import type { Carried, Recorded, Room } from '../activities/judge/port.ts';
import type { Event } from '../domain/events.ts';
import { bytesOf, LIMITS } from '../domain/limits.ts';
import type { Receipt } from '../domain/memorandum.ts';
import type { Status } from '../domain/state.ts';
import type { LedgerPages } from './handed-over.ts';
import type { Base, View } from './messages.ts';
import { Queue } from './queue.ts';
import { perhapsSpent, spentWith } from './spent.ts';

/** In bytes of events: those that may wait for the register, one act's at least; and those that are kept where there is none. */
const MOST_WAITING = LIMITS.events + 16 * 1024;
const MOST_IN_MEMORY = 1_250 * 1024;
const MOST_RECENT = 200;
/** Places at which a state may be packed. The last of them is reached once the register has caught up. */
const MOST_ENDS = 200;

export class Ledger {
  readonly mou: string;
  /** Who tells of it and has to be helped, one after the other. */
  readonly helping = new Queue();
  #pages: LedgerPages;
  readonly #bytes: number[];

  constructor(mou: string, pages: LedgerPages) {
    this.mou = mou;
    this.#pages = { ...pages, since: [...pages.since], recent: [...pages.recent], ends: [...pages.ends] };
    this.#bytes = pages.since.map(bytesOf);
  }

  get place(): { mou: string; seq: number; head: string } {
    return { mou: this.mou, seq: this.#pages.seq, head: this.#pages.head };
  }

  get seq(): number {
    return this.#pages.seq;
  }

  get head(): string {
    return this.#pages.head;
  }

  get status(): Status | null {
    return this.#pages.status;
  }

  get since(): readonly Event[] {
    return this.#pages.since;
  }

  get base(): Base | null {
    return this.#pages.base;
  }

  get baseSeq(): number {
    return this.#pages.base?.seq ?? 0;
  }

  get carried(): Carried {
    return { base: this.#pages.base, since: this.#pages.since };
  }

  get appended(): number | null {
    return this.#pages.appended;
  }

  set appended(seq: number | null) {
    this.#pages.appended = seq;
  }

  /** Events that the register is not known to hold; without a register, all. */
  get waitingEvents(): Event[] {
    return this.#pages.since.slice(this.#waitingFrom);
  }

  get #waitingFrom(): number {
    return Math.max(0, (this.#pages.appended ?? 0) - this.baseSeq);
  }

  /** Undefined where nothing waits, or there is no register to wait for. */
  get waiting(): NonNullable<View['waiting']> | undefined {
    const [first] = this.waitingEvents;
    if (this.#pages.appended === null || !first) return undefined;
    return { events: this.#pages.since.length - this.#waitingFrom, bytes: this.#waitingBytes, since: first.at };
  }

  get #waitingBytes(): number {
    return this.#bytes.slice(this.#waitingFrom).reduce((sum, bytes) => sum + bytes, 0);
  }

  get room(): Room {
    return this.#pages.appended === null
      ? { bytes: MOST_IN_MEMORY - this.#waitingBytes, for: 'memory' }
      : { bytes: MOST_WAITING - this.#waitingBytes, for: 'register' };
  }

  /** Whether so much waits for the register that an act may soon have to wait for it too. */
  get isFilling(): boolean {
    return this.#pages.appended !== null && this.#waitingBytes > MOST_WAITING / 4;
  }

  record({ events, groups, status }: Recorded): void {
    this.#pages.since.push(...events);
    this.#bytes.push(...events.map(bytesOf));
    for (const { last, head } of groups) this.#pages.ends.push({ seq: last, head });
    this.#pages.ends.splice(0, this.#pages.ends.length - MOST_ENDS);
    const end = groups.at(-1);
    this.#pages.seq = end?.last ?? this.seq;
    this.#pages.head = end?.head ?? this.head;
    this.#pages.status = status;
    const { act } = events.at(-1) ?? {};
    if (act) this.#pages.recent.push({ ...act, seq: this.seq, status, head: this.head });
    if (this.#pages.recent.length > MOST_RECENT) this.#pages.recent.shift();
  }

  /** The content hash of the act recorded under that id, as far as it is known here. */
  hashOf(id: string): string | undefined {
    const recent = this.#pages.recent.find((one) => one.id === id);
    return recent?.sha256 ?? this.#pages.since.find(({ act }) => act?.id === id)?.act?.sha256;
  }

  perhapsSpent(id: string): boolean {
    return perhapsSpent(this.#pages.spent, id);
  }

  actOf(seq: number): string | undefined {
    return this.#pages.since[seq - this.baseSeq - 1]?.act?.id;
  }

  /** The receipt of a recent act whose events are still here. */
  receipt(id: string): Receipt | undefined {
    const recent = this.#pages.recent.find((one) => one.id === id);
    const events = this.#pages.since.filter(({ act }) => act?.id === id);
    if (!recent || events.at(-1)?.seq !== recent.seq) return undefined;
    return { mou: this.mou, seq: recent.seq, status: recent.status, events, head: recent.head };
  }

  /** The last place up to which the register holds everything: the next run may begin with the state there. */
  get safePlace(): { mou: string; seq: number; head: string } | undefined {
    const end = this.#pages.ends.findLast(({ seq }) => seq <= (this.#pages.appended ?? 0) && seq > this.baseSeq);
    return end && { mou: this.mou, ...end };
  }

  /** For the next run: with a later base, the events up to it are the register's alone. */
  pages(base: Base | null): LedgerPages {
    const from = base ?? this.#pages.base;
    const dropped = this.#pages.since.filter(({ seq }) => seq <= (from?.seq ?? 0));
    return {
      ...this.#pages,
      base: from,
      since: this.#pages.since.slice(dropped.length),
      spent: spentWith(this.#pages.spent, new Set(dropped.flatMap(({ act }) => act?.id ?? []))),
      ends: this.#pages.ends.filter(({ seq }) => seq > (from?.seq ?? 0)),
    };
  }
}
