/** A modification takes effect: what both read stands in the text, and what rests on the text is reckoned by it (III.2 of the seed). */
import { type CivilDate, latest } from '../calendar.ts';
import type { Instrument } from '../instrument.ts';
import { type Change, conflictIn, readIn, touchesPart } from '../text/change.ts';
import { textWith, unfitIn } from '../text/texts.ts';
import { waitByTextOf } from './joining.ts';
import type { Life } from './life.ts';
import { effectiveFrom } from './taking-effect.ts';
import { termModified } from './term.ts';

/** The text of a day that lies ahead, by what is decided so far, as a paper of that life reads it; `except` is the decision that does. */
export const textAhead = (life: Life, day: CivilDate, except?: string): Instrument => {
  const waiting = life.inOrder(life.waiting).filter(({ id, on }) => on <= day && id !== except);
  return waiting.reduce((text, { id }) => {
    const { content } = life.decisionFacts(id);
    const fits = content.kind === 'modify' && !conflictIn(text, life.readings.get(id) ?? content.changes);
    return fits ? textWith(text, content.changes) : text;
  }, life.text);
};

/**
 * What both read is the text of its own date or, where it is to take effect later, of the first day on which it can, by what had been
 * decided when the paper was written: papers say so by their dates, in whichever order they are recorded.
 */
export const read = (life: Life, id: string): void => {
  const { content, readOn } = life.decisionFacts(id);
  if (content.kind !== 'modify' || life.readings.has(id)) return;
  const effectiveOn = life.decisions.get(id)?.effectiveOn ?? effectiveFrom(life.text.terms, readOn, content.statedOn);
  life.readings.set(id, readIn(textAhead(life, latest(effectiveOn, readOn), id), content.changes));
};

const changes = (life: Life, id: string, part: string): boolean => {
  const { content } = life.decisionFacts(id);
  return content.kind === 'modify' && touchesPart(content.changes, part);
};

/** Unless a part of the text that both read has changed since by another decision, or both together leave a text that does not fit: then it lapses. */
export const modify = (life: Life, id: string, on: CivilDate): void => {
  if (life.waiting.includes(id)) life.waiting.splice(life.waiting.indexOf(id), 1);
  const { content } = life.decisionFacts(id);
  if (content.kind !== 'modify') return;
  // Taken on the day on which it was written, it has read what it meets.
  const reading: Change[] = life.readings.get(id) ?? readIn(life.text, content.changes);
  life.readings.set(id, reading);
  const conflict = conflictIn(life.text, reading);
  if (conflict) {
    const changedBy = life.inEffect.findLast((other) => changes(life, other, conflict.path));
    life.closeDecision(id, 'conflict', conflict.path);
    return life.setDecision(id, changedBy === undefined ? {} : { changedBy });
  }
  const before = life.text.terms.duration;
  const after = textWith(life.text, content.changes);
  const unfit = unfitIn(after);
  if (unfit !== undefined) {
    life.closeDecision(id, 'conflict');
    return life.setDecision(id, { unfit });
  }
  if (life.decisions.get(id)?.takenOn === on) life.keepDawn(on);
  life.text = after;
  life.inEffect.push(id);
  life.setDecision(id, { status: 'effective' });
  const isStopped = life.term !== null && life.stopOf(life.term) !== undefined;
  life.term = termModified(life.term, { before, after: life.text.terms.duration, operativeOn: life.operativeOn, on, isStopped });
  waitByTextOf(life, on);
  life.expectAgain();
};
