/** `mou tree`: a memorandum with what stands under it and what it stands under, what it replaces and is replaced by. */
import { Refusal } from '../../../domain/refusal.ts';
import { treeLines, treesOf } from '../../../projections/tree.ts';
import { answer } from '../../output.ts';
import type { Verb } from '../../verb.ts';
import { withRegister } from '../../with-register.ts';

export const verb: Verb = {
  usage: 'tree <id>',
  summary: 'Shows a memorandum with its annexes and what it stands under, and what it supersedes or is superseded by.',
  details: 'It needs the register: only that knows all memoranda.',
  examples: ['tree MOU'],
  run: async (options, mou = '') => {
    const kin = await withRegister((register) => register.kin(mou));
    if (kin.length === 0) throw new Refusal('UNKNOWN_MOU', `mou: the register holds no memorandum ${mou}`);
    const trees = treesOf(kin);
    answer(options, { mou, trees }, () => trees.flatMap((tree) => treeLines(tree, mou)));
  },
};
