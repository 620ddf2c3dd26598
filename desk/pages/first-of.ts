/** A list as far as a page shows it: what is left out is counted, and never passed over in silence. */

export type First<One> = { shown: One[]; more: number };

export const firstOf = <One>(all: readonly One[], most: number): First<One> => ({
  shown: all.slice(0, most),
  more: Math.max(0, all.length - most),
});
