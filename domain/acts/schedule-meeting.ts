import { earliest } from '../calendar.ts';
import { z } from 'zod';
import { recordedOfCommittee } from '../rules/meeting.ts';
import { mustNotBePaused } from '../rules/pause.ts';
import { mustBeNew, mustNotPrecedeOperative } from '../rules/recording.ts';
import { Day, Line } from '../values.ts';
import { defineAct } from './define.ts';
import { by, meeting, timeZone, UNDER } from './fields.ts';

export const scheduleMeeting = defineAct({
  name: 'schedule-meeting',
  command: 'meeting schedule',
  summary: 'Schedules a meeting of the committee.',
  who: 'Any Participant.',
  term: 'committee',
  examples: ['meeting schedule MOU --by us --meeting m1 --meeting-on 2026-09-01 --place Seoul --agenda "6G" --agenda "Quantum"'],
  fields: {
    by,
    meeting,
    on: Day.describe('the date of the meeting').meta({ flag: 'meeting-on' }),
    place: Line.describe('where it takes place'),
    timeZone,
    agenda: z.array(Line).max(200).default([]).describe('an item of the agenda; may be given again'),
  },
  events: ['MeetingScheduled'],
  refusals: [...UNDER, 'NOT_FORESEEN', 'BEFORE_OPERATIVE'],
  // A meeting of before the end may come to light after it.
  dated: ({ on }) => on,
  rule: (recording, { by, meeting, on, place, timeZone, agenda }) => {
    const scheduledOn = earliest(recording.todayUnder(by), on);
    const clause = recordedOfCommittee(recording, by, scheduledOn, false);
    // Of before the pause it may come to light during it.
    if (recording.state.paused) mustNotBePaused(recording.state, on, clause);
    mustBeNew(recording.state.meetings, 'meeting', meeting, clause);
    mustNotPrecedeOperative(recording.state, 'on', on, clause);
    const data = { meeting, on, place, agenda, ...(timeZone && { timeZone }) };
    recording.record('MeetingScheduled', { on: scheduledOn, by, clause, data });
  },
});
