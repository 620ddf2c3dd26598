/** What a mutual decision can be about (III.2): its kinds, each with the fields of its own. */
import type { z } from 'zod';
import { KeyId, PublicKey } from './keys.ts';
import { CalendarPeriod, Day, ParticipantId, Patch, Slug } from './values.ts';

const notice = Slug.describe('the notice');

export const KINDS = {
  modify: {
    patch: Patch.describe('a JSON Patch (RFC 6902)'),
    effectiveOn: Day.optional().describe('takes effect on this date, if later than the date to which the decision leads by itself'),
  },
  'withdraw-notice': { notice },
  'discontinue-on': { on: Day.describe('the date decided').meta({ flag: 'discontinue-on' }) },
  extend: {
    until: Day.optional().describe('the new last operative day'),
    period: CalendarPeriod.optional().describe('so much longer than the end that stands'),
  },
  'withdraw-decision': { withdraws: Slug.describe('the decision, taken and not yet effective') },
  admit: { participant: Slug.describe('who is admitted, by an id that no Participant has yet') },
  'change-keys': {
    keysOf: ParticipantId.optional().describe('whose keys change; absent: those of the keeper of the record'),
    jwk: PublicKey.optional().describe('the key that is registered, as a JSON Web Key'),
    kid: KeyId.optional().describe('the id of the key that is revoked'),
  },
  /** Corrects one civil date on which others rest. */
  rectify: {
    notice: notice.optional(),
    to: ParticipantId.optional().describe('the recipient, among more than two Participants'),
    deliveredOn: Day.optional().describe('the true date of delivery, also of one that was never recorded'),
    noticeOn: Day.optional().describe('the true date of the notice'),
    takesEffectOn: Day.optional().describe('the later date that the notice truly states'),
    signature: ParticipantId.optional().describe('whose signature'),
    signedOn: Day.optional().describe('the true date of the signature'),
    confirmation: ParticipantId.optional().describe('whose confirmation'),
    confirmedOn: Day.optional().describe('the true date of the confirmation'),
    receivedOn: Day.optional().describe('the true date on which the confirmation was received'),
    consent: ParticipantId.optional().describe('whose consent; a proposal is the consent of who proposed'),
    of: Slug.optional().describe('to which decision'),
    consentedOn: Day.optional().describe('the true date of the consent'),
  },
} as const;

export type Kind = keyof typeof KINDS;

/** For whom has to choose: what is so once it is decided. */
export const MEANINGS: Record<Kind, string> = {
  modify: 'The text changes.',
  'withdraw-notice': 'A notice never takes effect.',
  'discontinue-on': 'Discontinuation commences on a decided date.',
  extend: 'The term ends later.',
  'withdraw-decision': 'A decision that is taken never takes effect.',
  admit: 'A further Participant may join.',
  'change-keys': 'A key with which acts are signed comes or goes.',
  rectify: 'A date on which others rest is put right: of a signature, a confirmation, a notice, a delivery or a consent.',
};

/** What is decided: its kind, with the fields of that kind. */
export type Content = { [Name in Kind]: { kind: Name } & z.output<z.ZodObject<(typeof KINDS)[Name]>> }[Kind];
export type ContentOf<Name extends Kind> = Extract<Content, { kind: Name }>;
