/**
 * One memorandum replaces another (`supersedes` in its instrument). By signing it, its Participants have decided in writing
 * that the earlier one ends: on the date on which the new one becomes operative. In the record of the earlier one that is
 * a mutual decision of the kind `discontinue-on`, like any other, which names the new text as its document.
 */
import type { ActInput } from './acts/index.ts';
import { membersOf } from './awaited.ts';
import type { CivilDate } from './calendar.ts';
import { fingerprint } from './fingerprint.ts';
import { nameOf } from './instrument.ts';
import type { State } from './state.ts';
import type { Document } from './values.ts';

/** What the earlier memorandum is to record. */
export type Supersession = {
  /** The earlier memorandum. */
  mou: string;
  /** The one that replaces it. */
  by: string;
  title: string;
  on: CivilDate;
  /** Those who signed or confirmed the new one, each on the date of its last paper, in the order of those. */
  consenting: { by: string; on: CivilDate }[];
  /** The new text: its hash is over the instrument as it was opened. */
  document: Document;
};

const isEarlier = (a: { on: CivilDate }, b: { on: CivilDate }): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);

const consentingTo = ({ signatures, confirmations }: State): Supersession['consenting'] => {
  const papers = [
    ...signatures.map(({ by, signedOn: on }) => ({ by, on })),
    ...confirmations.map(({ by, confirmedOn: on }) => ({ by, on })),
  ];
  const last = new Map(papers.sort(isEarlier).map(({ by, on }) => [by, on]));
  return [...last].map(([by, on]) => ({ by, on })).sort(isEarlier);
};

/** Undefined where the memorandum replaces none, or is not operative. */
export const supersessionOf = (state: State): Supersession | undefined => {
  const { mou: by, operativeOn: on, instrument } = state;
  const { supersedes: mou, title } = instrument;
  if (mou === undefined || mou === by || on === null) return undefined;
  return { mou, by, title, on, consenting: consentingTo(state), document: { title, sha256: fingerprint(instrument) } };
};

/** Why the earlier memorandum cannot be ended so: in one sentence; undefined where it can. `among`: the new one's Participants. */
export const hindranceTo = (
  { mou, by, among }: { mou: string; by: string; among: readonly string[] },
  earlier: State,
): string | undefined => {
  const missing = membersOf(earlier)
    .filter((id) => !among.includes(id))
    .map((id) => nameOf(earlier.instrument, id));
  if (missing.length === 0) return undefined;
  return `${mou} ends by a decision of all its Participants, and ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not among those of ${by}`;
};

/** An id of 64 characters at most. */
const decisionOf = (by: string): string => `superseded-by-${by}`.slice(0, 64);

/** The acts that the earlier memorandum is to record, each by the same id however often it is sent. */
export const actsOfSupersession = ({ by, title, on, consenting, document }: Supersession, earlier: State): ActInput[] => {
  const decision = decisionOf(by);
  const [first, ...others] = consenting.filter((one) => earlier.instrument.participants.some(({ id }) => id === one.by));
  if (!first) return [];
  const named = (what: string) => ({ id: `supersede/${by}/${what}`.slice(0, 100), decision, document });
  return [
    {
      do: 'propose',
      ...named('propose'),
      by: first.by,
      proposedOn: first.on,
      kind: 'discontinue-on',
      title: `Superseded by ${by}: ${title}`.slice(0, 500),
      on,
    },
    ...others.map((one): ActInput => ({ do: 'consent', ...named(`consent/${one.by}`), by: one.by, consentedOn: one.on })),
  ];
};
