/**
 * One memorandum replaces another (`supersedes` in its instrument). By signing it, its Participants have decided in writing
 * that the earlier one ends: on the date on which the new one becomes operative. In the record of the earlier one that is
 * a mutual decision of the kind `discontinue-on`, like any other, which names the new text as its document.
 */
import type { ActInput } from './acts/index.ts';
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
  /** Those who signed or confirmed the new one, in the order of their dates. */
  consenting: string[];
  /** The new text: its hash is over the instrument as it was opened. */
  document: Document;
};

const consentingTo = ({ signatures, confirmations }: State): string[] => {
  const papers = [
    ...signatures.map(({ by, signedOn: on }) => ({ by, on })),
    ...confirmations.map(({ by, confirmedOn: on }) => ({ by, on })),
  ];
  return [...new Set(papers.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).map(({ by }) => by))];
};

/** Undefined where the memorandum replaces none, or is not operative. */
export const supersessionOf = (state: State): Supersession | undefined => {
  const { mou: by, operativeOn: on, instrument } = state;
  const { supersedes: mou, title } = instrument;
  if (mou === undefined || mou === by || on === null) return undefined;
  return { mou, by, title, on, consenting: consentingTo(state), document: { title, sha256: fingerprint(instrument) } };
};

/** Why the earlier memorandum cannot be ended so: in one sentence; undefined where it can. */
export const hindranceTo = (
  { mou, by, consenting }: Pick<Supersession, 'mou' | 'by' | 'consenting'>,
  earlier: State,
): string | undefined => {
  const missing = earlier.instrument.participants
    .filter(({ id }) => !consenting.includes(id))
    .map(({ id }) => nameOf(earlier.instrument, id));
  if (missing.length === 0) return undefined;
  return `${mou} ends by a decision of all its Participants, and ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not among those of ${by}`;
};

/** An id of 64 characters at most. */
const decisionOf = (by: string): string => `superseded-by-${by}`.slice(0, 64);

/** The acts that the earlier memorandum is to record, each by the same id however often it is sent. */
export const actsOfSupersession = ({ by, title, on, consenting, document }: Supersession, earlier: State): ActInput[] => {
  const decision = decisionOf(by);
  const [first = '', ...others] = consenting.filter((id) => earlier.instrument.participants.some((one) => one.id === id));
  const named = (what: string) => ({ id: `supersede/${by}/${what}`.slice(0, 100), decision, document });
  return [
    {
      do: 'propose',
      ...named('propose'),
      by: first,
      kind: 'discontinue-on',
      title: `Superseded by ${by}: ${title}`.slice(0, 500),
      on,
      proposedOn: on,
    },
    ...others.map((participant): ActInput => ({ do: 'consent', ...named(`consent/${participant}`), by: participant, consentedOn: on })),
  ];
};
