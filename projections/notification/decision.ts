/** What is told of mutual written decisions, their effects, and pauses (III.2). */
import type { DataOf } from '../../domain/events.ts';
import { isPending } from '../../domain/reckoning/outcomes.ts';
import { waitsIn } from '../../domain/reckoning/taking-effect.ts';
import type { Decision } from '../../domain/state.ts';
import { purposeOf } from '../purpose.ts';
import { listed, plain, quoted, sentenceCase, waitInWords } from '../words.ts';
import { type Occasion, reasonGiven, type Tellings } from './occasion.ts';

type Types =
  | 'DecisionProposed'
  | 'DecisionConsented'
  | 'SuccessorRecorded'
  | 'DecisionDeclined'
  | 'DecisionRetracted'
  | 'DecisionTaken'
  | 'DecisionLapsed'
  | 'ModificationTookEffect'
  | 'Paused'
  | 'Resumed';

/** What a decision would do, within a sentence. */
const purpose = (decision: Decision, occasion: Occasion): string => purposeOf(decision, (id) => occasion.name(id));

const decisionOf = ({ state }: Occasion, id: string): Decision | undefined => state.decisions[id];

/** "decision d1, a modification of the memorandum, “A shorter title”". */
const named = (occasion: Occasion, id: string): string => {
  const decision = decisionOf(occasion, id);
  if (!decision) return `decision ${id}`;
  return `decision ${id}, ${purpose(decision, occasion)}${decision.title ? `, ${quoted(decision.title)}` : ''}`;
};

const awaited = (occasion: Occasion, id: string): string[] => {
  const { consents = {}, document } = decisionOf(occasion, id) ?? {};
  const missing = occasion.others(...Object.keys(consents));
  if (missing.length === 0) return [`Every Participant has consented, and the decision is thereby taken${occasion.cite('modification')}.`];
  return [
    `The consent of ${occasion.names(missing)} is awaited, to the same text: SHA-256 ${document?.sha256}.`,
    `The decision is taken on the date of the last consent${occasion.cite('modification')}; until then nothing changes.`,
  ];
};

const closed = (occasion: Occasion): string[] => [
  'The decision is closed and changes nothing. The Participants may still decide on the same by a fresh proposal.',
  occasion.outlook(),
];

/** Which parts of the text a modification changed, by their paths in the instrument. */
const parts = (changes: DataOf<'ModificationTookEffect'>['parts']): string => {
  const paths = changes.map(({ path }) => plain(path, 80));
  return listed(paths.length > 5 ? [...paths.slice(0, 5), `${paths.length - 5} more`] : paths);
};

const startedPeriods = ({ state }: Occasion): string[] => {
  const ids = Object.entries(state.notices).flatMap(([id, { status, expectedOn }]) =>
    expectedOn !== null && isPending({ status }) ? [`notice ${id}`] : [],
  );
  return ids.length > 0 ? [`The period that already runs by ${listed(ids)} is left as it is.`] : [];
};

/** From when a modification that is proposed has its effect, where that is another date than that on which it is taken. */
const expectedFrom = (occasion: Occasion, statedOn: string | undefined): string[] => {
  const { terms } = occasion.state.instrument;
  const waited = waitsIn(terms)
    ? `from ${waitInWords(terms.modification ?? {}, 'the date on which it is taken')}${occasion.cite('modification')}`
    : undefined;
  if (statedOn === undefined) return waited ? [`Once taken, it is expected to have its effect ${waited}.`] : [];
  const otherwise = waited ?? 'on the date it is taken';
  return [`Once taken, it is expected to take effect on ${statedOn}, the date it states, or ${otherwise} if that is later.`];
};

