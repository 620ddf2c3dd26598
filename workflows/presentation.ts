/** What people see of a memorandum in the Temporal Web UI. */
import { defineSearchAttributeKey, type SearchAttributePair } from '@temporalio/common';
import { parseInstant, wallClock } from '../domain/calendar.ts';
import type { DueAct } from '../domain/due.ts';
import type { State } from '../domain/state.ts';
import { SEARCH_ATTRIBUTES } from './messages.ts';

const status = defineSearchAttributeKey('MouStatus', SEARCH_ATTRIBUTES.MouStatus);
const operativeOn = defineSearchAttributeKey('MouOperativeOn', SEARCH_ATTRIBUTES.MouOperativeOn);
const discontinuationOn = defineSearchAttributeKey('MouDiscontinuationOn', SEARCH_ATTRIBUTES.MouDiscontinuationOn);
const participants = defineSearchAttributeKey('MouParticipants', SEARCH_ATTRIBUTES.MouParticipants);

const deadLetters = defineSearchAttributeKey('MouDeadLetters', SEARCH_ATTRIBUTES.MouDeadLetters);

export const searchAttributesOf = (state: State, dead: number): SearchAttributePair[] => [
  { key: deadLetters, value: dead },
  { key: status, value: state.status },
  { key: participants, value: state.instrument.participants.map(({ id }) => id) },
  ...(state.operativeOn ? [{ key: operativeOn, value: state.operativeOn }] : []),
  ...(state.discontinuation ? [{ key: discontinuationOn, value: state.discontinuation.expectedOn }] : []),
];

/** The label of the timer in the history: what time will do, on which date, by which clause. */
export const summaryOf = (act: DueAct, state: State): string => {
  const { terms } = state.instrument;
  switch (act.do) {
    case 'commence': {
      const { expectedOn, decision } = state.discontinuation ?? {};
      return `Discontinuation commences on ${expectedOn} (${decision ? terms.modification.clause : terms.commencement.clause})`;
    }
    case 'take-effect':
      return `Decision ${act.decision} takes effect on ${state.decisions[act.decision]?.effectiveOn} (${terms.modification.clause})`;
    case 'remind':
      return `Reminder on ${act.on} (${act.subject})`;
    default:
      return act satisfies never;
  }
};

const discontinuationLines = ({ discontinuation, instrument }: State): string[] => {
  if (!discontinuation) return [];
  const { expectedOn, commencesAt, commencedOn, notice, decision } = discontinuation;
  const cause = notice ? `notice ${notice}` : `decision ${decision}`;
  if (commencedOn) return [`- Discontinuation **commenced on ${commencedOn}**, by ${cause}`];
  const clocks = instrument.participants.map(({ seat }) => `${wallClock(parseInstant(commencesAt), seat.timeZone)} in ${seat.city}`);
  return [
    `- Discontinuation is **expected to commence on ${expectedOn}**, by ${cause}`,
    `- That date has begun at every seat at ${commencesAt} (${clocks.join(', ')})`,
  ];
};

/** Markdown for the workflow's current details. */
export const detailsOf = (state: State, dead: number): string => {
  const { instrument, signatures } = state;
  const open = Object.entries(state.decisions).filter(([, decision]) => decision.status === 'proposed' || decision.status === 'taken');
  return [
    `**${instrument.title}**`,
    '',
    `- Status: **${state.status}**, text version ${state.version}, ${state.seq} events`,
    `- Signatures: ${signatures.length === 0 ? 'none' : signatures.map(({ by, signedOn }) => `${by} ${signedOn}`).join(', ')}`,
    ...(state.operativeOn ? [`- Operative on **${state.operativeOn}** (${instrument.terms.operative.clause})`] : []),
    ...discontinuationLines(state),
    ...(state.paused ? [`- Implementation paused since ${state.paused.on}`] : []),
    ...(dead > 0 ? [`- **${dead} of its messages did not arrive**`] : []),
    ...open.map(([id, decision]) => `- Decision ${id} (${decision.kind}) is ${decision.status}`),
  ].join('\n');
};
