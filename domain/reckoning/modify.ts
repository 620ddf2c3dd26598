/** A modification takes effect: what both read stands in the text, and what rests on the text is reckoned by it (III.2 of the seed). */
import type { CivilDate } from '../calendar.ts';
import { type Change, changed, conflictIn, overlap } from '../text/change.ts';
import type { Life } from './life.ts';
import { termModified } from './term.ts';

/**
 * Whether all that has changed a part was decided by the day on which the decision was proposed: then its paper was
 * written with it, though it was recorded before. What was withdrawn since is another matter.
 */
const wasRead = (life: Life, id: string, { path }: Change): boolean => {
  const { proposedOn } = life.decisionFacts(id);
  const others = [...life.decisions].filter(([other, { takenOn }]) => {
    const { content } = life.decisionFacts(other);
    return other !== id && takenOn !== null && content.kind === 'modify' && content.changes.some((one) => overlap(one.path, path));
  });
  const inEffect = others.filter(([other]) => life.inEffect.includes(other));
  const fallen = others.some(([, { closedBy }]) => closedBy === 'withdrawn');
  return !fallen && inEffect.length > 0 && inEffect.every(([, { takenOn }]) => (takenOn as CivilDate) <= proposedOn);
};

/** Unless a part of the text that both read has changed since by another decision: then it lapses. */
export const modify = (life: Life, id: string, on: CivilDate): void => {
  if (life.waiting.includes(id)) life.waiting.splice(life.waiting.indexOf(id), 1);
  const { content } = life.decisionFacts(id);
  if (content.kind !== 'modify') return;
  const conflict = conflictIn(life.text, content.changes, (change) => wasRead(life, id, change));
  if (conflict) return life.closeDecision(id, 'conflict', conflict.path);
  const before = life.text.terms.duration;
  life.text = changed(life.text, content.changes);
  life.inEffect.push(id);
  life.setDecision(id, { status: 'effective' });
  life.term = termModified(life.term, before, life.text.terms.duration, life.operativeOn, on);
  life.expectAgain();
};
