/** What is told of opening, signature and the operative date (T, III.1). */
import { operativeReason } from '../explain/operation.ts';
import { listed, plain, quoted } from '../words.ts';
import { byWhat, NOTHING_ERASED, type Occasion, type Tellings } from './occasion.ts';

type Types = 'MemorandumOpened' | 'Signed' | 'Confirmed' | 'BecameOperative' | 'SignatureRectified' | 'OperativeDateRectified';

const covered = (originals = 1): string =>
  originals === 1 ? 'the one original' : originals === 2 ? 'both originals' : `all ${originals} originals`;

/** As long as it is still to be seen when. */
const becomesOperative = ({ state, cite, reasons }: Occasion): string[] => {
  if (state.operativeOn !== null || state.operation !== null || state.status !== 'open') return [];
  return [`The memorandum becomes operative on ${operativeReason(state.instrument)}${cite('operative')}.`, ...reasons('lapse')];
};

/** Whom the operative date still waits for. */
const awaited = (occasion: Occasion, what: 'signature' | 'confirmation'): string[] => {
  const { signatures, confirmations, operativeOn } = occasion.state;
  const done = (what === 'signature' ? signatures : confirmations).map(({ by }) => by);
  const missing = occasion.others(...done);
  if (operativeOn !== null || missing.length === 0) return [];
  const [are, them] =
    missing.length === 1 ? [`${what} of`, 'is awaited; no date is set for it'] : [`${what}s of`, 'are awaited; no date is set for them'];
  return [`The ${are} ${occasion.names(missing)} ${them}.`];
};

/** Two scans of one text have different hashes, and so have two texts. */
const differing = (names: string, cite: string): string =>
  `The document signed is not the file that ${names} signed: their SHA-256 hashes differ. Two scans of one text differ, two texts must not${cite}.`;

export const signature: Tellings<Types> = {
  MemorandumOpened: ({ instrument, sha256 }, occasion) => {
    const { status, source } = instrument.provenance;
    const checked = status === 'verified' ? 'verified against an original' : 'not verified against an original';
    const notesOnly = instrument.terms.operative.confirmations === 'notes-only';
    const how = notesOnly ? 'an exchange of notes' : 'signature';
    return {
      headline: `The memorandum was opened for ${how}`,
      happened: `The memorandum ${quoted(instrument.title)} between ${occasion.names(occasion.others())} was opened for ${how}. Its text, taken from ${quoted(source)} and ${checked}, is recorded under the SHA-256 ${sha256}.`,
      follows: [...becomesOperative(occasion), ...awaited(occasion, notesOnly ? 'confirmation' : 'signature')],
    };
  },
  Signed: ({ signatory, signedOn, place, originals, differsFrom = [] }, occasion) => {
    const confirming = occasion.state.instrument.terms.operative.rule === 'mutual-confirmation';
    const next = awaited(occasion, 'signature');
    // Where it is operative already, who signs later belongs from then.
    const belongs = `member/${occasion.event.by}`;
    return {
      headline: `${occasion.who} signed on ${signedOn}`,
      happened: `${occasion.By} signed at ${plain(place)} on ${signedOn}, by ${plain(signatory.name)}, ${plain(signatory.title)}. The signature covers ${covered(originals)}${occasion.cite('signature')}.`,
      follows: [
        ...(differsFrom.length > 0 ? [differing(occasion.names(differsFrom), occasion.cite('signature'))] : []),
        ...becomesOperative(occasion),
        ...next,
        ...(confirming && next.length === 0 ? awaited(occasion, 'confirmation') : []),
        ...occasion.reasons(belongs),
      ],
      dates: [belongs],
    };
  },
  Confirmed: ({ confirmedOn, document }, occasion) => ({
    headline: `${occasion.who} confirmed on ${confirmedOn}`,
    happened: `${occasion.By} confirmed on ${confirmedOn}, by ${quoted(document.title)}, that what is needed for the memorandum to become operative has been done.`,
    follows: [...becomesOperative(occasion), ...awaited(occasion, 'signature'), ...awaited(occasion, 'confirmation')],
  }),
  BecameOperative: ({ operativeOn }, occasion) => ({
    headline: `The memorandum became operative on ${operativeOn}`,
    happened: occasion.reasons('operative').join(' '),
    follows: [...occasion.reasons('next-meeting'), ...occasion.reasons('review'), ...possible(occasion)],
    dates: ['operative', 'next-meeting', 'review'],
  }),
  SignatureRectified: ({ decision, signature, previously, signedOn }, occasion) => ({
    headline: `The date on which ${occasion.short(signature)} signed was corrected to ${signedOn}`,
    happened: `By decision ${decision} the date on which ${occasion.name(signature)} signed was corrected from ${previously} to ${signedOn}. ${NOTHING_ERASED}`,
    follows: hasAcceded(occasion, signature)
      ? occasion.reasons(`member/${signature}`)
      : [signaturesNow(occasion), `What depends on these dates is computed again${occasion.cite('operative')}.`],
    dates: [`decision/${decision}`],
  }),
  OperativeDateRectified: ({ decision, previously, operativeOn }, occasion) => ({
    headline: `The operative date was corrected to ${operativeOn}`,
    happened: `${byWhat(decision)}, the operative date was corrected from ${previously} to ${operativeOn}. ${occasion.reasons('operative').join(' ')}`,
    follows: [...supersededBefore(occasion), ...occasion.reasons('next-meeting'), occasion.outlook()],
    dates: ['operative', 'next-meeting', 'discontinuation', 'last-operative-day'],
  }),
};

const supersededBefore = ({ state }: Occasion): string[] => {
  const { supersedes } = state.instrument;
  return supersedes === undefined
    ? []
    : [`${supersedes}, which it supersedes, is told of that date, by which its own end is reckoned again.`];
};

/** What the Participants may do from now on, as far as the text foresees it. */
const possible = (occasion: Occasion): string[] => {
  const { commencement, duration } = occasion.state.instrument.terms;
  const notice = commencement
    ? `, and each may give notice of discontinuation${occasion.cite('notice') || occasion.cite('commencement')}`
    : '';
  const term = duration ? ` Its term is limited${occasion.cite('duration')}.` : '';
  return [`From now on the Participants may decide on a modification together in writing${occasion.cite('modification')}${notice}.${term}`];
};

/** Of the signatures only: where the operative date moves with them, the next event tells so. */
const hasAcceded = ({ state }: Occasion, id: string): boolean => state.accessions.some(({ by }) => by === id);

const signaturesNow = (occasion: Occasion): string =>
  `The signatures are now dated ${listed(occasion.state.signatures.map(({ by, signedOn }) => `${signedOn} (${occasion.short(by)})`))}.`;
