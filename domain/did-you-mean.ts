/** What somebody may have meant by a name that is not known: the known one that is fewest slips of a key away. */

/** How many letters have to be put in, left out, replaced or swapped with the next to make one of the other. */
const slips = (one: string, other: string): number => {
  const distances: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  const at = (row: number, column: number): number => distances[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row += 1) {
    distances.push([row]);
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = at(row - 1, column - 1) + (one[row - 1] === other[column - 1] ? 0 : 1);
      const swaps = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swapped = swaps ? at(row - 2, column - 2) + 1 : replaced;
      distances[row]?.push(Math.min(replaced, swapped, at(row - 1, column) + 1, at(row, column - 1) + 1));
    }
  }
  return at(one.length, other.length);
};

/** Of a short name one slip, of a longer one two; a name in other capitals is always meant. */
const isNear = (given: string, known: string): boolean =>
  Math.abs(given.length - known.length) <= 2 &&
  slips(given.toLowerCase(), known.toLowerCase()) <= (Math.max(given.length, known.length) > 4 ? 2 : 1);

/** The known names that may be meant, at most three, in their order. */
export const nearest = (given: string, known: readonly string[]): string[] => known.filter((name) => isNear(given, name)).slice(0, 3);

/** "; did you mean n1?" for a message, or nothing where no known name is near. */
export const didYouMean = (given: string, known: readonly string[]): string => {
  const near = nearest(given, known);
  return near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
};
