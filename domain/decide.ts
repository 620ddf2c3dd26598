/** The decider: what an act makes happen, or why it is refused. Pure: the instant of recording is passed in. */
import type { Act, ActName, ActOf } from './acts.ts';
import { dateEverywhere, formatInstant, type Milliseconds } from './calendar.ts';
import type { DueAct } from './due.ts';
import type { Event } from './events.ts';
import { fingerprint } from './fingerprint.ts';
import { zonesOf } from './instrument.ts';
import { Refusal } from './refusal.ts';
import { changeContacts } from './rules/contacts.ts';
import { consent, decline, propose, retract } from './rules/decision.ts';
import { commence } from './rules/discontinuation.ts';
import { takeEffect } from './rules/effect.ts';
import { concludeInitiative, reportInitiative, startInitiative } from './rules/initiative.ts';
import * as meetings from './rules/meeting.ts';
import { giveNotice, recordDelivery, withdrawNotice } from './rules/notice.ts';
import { pause, resume } from './rules/pause.ts';
import { clauseOf, Recording } from './rules/recording.ts';
import { remind } from './rules/reminder.ts';
import { confirm, sign } from './rules/signature.ts';
import type { State } from './state.ts';

type Rule<Name extends ActName> = (recording: Recording, act: ActOf<Name>) => void;

const RULES: { [Name in Exclude<ActName, 'open'>]: Rule<Name> } = {
  sign,
  confirm,
  'give-notice': giveNotice,
  'record-delivery': recordDelivery,
  'withdraw-notice': withdrawNotice,
  propose,
  consent,
  decline,
  retract,
  pause,
  resume,
  'schedule-meeting': meetings.scheduleMeeting,
  'hold-meeting': meetings.holdMeeting,
  'record-minutes': meetings.recordMinutes,
  'approve-minutes': meetings.approveMinutes,
  'cancel-meeting': meetings.cancelMeeting,
  'record-action': meetings.recordAction,
  'complete-action': meetings.completeAction,
  'start-initiative': startInitiative,
  'report-initiative': reportInitiative,
  'conclude-initiative': concludeInitiative,
  'change-contacts': changeContacts,
};

const open = (act: ActOf<'open'>, state: State | undefined, now: Milliseconds): Event[] => {
  const { mou, instrument } = act;
  const clause = instrument.terms.operative.clause;
  if (state) throw new Refusal('ALREADY_OPENED', `mou: ${mou} is open already`, clause);
  const on = dateEverywhere(now, zonesOf(instrument));
  const data = { mou, instrument, sha256: fingerprint(instrument) };
  return [{ seq: 1, type: 'MemorandumOpened', at: formatInstant(now), on, by: null, clause, data }];
};

/** After commencement only the record can be set right, by a `rectify` decision. */
const isRectification = (act: Act, state: State): boolean =>
  (act.do === 'propose' && act.kind === 'rectify') ||
  ((act.do === 'consent' || act.do === 'decline' || act.do === 'retract') && state.decisions[act.decision]?.kind === 'rectify');

const mustNotBeDiscontinued = (act: Act, state: State): void => {
  // Contacts change nothing under the memorandum: whoever is told of late mail may have moved in the meantime.
  if (state.status !== 'discontinued' || act.do === 'change-contacts' || isRectification(act, state)) return;
  const { commencedOn, decision } = state.discontinuation ?? {};
  const clause = clauseOf(state.instrument, decision ? 'modification' : 'commencement');
  throw new Refusal(
    'DISCONTINUED',
    `The memorandum is discontinued since ${commencedOn}; only a decision to rectify the record is open to the Participants`,
    clause,
  );
};

const decideAct = (act: Act, state: State | undefined, now: Milliseconds): Event[] => {
  if (act.do === 'open') return open(act, state, now);
  if (!state) throw new Refusal('UNKNOWN_MOU', 'mou: no memorandum of that id has been opened');
  mustNotBeDiscontinued(act, state);
  const recording = new Recording(state, now);
  (RULES[act.do] as Rule<ActName>)(recording, act);
  return recording.events;
};

/**
 * What an act makes happen at an instant, or the refusal that names the code, the reason and the clause. An empty list
 * says that the act is one already recorded (the same signature stated again).
 *
 * @param now milliseconds since the epoch, UTC: the instant at which the act is recorded. Never before an earlier event's.
 */
export const decide = (act: Act, state: State | undefined, now: Milliseconds): Event[] | Refusal => {
  try {
    return decideAct(act, state, now);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

/** What time itself makes happen once `due` says so. Time cannot be refused. */
export const decideDue = (act: DueAct, state: State, now: Milliseconds): Event[] => {
  const recording = new Recording(state, now);
  switch (act.do) {
    case 'commence':
      commence(recording);
      break;
    case 'take-effect':
      takeEffect(recording, act.decision);
      break;
    case 'remind':
      remind(recording, act.subject);
      break;
    default:
      act satisfies never;
  }
  return recording.events;
};
