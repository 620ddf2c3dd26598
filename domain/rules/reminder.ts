/** The act of time itself: to remind of what is due or outstanding. */
import { reminderOf, termBehind } from '../reminders.ts';
import type { Recording } from './recording.ts';

export const remind = (recording: Recording, subject: string): void => {
  const due = reminderOf(recording.state, subject, recording.today());
  if (due) recording.record('ReminderDue', { ...due, clause: recording.clause(termBehind(due.data)) });
};
