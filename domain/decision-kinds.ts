/** What a mutual decision can be about (III.2): its kinds, each with the fields of its own. */
import type { z } from 'zod';
import { Day, ParticipantId, Patch, Slug } from './values.ts';

const notice = Slug.describe('the notice');

export const KINDS = {
  modify: {
    patch: Patch.describe('a JSON Patch (RFC 6902)'),
    effectiveOn: Day.optional().describe('takes effect on this date, if later than the date decided'),
  },
  'withdraw-notice': { notice },
  'discontinue-on': { on: Day.describe('the date decided').meta({ flag: 'discontinue-on' }) },
  /** Corrects a delivery's or a signature's date. */
  rectify: {
    notice: notice.optional(),
    to: ParticipantId.optional().describe('the recipient, among more than two Participants'),
    deliveredOn: Day.optional().describe('the true date of delivery'),
    signature: ParticipantId.optional().describe('whose signature'),
    signedOn: Day.optional().describe('the true date of the signature'),
  },
} as const;

export type Kind = keyof typeof KINDS;

/** What is decided: its kind, with the fields of that kind. */
export type Content = { [Name in Kind]: { kind: Name } & z.output<z.ZodObject<(typeof KINDS)[Name]>> }[Kind];
export type ContentOf<Name extends Kind> = Extract<Content, { kind: Name }>;
