/**
 * One memorandum replaces another (`supersedes` in its instrument). By signing it, its Participants have decided in writing
 * that the earlier one ends: on the date on which the new one becomes operative. In the record of the earlier one that is
 * a mutual decision of the kind `discontinue-on`, like any other, which names the new text as its document.
 */
import type { ActInput } from './acts/index.ts';
import { membersOf } from './awaited.ts';
import { type CivilDate, latest } from './calendar.ts';
import { endOf } from './end.ts';
import { fingerprint } from './fingerprint.ts';
import { nameOf } from './instrument.ts';
import { signedText } from './reckoning/from-state.ts';
import { type Decision, joinedOn, type State } from './state.ts';
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
};

const isEarlier = (a: { on: CivilDate }, b: { on: CivilDate }): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);

const consentingTo = (state: State): Consenting[] => {
  const papers = [
    ...state.signatures.map(({ by, signedOn: on }) => ({ by, on })),
    ...state.confirmations.map(({ by, confirmedOn: on }) => ({ by, on })),
    ...state.accessions.map((one) => ({ by: one.by, on: latest(one.signedOn, joinedOn(state, one)) })),
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
  return { mou, by, title, on, among, consenting: consentingTo(state), document: { title, sha256: fingerprint(signed) } };
};

/** What the earlier memorandum is to be told of an act: that the new one is operative, or that one more has decided by signing it. */
export const supersessionBy = (before: State | undefined, after: State): Supersession | undefined => {
  const [was, is] = [before && supersessionOf(before), supersessionOf(after)];
  const isNew = ({ by }: Consenting): boolean => !was?.consenting.some((one) => one.by === by);
  return is?.consenting.some(isNew) ? is : undefined;
};

/** Those of them who are Participants of the earlier memorandum. */
const decidingIn = ({ consenting }: Supersession, { instrument }: State): Consenting[] =>
  consenting.filter(({ by }) => instrument.participants.some(({ id }) => id === by));

/** The day on which the earlier memorandum ends by what has been signed so far, once all its Participants have signed. */
const endsOn = (supersession: Supersession, earlier: State): CivilDate =>
  latest(supersession.on, ...decidingIn(supersession, earlier).map(({ on }) => on));

/** Since when the earlier memorandum is over already, so that nothing is left to end; undefined where it is not. */
export const overSince = (supersession: Supersession, earlier: State): CivilDate | undefined => {
  const { endedOn } = endOf(earlier);
  return endedOn !== null && endedOn <= endsOn(supersession, earlier) ? endedOn : undefined;
};

const namesOf = ({ instrument }: State, ids: readonly string[]): string => ids.map((id) => nameOf(instrument, id)).join(', ');

/** Why the earlier memorandum cannot be ended so: in one sentence; undefined where it can. `among`: the new one's Participants. */
export const hindranceTo = (
  { mou, by, among }: { mou: string; by: string; among: readonly string[] },
  earlier: State,
): string | undefined => {
  const missing = membersOf(earlier).filter((id) => !among.includes(id));
  if (missing.length === 0) return undefined;
  return `${mou} ends by a decision of all its Participants, and ${namesOf(earlier, missing)} ${missing.length === 1 ? 'is' : 'are'} not among those of ${by}`;
};

/** An id of 64 characters at most. */
const decisionOf = (by: string): string => `superseded-by-${by}`.slice(0, 64);

const hasConsented = (decision: Decision | undefined, by: string): boolean =>
  decision !== undefined && Object.hasOwn(decision.consents, by);

/** The acts that the earlier memorandum is still to record, each by the same id however often it is sent. */
export const actsOfSupersession = (supersession: Supersession, earlier: State): ActInput[] => {
  const { by, title, on, document } = supersession;
  const decision = decisionOf(by);
  const known = earlier.decisions[decision];
  const [first, ...others] = decidingIn(supersession, earlier).filter((one) => !hasConsented(known, one.by));
  if (!first) return [];
  const named = (what: string) => ({ id: `supersede/${by}/${what}`.slice(0, 100), decision, document });
  // A paper of before the proposal, recorded after it, consents to it on its day.
  const consentOf = (one: Consenting): ActInput => {
    const consentedOn = latest(one.on, known?.proposedOn ?? first.on);
    return { do: 'consent', ...named(`consent/${one.by}`), by: one.by, consentedOn };
  };
  if (known) return [first, ...others].map(consentOf);
  const proposal: ActInput = {
    do: 'propose',
    ...named('propose'),
    by: first.by,
    proposedOn: first.on,
    kind: 'discontinue-on',
    title: `Superseded by ${by}: ${title}`.slice(0, 500),
    on,
  };
  return [proposal, ...others.map(consentOf)];
};

/** What the earlier memorandum has recorded then, in words. */
export const outcomeOf = (supersession: Supersession, earlier: State): string => {
  const known = earlier.decisions[decisionOf(supersession.by)];
  const signed = decidingIn(supersession, earlier).map(({ by }) => by);
  const waitedFor = membersOf(earlier).filter((id) => !signed.includes(id) && !hasConsented(known, id));
  return waitedFor.length === 0
    ? `that it ends on ${endsOn(supersession, earlier)}`
    : `that it is to end, once ${namesOf(earlier, waitedFor)} ${waitedFor.length === 1 ? 'has' : 'have'} decided it too`;
};
