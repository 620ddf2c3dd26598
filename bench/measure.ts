/** What a measurement says, and against what it is held. */
export type Measured = { what: string; value: number; unit: string; target?: { atLeast: number } | { below: number } };

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

export const isMet = ({ value, target }: Measured): boolean =>
  !target || ('atLeast' in target ? value >= target.atLeast : value < target.below);
