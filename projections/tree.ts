/** Memoranda that belong together, as a tree: annexes and implementing arrangements under what they belong to. */
import { addDays } from '../domain/calendar.ts';
import type { Kin } from '../domain/kin.ts';

export type Branch = Omit<Kin, 'under'> & { supersededBy: string[]; annexes: Branch[] };

const branchOf = (one: Kin, all: readonly Kin[], above: readonly string[]): Branch => {
  const { under: _, ...rest } = one;
  const path = [...above, one.mou];
  return {
    ...rest,
    // One that is not operative yet, or never became so, has replaced nothing.
    supersededBy: all.filter(({ supersedes, operativeOn }) => supersedes === one.mou && operativeOn !== null).map(({ mou }) => mou),
    // What stands under itself, by any detour, is shown once.
    annexes: all.filter(({ mou, under }) => under === one.mou && !path.includes(mou)).map((annex) => branchOf(annex, all, path)),
  };
};

/** The trees of all that belong with one, each from its top: its own, and those of what it replaces or is replaced by. */
export const treesOf = (all: readonly Kin[]): Branch[] => {
  const known = new Set(all.map(({ mou }) => mou));
  const tops = all.filter(({ under }) => under === null || !known.has(under));
  return (tops.length > 0 ? tops : all.slice(0, 1)).map((top) => branchOf(top, all, []));
};

const sinceOf = (date: string | null): string | null => date && `since ${date}`;

const standing = ({ status, operativeOn, expectedOn, commencedOn, expiresOn, expiredOn }: Branch): string =>
  [
    status,
    sinceOf(commencedOn ?? expiredOn ?? (status === 'operative' ? operativeOn : null)),
    expiresOn && `current term until ${addDays(expiresOn, -1)}`,
    expectedOn && `discontinuation expected on ${expectedOn}`,
  ]
    .filter(Boolean)
    .join(', ')
    .replace(`${status}, since`, `${status} since`);

const superseding = ({ operativeOn, status }: Branch): string => {
  if (operativeOn !== null) return 'supersedes';
  return status === 'open' ? 'is to supersede' : 'was to supersede';
};

const labels = (branch: Branch): string[] => [
  ...(branch.supersedes ? [`${superseding(branch)} ${branch.supersedes}`] : []),
  ...branch.supersededBy.map((mou) => `superseded by ${mou}`),
];

/** @param asked is marked */
export const treeLines = (branch: Branch, asked: string, head = '', below = ''): string[] => [
  `${head}${branch.mou}${branch.mou === asked ? ' *' : ''}: ${[standing(branch), ...labels(branch)].join('; ')}`,
  ...branch.annexes.flatMap((annex, at) => {
    const last = at === branch.annexes.length - 1;
    return treeLines(annex, asked, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`);
  }),
];
