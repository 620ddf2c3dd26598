/**
 * The acts: what a desk officer records. One file each, in which an act says everything about itself; the CLI's verbs and
 * flags, the lines of `apply`, the steps of a scenario, the typed client and the rule book all take their shape from here.
 *
 * An optional `id` makes a retry the same act: the same id with the same content gives the same receipt.
 */
import type { z } from 'zod';
import { accede } from './accede.ts';
import { annul } from './annul.ts';
import { approveMinutes } from './approve-minutes.ts';
import { cancelMeeting } from './cancel-meeting.ts';
import { changeContacts } from './change-contacts.ts';
import { completeAction } from './complete-action.ts';
import { concludeInitiative } from './conclude-initiative.ts';
import { confirm } from './confirm.ts';
import { consent } from './consent.ts';
import { correct } from './correct.ts';
import { decline } from './decline.ts';
import { giveNotice } from './give-notice.ts';
import { holdMeeting } from './hold-meeting.ts';
import { open } from './open.ts';
import { pause } from './pause.ts';
import { propose } from './propose.ts';
import { recordAction } from './record-action.ts';
import { recordAnnex } from './record-annex.ts';
import { recordDelivery } from './record-delivery.ts';
import { recordMinutes } from './record-minutes.ts';
import { recordParentEnd } from './record-parent-end.ts';
import { recordSuccessor } from './record-successor.ts';
import { registerKey } from './register-key.ts';
import { reportInitiative } from './report-initiative.ts';
import { rescheduleMeeting } from './reschedule-meeting.ts';
import { resume } from './resume.ts';
import { retract } from './retract.ts';
import { revokeKey } from './revoke-key.ts';
import { scheduleMeeting } from './schedule-meeting.ts';
import { sign } from './sign.ts';
import { startInitiative } from './start-initiative.ts';
import { withdrawNotice } from './withdraw-notice.ts';

/** Each act by its name, imperative, as the CLI's verb and the Temporal Update are named. */
export const ACTS = {
  open,
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
  'schedule-meeting': scheduleMeeting,
  'reschedule-meeting': rescheduleMeeting,
  'hold-meeting': holdMeeting,
  'record-minutes': recordMinutes,
  'approve-minutes': approveMinutes,
  'cancel-meeting': cancelMeeting,
  'record-action': recordAction,
  'complete-action': completeAction,
  'start-initiative': startInitiative,
  'report-initiative': reportInitiative,
  'conclude-initiative': concludeInitiative,
  'change-contacts': changeContacts,
  'register-key': registerKey,
  'revoke-key': revokeKey,
  annul,
  correct,
  accede,
  'record-annex': recordAnnex,
  'record-parent-end': recordParentEnd,
  'record-successor': recordSuccessor,
} as const;

export type ActName = keyof typeof ACTS;
export const ACT_NAMES = Object.keys(ACTS) as ActName[];

export type ActOf<Name extends ActName> = z.output<(typeof ACTS)[Name]['input']>;
/** An act whose input has been checked. */
export type Act = { [Name in ActName]: ActOf<Name> }[ActName];
/** An act as a script writes it. */
export type ActInput = { [Name in ActName]: z.input<(typeof ACTS)[Name]['input']> }[ActName];

export const isActName = (name: unknown): name is ActName => typeof name === 'string' && Object.hasOwn(ACTS, name);

/** The verb of the command that records it: `sign`, `meeting schedule`. */
export const commandOf = (name: ActName): string => ACTS[name].command ?? name;
