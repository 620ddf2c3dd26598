/** What people see of a state in the Temporal Web UI, and by what memoranda are found there. */
import { awaitedOf } from '../../domain/awaited.ts';
import { parseInstant, wallClock } from '../../domain/calendar.ts';
import type { DueAct } from '../../domain/due.ts';
import { bytesOfText } from '../../domain/limits.ts';
import type { State } from '../../domain/state.ts';
import { awaitedLine } from '../../projections/awaited.ts';
import type { Shown } from './port.ts';

/** In bytes. The server ends a workflow for good whose search attribute has more than 2,048. */
const MOST_ATTRIBUTE = 1_800;
const MOST_LINES = 20;

/** As many ids as fit; a last entry says how many more there are. */
const fitting = (ids: readonly string[]): string[] => {
  const all: string[] = [];
  let bytes = 0;
  for (const id of ids) {
    bytes += bytesOfText(id) + 4;
    if (bytes > MOST_ATTRIBUTE) return [...all, `… ${ids.length - all.length} more`];
    all.push(id);
  }
  return all;
};

const attributesOf = ({ status, operativeOn, discontinuation, instrument }: State): Shown['attributes'] => ({
  status,
  operativeOn,
  discontinuationOn: discontinuation?.expectedOn ?? null,
  participants: fitting(instrument.participants.map(({ id }) => id)),
});

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
const detailsOf = (state: State): string => {
  const { instrument, signatures } = state;
  const awaited = awaitedOf(state);
  const open = Object.entries(state.decisions).filter(([, decision]) => decision.status === 'proposed' || decision.status === 'taken');
  return [
    `**${instrument.title}**`,
    '',
    `- Status: **${state.status}**, text version ${state.version}`,
    `- Signatures: ${signatures.length === 0 ? 'none' : signatures.map(({ by, signedOn }) => `${by} ${signedOn}`).join(', ')}`,
    ...(state.operativeOn ? [`- Operative on **${state.operativeOn}** (${instrument.terms.operative.clause})`] : []),
    ...discontinuationLines(state),
    ...(state.paused ? [`- Implementation paused since ${state.paused.on}`] : []),
    ...open.slice(0, MOST_LINES).map(([id, decision]) => `- Decision ${id} (${decision.kind}) is ${decision.status}`),
    ...awaited.slice(0, MOST_LINES).map((one) => `- Awaited: ${awaitedLine(instrument, one)}`),
    ...(awaited.length > MOST_LINES ? [`- … and ${awaited.length - MOST_LINES} more are awaited`] : []),
    ...(open.length > MOST_LINES ? [`- … and ${open.length - MOST_LINES} decisions more`] : []),
  ].join('\n');
};

export const shownOf = (state: State): Shown => ({ details: detailsOf(state), attributes: attributesOf(state) });
