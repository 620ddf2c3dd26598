/** Correcting a civil date on which others rest, by mutual decision: the correction supersedes, and never edits (III.2). */
import type { CivilDate } from '../calendar.ts';
import type { ContentOf } from '../decision-kinds.ts';
import { participantOf, seatZone } from '../instrument.ts';
import { countsOn, signedText } from '../reckoning/from-state.ts';
import type { Confirmation, DecisionOf, Notice, State } from '../state.ts';
import { clockOf } from './consequences-of-notices.ts';
import {
  checkDeliveredOn,
  mustBeWritten,
  mustNotBePremature,
  mustNotBeRetroactive,
  noticeOf,
  outcomeIn,
  zoneWhereServed,
} from './notice.ts';
import { mustHaveBeenReceived } from './confirmation.ts';
import { type Clause, mustHaveBegun, mustHaveBegunAtPlace, type Recording, refuse } from './recording.ts';

type Rectification = ContentOf<'rectify'> | DecisionOf<'rectify'>;

/** Which one civil date is corrected. */
type Correction =
  | { of: 'delivery'; notice: string; to: string | undefined; deliveredOn: CivilDate }
  | { of: 'notice'; notice: string; noticeOn: CivilDate }
  | { of: 'stated date'; notice: string; takesEffectOn: CivilDate }
  | { of: 'signature'; signature: string; signedOn: CivilDate }
  | { of: 'confirmation'; confirmation: string; confirmedOn: CivilDate | undefined; receivedOn: CivilDate | undefined }
  | { of: 'consent'; decision: string; consent: string; consentedOn: CivilDate };

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

/** The delivery to correct: among more than two Participants the decision names the recipient. */
const recipientOf = (state: State, notice: Notice, id: string, to: string | undefined, clause: Clause): string => {
  const others = state.instrument.participants.map((one) => one.id).filter((one) => one !== notice.by);
  const served = Object.keys(notice.deliveries);
  const recipient = to ?? (served.length === 1 ? served[0] : others.length === 1 ? others[0] : undefined);
  if (recipient === undefined) return refuse('AMBIGUOUS', `to: is missing; ${id} is delivered to ${others.join(', ')}`, clause);
  if (!participantOf(state.instrument, recipient) || recipient === notice.by) {
    return refuse('NOTHING_TO_CORRECT', `to: ${id} is not delivered to ${recipient}`, clause);
  }
  return recipient;
};

const signatureOf = (state: State, by: string, clause: Clause) =>
  state.signatures.find((signature) => signature.by === by) ?? refuse('NOT_SIGNED', `signature: ${by} has not signed`, clause);

const confirmationOf = (state: State, by: string, clause: Clause): Confirmation =>
  state.confirmations.find((one) => one.by === by) ?? refuse('NOTHING_TO_CORRECT', `confirmation: ${by} has not confirmed`, clause);

const consentOf = (state: State, id: string, by: string, clause: Clause): CivilDate => {
  const decision = Object.hasOwn(state.decisions, id) ? state.decisions[id] : undefined;
  const on = decision && Object.hasOwn(decision.consents, by) ? decision.consents[by] : undefined;
  return on ?? refuse('NOTHING_TO_CORRECT', `consent: ${by} has not consented to a decision ${id}`, clause);
};

const statedBy = (state: State, id: string, clause: Clause): CivilDate =>
  noticeOf(state, id, clause).takesEffectOn ?? refuse('NOTHING_TO_CORRECT', `takesEffectOn: notice ${id} states no date`, clause);

const mustDiffer = (field: string, recorded: CivilDate | undefined, corrected: CivilDate | undefined, clause: Clause): void => {
  if (corrected !== undefined && recorded === corrected)
    refuse('NOTHING_TO_CORRECT', `${field}: ${corrected} is what is recorded already`, clause);
};

const checkConfirmation = (recording: Recording, { confirmation: by, ...correction }: OfConfirmation, clause: Clause): void => {
  const { state, now } = recording;
  const { confirmedOn, receivedOn } = confirmationOf(state, by, clause);
  if (correction.receivedOn === undefined) mustDiffer('confirmedOn', confirmedOn, correction.confirmedOn, clause);
  else mustDiffer('receivedOn', receivedOn, correction.receivedOn, clause);
  if (correction.confirmedOn) mustHaveBegun('confirmedOn', correction.confirmedOn, seatZone(state.instrument, by), now, clause);
  const received = correction.receivedOn ?? receivedOn;
  if (received) mustHaveBeenReceived(recording, by, correction.confirmedOn ?? confirmedOn, received, clause);
};

type OfNotice = Extract<Correction, { of: 'notice' }>;

const checkNoticeDate = ({ state, now }: Recording, { notice: id, noticeOn }: OfNotice, clause: Clause): void => {
  const notice = noticeOf(state, id, clause);
  mustDiffer('noticeOn', notice.noticeOn, noticeOn, clause);
  if (notice.takesEffectOn !== undefined) mustNotBeRetroactive(notice.takesEffectOn, noticeOn, clause);
  mustHaveBegun('noticeOn', noticeOn, seatZone(state.instrument, notice.by), now, clause);
  if (notice.from === 'notice') mustNotBePremature(state, 'noticeOn', noticeOn, clause);
  for (const [to, on] of Object.entries(notice.deliveries)) {
    const zone = zoneWhereServed(state.instrument, notice, to);
    mustBeWritten(state, { ...notice, noticeOn }, 'noticeOn', zone, on, clause);
  }
};

