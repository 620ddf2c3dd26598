/** The names that Akoma Ntoso gives: IRIs of the work, its expressions and manifestations, and ids of parts (OASIS AKN-NC 1.0). */
import type { Instrument } from '../../domain/instrument.ts';
import type { Version } from '../../projections/versions.ts';
import type { Dossier } from '../dossier.ts';

/**
 * A memorandum between Governments is no one country's. ISO 3166 leaves ZZ to its users, and Unicode's CLDR takes it for
 * "no country stated".
 */
export const COUNTRY = 'zz';

/** ISO 639-2 codes of the languages that memoranda name in words; `und`, undetermined, for any other. */
const LANGUAGES: Record<string, string> = {
  Arabic: 'ara',
  Chinese: 'zho',
  English: 'eng',
  French: 'fra',
  German: 'deu',
  Italian: 'ita',
  Japanese: 'jpn',
  Korean: 'kor',
  Portuguese: 'por',
  Spanish: 'spa',
};

/** The text as recorded is in the first language named; further ones are equally authentic texts that the engine does not hold. */
export const languageOf = ({ terms }: Instrument): string => LANGUAGES[terms.signature?.languages?.[0] ?? ''] ?? 'und';

/** A text that nobody announced, and that is not operative yet. */
const UNDATED = '0001-01-01';

export const announcementOf = ({ announcedOn }: Instrument): string => announcedOn ?? UNDATED;

/** The work keeps its name when it is modified: it is named by the text as it was opened. */
export const workIri = ({ mou, versions, state }: Dossier): string => {
  const first = versions[0]?.instrument ?? state.instrument;
  return `/akn/${COUNTRY}/statement/memorandum-of-understanding/${announcementOf(first)}/${encodeURIComponent(mou)}`;
};

/** Before it is operative a text has no date of its own, and stands under that on which it was announced. */
export const dateOf = ({ effectiveOn, instrument }: Version): string => effectiveOn ?? announcementOf(instrument);

export const expressionIri = (dossier: Dossier, version: Version): string =>
  `${workIri(dossier)}/${languageOf(version.instrument)}@${dateOf(version)}`;

export const decisionIri = (dossier: Dossier, decision: string): string => `${workIri(dossier)}/decision/${encodeURIComponent(decision)}`;

export const noticeIri = (dossier: Dossier, notice: string): string => `${workIri(dossier)}/notice/${encodeURIComponent(notice)}`;

/** Ids of what the metadata refer to, each kind with a prefix of its own: a Participant may be called `operative`. */
export const participantId = (id: string): string => `participant-${id}`;
export const signatoryId = (id: string): string => `signatory-${id}`;
export const decisionId = (id: string): string => `decision-${id}`;
export const noticeId = (id: string): string => `notice-${id}`;

/** The number of a part within an id: dots become hyphens, and what no id may hold (a space, §, a bracket) its code. */
export const numberOf = (number: string): string =>
  number.replaceAll('.', '-').replace(/[^\p{L}\p{N}_-]/gu, (sign) => `_${sign.codePointAt(0)?.toString(16)}_`);
