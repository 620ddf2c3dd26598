/** What is told of what is set right: dates that move, what is open again, clerical facts. */
import type { DataOf } from '../../domain/events.ts';
import { waitsForAdmission } from '../../domain/state.ts';
import { plain, quoted, sentenceCase } from '../words.ts';
import { byWhat, NOTHING_ERASED, type Occasion, reasonGiven, type Tellings, type Told } from './occasion.ts';

type Types =
  | 'NoticeReopened'
  | 'NoticeDatesChanged'
  | 'DecisionDatesChanged'
  | 'DecisionReopened'
  | 'ModificationSuperseded'
  | 'NoticeDateRectified'
  | 'ConfirmationRectified'
  | 'ConsentRectified'
  | 'MeetingRescheduled'
  | 'Corrected'
  | 'AnnexRecorded'
  | 'ParentEndRecorded';

/** A date corrected by decision. */
const rectified = (occasion: Occasion, decision: string, what: string, from: string, to: string): Told => ({
  headline: `The date of ${what} was corrected to ${to}`,
  happened: `By decision ${decision} the date of ${what} was corrected from ${from} to ${to}. ${NOTHING_ERASED}`,
  follows: [`What depends on this date is computed again${occasion.cite('modification')}.`],
  dates: [`decision/${decision}`],
});

const confirmed = ({ confirmedOn, receivedOn }: { confirmedOn: string; receivedOn?: string | undefined }): string =>
  receivedOn ? `${confirmedOn}, received on ${receivedOn},` : confirmedOn;

const shownValue = (value: unknown): string => (typeof value === 'string' ? quoted(value, 120) : plain(JSON.stringify(value), 120));

/** "name “Kim” instead of “Kin”". */
const corrections = ({ previously, corrected }: DataOf<'Corrected'>): string =>
  Object.entries(corrected)
    .map(([field, value]) => `${field}: ${shownValue(value)} instead of ${field in previously ? shownValue(previously[field]) : 'nothing'}`)
    .join('; ');

/** "the signature of Japan", "the delivery of notice n1 to Japan", "meeting m1". */
const ofWhich = ({ what, of }: DataOf<'Corrected'>, named: (id: string) => string): string => {
  if (what === 'signature' || what === 'confirmation') return `the ${what} of ${named(of)}`;
  const [notice, to] = of.split('/');
  return what === 'delivery' && to !== undefined ? `the delivery of notice ${notice} to ${named(to)}` : `${what} ${plain(of, 60)}`;
};

const datesChanged = ({ notice, decision, expectedOn }: DataOf<'NoticeDatesChanged'>, occasion: Occasion): Told => ({
  headline: expectedOn ? `Notice ${notice} now leads to ${expectedOn}` : `Notice ${notice} now leads to no date`,
  happened: `${byWhat(decision)}, the dates of notice ${notice} are others than before.`,
  follows: occasion.reasons(`notice/${notice}`),
  dates: [`notice/${notice}`],
});

/** Why a notice that the memorandum is not to be renewed stops no renewal. */
const whyNoStop = ({ servedOn, tooLateAfter }: DataOf<'NoticeDatesChanged'>, { state: { operativeOn }, cite }: Occasion): string => {
  if (servedOn === null) return 'it has not been delivered to all for whom it is';
  const delivered = `it was delivered on ${servedOn}`;
  if (tooLateAfter === undefined)
    return `${delivered}, before the operative date, ${operativeOn}, when there was no term yet${cite('operative')}; a fresh notice is needed`;
  const last = tooLateAfter === null ? 'when no renewal was left to stop' : `after ${tooLateAfter}, the last day for it`;
  return `${delivered}, ${last}${cite('duration')}`;
};

/** Of a notice that the memorandum is not to be renewed: whether it stops the renewal and, where not, why. */
const stopChanged = (data: DataOf<'NoticeDatesChanged'>, occasion: Occasion): Told => {
  const { notice, decision, started } = data;
  const stands = `notice ${notice} ${started === null ? 'stops no renewal' : 'stops the renewal'}`;
  const why = started === null ? `: ${whyNoStop(data, occasion)}` : '';
  return {
    headline: sentenceCase(stands),
    happened: `${byWhat(decision)}, ${stands}${why}.`,
    follows: occasion.reasons('term-end'),
    dates: ['term-end'],
  };
};

/** Who has joined by a decision that is not taken any more. */
const admittedBy = (occasion: Occasion, decision: string): string[] =>
  occasion.state.accessions
    .filter(({ by }) => waitsForAdmission(occasion.state, by) === decision)
    .map(({ by }) => `${occasion.name(by)}, which it admits, does not belong as long as it is not taken.`);

