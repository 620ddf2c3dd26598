/**
 * One memorandum replaces another (`supersedes` in its instrument). By signing it, its Participants have decided in writing
 * that the earlier one ends: on the date on which the new one becomes operative. In the record of the earlier one that is
 * a mutual decision of the kind `discontinue-on`, which names the new text as its document. Its dates are those of the papers of
 * the new one, which tells them again whenever they turn out to be others.
 */
import type { ActInput } from './acts/index.ts';
import { membersOf } from './awaited.ts';
import { byDate, type CivilDate, latest } from './calendar.ts';
import { endOf } from './end.ts';
import { fingerprint } from './fingerprint.ts';
import { namesOf } from './instrument.ts';
import { signedText } from './reckoning/from-state.ts';
import { joinedOn, type State } from './state.ts';
import type { Document } from './values.ts';

type Consenting = { by: string; on: CivilDate };

/** What the earlier memorandum is to record. */
export type Supersession = {
  /** The earlier memorandum. */
  mou: string;
  /** The one that replaces it. */
  by: string;
  title: string;
  on: CivilDate;
  /** The Participants of the new one. Each decides by its own paper: some may sign only later. */
  among: string[];
  /** Those who have signed, confirmed or joined the new one so far, each on the date of its last paper, in the order of those. */
  consenting: Consenting[];
  /** The new text: its hash is over the instrument as it was opened. */
  document: Document;
  /** The last event of the new one by which it is told. */
  seq: number;
};

const isEarlier = (a: Consenting, b: Consenting): number => byDate(a.on, b.on);

const consentingTo = (state: State): Consenting[] => {
  const papers = [
    ...state.signatures.map(({ by, signedOn: on }) => ({ by, on })),
    ...state.confirmations.map(({ by, confirmedOn: on }) => ({ by, on })),
    ...state.accessions.flatMap((one) => {
      const on = joinedOn(state, one);
      return on === null ? [] : [{ by: one.by, on: latest(one.signedOn, on) }];
    }),
  ];
  const last = new Map(papers.sort(isEarlier).map(({ by, on }) => [by, on]));
  return [...last].map(([by, on]) => ({ by, on })).sort(isEarlier);
};

/** Undefined where the memorandum replaces none, or is not operative. */
export const supersessionOf = (state: State): Supersession | undefined => {
  const { mou: by, operativeOn: on, instrument } = state;
  const signed = signedText(state);
  const { supersedes: mou, title } = signed;
  if (mou === undefined || mou === by || on === null) return undefined;
  const among = instrument.participants.map(({ id }) => id);
  return { mou, by, title, on, among, consenting: consentingTo(state), document: { title, sha256: fingerprint(signed) }, seq: state.seq };
};

/** What the earlier memorandum is to be told of an act: that the new one is operative, and since when and by which papers where that changes. */
export const supersessionBy = (before: State | undefined, after: State): Supersession | undefined => {
  const [was, is] = [before && supersessionOf(before), supersessionOf(after)];
  const datesOf = (one: Supersession | undefined): string => JSON.stringify([one?.on, one?.consenting]);
  return datesOf(was) === datesOf(is) ? undefined : is;
};

/** Those of them who are Participants of the earlier memorandum. */
const decidingIn = ({ consenting }: Supersession, { instrument }: State): Consenting[] =>
  consenting.filter(({ by }) => instrument.participants.some(({ id }) => id === by));

/** Who decides of its end; where so many signatures make it operative and it is not, none but those who have signed. */
const decidingOf = (earlier: State): string[] => {
  const { operativeOn, instrument, signatures } = earlier;
  const isOfThoseWhoSign = operativeOn === null && instrument.terms.operative.rule === 'number-of-signatures';
  return isOfThoseWhoSign ? signatures.map(({ by }) => by) : membersOf(earlier);
};

/** Why the earlier memorandum cannot be ended so: in one sentence; undefined where it can. `among`: the new one's Participants. */
export const hindranceTo = (
  { mou, by, among }: { mou: string; by: string; among: readonly string[] },
  earlier: State,
): string | undefined => {
  const missing = decidingOf(earlier).filter((id) => !among.includes(id));
  if (missing.length === 0) return undefined;
  return `${mou} ends by a decision of all its Participants, and ${namesOf(earlier.instrument, missing)} ${missing.length === 1 ? 'is' : 'are'} not among those of ${by}`;
};

/** An id of 64 characters at most. */
const decisionOf = (by: string): string => `superseded-by-${by}`.slice(0, 64);

/** What the earlier memorandum is to record; undefined where none of its Participants has signed the new one. */
export const actOfSupersession = (supersession: Supersession, earlier: State): ActInput | undefined => {
  const { by: successor, title, on, document, seq } = supersession;
  const deciding = decidingIn(supersession, earlier);
  if (deciding.length === 0) return undefined;
  const decided = Object.fromEntries(deciding.map((one) => [one.by, one.on]));
  const id = `supersede/${successor}/${seq}`;
  return { do: 'record-successor', id, successor, decision: decisionOf(successor), title, on, decided, document, asOfEvent: seq };
};

/** What the earlier memorandum has recorded then, in words. */
export const outcomeOf = ({ by }: Supersession, earlier: State): string => {
  const id = decisionOf(by);
  const { status, consents, effectiveOn } = earlier.decisions[id] ?? { status: 'proposed', consents: {}, effectiveOn: null };
  const { endedOn } = endOf(earlier);
  if (status === 'lapsed' && endedOn !== null) return `that it is superseded; it was over since ${endedOn}`;
  const waitedFor = membersOf(earlier).filter((one) => !Object.hasOwn(consents, one));
  if (status !== 'proposed' || waitedFor.length === 0) return `that it ends on ${effectiveOn}`;
  return `that it is to end, once ${namesOf(earlier.instrument, waitedFor)} ${waitedFor.length === 1 ? 'has' : 'have'} decided it too`;
};
