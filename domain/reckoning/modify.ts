/** A modification takes effect: what both read stands in the text, and what rests on the text is reckoned by it (III.2 of the seed). */
import type { CivilDate } from '../calendar.ts';
import { changed, conflictIn } from '../text/change.ts';
import type { Life } from './life.ts';
import { termModified } from './term.ts';

/** Unless a part of the text that both read has changed since by another decision: then it lapses. */
export const modify = (life: Life, id: string, on: CivilDate): void => {
  if (life.waiting.includes(id)) life.waiting.splice(life.waiting.indexOf(id), 1);
  const { content } = life.decisionFacts(id);
  if (content.kind !== 'modify') return;
  const conflict = conflictIn(life.text, content.changes);
  if (conflict) return life.closeDecision(id, 'conflict', conflict.path);
  const before = life.text.terms.duration;
  life.text = changed(life.text, content.changes);
  life.inEffect.push(id);
  life.setDecision(id, { status: 'effective' });
  life.term = termModified(life.term, before, life.text.terms.duration, life.operativeOn, on);
  life.expectAgain();
};
