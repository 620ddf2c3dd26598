/** Correcting a recorded fact by mutual decision: the correction supersedes, and what depends on it is computed again (III.2). */
import type { ContentOf } from '../decision-kinds.ts';
import type { DecisionOf, Notice, State } from '../state.ts';
import { expect, reconsiderCommencement } from './discontinuation.ts';
import { checkDeliveredOn, clockAfter, noticeOf } from './notice.ts';
import { refuse, mustHaveBegunAtPlace, type Recording } from './recording.ts';
import { operativeDate } from './signature.ts';

type Rectification = ContentOf<'rectify'> | DecisionOf<'rectify'>;
type Correction = { notice: string; to: string | undefined; deliveredOn: string } | { signature: string; signedOn: string };

const correctionOf = ({ notice, to, deliveredOn, signature, signedOn }: Rectification): Correction => {
  if (signature !== undefined && signedOn !== undefined) return { signature, signedOn };
  if (notice !== undefined && deliveredOn !== undefined) return { notice, to, deliveredOn };
  throw new Error('A rectification corrects the date of a delivery or of a signature');
};

/** The delivery to correct: among more than two Participants the decision names the recipient. */
const recipientOf = (notice: Notice, id: string, to: string | undefined, clause: string): string => {
  const served = Object.keys(notice.deliveries);
  const recipient = to ?? (served.length === 1 ? served[0] : undefined);
  if (served.length === 0) return refuse('NOTHING_TO_CORRECT', `notice: no delivery of ${id} is recorded that could be corrected`, clause);
  if (recipient === undefined) return refuse('AMBIGUOUS', `to: is missing; ${id} was delivered to ${served.join(', ')}`, clause);
  if (!served.includes(recipient)) return refuse('NOTHING_TO_CORRECT', `to: no delivery of ${id} to ${recipient} is recorded`, clause);
  return recipient;
};

const signatureOf = (state: State, by: string, clause: string) =>
  state.signatures.find((signature) => signature.by === by) ?? refuse('NOT_SIGNED', `signature: ${by} has not signed`, clause);

export const checkRectification = (recording: Recording, content: Rectification, clause: string): void => {
  const { state } = recording;
  const correction = correctionOf(content);
  if ('signature' in correction) {
    const { signedOn } = correction;
    const signature = signatureOf(state, correction.signature, clause);
    if (signature.signedOn === signedOn) refuse('NOTHING_TO_CORRECT', `signedOn: ${signedOn} is what is recorded already`, clause);
    return mustHaveBegunAtPlace(recording, 'signedOn', signedOn, signature, clause);
  }
  const { notice: id, deliveredOn } = correction;
  const notice = noticeOf(state, id, clause);
  const to = recipientOf(notice, id, correction.to, clause);
  if (notice.deliveries[to] === deliveredOn)
    refuse('NOTHING_TO_CORRECT', `deliveredOn: ${deliveredOn} is what is recorded already`, clause);
  checkDeliveredOn(recording, notice, to, deliveredOn, clause);
};

export const rectify = (recording: Recording, id: string, decision: DecisionOf<'rectify'>, takenOn: string): void => {
  const correction = correctionOf(decision);
  if ('signature' in correction) rectifySignature(recording, id, correction.signature, correction.signedOn);
  else rectifyDelivery(recording, id, correction);
  reconsiderCommencement(recording, id, takenOn);
  if (recording.state.status === 'operative') expect(recording, takenOn);
};

type DeliveryCorrection = Extract<Correction, { notice: string }>;

const rectifyDelivery = (recording: Recording, id: string, { notice: of, deliveredOn, ...correction }: DeliveryCorrection): void => {
  const clause = recording.clause('modification');
  const { state } = recording;
  const notice = noticeOf(state, of, clause);
  const to = recipientOf(notice, of, correction.to, clause);
  const previously = notice.deliveries[to] as string;
  recording.record('DeliveryRectified', {
    on: deliveredOn,
    clause,
    data: { decision: id, notice: of, to, previously, deliveredOn, ...clockAfter(state, notice, to, deliveredOn) },
  });
};

const rectifySignature = (recording: Recording, id: string, signature: string, signedOn: string): void => {
  const clause = recording.clause('modification');
  const previously = signatureOf(recording.state, signature, clause).signedOn;
  recording.record('SignatureRectified', { on: signedOn, clause, data: { decision: id, signature, previously, signedOn } });
  const { operativeOn } = recording.state;
  const corrected = operativeDate(recording.state);
  if (operativeOn === null || corrected === null || corrected === operativeOn) return;
  const data = { decision: id, previously: operativeOn, operativeOn: corrected };
  recording.record('OperativeDateRectified', { on: corrected, clause: recording.clause('operative'), data });
};