type OfStatedDate = Extract<Correction, { of: 'stated date' }>;

const checkStatedDate = (state: State, { notice, takesEffectOn }: OfStatedDate, clause: Clause): void => {
  mustDiffer('takesEffectOn', statedBy(state, notice, clause), takesEffectOn, clause);
  mustNotBeRetroactive(takesEffectOn, noticeOf(state, notice, clause).noticeOn, clause);
};

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
  const { state, now } = recording;
  const correction = correctionOf(content);
  switch (correction.of) {
    case 'signature': {
      const signature = signatureOf(state, correction.signature, clause);
      mustDiffer('signedOn', signature.signedOn, correction.signedOn, clause);
      return mustHaveBegunAtPlace(recording, 'signedOn', correction.signedOn, signature, clause);
    }
    case 'delivery': {
      const notice = noticeOf(state, correction.notice, clause);
      const to = recipientOf(state, notice, correction.notice, correction.to, clause);
      mustDiffer('deliveredOn', notice.deliveries[to], correction.deliveredOn, clause);
      return checkDeliveredOn(recording, notice, zoneWhereServed(state.instrument, notice, to), correction.deliveredOn, clause);
    }
    case 'notice':
      return checkNoticeDate(recording, correction, clause);
    case 'stated date':
      return checkStatedDate(state, correction, clause);
    case 'confirmation':
      return checkConfirmation(recording, correction, clause);
    case 'consent':
      mustDiffer('consentedOn', consentOf(state, correction.decision, correction.consent, clause), correction.consentedOn, clause);
      return mustHaveBegun('consentedOn', correction.consentedOn, seatZone(state.instrument, correction.consent), now, clause);
    default:
      correction satisfies never;
  }
};

/** Records the fact as it is. What depends on it is reckoned again by who calls this. */
export const rectify = (recording: Recording, id: string, content: DecisionOf<'rectify'>): void => {
  const clause = recording.clause('modification');
  const { state } = recording;
  const correction = correctionOf(content);
  switch (correction.of) {
    case 'signature': {
      const { signature, signedOn } = correction;
      const { signedOn: previously } = signatureOf(state, signature, clause);
      return recording.record('SignatureRectified', { on: signedOn, clause, data: { decision: id, signature, previously, signedOn } });
    }
    case 'delivery':
      return rectifyDelivery(recording, id, correction, clause);
    case 'notice': {
      const { notice, noticeOn } = correction;
      const { noticeOn: previously } = noticeOf(state, notice, clause);
      return recording.record('NoticeDateRectified', { on: noticeOn, clause, data: { decision: id, notice, previously, noticeOn } });
    }
    case 'stated date': {
      const { notice, takesEffectOn } = correction;
      const { noticeOn } = noticeOf(state, notice, clause);
      const data = { decision: id, notice, previously: statedBy(state, notice, clause), noticeOn, takesEffectOn };
      return recording.record('NoticeDateRectified', { on: noticeOn, clause, data });
    }
    case 'confirmation':
      return rectifyConfirmation(recording, id, correction, clause);
    case 'consent': {
      const { decision: of, consent, consentedOn } = correction;
      const previously = consentOf(state, of, consent, clause);
      return recording.record('ConsentRectified', {
        on: consentedOn,
        clause,
        data: { decision: id, of, consent, previously, consentedOn },
      });
    }
    default:
      correction satisfies never;
  }
};

type OfDelivery = Extract<Correction, { of: 'delivery' }>;

const rectifyDelivery = (
  recording: Recording,
  id: string,
  { notice: of, deliveredOn, ...correction }: OfDelivery,
  clause: Clause,
): void => {
  const { state } = recording;
  const notice = noticeOf(state, of, clause);
  const to = recipientOf(state, notice, of, correction.to, clause);
  const previously = notice.deliveries[to] ?? null;
  const corrected = { ...notice, deliveries: { ...notice.deliveries, [to]: deliveredOn } };
  const outcome = outcomeIn({ ...state, notices: { ...state.notices, [of]: corrected } }, of, recording.now);
  recording.record('DeliveryRectified', {
    on: deliveredOn,
    clause,
    data: { decision: id, notice: of, to, previously, deliveredOn, ...clockOf(outcome) },
  });
};

type OfConfirmation = Extract<Correction, { of: 'confirmation' }>;

const rectifyConfirmation = (recording: Recording, id: string, { confirmation, ...correction }: OfConfirmation, clause: Clause): void => {
  const recorded = confirmationOf(recording.state, confirmation, clause);
  const confirmedOn = correction.confirmedOn ?? recorded.confirmedOn;
  const receivedOn = correction.receivedOn ?? recorded.receivedOn;
  const previously = { confirmedOn: recorded.confirmedOn, ...(recorded.receivedOn && { receivedOn: recorded.receivedOn }) };
  const data = { decision: id, confirmation, previously, confirmedOn, ...(receivedOn && { receivedOn }) };
  recording.record('ConfirmationRectified', { on: countsOn(signedText(recording.state), data), clause, data });
};
