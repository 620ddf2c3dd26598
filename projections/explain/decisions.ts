/** The date from which each decision taken has its effect (III.2). */
import { endsWithTerm } from '../../domain/end.ts';
import { periodInWords } from '../../domain/calendar.ts';
import { type Instrument, nameOf } from '../../domain/instrument.ts';
import { effectiveFrom, waitsIn } from '../../domain/reckoning/taking-effect.ts';
import { willTakeEffect } from '../../domain/rules/open-proposals.ts';
import { groundOf } from '../../domain/rules/text.ts';
import { beginning } from '../../domain/seats.ts';
import { isTaken, type State, type Taken } from '../../domain/state.ts';
import { waitInWords } from '../words.ts';
import { CLOSED } from './closed.ts';
import { beginsWords, EVERY_SEAT, type Explanation, explanation, type Input, ofIds } from './explanation.ts';

/** True where time itself brings the effect: everything else has it as soon as it is taken. */
const isTimed = ({ kind, takenOn, effectiveOn }: Taken): boolean =>
  kind === 'discontinue-on' || (kind === 'modify' && effectiveOn > takenOn);

/**
 * The text by which it was taken, where that made it wait for as long: of those taken on the day on which the text came to say so, none
 * has waited.
 */
const waitedBy = (state: State, { kind, takenOn, effectiveOn }: Taken): Instrument | undefined => {
  if (kind !== 'modify' || effectiveOn === takenOn) return undefined;
  const { text } = groundOf(state, takenOn, 'modification');
  return waitsIn(text.terms) && effectiveFrom(text.terms, takenOn) <= effectiveOn ? text : undefined;
};

/** "30 days after the date on which it was taken". */
const because = ({ takenOn, effectiveOn, statedOn, kind }: Taken, text: Instrument | undefined): string => {
  if (kind === 'rectify') return `the date on which it was taken; the fact it corrects keeps its own date`;
  const taken = 'the date on which it was taken';
  if (effectiveOn === takenOn) return taken;
  if (effectiveOn === statedOn) return 'the later date that it states';
  const waited = text ? waitInWords(text.terms.modification ?? {}, taken) : 'the date to which the text of that day leads';
  const sooner = statedOn !== null && statedOn > takenOn ? `; ${statedOn}, the date that it states, is sooner and does not count` : '';
  return `${waited}${sooner}`;
};

const effect = (
  state: State,
  id: string,
  decision: Taken,
  text: Instrument | undefined,
): { expected: boolean; sentence: string; more?: string } => {
  const { effectiveOn, status, kind } = decision;
  const what = kind === 'discontinue-on' ? `Discontinuation by decision ${id}` : `Decision ${id}`;
  const [takes, took] = kind === 'discontinue-on' ? ['commence', 'commenced'] : ['take effect', 'took effect'];
  const on = `on ${effectiveOn}, ${because(decision, text)}`;
  if (status === 'lapsed') {
    const conflict = kind === 'rectify' ? 'what it would have corrected could not be corrected' : CLOSED.conflict;
    const why = decision.closedBy ? `: ${{ ...CLOSED, conflict }[decision.closedBy]}` : ' before';
    return { expected: false, sentence: `${what} would have had its effect ${on}; the decision lapsed${why}` };
  }
  if (status === 'effective' || !isTimed(decision)) return { expected: false, sentence: `${what} ${took} ${on}` };
  const more = beginsWords(state, beginning(state, effectiveOn), true);
  return { expected: true, sentence: `${what} is expected to ${takes} ${on}${overtaken(state, id, decision)}`, more };
};

/** What comes first, where something does: from the end nothing takes effect any more. */
const overtaken = (state: State, id: string, { kind, effectiveOn }: Taken): string => {
  const { discontinuation, expiry } = state;
  if (discontinuation && discontinuation.expectedOn <= effectiveOn) {
    if (kind === 'modify')
      return `; should discontinuation commence on ${discontinuation.expectedOn}, as expected, the decision lapses before`;
    return discontinuation.notice ? `; notice ${discontinuation.notice} governs, for ${discontinuation.expectedOn}` : '';
  }
  if (!expiry || !endsWithTerm(state) || expiry.expectedOn > effectiveOn)
    return kind === 'discontinue-on' || willTakeEffect(state, id, effectiveOn)
      ? ''
      : '; what both read has changed since by another decision, and should it stay so, the decision lapses';
  return `; should the term end before, on ${expiry.expectedOn}, as expected, the decision lapses`;
};

const inputsOf = (state: State, { consents, takenOn, statedOn }: Taken, text: Instrument | undefined): Input[] => {
  const { after } = text?.terms.modification ?? {};
  return [
    ...Object.entries(consents).map(([by, on]) => ({ name: `consent of ${nameOf(state.instrument, by)}`, value: on })),
    { name: 'taken on', value: takenOn },
    ...(after ? [{ name: 'wait', value: `${periodInWords(after)} (${after})` }] : []),
    ...(statedOn !== null && statedOn > takenOn ? [{ name: 'effective date stated', value: statedOn }] : []),
  ];
};

const RULE =
  'A decision is taken on the date of the last consent, and has its effect on the date it states where that is later: never before.';
const WAITED =
  'A modification is taken on the date of the last consent, and by the text of that day has its effect only so long after, that day not counted; a later date that it states counts, a sooner one does not.';

export const decisionDates = (state: State, ids = Object.keys(state.decisions)): Explanation[] =>
  ofIds(state.decisions, ids).flatMap(([id, decision]) => {
    if (!isTaken(decision)) return [];
    const timed = isTimed(decision);
    const text = waitedBy(state, decision);
    const rule = text ? WAITED : RULE;
    return [
      explanation(state, {
        id: `decision/${id}`,
        what: `effect of decision ${id}`,
        date: decision.effectiveOn,
        ...(timed && { at: beginning(state, decision.effectiveOn) }),
        term: 'modification',
        text,
        inputs: inputsOf(state, decision, text),
        rule: timed ? `${rule} ${EVERY_SEAT}` : rule,
        ...effect(state, id, decision, text),
      }),
    ];
  });
