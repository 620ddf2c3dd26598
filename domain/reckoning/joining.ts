/** Since when one belongs that joins later: who signs when the memorandum is complete already (III.1), and who accedes. */
import { type CivilDate, latest } from '../calendar.ts';
import type { Participant } from '../instrument.ts';
import type { Terms } from '../terms.ts';
import type { Life } from './life.ts';
import { operativeFrom } from './operation.ts';

export type Wait = Pick<NonNullable<Terms['accession']>, 'after' | 'firstOfNextMonth'>;

/** How long one waits by a text that accedes, or signs later; undefined where it belongs at once. */
export const waitIn = ({ accession, operative }: Terms, term: 'accession' | 'operative'): Wait | undefined => {
  const wait = term === 'accession' ? accession : operative.later;
  return wait?.after === undefined && !wait?.firstOfNextMonth ? undefined : wait;
};

/** Since when one belongs by a paper of a day, after its wait: never before the operative date. */
export const belongsSince = (from: CivilDate, wait: Wait | undefined, operativeOn: CivilDate | null): CivilDate =>
  latest(wait ? operativeFrom(from, wait) : from, operativeOn ?? from);

/** Whether one that joins later belongs only after a wait. */
export const hasToWait = ({ from, since }: { from: CivilDate; since: CivilDate }, operativeOn: CivilDate | null): boolean =>
  since > latest(from, operativeOn ?? from);

const termOf = ({ facts }: Life, id: string): 'accession' | 'operative' =>
  facts.accessions.some(({ participant }) => participant.id === id) ? 'accession' : 'operative';

/** Who is among those by whose signatures it became operative does not wait. */
const sinceWhen = (life: Life, id: string, from: CivilDate): CivilDate => {
  const { completedOn, operativeOn } = life.operation;
  const term = termOf(life, id);
  const isOfAll = life.facts.signed.terms.operative.rule !== 'number-of-signatures';
  const isFirst = term === 'operative' && (isOfAll || (completedOn !== null && from <= completedOn));
  const wait = isFirst ? undefined : waitIn(life.text.terms, term);
  return belongsSince(from, wait, operativeOn);
};

export const belongs = (life: Life, id: string, from: CivilDate): void => {
  life.members.set(id, { since: sinceWhen(life, id, from), from, outOn: null });
};

/** The text of a day is another: how long those wait whose paper is of that day, or of a later one, is what it says at its end. */
export const waitByTextOf = (life: Life, day: CivilDate): void => {
  for (const [id, member] of life.members)
    if (member.from >= day) life.members.set(id, { ...member, since: sinceWhen(life, id, member.from) });
};

/** Named by the text from the day of its paper; whether it belongs yet or waits. */
export const join = (life: Life, participant: Participant, from: CivilDate): void => {
  belongs(life, participant.id, from);
  life.text = { ...life.text, participants: [...life.text.participants, participant] };
};

/** Who has signed, and is admitted by a decision taken on a day. */
export const joinAdmitted = (life: Life, decision: string, on: CivilDate): void => {
  for (const { participant, by } of life.facts.accessions) if ('decision' in by && by.decision === decision) join(life, participant, on);
};
