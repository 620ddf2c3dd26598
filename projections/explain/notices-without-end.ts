/** A notice that was delivered and leads to no end says why, so that nobody waits for one (III.3, III.4). */
import { latest } from '../../domain/calendar.ts';
import { nameOf } from '../../domain/instrument.ts';
import { textHaving } from '../../domain/rules/text.ts';
import type { Notice, State } from '../../domain/state.ts';
import { CLOSED } from './closed.ts';
import { type Explanation, explanation } from './explanation.ts';

/** A notice of before the operative date starts no period. */
const premature = (state: State, id: string, { kind, noticeOn, deliveredOn, from, started }: Notice): Explanation[] => {
  const { operativeOn, instrument } = state;
  const counts = from ?? instrument.terms.commencement?.from;
  const date = counts === 'notice' ? noticeOn : deliveredOn;
  if (kind !== 'discontinuation' || started !== null || date === null || (operativeOn !== null && date >= operativeOn)) return [];
  const was = counts === 'notice' ? 'is dated' : 'was delivered on';
  return [
    explanation(state, {
      id: `notice/${id}`,
      what: `notice ${id}`,
      date,
      term: 'commencement',
      inputs: [{ name: 'operative date', value: operativeOn ?? 'none yet' }],
      rule: 'Before the memorandum is operative there is no discontinuation: a fresh notice is needed.',
      expected: false,
      sentence: `Notice ${id} ${was} ${date}, before the operative date${operativeOn ? `, ${operativeOn},` : ''} and so starts no period`,
    }),
  ];
};

/** Null where it stops a renewal, which the end of the term says, and where others have yet to be served. */
const whyNone = ({ operativeOn }: State, { kind, status, closedBy, started, deliveredOn }: Notice): string | null => {
  if (status === 'withdrawn') return CLOSED.withdrawn;
  if (status === 'superseded') return closedBy ? CLOSED[closedBy] : 'the notice was superseded';
  if (deliveredOn === null) return null;
  if (kind === 'discontinuation')
    return started === null ? 'the memorandum foresaw no such notice on that day' : 'no term ends after its period';
  if (started !== null) return null;
  return operativeOn === null || deliveredOn < operativeOn
    ? 'that was before the operative date'
    : 'it was delivered too late to stop a renewal';
};

const RULES: Record<Notice['kind'], string> = {
  discontinuation: 'A notice leads to an end by the text of the day on which its period begins, unless another end comes first.',
  'non-renewal': 'A notice of non-renewal stops the renewal at the end of the term, delivered by the last day for it.',
};

/** Of a notice from which no period runs to an end. */
export const withoutEnd = (state: State, id: string, notice: Notice): Explanation[] => {
  const early = premature(state, id, notice);
  const why = whyNone(state, notice);
  const { deliveries, deliveredOn, noticeOn, kind } = notice;
  const served = Object.entries(deliveries);
  if (early.length > 0 || why === null || served.length === 0) return early;
  const date = deliveredOn ?? latest(...Object.values(deliveries));
  const term = kind === 'non-renewal' ? 'duration' : 'commencement';
  return [
    explanation(state, {
      id: `notice/${id}`,
      what: `notice ${id}`,
      date,
      term,
      text: textHaving(term, state, date),
      inputs: [
        { name: 'date of the notice', value: noticeOn },
        ...served.map(([to, on]) => ({ name: `delivered to ${nameOf(state.instrument, to)}`, value: on })),
      ],
      rule: RULES[kind],
      expected: false,
      sentence: `Notice ${id}, delivered on ${date}, leads to no end: ${why}`,
    }),
  ];
};
