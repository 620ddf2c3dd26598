import { shownState } from '../../../domain/awaited.ts';
import { answeredByRows } from '../../answered-by.ts';
import { aheadOf, asked, asOfFrom, inWords, stateOf } from '../../asking.ts';
import { answer, type Options } from '../../output.ts';
import { AS_OF, type Verb } from '../../verb.ts';
import { statusLines } from '../../views.ts';

/** As of now, and who says so. */
const current = async (mou: string, options: Options): Promise<void> => {
  const { value: state, by } = await asked((client) => client.look(mou));
  answer(options, { ...shownState(state), answeredBy: by }, () => statusLines(state, '', answeredByRows(by)));
};

export const verb: Verb = {
  usage: 'status <id>',
  summary: 'Shows the state of a memorandum.',
  examples: ['status MOU', 'status MOU --on 2026-03-10 --known-at 2026-03-31T00:00:00Z --json'],
  options: AS_OF,
  run: async (options, mou) => {
    const { on, knownAt } = asOfFrom(options);
    if (on === undefined && knownAt === undefined) return await current(mou, options);
    const state = await stateOf(mou, options);
    const expected = aheadOf(state, options);
    answer(options, { ...shownState(state), ...(expected && { expected }) }, () => statusLines(state, inWords(options, expected)));
  },
};
