/** What becomes of decisions, and of the text. */
import { byDate, latest } from '../calendar.ts';
import type { Content } from '../decision-kinds.ts';
import type { DataOf } from '../events.ts';
import { withParts } from '../parts.ts';
import type { State } from '../state.ts';
import { become, decision, hear, type Reducers, reach } from './draft.ts';
import { belong } from './terms.ts';

/** The date that the proposal states; null where it states none. */
const statedDate = (content: Content): string | null => {
  if (content.kind === 'modify') return content.effectiveOn ?? null;
  return content.kind === 'discontinue-on' ? content.on : null;
};

/** In effect in the order of their dates; of one date, in that in which they were decided, proposed, consented to last, and recorded. */
const inEffect = ({ modifications, decisions }: State, id: string): string[] => {
  const keyOf = (one: string) => {
    const { effectiveOn, takenOn, proposedOn, consents = {} } = decisions[one] ?? {};
    return `${effectiveOn} ${takenOn} ${proposedOn} ${latest(...Object.values(consents))}`;
  };
  const proposed = Object.keys(decisions);
  const order = (a: string, b: string) => proposed.indexOf(a) - proposed.indexOf(b);
  return [...modifications, id].sort((a, b) => byDate(keyOf(a), keyOf(b)) || order(a, b));
};

/** Where the text comes to place it under another memorandum, nothing is known yet of the end of that one. */
const reword = (draft: State, { parts, version }: Pick<DataOf<'ModificationTookEffect'>, 'parts' | 'version'>): void => {
  const { under } = draft.instrument;
  draft.instrument = withParts(draft.instrument, parts);
  draft.version = version;
  if (draft.instrument.under !== under) draft.parentEnd = null;
};

/** It is not taken, or not any more. */
const untaken = (draft: State, id: string) => ({ takenOn: null, effectiveOn: draft.decisions[id]?.statedOn ?? null });

/** Who has joined by it belongs since its date, as long as it is taken. */
const admit = (draft: State, id: string): void => {
  if (draft.accessions.some((one) => one.decision === id)) belong(draft);
};

/** Also where the end had closed it, or a departure completed it: the answer was of before. */
const refused = (draft: State, id: string, status: 'declined' | 'retracted', closedOn: string): void => {
  become(draft.decisions, id, status);
  decision(draft, id, { closedOn, ...untaken(draft, id) });
};

export const decisions: Reducers<
  | 'DecisionProposed'
  | 'DecisionConsented'
  | 'SuccessorRecorded'
  | 'DecisionDeclined'
  | 'DecisionRetracted'
  | 'DecisionTaken'
  | 'DecisionDatesChanged'
  | 'DecisionLapsed'
  | 'DecisionReopened'
  | 'ModificationTookEffect'
  | 'ModificationSuperseded'
  | 'ConsentRectified'
> = {
  DecisionProposed: (draft, { decision: id, ...data }, { by, on }) => {
    draft.decisions[id] = {
      ...data,
      by,
      status: 'proposed',
      proposedOn: on,
      consents: { [by]: on },
      statedOn: statedDate(data),
      takenOn: null,
      effectiveOn: statedDate(data),
    };
  },
  DecisionConsented: (draft, data, event) =>
    decision(draft, data.decision, { consents: { ...draft.decisions[data.decision]?.consents, [event.by]: event.on } }),
  SuccessorRecorded: (draft, { decision: id, successor, title, on, decided, document, asOfEvent }) => {
    hear(draft, `successor ${successor}`, asOfEvent);
    const before = draft.decisions[id];
    const [[by, proposedOn] = ['', on]] = Object.entries(decided).sort(([, a], [, b]) => byDate(a, b));
    draft.decisions[id] = {
      ...{ status: 'proposed', takenOn: null, title: `Superseded by ${successor}: ${title}`.slice(0, 500), document },
      // Told again it has other dates: what it is called stands, as it was corrected since.
      ...before,
      ...{ kind: 'discontinue-on', on, statedOn: on, effectiveOn: before?.takenOn ? before.effectiveOn : on },
      ...{ by, successor, proposedOn },
      consents: { ...before?.consents, ...decided },
    };
  },
  DecisionDeclined: (draft, data, event) => refused(draft, data.decision, 'declined', event.on),
  DecisionRetracted: (draft, data, event) => refused(draft, data.decision, 'retracted', event.on),
  DecisionTaken: (draft, { decision: id, kind, takenOn, effectiveOn }, event) => {
    // A correction has its effect once it is made.
    const later = kind === 'modify' || kind === 'discontinue-on' || kind === 'rectify';
    decision(draft, id, { status: later ? 'taken' : 'effective', takenOn, effectiveOn, takenSeq: event.seq });
    admit(draft, id);
  },
  DecisionDatesChanged: (draft, { decision: id, takenOn, effectiveOn }) => {
    decision(draft, id, { takenOn, effectiveOn });
    if (draft.modifications.includes(id))
      draft.modifications = inEffect({ ...draft, modifications: draft.modifications.filter((one) => one !== id) }, id);
    admit(draft, id);
  },
  DecisionLapsed: (draft, data) => decision(draft, data.decision, { status: 'lapsed', closedBy: data.cause }),
  DecisionReopened: (draft, data) => {
    become(draft.decisions, data.decision, data.status);
    if (data.status === 'proposed') decision(draft, data.decision, untaken(draft, data.decision));
    admit(draft, data.decision);
  },
  ModificationTookEffect: (draft, data) => {
    draft.signed ??= draft.instrument;
    reword(draft, data);
    decision(draft, data.decision, { status: 'effective', effectiveOn: data.effectiveOn });
    if (draft.decisions[data.decision]?.takenOn !== data.effectiveOn) reach(draft, data.effectiveOn);
    draft.modifications = inEffect(draft, data.decision);
  },
  ModificationSuperseded: (draft, data) => {
    reword(draft, data);
    draft.modifications = draft.modifications.filter((id) => id !== data.decision);
    if (draft.decisions[data.decision]?.status === 'effective') decision(draft, data.decision, { status: 'taken' });
  },
  ConsentRectified: (draft, { decision: id, of, consent, consentedOn }) => {
    const before = draft.decisions[of];
    const proposal = before?.by === consent ? { proposedOn: consentedOn } : {};
    decision(draft, of, { consents: { ...before?.consents, [consent]: consentedOn }, ...proposal });
    decision(draft, id, { status: 'effective' });
  },
};