export const correction: Tellings<Types> = {
  NoticeReopened: ({ notice, status }, occasion) => ({
    headline: `Notice ${notice} is ${status} and pending again`,
    happened: `What had closed notice ${notice} was superseded, and the notice is pending again.`,
    follows: [...occasion.reasons(`notice/${notice}`), occasion.outlook()],
    dates: [`notice/${notice}`],
  }),
  NoticeDatesChanged: (data, occasion) =>
    occasion.notice(data.notice).kind === 'non-renewal' ? stopChanged(data, occasion) : datesChanged(data, occasion),
  DecisionDatesChanged: ({ decision, previously, takenOn, effectiveOn }, occasion) => ({
    headline: `Decision ${decision} was taken on ${takenOn}, with effect on ${effectiveOn}`,
    happened: `By what has been recorded since, decision ${decision} was taken on ${takenOn} instead of ${previously.takenOn}, with effect on ${effectiveOn} instead of ${previously.effectiveOn}.`,
    follows: occasion.reasons(`decision/${decision}`),
    dates: [`decision/${decision}`],
  }),
  DecisionReopened: ({ decision, status }, occasion) => ({
    headline: `Decision ${decision} is ${status} again`,
    happened: `By what has been recorded since, decision ${decision} is ${status} again.`,
    follows: [...admittedBy(occasion, decision), ...occasion.reasons(`decision/${decision}`)],
    dates: [`decision/${decision}`],
  }),
  ModificationSuperseded: ({ decision, version, reason, sha256 }, occasion) => ({
    headline: `The modification by decision ${decision} did not take effect: the text is now version ${version}`,
    happened: `What decision ${decision} was recorded to change stands as it was. ${plain(reason, 500)}`,
    follows: [`The text is now version ${version}, SHA-256 ${sha256}.`, ...occasion.reasons(`decision/${decision}`)],
    dates: [`decision/${decision}`],
  }),
  NoticeDateRectified: ({ decision, notice, previously, noticeOn, takesEffectOn }, occasion) =>
    takesEffectOn
      ? rectified(occasion, decision, `the effect that notice ${notice} states`, previously, takesEffectOn)
      : rectified(occasion, decision, `notice ${notice}`, previously, noticeOn),
  ConfirmationRectified: ({ decision, confirmation, previously, ...now }, occasion) =>
    rectified(
      occasion,
      decision,
      `the confirmation of ${occasion.name(confirmation)}`,
      confirmed(previously),
      confirmed(now).replace(/,$/, ''),
    ),
  ConsentRectified: ({ decision, of, consent, previously, consentedOn }, occasion) =>
    rectified(occasion, decision, `the consent of ${occasion.name(consent)} to decision ${of}`, previously, consentedOn),
  MeetingRescheduled: ({ meeting, previously, on, place, reason }, occasion) => ({
    headline: `Meeting ${meeting} was moved from ${previously} to ${on}`,
    happened: `Meeting ${meeting} (${occasion.committee}) was moved from ${previously} to ${on}, at ${plain(place)}.${reasonGiven(reason)}`,
    follows: [`The meeting is expected to be held on ${on}${occasion.cite('committee')}.`, ...occasion.reasons('next-meeting')],
    dates: ['next-meeting'],
  }),
  Corrected: (data, occasion) => ({
    headline: `The record of ${ofWhich(data, (id) => occasion.short(id))} was corrected`,
    happened: `The record of ${ofWhich(data, (id) => occasion.name(id))} was corrected: ${corrections(data)}. The reason given: ${quoted(data.reason, 500)}; the document: ${quoted(data.document.title)}. ${NOTHING_ERASED}`,
    follows: ['No date rests on it, and none moves.'],
  }),
  AnnexRecorded: ({ annex, title }) =>
    title === null
      ? {
          headline: `The memorandum ${annex} no longer stands under this one`,
          happened: `The memorandum ${annex} no longer stands under this memorandum.`,
          follows: ['Its Participants are told nothing more of the end of this memorandum.'],
        }
      : {
          headline: `The memorandum ${annex} stands under this one`,
          happened: `The memorandum ${annex}, ${quoted(title, 200)}, stands under this memorandum.`,
          follows: [`Where the end of this memorandum is expected, the Participants of ${annex} are told.`],
        },
  ParentEndRecorded: (end) => ({ headline: parentEnd(end), happened: `${parentEnd(end)}.`, follows: [parentFollows(end)] }),
};

/** Of the memorandum under which this one stands. */
const parentEnd = ({ parent, expectedOn, endedOn }: DataOf<'ParentEndRecorded'>): string => {
  const above = `The memorandum ${parent}, under which this one stands,`;
  if (endedOn !== null) return `${above} is no longer operative since ${endedOn}`;
  return expectedOn === null ? `${above} is no longer expected to end` : `${above} is expected to end on ${expectedOn}`;
};

const parentFollows = ({ endedOn, expectedOn }: DataOf<'ParentEndRecorded'>): string =>
  endedOn === null && expectedOn === null
    ? 'This memorandum goes on as before.'
    : 'That ends nothing here by itself: the Participants may decide what is to happen to this memorandum.';