export const decision: Tellings<Types> = {
  DecisionProposed: (data, occasion) => ({
    headline: `${occasion.who} proposed decision ${data.decision}${data.title ? `: ${plain(data.title, 80)}` : ''}`,
    happened: `${occasion.By} proposed in writing ${named(occasion, data.decision)}, by the document ${quoted(data.document.title)}. The proposal counts as the proposer's own consent.`,
    follows: [...awaited(occasion, data.decision), ...(data.kind === 'modify' ? expectedFrom(occasion, data.effectiveOn) : [])],
  }),
  DecisionConsented: (data, occasion) => ({
    headline: `${occasion.who} consented to decision ${data.decision}`,
    happened: `${occasion.By} consented on ${occasion.event.on} to ${named(occasion, data.decision)}. The text is the one proposed, by its SHA-256.`,
    follows: awaited(occasion, data.decision),
  }),
  SuccessorRecorded: ({ successor, decision: id, title, on, decided }, occasion) => ({
    headline: `The memorandum ${successor} supersedes this one`,
    happened: `The memorandum ${successor}, ${quoted(title, 200)}, which supersedes this one, is operative since ${on}. By signing it, ${listed(Object.entries(decided).map(([by, day]) => `${occasion.name(by)} on ${day}`))}, its Participants decide that this one ends: decision ${id}.`,
    follows: awaited(occasion, id),
    dates: [`decision/${id}`],
  }),
  DecisionDeclined: (data, occasion) => ({
    headline: `${occasion.who} declined decision ${data.decision}`,
    happened: `${occasion.By} declined ${named(occasion, data.decision)}.${reasonGiven(data.reason)}`,
    follows: closed(occasion),
  }),
  DecisionRetracted: (data, occasion) => ({
    headline: `${occasion.who} retracted decision ${data.decision}`,
    happened: `${occasion.By} retracted its own proposal, ${named(occasion, data.decision)}.${reasonGiven(data.reason)}`,
    follows: closed(occasion),
  }),
  DecisionTaken: (data, occasion) => ({
    headline: `Decision ${data.decision} was taken on ${data.takenOn}`,
    happened: `The Participants decided together in writing on ${named(occasion, data.decision)}. It was taken on ${data.takenOn}, the date of the last consent.`,
    follows: occasion.reasons(`decision/${data.decision}`),
    dates: [`decision/${data.decision}`],
  }),
  DecisionLapsed: (data, occasion) => ({
    headline: `Decision ${data.decision} lapsed`,
    happened: `${sentenceCase(named(occasion, data.decision))}, lapsed without effect. ${plain(data.reason, 500)}`,
    follows: [
      data.cause === 'commencement'
        ? 'The discontinuation of the memorandum has commenced: nothing takes effect under it any more.'
        : `${occasion.state.decisions[data.decision]?.kind === 'rectify' ? 'The record' : 'The text'} stays as it is. The Participants may still decide on the same by a fresh proposal.`,
    ],
    dates: [`decision/${data.decision}`],
  }),
  ModificationTookEffect: (data, occasion) => ({
    headline: `A modification took effect on ${data.effectiveOn}: the text is now version ${data.version}`,
    happened: `${sentenceCase(named(occasion, data.decision))}, took effect on ${data.effectiveOn}. It changes ${data.touches.length > 0 ? `clause ${listed(data.touches)}` : `the text at ${parts(data.parts)}`}.`,
    follows: [
      `From that date the text is version ${data.version}, titled ${quoted(occasion.state.instrument.title)}, SHA-256 ${data.sha256}.`,
      ...startedPeriods(occasion),
    ],
    dates: [`decision/${data.decision}`],
  }),
  Paused: (data, occasion) => ({
    headline: `Implementation is paused from ${occasion.event.on}`,
    happened: `${occasion.By} paused the implementation of the memorandum from ${occasion.event.on}.${reasonGiven(data.reason)}`,
    follows: [
      'Until it is resumed the committee and the initiatives rest. Notices and decisions remain open to the Participants, and no period stands still.',
      occasion.outlook(),
    ],
  }),
  Resumed: (data, occasion) => ({
    headline: `Implementation is resumed from ${occasion.event.on}`,
    happened: `${occasion.By} resumed the implementation of the memorandum from ${occasion.event.on}.${reasonGiven(data.reason)}`,
    follows: [...occasion.reasons('next-meeting'), occasion.outlook()],
    dates: ['next-meeting'],
  }),
};
