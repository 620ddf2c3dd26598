import { describe, expect, it } from 'vitest';
import type { Kin } from '../../domain/kin.ts';
import { treeLines, treesOf } from '../../projections/tree.ts';

const kin = (mou: string, more: Partial<Kin> = {}): Kin => ({
  mou,
  title: mou,
  status: 'operative',
  operativeOn: '2027-01-05',
  expectedOn: null,
  commencedOn: null,
  expiresOn: null,
  expiredOn: null,
  under: null,
  supersedes: null,
  ...more,
});

describe('memoranda that belong together', () => {
  it('are a tree: annexes under what they belong to, and what was superseded beside it', () => {
    const all = [
      kin('roads-2019', { status: 'discontinued', commencedOn: '2027-01-05' }),
      kin('roads-2024', { supersedes: 'roads-2019', expectedOn: '2029-01-05' }),
      kin('bridges', { under: 'roads-2024', expiresOn: '2030-01-05' }),
      kin('tunnels', { under: 'roads-2024', status: 'open', operativeOn: null }),
      kin('tolls', { under: 'bridges', status: 'expired', expiredOn: '2028-01-05' }),
    ];
    expect(treesOf(all).flatMap((tree) => treeLines(tree, 'bridges'))).toEqual([
      'roads-2019: discontinued since 2027-01-05; superseded by roads-2024',
      'roads-2024: operative since 2027-01-05, discontinuation expected on 2029-01-05; supersedes roads-2019',
      '├─ bridges *: operative since 2027-01-05, current term until 2030-01-04',
      '│  └─ tolls: expired since 2028-01-05',
      '└─ tunnels: open',
    ]);
  });

  it('say that one has replaced another only once it is operative', () => {
    const later = (mou: string, status: Kin['status']) => kin(mou, { status, operativeOn: null, supersedes: 'roads-2019' });
    const all = [kin('roads-2019'), later('roads-2024', 'annulled'), later('roads-2025', 'open')];
    expect(treesOf(all).flatMap((tree) => treeLines(tree, 'roads-2019'))).toEqual([
      'roads-2019 *: operative since 2027-01-05',
      'roads-2024: annulled; was to supersede roads-2019',
      'roads-2025: open; is to supersede roads-2019',
    ]);
  });

  it('are shown once, even where each says that it stands under the other', () => {
    const trees = treesOf([kin('a', { under: 'b' }), kin('b', { under: 'a' })]);
    expect(trees.flatMap((tree) => treeLines(tree, 'a'))).toEqual(['a *: operative since 2027-01-05', '└─ b: operative since 2027-01-05']);
  });
});
