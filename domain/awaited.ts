/**
 * What is waited for, of whom, since when and until when: worked out of the state, and shown with it. Of who has withdrawn
 * nothing is waited for, unless it is the depositary, to which others deliver.
 */
import { byDate, type CivilDate, dateEverywhere, earliest, latest, parseInstant } from './calendar.ts';
import { endOf } from './end.ts';
import { countsOn, factsOf } from './reckoning/from-state.ts';
import { operationOf } from './reckoning/operation.ts';
import { waitedFor } from './rules/decision.ts';
import { depositaryFor } from './rules/depositary.ts';
import { approvalsMissing } from './rules/meeting.ts';
import { keepPastTaking, openProposals } from './rules/open-proposals.ts';
import { zonesIn } from './seats.ts';
import { type Action, isMember, type Meeting, type Notice, type State } from './state.ts';

export const AWAITED = ['signature', 'confirmation', 'consent', 'delivery', 'approval', 'action', 'disposition'] as const;
export type AwaitedWhat = (typeof AWAITED)[number];

export type Awaited = {
  /** The Participant, by its id; of a delivery, the depositary's where it receives it for all. */
  of: string;
  what: AwaitedWhat;
  /** The decision, notice, meeting, action or initiative; null for a signature and a confirmation. */
  about: string | null;
  /** That of an action: two meetings may have one of the same name. */
  meeting?: string;
  since: CivilDate;
  dueOn: CivilDate | null;
};

/** Who belongs, or is to belong. */
export const membersOf = (state: State): string[] => state.instrument.participants.map(({ id }) => id).filter((id) => isMember(state, id));

/** The days of the papers that are there, the opening's where there is none; never a day after the one that is asked about. */
const begunOn = (state: State, days: readonly CivilDate[]): CivilDate =>
  days.length > 0 ? earliest(...days) : (state.beforeOpening ?? dateEverywhere(parseInstant(state.openedAt), zonesIn(state)));

const papersOf = ({ instrument, signatures, confirmations }: State): CivilDate[] => [
  ...signatures.map(({ signedOn }) => signedOn),
  ...confirmations.map((one) => countsOn(instrument, one)),
];

/** The last day on which it can still become operative, where the text says that it lapses then. */
export const lastDayToBegin = (state: State): CivilDate | null => operationOf(factsOf(state)).lastDay;

/** Signatures first; confirmations once all have signed, or from the beginning where notes are exchanged and nobody signs. */
const beginning = (state: State): Awaited[] => {
  const { signatures, confirmations, instrument, operation } = state;
  if (state.status !== 'open' || operation) return [];
  const { rule, confirmations: way } = instrument.terms.operative;
  const papers = papersOf(state);
  const lastDays = [lastDayToBegin(state), instrument.terms.duration?.until ?? null].filter((day) => day !== null);
  const dueOn = lastDays.length > 0 ? earliest(...lastDays) : null;
  const outstanding = (done: readonly { by: string }[]) => membersOf(state).filter((id) => !done.some(({ by }) => by === id));
  const unsigned = way === 'notes-only' ? [] : outstanding(signatures);
  const awaited = (what: 'signature' | 'confirmation', of: readonly string[], since: CivilDate): Awaited[] =>
    of.map((id) => ({ of: id, what, about: null, since, dueOn }));
  if (unsigned.length > 0) return awaited('signature', unsigned, begunOn(state, papers));
  if (rule !== 'mutual-confirmation') return [];
  const signedOn = signatures.map((one) => one.signedOn);
  return awaited('confirmation', outstanding(confirmations), signedOn.length > 0 ? latest(...signedOn) : begunOn(state, papers));
};

const consents = (state: State): Awaited[] =>
  openProposals(state).flatMap(([about, decision]) =>
    waitedFor(state, decision).map((of): Awaited => ({ of, what: 'consent', about, since: decision.proposedOn, dueOn: null })),
  );

/** Who joined after the date of a notice is not served with it. */
const isServedWith = ({ participants, operativeOn }: State, id: string, noticeOn: CivilDate): boolean => {
  const since = participants[id]?.since ?? null;
  return since === null || since <= (operativeOn === null ? noticeOn : latest(noticeOn, operativeOn));
};

