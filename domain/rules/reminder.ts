/** The act of time itself: to remind of what is due or outstanding. */
import { reminderOf } from '../reminders.ts';
import type { Recording } from './recording.ts';

export const remind = (recording: Recording, subject: string): void => {
  const due = reminderOf(recording.state, subject, recording.today());
  if (!due) return;
  const clause = recording.clause(due.clause);
  recording.record('ReminderDue', { on: due.on, clause, data: due.data });
};
