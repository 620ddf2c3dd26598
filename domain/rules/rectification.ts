/** Correcting a recorded fact by mutual decision: the correction supersedes, and what depends on it is computed again (III.2). */
import type { Decision, Notice, State } from '../state.ts';
import { expect, reconsiderCommencement } from './discontinuation.ts';
import { checkDeliveredOn, clockAfter, noticeOf } from './notice.ts';
import { invalid, mustHaveBegunAtPlace, type Recording } from './recording.ts';
import { operativeDate } from './signature.ts';

type Correction =
  | Pick<Decision, 'notice' | 'to' | 'deliveredOn' | 'signature' | 'signedOn'>
  | { [Key in 'notice' | 'to' | 'deliveredOn' | 'signature' | 'signedOn']?: string | undefined };

/** The delivery to correct: among more than two Participants the decision names the recipient. */
const recipientOf = (notice: Notice, id: string, to: string | undefined, clause: string): string => {
  const served = Object.keys(notice.deliveries);
  const recipient = to ?? (served.length === 1 ? served[0] : undefined);
  if (served.length === 0) return invalid(`notice: no delivery of ${id} is recorded that could be corrected`, clause);
  if (recipient === undefined) return invalid(`to: is missing; ${id} was delivered to ${served.join(', ')}`, clause);
  if (!served.includes(recipient)) return invalid(`to: no delivery of ${id} to ${recipient} is recorded`, clause);
  return recipient;
};

const signatureOf = (state: State, by: string, clause: string) =>
  state.signatures.find((signature) => signature.by === by) ?? invalid(`signature: ${by} has not signed`, clause);

export const checkRectification = (recording: Recording, correction: Correction, clause: string): void => {
  const { state } = recording;
  if (correction.signature !== undefined) {
    const signature = signatureOf(state, correction.signature, clause);
    const signedOn = correction.signedOn ?? '';
    if (signature.signedOn === signedOn) invalid(`signedOn: ${signedOn} is what is recorded already`, clause);
    return mustHaveBegunAtPlace(recording, 'signedOn', signedOn, signature, clause);
  }
  const id = correction.notice ?? '';
  const deliveredOn = correction.deliveredOn ?? '';
  const notice = noticeOf(state, id, clause);
  const to = recipientOf(notice, id, correction.to, clause);
  if (notice.deliveries[to] === deliveredOn) invalid(`deliveredOn: ${deliveredOn} is what is recorded already`, clause);
  checkDeliveredOn(recording, notice, to, deliveredOn, clause);
};

export const rectify = (recording: Recording, id: string, decision: Decision, takenOn: string): void => {
  if (decision.signature !== undefined) rectifySignature(recording, id, decision.signature, decision.signedOn ?? takenOn);
  else rectifyDelivery(recording, id, decision, decision.deliveredOn ?? takenOn);
  reconsiderCommencement(recording, id, takenOn);
  if (recording.state.status === 'operative') expect(recording, takenOn);
};

const rectifyDelivery = (recording: Recording, id: string, decision: Decision, deliveredOn: string): void => {
  const clause = recording.clause('modification');
  const { state } = recording;
  const of = decision.notice ?? '';
  const notice = noticeOf(state, of, clause);
  const to = recipientOf(notice, of, decision.to, clause);
  const previously = notice.deliveries[to] ?? '';
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
