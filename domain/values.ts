/** The small values that acts, instruments and events are made of, each with the error a person can act on. */
import { z } from 'zod';
import { hasReach, isCivilDate, isInstant, isPeriod, isZone, notAnInstant } from './calendar.ts';

/** What a field's schema says of it beside its description: examples from practice, and what the engine does with it. */
declare module 'zod' {
  interface GlobalMeta {
    examples?: unknown[];
    effect?: string;
    /** The command's flag, where the field's name would say something else there: `meeting-on`. */
    flag?: string;
  }
}

/** What a value is called in the rule book, and in the place of a value in a command's help: `civil date`, `<date>`. */
export const VALUES = z.registry<{ kind?: string; placeholder?: string }>();

/** Before the @ letters of any script (RFC 6531); nothing that could end a header, turn its direction or begin another address. */
const ADDRESS = /^[^\s\p{C}@"<>()[\]\\,;:]{1,64}@[^\s\p{C}@"<>()[\]\\,;:]+\.[^\s\p{C}@"<>()[\]\\,;:.]{2,}$/u;
export const EmailAddress = z.email({ pattern: ADDRESS, error: 'must be an e-mail address' }).max(254);

/** A name that is safe in a workflow id, a file name and a URL, and by which what a record holds can be asked of any object. */
export const Slug = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'must be 1 to 64 letters, digits, dots, hyphens or underscores, starting with a letter or digit',
  )
  .refine((name) => !(name in {}), 'must be another name: each object in JavaScript has something of this one')
  .register(VALUES, { kind: 'id', placeholder: 'id' });

/** The id of a Participant of the memorandum. */
export const ParticipantId = Slug.clone().register(VALUES, { placeholder: 'participant' });

/** The id an act is retried by. */
export const ActId = z
  .string()
  .regex(/^[\x21-\x7e]{1,100}$/, 'must be 1 to 100 printable characters without spaces')
  .register(VALUES, { kind: 'id of the act' });

/** One line of text: no line breaks or control characters, so that it cannot forge a header or a row. */
export const Line = z
  .string()
  .max(500, 'must be at most 500 characters')
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must be one line, without control characters')
  .refine((text) => text.trim() !== '', 'must not be empty')
  .register(VALUES, { kind: 'line', placeholder: 'text' });

/** A paragraph or more: line breaks allowed. */
export const Prose = z
  .string()
  .max(20_000, 'must be at most 20,000 characters')
  .refine((text) => text.trim() !== '', 'must not be empty')
  .register(VALUES, { kind: 'text', placeholder: 'text' });

/** When something was recorded or is to hold, with its offset from UTC. */
export const Instant = z
  .string()
  .refine(isInstant, { error: ({ input }) => notAnInstant(String(input)), abort: true })
  .register(VALUES, { kind: 'instant', placeholder: 'instant' });

/** A civil date as a document says it: `YYYY-MM-DD`, a day that exists. Dates that follow from it keep four-digit years. */
export const Day = z
  .string()
  .refine(isCivilDate, { error: 'must be a civil date that exists, as YYYY-MM-DD', abort: true })
  .refine(hasReach, 'must lie in the years 1000 to 8999')
  .register(VALUES, { kind: 'civil date', placeholder: 'date' });

/** An ISO 8601 calendar period of at least one day. */
export const CalendarPeriod = z
  .string()
  .refine(isPeriod, 'must be a positive ISO 8601 calendar period such as P180D')
  .register(VALUES, { kind: 'period', placeholder: 'period' });

/** The same, or `P0D`: a notice that takes effect at once. */
export const NoticePeriod = z
  .string()
  .refine((text) => text === 'P0D' || isPeriod(text), 'must be a positive ISO 8601 calendar period such as P180D, or P0D: at once')
  .register(VALUES, { kind: 'period', placeholder: 'period' });

/**
 * A clause's own number, as the paper has it: `III.4`, `12.3`, `§ 5`, `Section 4(b)`. No slash and no tilde, so that it
 * can stand in a JSON Pointer as it is; `-` alone is the pointer to the end of a list.
 */
export const ClauseId = z
  .string()
  .max(40, 'must be at most 40 characters')
  .regex(
    /^(?!-$)(?=.*\S)[^\p{Cc}\u2028\u2029/~]+$/u,
    'must be a clause number as the text has it, such as III.4 or § 5, without a slash, a tilde or a line break',
  )
  .register(VALUES, { kind: 'clause', placeholder: 'clause' });

export const TimeZone = z
  .string()
  .refine(isZone, 'must be an IANA time zone such as Asia/Seoul')
  .register(VALUES, { kind: 'IANA time zone', placeholder: 'zone' });

export const Sha256 = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, 'must be a SHA-256 as 64 hexadecimal digits')
  .transform((hash) => hash.toLowerCase())
  .register(VALUES, { kind: 'SHA-256', placeholder: 'hash' });

export const Seat = z.strictObject({
  city: Line.meta({ description: 'Where its letters are delivered', examples: ['Seoul'] }),
  timeZone: TimeZone.meta({ description: 'IANA time zone of the city', examples: ['Asia/Seoul'] }),
});

/** A document by its title and the SHA-256 of its bytes; the bytes themselves stay with the Participants. */
export const Document = z
  .strictObject({
    title: Line,
    sha256: Sha256,
    uri: z.url('must be a URL').max(2_000).optional(),
    mediaType: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+$/, 'must be a media type such as application/pdf')
      .optional(),
  })
  .register(VALUES, { kind: 'document' });
export type Document = z.infer<typeof Document>;

export const Signatory = z
  .strictObject({ name: Line.describe('who signed'), title: Line.describe("the signatory's office") })
  .register(VALUES, { kind: 'name and title' });
export type Signatory = z.infer<typeof Signatory>;

/** One operation of a JSON Patch. Members that are not defined for it are ignored, as RFC 6902 says (section 4). */
const Operation = z.discriminatedUnion('op', [
  z.object({ op: z.enum(['add', 'replace', 'test']), path: z.string().max(500), value: z.json() }),
  z.object({ op: z.literal('remove'), path: z.string().max(500) }),
  z.object({ op: z.enum(['move', 'copy']), from: z.string().max(500), path: z.string().max(500) }),
]);
export const Patch = z.array(Operation).min(1, 'must hold at least one operation').max(500).register(VALUES, { kind: 'JSON Patch' });
export type Patch = z.infer<typeof Patch>;
