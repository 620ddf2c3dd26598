/** Correcting a civil date on which others rest, by mutual decision: the correction supersedes, and never edits (III.2). */
import type { CivilDate } from '../../calendar.ts';
import type { ContentOf } from '../../decision-kinds.ts';
import type { DecisionOf, State } from '../../state.ts';
import { type Clause, type Recording, refuse } from '../recording.ts';
import { delivery, noticeDate, statedDate } from './notices.ts';
import { confirmation, consent, signature } from './papers.ts';
import type { Correction, Rectifier } from './rectifier.ts';

type Rectification = ContentOf<'rectify'> | DecisionOf<'rectify'>;

/** The fields that each correction takes, beside those that it may take. */
const SHAPES: Record<Correction['of'], { needs: string[][]; may: string[] }> = {
  delivery: { needs: [['notice', 'deliveredOn']], may: ['to'] },
  notice: { needs: [['notice', 'noticeOn']], may: [] },
  'stated date': { needs: [['notice', 'takesEffectOn']], may: [] },
  signature: { needs: [['signature', 'signedOn']], may: [] },
  confirmation: {
    needs: [
      ['confirmation', 'confirmedOn'],
      ['confirmation', 'receivedOn'],
    ],
    may: ['confirmedOn', 'receivedOn'],
  },
  consent: { needs: [['of', 'consent', 'consentedOn']], may: [] },
};

const FIELDS = new Set(Object.values(SHAPES).flatMap(({ needs, may }) => [...needs.flat(), ...may]));

/** Whether an act corrects one fact, and no more: asked of malformed input, before anything else. */
export const correctsOneFact = (act: object): boolean => kindOf(act) !== undefined;

const kindOf = (act: object): Correction['of'] | undefined => {
  const given = Object.entries(act).flatMap(([field, value]) => (FIELDS.has(field) && value !== undefined ? [field] : []));
  return (Object.keys(SHAPES) as Correction['of'][]).find((kind) => {
    const { needs, may } = SHAPES[kind];
    return needs.some(
      (fields) => fields.every((field) => given.includes(field)) && given.every((field) => fields.includes(field) || may.includes(field)),
    );
  });
};

const correctionOf = (content: Rectification): Correction => {
  const { notice, to, deliveredOn, noticeOn, takesEffectOn } = content;
  const { signature, signedOn, confirmation, confirmedOn, receivedOn, consent, of, consentedOn } = content;
  if (signature && signedOn) return { of: 'signature', signature, signedOn };
  if (notice && deliveredOn) return { of: 'delivery', notice, to, deliveredOn };
  if (notice && noticeOn) return { of: 'notice', notice, noticeOn };
  if (notice && takesEffectOn) return { of: 'stated date', notice, takesEffectOn };
  if (confirmation) return { of: 'confirmation', confirmation, confirmedOn, receivedOn };
  if (of && consent && consentedOn) return { of: 'consent', decision: of, consent, consentedOn };
  throw new Error('A rectification corrects one civil date');
};

const RECTIFIERS: { [Of in Correction['of']]: Rectifier<Of> } = {
  delivery,
  notice: noticeDate,
  'stated date': statedDate,
  signature,
  confirmation,
  consent,
};

/** The compiler does not follow that the kind of a correction is the kind of its rectifier. */
const rectifierOf = ({ of }: Correction): Rectifier<never, Correction> => RECTIFIERS[of] as Rectifier<never, Correction>;

const NAMES = ['notice', 'to', 'signature', 'confirmation', 'consent', 'of'] as const;

/** Among two Participants a delivery is named without its recipient. */
const isSameFact = (one: Rectification, other: Rectification): boolean =>
  correctionOf(one).of === correctionOf(other).of &&
  NAMES.every((name) => one[name] === other[name] || (name === 'to' && (one.to === undefined || other.to === undefined)));

/** Of several corrections of one fact that which was decided last stands, whichever was recorded first. */
export const mustBeLatest = ({ decisions }: State, id: string, content: Rectification, decidedOn: CivilDate, clause: Clause): void => {
  for (const [other, one] of Object.entries(decisions)) {
    if (other === id || one.kind !== 'rectify' || one.status !== 'effective' || one.takenOn === null || one.takenOn <= decidedOn) continue;
    if (!isSameFact(one, content)) continue;
    refuse(
      'NOTHING_TO_CORRECT',
      `decision ${other}, taken on ${one.takenOn} and so later than ${decidedOn}, has corrected the same date`,
      clause,
    );
  }
};

export const checkRectification = (recording: Recording, content: Rectification, clause: Clause): void => {
  const correction = correctionOf(content);
  rectifierOf(correction).check(recording, correction, clause);
};

/** Records the fact as it is. What depends on it is reckoned again by who calls this. */
export const rectify = (recording: Recording, id: string, content: DecisionOf<'rectify'>): void => {
  const correction = correctionOf(content);
  rectifierOf(correction).record(recording, id, correction, recording.clause('modification'));
};
