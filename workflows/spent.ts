/**
 * Which ids of acts were used so long ago that only the register has their receipts: a small number for each, so that
 * ten thousand fit into 70 kB. Two ids may share one: then the register is asked, and nothing is lost but that.
 */
const WIDTH = 7;
/** With more than so many, every id that is not known may be among them. */
const MOST = 20_000;

/** FNV-1a, 32 bits: spread evenly, and nothing secret rests on it. */
const hashOf = (id: string): string => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36).padStart(WIDTH, '0');
};

/** The hashes side by side; null for "any". */
export type Spent = string | null;

export const spentWith = (spent: Spent, ids: Iterable<string>): Spent => {
  if (spent === null) return null;
  const all = spent + [...ids].map(hashOf).join('');
  return all.length > MOST * WIDTH ? null : all;
};

export const perhapsSpent = (spent: Spent, id: string): boolean => {
  if (spent === null) return true;
  const hash = hashOf(id);
  for (let at = spent.indexOf(hash); at >= 0; at = spent.indexOf(hash, at + 1)) if (at % WIDTH === 0) return true;
  return false;
};
