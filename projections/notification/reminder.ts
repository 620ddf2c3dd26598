/** What is said of reminders: of what is due, and of what is outstanding. */
import { addDays, daysBetween } from '../../domain/calendar.ts';
import type { DataOf } from '../../domain/events.ts';
import { afterwards } from '../afterwards.ts';
import { counted, listed, quoted, sentenceCase } from '../words.ts';
import type { Occasion, Tellings, Told } from './occasion.ts';

type About<Kind> = Extract<DataOf<'ReminderDue'>, { about: Kind }>;
type Reminders = { [Kind in DataOf<'ReminderDue'>['about']]: (data: About<Kind>, occasion: Occasion) => Told };

/** "in 30 days, on 2027-07-31", seen from the day on which it is told; "on 2027-07-31" once it has come. */
const inDays = (on: string, date: string): string => {
  const days = daysBetween(on, date);
  return days <= 0 ? `on ${date}` : `in ${counted(days, 'day')}, on ${date}`;
};

const isDue = (on: string, date: string): string => `${date < on ? 'was' : 'is'} due ${inDays(on, date)}`;

/** "for 30 days, since 2027-01-05", seen from the day on which it is told. */
const forDays = (on: string, since: string): string => `for ${counted(daysBetween(since, on), 'day')}, since ${since}`;

/** Nothing on the last day and after it: a reminder may come late. */
const fromNow = (on: string, date: string): string => (on < date ? `, ${counted(daysBetween(on, date), 'day')} from now` : '');

const KINDS: Reminders = {
  action: ({ meeting, action, owner, what, dueOn }, occasion) => ({
    headline: `Reminder: action ${action} for ${occasion.short(owner)} ${isDue(occasion.today, dueOn)}`,
    happened: `Action ${action} of meeting ${meeting}, ${quoted(what)}, ${isDue(occasion.today, dueOn)} and has not been recorded as completed. Its owner is ${occasion.name(owner)}.`,
    follows: [
      occasion.today < dueOn
        ? `A further reminder follows unless ${occasion.name(owner)} records its completion before${occasion.cite('committee')}.`
        : `${sentenceCase(occasion.name(owner))} may record its completion; no further reminder follows${occasion.cite('committee')}.`,
    ],
    dates: [`action/${meeting}/${action}`],
  }),
  commencement: ({ dueOn }, occasion) => ({
    headline: `Reminder: discontinuation is expected to commence ${inDays(occasion.today, dueOn)}`,
    happened: `Discontinuation is expected to commence ${inDays(occasion.today, dueOn)}. The memorandum stays operative until then.`,
    follows: ['When it commences, open decisions lapse.', ...afterwards(occasion.state.instrument)],
    dates: ['discontinuation', 'last-operative-day'],
  }),
  withdrawal: ({ notice, participant, dueOn }, occasion) => ({
    headline: `Reminder: ${occasion.short(participant)} is expected to leave ${inDays(occasion.today, dueOn)}`,
    happened: `By notice ${notice} ${occasion.name(participant)} is expected to leave ${inDays(occasion.today, dueOn)}${occasion.citeLeaving(notice)}.`,
    follows: [`The memorandum stays operative between ${occasion.names(occasion.others(participant))}.`],
    dates: [`notice/${notice}`],
  }),
  meeting: ({ meeting, dueOn }, occasion) => ({
    headline: `Reminder: meeting ${meeting} is scheduled ${inDays(occasion.today, dueOn)}`,
    happened: `Meeting ${meeting} is scheduled ${inDays(occasion.today, dueOn)}${occasion.cite('committee')}.`,
    follows: ['Once it has been held, or if it is cancelled, that is to be recorded.'],
  }),
  renewal: ({ dueOn, expectedOn }, occasion) => ({
    headline: `Reminder: the last day for a notice of non-renewal is ${inDays(occasion.today, dueOn)}`,
    happened: `A notice that the memorandum is not to be renewed on ${expectedOn} can be delivered in time until ${dueOn}${fromNow(occasion.today, dueOn)}${occasion.cite('duration')}.`,
    follows: occasion.reasons('term-end'),
    dates: ['notice-by', 'term-end'],
  }),
  expiry: ({ dueOn }, occasion) => ({
    headline: `Reminder: the current term is expected to be over ${inDays(occasion.today, dueOn)}`,
    happened: `The current term is expected to be over ${inDays(occasion.today, dueOn)}${occasion.cite('duration')}.`,
    follows: occasion.reasons('term-end', 'notice-by'),
    dates: ['term-end', 'notice-by'],
  }),
  review: ({ review, dueOn }, occasion) => ({
    headline: `Reminder: review ${review} is due ${inDays(occasion.today, dueOn)}`,
    happened: `Review ${review} of the memorandum is due ${inDays(occasion.today, dueOn)}${occasion.cite('review')}.`,
    follows: ['What comes of it the Participants may decide together in writing.'],
    dates: ['review'],
  }),
  lapse: ({ dueOn, outstanding }, occasion) => ({
    headline: `Reminder: the last day on which the memorandum can become operative is ${inDays(occasion.today, dueOn)}`,
    happened: `The last day on which the memorandum can become operative is ${inDays(occasion.today, dueOn)}; otherwise it lapses on ${addDays(dueOn, 1)}${occasion.cite('operative')}.`,
    follows: [
      outstanding.length > 0
        ? `What is needed of ${occasion.names(outstanding)} is outstanding.`
        : 'Everything is there, but the date on which it would become operative comes too late.',
    ],
    dates: ['lapse'],
  }),
  signature: ({ since, outstanding }, occasion) => ({
    headline: `Reminder: the signature of ${listed(outstanding.map((id) => occasion.short(id)))} has been outstanding ${forDays(occasion.today, since)}`,
    happened: `The first signature was recorded on ${since}; of ${occasion.names(outstanding)} none is recorded yet.`,
    follows: [`The memorandum becomes operative once every Participant has signed${occasion.cite('operative')}.`],
  }),
  consent: ({ decision, since, outstanding }, occasion) => ({
    headline: `Reminder: decision ${decision} has awaited the consent of ${listed(outstanding.map((id) => occasion.short(id)))} ${forDays(occasion.today, since)}`,
    happened: `Decision ${decision} was proposed on ${since}; ${occasion.names(outstanding)} ${outstanding.length > 1 ? 'have' : 'has'} neither consented to it nor declined it.`,
    follows: [`It is decided on the date of the last consent${occasion.cite('modification')}.`],
    dates: [`decision/${decision}`],
  }),
};

/** What was recorded late brings its reminders late, and so does a service that stood still: it is not told as if it were new. */
const lateness = (occasion: Occasion): string =>
  daysBetween(occasion.event.on, occasion.today) > 1 ? ` This reminder was due on ${occasion.event.on}, and comes late.` : '';

export const reminders: Tellings<'ReminderDue'> = {
  ReminderDue: (data, occasion) => {
    const told = (KINDS[data.about] as (data: DataOf<'ReminderDue'>, occasion: Occasion) => Told)(data, occasion);
    return { ...told, happened: `${told.happened}${lateness(occasion)}` };
  },
};