/** Its delivery can still start a period or, of a non-renewal, stop a renewal: this one or, where it was written too late for it, the next. */
const isForeseen = ({ instrument, expiry }: State, { kind, started }: Notice): boolean =>
  kind === 'discontinuation' ? started !== null || instrument.terms.commencement !== undefined : (expiry?.noticeBy ?? null) !== null;

/** A notice of non-renewal has to be delivered by a day; every other one takes its time. */
const deliveries = (state: State): Awaited[] =>
  Object.entries(state.notices).flatMap(([about, notice]): Awaited[] => {
    const { status, by, kind, deliveries: served, noticeOn: since } = notice;
    if (status !== 'given' || !isForeseen(state, notice)) return [];
    const noticeBy = kind === 'non-renewal' ? (state.expiry?.noticeBy ?? null) : null;
    const dueOn = noticeBy !== null && since <= noticeBy ? noticeBy : null;
    const depositary = depositaryFor(state, notice);
    const others = depositary ? [depositary.id] : membersOf(state).filter((id) => id !== by && isServedWith(state, id, since));
    return others.filter((id) => !Object.hasOwn(served, id)).map((of) => ({ of, what: 'delivery', about, since, dueOn }));
  });

/** Nobody waits for what one was to do that has left. */
export const openActions = ({ actions }: Meeting, members: readonly string[]): [id: string, action: Action][] =>
  Object.entries(actions).filter(([, { status, owner }]) => status === 'open' && members.includes(owner));

const meetings = (state: State): Awaited[] => {
  const members = membersOf(state);
  return Object.entries(state.meetings).flatMap(([meeting, held]): Awaited[] => {
    const { on, heldOn, minutes } = held;
    const since = heldOn ?? on;
    const approvals = minutes && !minutes.approved ? approvalsMissing(state, held) : [];
    return [
      ...approvals.map((of): Awaited => ({ of, what: 'approval', about: meeting, since, dueOn: null })),
      ...openActions(held, members).map(
        ([about, { owner, dueOn }]): Awaited => ({ of: owner, what: 'action', about, meeting, since, dueOn }),
      ),
    ];
  });
};

/** Asked for when it ended: what becomes of each initiative that ran then. */
const dispositions = (state: State): Awaited[] => {
  const { endedOn: since } = endOf(state);
  if (since === null) return [];
  const members = membersOf(state);
  return Object.entries(state.initiatives)
    .filter(([, { by, status, disposition }]) => status === 'started' && disposition === 'requested' && members.includes(by))
    .map(([about, { by: of }]): Awaited => ({ of, what: 'disposition', about, since, dueOn: null }));
};

/** By Participants' order in the text, and then in that of the record. */
export const awaitedOf = (state: State): Awaited[] => {
  if (state.status === 'annulled') return [];
  const all = [beginning, consents, deliveries, meetings, dispositions].flatMap((some) => some(state));
  const ids = state.instrument.participants.map(({ id }) => id);
  // A depositary that is no Participant comes last.
  const order = [...ids, ...all.map(({ of }) => of)];
  return all.sort((a, b) => order.indexOf(a.of) - order.indexOf(b.of));
};

/** What is due first, and then what has waited longest; no date comes after every date. */
export const firstDue = (a: Awaited, b: Awaited): number => {
  const keyOf = ({ dueOn, since }: Awaited): string => `${dueOn ?? '9999-99-99'} ${since}`;
  return byDate(keyOf(a), keyOf(b));
};

/** By which a list is filtered: `rok` and `rok:consent`, each once, those of whom something is waited for before what it is. */
export const awaitedKeys = (all: readonly Awaited[]): string[] => [
  ...new Set([...all.map(({ of }) => of), ...all.map(({ of, what }) => `${of}:${what}`)]),
];

/** The state as it is exported: the text as signed is in its events. */
export type PlainState = Omit<State, 'signed' | 'heard'>;
export const plainState = ({ signed: _, heard: __, ...state }: State): PlainState => state;

/** The state as it is shown: with what is waited for. */
export type ShownState = PlainState & { awaited: Awaited[] };
export const shownState = (state: State): ShownState => {
  const shown = { ...plainState(state), awaited: awaitedOf(state) };
  keepPastTaking(state, shown);
  return shown;
};
