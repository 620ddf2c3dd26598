/** `mou deadlines`: the dates that lie ahead, of one memorandum or of all. */
import type { Verb } from '../../verb.ts';

export const verb: Verb = {
  usage: 'deadlines [id]',
  summary: 'Lists every date that lies ahead, as things stand: of one memorandum, or of all that the register keeps.',
  examples: ['deadlines', 'deadlines MOU', 'deadlines --of rok --until 2027-12-31 --ics > deadlines.ics'],
  options: [
    { flag: '--from <date>', help: 'from this civil date on (default: today, UTC)' },
    { flag: '--until <date>', help: 'until this civil date, that day included' },
    { flag: '--of <participant>', help: 'what concerns this Participant' },
    { flag: '--what <kind>', help: 'only dates of this kind' },
    { flag: '--ics', help: 'as an iCalendar feed' },
  ],
  run: async (options, mou) => {
    const { deadlines } = await import('./deadlines.ts');
    await deadlines(mou, options);
  },
};
