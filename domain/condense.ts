/** A state reduced to what is open, for where all of it would be too large: closed matters and prose are the log's. */
import { isPending } from './reckoning/outcomes.ts';
import type { Decision, Initiative, Meeting, State } from './state.ts';

const openOnes = <Item>(all: Record<string, Item>, isOpen: (item: Item) => boolean): Record<string, Item> =>
  Object.fromEntries(Object.entries(all).filter(([, item]) => isOpen(item)));

const isOpenDecision = ({ status }: Decision): boolean => status === 'proposed' || status === 'taken';
const isOpenInitiative = ({ status }: Initiative): boolean => status === 'started';
const isOpenMeeting = ({ status, minutes, actions }: Meeting): boolean =>
  status === 'scheduled' || minutes?.approved === false || Object.values(actions).some((action) => action.status === 'open');

/** It answers what is open and the dates that are expected. No act is judged by it: a rule may rest on what is left out. */
export const condense = ({ signed: _, heard: __, ...state }: State): State => ({
  ...state,
  notices: openOnes(state.notices, isPending),
  decisions: openOnes(state.decisions, isOpenDecision),
  meetings: Object.fromEntries(Object.entries(openOnes(state.meetings, isOpenMeeting)).map(([id, one]) => [id, { ...one, agenda: [] }])),
  initiatives: Object.fromEntries(
    Object.entries(openOnes(state.initiatives, isOpenInitiative)).map(([id, one]) => [id, { ...one, reports: [] }]),
  ),
  reminded: {},
});

/** The same where even what is open is too much: the text, the dates and the status. */
export const outline = (state: State): State => ({
  ...condense(state),
  notices: {},
  decisions: {},
  meetings: {},
  initiatives: {},
});
