/** How much is measured. */
export type Size = {
  acts: number;
  /** How many lives, by how many of them are in flight at a time. */
  lives: readonly (readonly [inFlight: number, lives: number])[];
  /** Before them, so that a worker has compiled what it uses often. */
  firstLives: number;
  cached: number;
  commencements: number;
  actsOfLongLife: number;
  years: number;
};

export const FULL: Size = {
  acts: 1_000,
  lives: [
    [1, 60],
    [16, 400],
    [64, 800],
  ],
  firstLives: 300,
  cached: 300,
  commencements: 1_000,
  actsOfLongLife: 10_000,
  years: 30,
};

/** Shows that everything runs; its figures say nothing. */
export const QUICK: Size = {
  acts: 100,
  lives: [
    [1, 5],
    [16, 32],
  ],
  firstLives: 10,
  cached: 20,
  commencements: 20,
  actsOfLongLife: 300,
  years: 4,
};
