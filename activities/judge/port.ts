/** What the clerk asks of the judge, and what it is told. The input is in no history, the answer is. */
import type { Request } from '../../domain/authorisation.ts';
import type { Base } from '../../domain/base.ts';
import type { Milliseconds } from '../../domain/calendar.ts';
import type { Event } from '../../domain/events.ts';
import type { Receipt } from '../../domain/memorandum.ts';
import type { Status } from '../../domain/state.ts';

/** Where the clerk's memorandum stands: the number of its last event, and the head of the chain there. */
export type Place = { mou: string; seq: number; head: string };

/** All that the clerk has: for a worker that does not know the memorandum. */
export type Carried = { base: Base | null; since: Event[] };

/** How many bytes of events there is room for, and what limits them. */
export type Room = { bytes: number; for: 'register' | 'memory' };

/** `shows`: the clerk shows nothing yet, and is told what to show whether it changed or not. */
/** `shifted`: the memorandum has a clock of its own, for a rehearsal. */
/** `dueAt`: since when what time does next is late, by the clerk's clock; null where nothing is. */
export type TimeAsked = Place & {
  now: Milliseconds;
  settling: string;
  shows: boolean;
  shifted: boolean;
  dueAt: Milliseconds | null;
  carried?: Carried;
};

export type ActAsked = TimeAsked & {
  act: unknown;
  /** When it came to the clerk, before it waited for its turn. */
  cameAt: Milliseconds;
  /** The trace that it belongs to, as W3C Trace Context has it. */
  trace?: string;
  /** The content hash of the act that was recorded under this id. */
  kept?: string;
  /** The id may be that of an act among the events that only the register still has. */
  perhapsSpent: boolean;
  /** The events up to this number are the register's alone. */
  base: number;
  room: Room;
};

export type ReceiptAsked = Place & { actId: string; carried: Carried };

export type HandOverAsked = {
  mou: string;
  /** The last place up to which the register holds everything; null: it holds nothing, or nothing more. */
  safe: Place | null;
  carried: Carried;
  /** In bytes, all that is handed over beside `carried`. */
  beside: number;
};

/** Decided here and kept in the history: numbers that change with a version decide nothing in a replay. */
export type HandOver = {
  /** What the next run begins with; null: with what this one began with. */
  base: Base | null;
  /** Whether all of it can be handed over. */
  fits: boolean;
  /** Where it cannot: in events of the history, until it is tried again. */
  again: number;
};

/** Events that are told together: those of one act, or what time did at one instant. */
export type Group = {
  first: number;
  last: number;
  /** The heads of the chain before the first and after the last. */
  before: string;
  head: string;
  /** Who is told of it by itself, by key. */
  to: string[];
  /** Who is told of it in a digest of the day, and when that goes out. */
  digests?: { recipient: string; at: Milliseconds }[];
  /** The recipients whose address it changed. */
  moved: string[];
};

/** What people see of the state in the Web UI, and by what workflows are found. */
export type Shown = {
  /** Markdown. */
  details: string;
  attributes: {
    status: Status;
    operativeOn: string | null;
    discontinuationOn: string | null;
    /** The end of the current term, and the last day for a notice that stops its renewal. */
    expiresOn: string | null;
    noticeBy: string | null;
    /** The first date on which something is to happen or to be done. */
    nextDate: string | null;
    participants: string[];
    /** `us` and `us:signature`: of whom something is waited for, and what. */
    awaited: string[];
  };
};

export type Next = { at: Milliseconds; summary: string };

/** What was made to happen. `shown` only where it changed, `closesAt` only where it is known again: null where it goes on. */
export type Recorded = {
  found: 'recorded';
  /** Without the instrument where it is the one that the act carried. */
  events: Event[];
  groups: Group[];
  status: Status;
  /** What time does next. */
  next: Next | null;
  /** Who is told of what happens now. */
  recipients: string[];
  shown?: Shown;
  /** When the settling period after the end is over. */
  closesAt?: Milliseconds | null;
};

export type Judgement =
  | Recorded
  /** This worker does not know the memorandum: to be asked again with all that is carried. */
  | { found: 'unknown' }
  | { found: 'refused'; code: string; message: string; clause?: string }
  /** The act is the one that recorded the event of that number; without a number, the one kept under its id. */
  | { found: 'same'; seq?: number }
  | { found: 'receipt'; receipt: Receipt };

/** What is asked beside acts: that messages be sent again, that a bounce be recorded. */
export type RequestAsked = Place & { now: Milliseconds; request: Request; carried?: Carried };
export type AdmissionAsked = Place & { shifted: boolean; carried: Carried };
export type RequestJudged = { found: 'allowed' } | Extract<Judgement, { found: 'unknown' | 'refused' }>;

export type JudgeActivities = {
  /** Judges an act. Throws `ApplicationFailure` `NO_SERVICE` where what it rests on is only in a register that is down. */
  judge: (asked: ActAsked) => Promise<Judgement>;
  /** Whether a memorandum may be taken up again with what is carried. Throws as `judge` does. */
  admit: (asked: AdmissionAsked) => Promise<RequestJudged>;
  /** Whether who asks may ask it. Throws as `judge` does. */
  judgeRequest: (asked: RequestAsked) => Promise<RequestJudged>;
  /** What time has to do by now. */
  judgeTime: (asked: TimeAsked) => Promise<Recorded | { found: 'unknown' }>;
  /** The receipt of an act recorded earlier. Throws as `judge` does. */
  findReceipt: (asked: ReceiptAsked) => Promise<Receipt>;
  /** Whether the run can end, and the state for the next one. */
  prepareHandOver: (asked: HandOverAsked) => Promise<HandOver>;
};
