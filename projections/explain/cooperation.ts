/** The dates of the committee: its next meeting by cadence, and its actions (III.5). */
import { periodInWords } from '../../domain/calendar.ts';
import { dueByRhythm, rhythmOf } from '../../domain/committee.ts';
import { nameOf } from '../../domain/instrument.ts';
import { beginning } from '../../domain/seats.ts';
import { type Action, hasLeft, type State } from '../../domain/state.ts';
import { pauseOf } from '../standing.ts';
import { fullName, plain, quoted } from '../words.ts';
import { EVERY_SEAT, type Explanation, explanation, ofIds } from './explanation.ts';

export const meetingDates = (state: State): Explanation[] => {
  const rhythm = rhythmOf(state);
  if (!rhythm) return [];
  const { period, held, text } = rhythm;
  const { name, first } = text.terms.committee ?? { name: 'meeting' };
  const date = dueByRhythm(rhythm);
  const from = held ? `${held[1]}, when meeting ${held[0]} was held` : `${state.operativeOn}, the operative date`;
  const scheduled = Object.entries(state.meetings).filter(([, meeting]) => meeting.status === 'scheduled');
  const pause = pauseOf(state);
  const paused = pause ? ` Implementation is paused since ${pause.on}: it is resumed before a meeting is held.` : '';
  const isFirst = !held && first !== undefined;
  return [
    explanation(state, {
      id: 'next-meeting',
      what: `${isFirst ? 'first' : 'next'} ${name}`,
      date,
      term: 'committee',
      text,
      inputs: [
        held ? { name: `meeting ${held[0]} held on`, value: held[1] } : { name: 'operative date', value: state.operativeOn ?? '' },
        { name: isFirst ? 'within' : 'cadence', value: `${periodInWords(period)} (${period})` },
        ...scheduled.map(([id, { on, place }]) => ({ name: `meeting ${id} is scheduled for`, value: `${on}, ${plain(place)}` })),
      ],
      rule: isFirst
        ? `The time within which the first meeting is expected is counted from the operative date.${paused}`
        : `The cadence is counted from the latest meeting held or, before the first, from the operative date.${paused}`,
      expected: true,
      sentence: `The ${isFirst ? 'first' : 'next'} ${name} is expected by ${date}, ${periodInWords(period)} after ${from}`,
    }),
  ];
};

const actionSentence = (state: State, meeting: string, id: string, { owner, what, dueOn, status, completedOn }: Action): string => {
  const action = `Action ${id} of meeting ${meeting}, ${quoted(what)},`;
  if (status === 'completed') return `${action} was due on ${dueOn} and was completed on ${completedOn}`;
  if (state.status !== 'operative') return `${action} was due on ${dueOn}; the memorandum is ${state.status}, and no reminder follows`;
  if (hasLeft(state, owner)) return `${action} was due on ${dueOn}; ${nameOf(state.instrument, owner)} has left, and nobody waits for it`;
  return `${action} is expected of ${fullName(state.instrument, owner)} by ${dueOn}, as the meeting recorded`;
};

const actionDate = (state: State, meeting: string, id: string, action: Action): Explanation =>
  explanation(state, {
    id: `action/${meeting}/${id}`,
    what: `action ${id} of meeting ${meeting}`,
    date: action.dueOn,
    at: beginning(state, action.dueOn),
    term: 'committee',
    inputs: [
      { name: 'owner', value: nameOf(state.instrument, action.owner) },
      { name: 'due date recorded', value: action.dueOn },
    ],
    rule: `The date recorded with the action; a reminder follows if the action is still open then. ${EVERY_SEAT}`,
    expected: action.status === 'open' && state.status === 'operative' && !hasLeft(state, action.owner),
    sentence: actionSentence(state, meeting, id, action),
  });

export const actionDates = (state: State, meetings: readonly string[]): Explanation[] =>
  ofIds(state.meetings, meetings).flatMap(([meeting, { actions }]) =>
    Object.entries(actions).map(([id, action]) => actionDate(state, meeting, id, action)),
  );
