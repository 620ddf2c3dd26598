import { aheadOf, inWords, stateOf } from '../../asking.ts';
import { prose } from '../../../projections/words.ts';
import { answer } from '../../output.ts';
import { explain as explanationsOf, type Explanation } from '../../../projections/explain.ts';
import { AS_OF, type Verb } from '../../verb.ts';

const explanationLines = ({ sentence, clause, clauseText, inputs, rule }: Explanation): string[] => [
  sentence,
  ...(clause === null ? [] : [`  clause ${clause}: “${prose(clauseText).trim()}”`]),
  ...inputs.map(({ name, value }) => `  ${name}: ${value}`),
  `  rule: ${rule}`,
  '',
];

export const verb: Verb = {
  usage: 'explain <id>',
  summary: 'Explains every computed date: the clause, the inputs, the rule.',
  examples: ['explain MOU'],
  options: AS_OF,
  run: async (options, mou) => {
    const state = await stateOf(mou, options);
    const dates = explanationsOf(state);
    const none = [`No date of ${mou} is computed yet: it is ${state.status}.`];
    const expected = aheadOf(state, options);
    const words = expected ? [`As it is to be ${inWords(options, true)}:`, ''] : [];
    answer(options, { mou: state.mou, dates, ...(expected && { expected }) }, () => [
      ...words,
      ...(dates.length === 0 ? none : dates.flatMap(explanationLines)),
    ]);
  },
};
