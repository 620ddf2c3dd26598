/** Who may ask and act through the desk: what a token stands for. The token itself is kept nowhere. */
import { z } from 'zod';
import { Instant, Line, Slug } from './values.ts';

/** Each may do what those before it may. `reader` asks; `desk` acts; `operator` also sends messages again. */
export const ROLES = ['reader', 'desk', 'operator'] as const;
export type Role = (typeof ROLES)[number];

export const Token = z.strictObject({
  /** By which it is named and revoked; it tells nothing of the token. */
  id: Slug,
  /** Of whom or what it is, for people. */
  name: Line,
  role: z.enum(ROLES),
  /** For whom it may act: as the keeper of the record, for whom no act is another's, or for these Participants. */
  actsFor: z.union([z.literal('keeper'), z.array(Slug).max(50)]),
  /** A feed's address: it shows this calendar and these events, and nothing else. Empty: those of all memoranda. */
  feed: z.strictObject({ mou: Slug.optional(), participant: Slug.optional() }).nullable(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export type Token = z.infer<typeof Token>;

export const isAtLeast = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);
