/** One event as a line of a scenario's run. */
import type { Event } from '../domain/events.ts';

const idOf = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'id' in value ? value.id : value);

/** What it is about, as its data names it: of what a reminder is, a Participant, a notice, a decision, a meeting's action. */
const subjectsOf = (data: Readonly<Record<string, unknown>>): string[] => {
  const { about, of, participant, notice, decision, initiative, meeting, action } = data;
  const within = typeof action === 'string' ? `${String(meeting)}/${action}` : meeting;
  return [about, of, idOf(participant), notice, decision, initiative, within].filter((one) => typeof one === 'string');
};

/** Of what is expected, decided for later, or reminded of, that date too: the event's own is the day from which it is known. */
const dateOf = ({ type, data }: Event): string => {
  if (type === 'DecisionTaken' || type === 'DecisionDatesChanged')
    return data.effectiveOn > data.takenOn ? `, for ${data.effectiveOn}` : '';
  if (type === 'ReminderDue') return 'dueOn' in data ? `, for ${data.dueOn}` : '';
  return type.endsWith('Expected') && 'expectedOn' in data ? `, for ${data.expectedOn}` : '';
};

export const eventLine = (event: Event): string => {
  const { type, on, clause, data } = event;
  const subjects = subjectsOf(data);
  const of = subjects.length > 0 ? `: ${subjects.join(', ')}` : '';
  return `${type} on ${on}${dateOf(event)}${clause === null ? '' : ` (${clause})`}${of}`;
};
