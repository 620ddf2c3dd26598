/** What is told of the committee, its actions and the initiatives (III.5, II). */
import { approvalsMissing } from '../../domain/rules/meeting.ts';
import { plain, quoted, sentenceCase } from '../words.ts';
import { type Occasion, reasonGiven, type Tellings } from './occasion.ts';

type Meetings =
  | 'MeetingScheduled'
  | 'MeetingHeld'
  | 'MinutesRecorded'
  | 'MinutesApproved'
  | 'MeetingCancelled'
  | 'ActionRecorded'
  | 'ActionCompleted';
type Initiatives = 'InitiativeStarted' | 'InitiativeReported' | 'InitiativeConcluded' | 'DispositionRequested';

const NEXT = 'next-meeting';

/** Who recorded it, where somebody did: several acts of the committee need no author. */
const recordedBy = (occasion: Occasion): string => (occasion.event.by === null ? '' : `, as ${occasion.by} recorded`);

const approvals = (occasion: Occasion, id: string): string[] => {
  const meeting = occasion.state.meetings[id];
  const missing = meeting ? approvalsMissing(occasion.state, meeting) : [];
  const as = missing.length > 1 ? 'as co-chairs' : 'as co-chair';
  const cited = occasion.cite('committee');
  if (missing.length > 0) return [`The approval of ${occasion.names(missing)}, ${as}, is awaited; no date is set for it${cited}.`];
  if (meeting?.minutes?.approved) return [`Every co-chair that belongs has approved the minutes${cited}.`];
  return [`No co-chair belongs, and nobody's approval of the minutes is awaited${cited}.`];
};

const agenda = (items: readonly string[]): string =>
  items.length === 0
    ? 'No agenda is recorded yet.'
    : `On the agenda: ${items
        .slice(0, 5)
        .map((item) => quoted(item, 100))
        .join(', ')}${items.length > 5 ? ` and ${items.length - 5} more` : ''}.`;

export const meetings: Tellings<Meetings> = {
  MeetingScheduled: ({ meeting, on, place, agenda: items }, occasion) => ({
    headline: `Meeting ${meeting} (${occasion.committee}) is scheduled for ${on}`,
    happened: `${occasion.By} scheduled meeting ${meeting} (${occasion.committee}) for ${on} at ${plain(place)}. ${agenda(items)}`,
    follows: [`The meeting is expected to be held on ${on}, the date scheduled${occasion.cite('committee')}.`, ...occasion.reasons(NEXT)],
    dates: [NEXT],
  }),
  MeetingHeld: ({ meeting, heldOn }, occasion) => ({
    headline: `Meeting ${meeting} (${occasion.committee}) was held on ${heldOn}`,
    happened: `Meeting ${meeting} (${occasion.committee}) was held on ${heldOn}${recordedBy(occasion)}.`,
    follows: ['Its minutes are to be recorded, and approved by each co-chair; no date is set for either.', ...occasion.reasons(NEXT)],
    dates: [NEXT],
  }),
  MinutesRecorded: ({ meeting, document }, occasion) => ({
    headline: `The minutes of meeting ${meeting} were recorded`,
    happened: `The minutes of meeting ${meeting}, ${quoted(document.title)}, were recorded on ${occasion.event.on} under the SHA-256 ${document.sha256}.`,
    follows: approvals(occasion, meeting),
  }),
  MinutesApproved: ({ meeting, document, final }, occasion) => ({
    headline: final ? `The minutes of meeting ${meeting} are approved` : `${occasion.who} approved the minutes of meeting ${meeting}`,
    happened: `${occasion.By} approved the minutes of meeting ${meeting}, ${quoted(document.title)}, on ${occasion.event.on}.`,
    follows: approvals(occasion, meeting),
  }),
  MeetingCancelled: ({ meeting, reason }, occasion) => ({
    headline: `Meeting ${meeting} (${occasion.committee}) was cancelled`,
    happened: `Meeting ${meeting} (${occasion.committee}), scheduled for ${occasion.state.meetings[meeting]?.on}, was cancelled${recordedBy(occasion)}.${reasonGiven(reason)}`,
    follows: occasion.reasons(NEXT),
    dates: [NEXT],
  }),
  ActionRecorded: ({ meeting, action, owner, what, dueOn }, occasion) => ({
    headline: `Action ${action} for ${occasion.short(owner)} is expected by ${dueOn}`,
    happened: `Meeting ${meeting} (${occasion.committee}) gave ${occasion.name(owner)} action ${action}: ${quoted(what)}.`,
    follows: [...occasion.reasons(`action/${meeting}/${action}`), 'A reminder follows on that date if the action is still open.'],
    dates: [`action/${meeting}/${action}`],
  }),
  ActionCompleted: ({ meeting, action, completedOn }, occasion) => ({
    headline: `Action ${action} of meeting ${meeting} was completed on ${completedOn}`,
    happened: occasion.reasons(`action/${meeting}/${action}`).join(' '),
    follows: ['No reminder follows.'],
    dates: [`action/${meeting}/${action}`],
  }),
};

/** "initiative i1, “Quantum networks”, in area II.B.4 (Leading quantum innovation)". */
const named = ({ state }: Occasion, id: string): string => {
  const initiative = state.initiatives[id];
  if (!initiative) return `initiative ${id}`;
  const { title, area, areaTitle } = initiative;
  const known = areaTitle ?? state.instrument.areas.find((one) => one.id === area)?.title;
  return `initiative ${id}, ${quoted(title)}, in area ${plain(area)}${known ? ` (${plain(known)})` : ''}`;
};

const said = (what: string, words: string | undefined): string => (words ? ` The ${what}: ${quoted(words, 500)}.` : '');

/** Said with every initiative, because none may carry a commitment of funds. */
const noFunds = (occasion: Occasion): string => `It commits nobody to the expenditure of funds${occasion.cite('funds')}.`;

export const initiatives: Tellings<Initiatives> = {
  InitiativeStarted: ({ initiative, title }, occasion) => ({
    headline: `${occasion.who} started initiative ${initiative}: ${plain(title, 80)}`,
    happened: `${occasion.By} started ${named(occasion, initiative)}.`,
    follows: [noFunds(occasion), 'It is reported on and concluded when the Participants see fit; no date is set for it.'],
  }),
  InitiativeReported: ({ initiative, report, document }, occasion) => ({
    headline: `A report on initiative ${initiative} was recorded`,
    happened: `A report on ${named(occasion, initiative)}, was recorded on ${occasion.event.on}${document ? `, ${quoted(document.title)}` : ''}.${said('report', report)}`,
    follows: [noFunds(occasion)],
  }),
  InitiativeConcluded: ({ initiative, outcome, document }, occasion) => ({
    headline: `Initiative ${initiative} was concluded`,
    happened: `${sentenceCase(named(occasion, initiative))}, was concluded on ${occasion.event.on}${document ? `, ${quoted(document.title)}` : ''}.${said('outcome', outcome)}`,
    follows: ['Nothing more follows under the memorandum.'],
  }),
  DispositionRequested: ({ initiative }, occasion) => ({
    headline: `A disposition of initiative ${initiative} is asked for`,
    happened: `${sentenceCase(named(occasion, initiative))}, was still under way when discontinuation commenced. The Participants are asked what is to become of it.`,
    follows: [
      `After commencement nothing can be recorded under the memorandum: the Participants settle between themselves whether the initiative ends or goes on elsewhere${occasion.cite('cooperation')}.`,
    ],
    dates: ['discontinuation'],
  }),
};
