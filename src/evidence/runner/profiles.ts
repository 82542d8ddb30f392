import type { Axes } from './axes.ts';

/** How much a run tries: seconds, minutes, or as long as it takes. */
export type ProfileName = 'quick' | 'standard' | 'full';

export const profileNames: readonly ProfileName[] = ['quick', 'standard', 'full'];

/** Cells with the same axes crossed, and the values of free constants at which they are tried, crossed too. */
export interface Block extends Axes {
  readonly lets?: Readonly<Record<string, readonly number[]>>;
}

/** Blocks of cells; a claim's grid is all of them, in order, each cell once. */
export type Grid = readonly Block[];

const block = (
  d: readonly number[],
  m: readonly (number | string)[],
  C0: readonly number[],
  gamma: readonly number[] = [0.05],
): Block => ({ d, m: m.map(String), C0, gamma });

const at = (lets: NonNullable<Block['lets']>, axes: Block): Block => ({ ...axes, lets });

/** Factors of the cone, the same in every block of a profile, so that a table shows one of them. */
const standardFactors = [0.001, 0.01, 0.1, 0.5, 1, 10, 100, 1000];
const fullFactors = [0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 1, 2, 5, 10, 100, 1000];

/** The path of Theorem 3.1, m = d^2.4 from d = 25 on: the step's length follows the least gradient, whose strip grows with C0 √m. */
const stepLengths: Readonly<Record<ProfileName, Grid>> = {
  quick: [block([25, 100], ['d^2.4'], [1, 3])],
  standard: [block([25, 49, 100, 196, 400], ['d^2.4'], [0.3, 1, 3, 10])],
  full: [
    block([25, 49, 100, 196, 400], ['d^2.4'], [0.3, 1, 3, 10], [0.1, 0.05, 0.01]),
    block([784], ['d^2.4'], [1, 3, 10]),
  ],
};

/** What is tried of a claim that no profile names, such as one's own. */
const byDefault: Readonly<Record<ProfileName, Grid>> = {
  quick: [block([25, 100], [1000, 10000], [1, 3])],
  standard: [block([25, 100, 400], [1000, 10000, 100000], [1, 3, 10])],
  full: [block([25, 100, 400, 784], [1000, 10000, 100000, 'd^2.4'], [0.3, 1, 3, 10], [0.1, 0.05, 0.01])],
};

const byClaim: Readonly<Record<string, Readonly<Record<ProfileName, Grid>>>> = {
  'initial-value-is-bounded': {
    quick: [block([100], [4, 100, 10000], [0])],
    standard: [block([100], [4, 10, 100, 1000, 10000, 100000], [0], [0.5, 0.1, 0.05])],
    full: [block([100], [4, 10, 100, 1000, 10000, 100000, 1000000], [0], [0.5, 0.1, 0.05, 0.01])],
  },
  'initial-gradient-is-large': {
    quick: [block([3, 16, 100, 784, 10000], [1000], [0])],
    standard: [
      block([2, 3, 4, 6, 8, 16, 100, 784, 10000, 100000], [10, 1000], [0], [0.1, 0.05]),
      block([100, 400, 784], ['d^2.4'], [0]),
    ],
    full: [
      block([2, 3, 4, 5, 6, 8, 16, 100, 784, 10000, 100000], [10, 100, 1000, 100000], [0], [0.1, 0.05, 0.01]),
      block([100, 400, 784], ['d^2.4'], [0]),
    ],
  },
  'value-is-bounded': {
    quick: [block([100], [4, 100, 1000, 10000, 100000], [1, 3, 10])],
    standard: [
      block([100, 784], [4, 100, 1000, 10000, 100000], [0, 1, 3, 10, 30], [0.1, 0.05]),
      block([784], ['d^2.4'], [1, 10]),
    ],
    full: [
      block(
        [100, 784],
        [4, 10, 100, 1000, 10000, 100000, 1000000, 'd^2.4'],
        [0, 1, 3, 10, 30],
        [0.1, 0.05, 0.01],
      ),
    ],
  },
  'few-neurons-flip': {
    quick: [block([100], [16, 100, 1000, 10000, 100000], [1, 3, 10])],
    standard: [
      block([100], [16, 100, 1000, 10000, 100000], [0.1, 1, 3, 10, 30], [0.5, 0.1, 0.05]),
      block([784], ['d^2.4'], [1, 10]),
    ],
    full: [
      block([100], [16, 100, 1000, 10000, 100000, 1000000], [0.1, 0.3, 1, 3, 10, 30], [0.5, 0.1, 0.05, 0.01]),
      block([784], ['d^2.4'], [1, 10]),
    ],
  },
  'gradient-is-large': {
    quick: [block([16, 25, 100, 400], [1000, 10000], [1, 3, 10]), block([784], [10000], [3, 10])],
    standard: [
      block([16, 25, 49, 100, 196, 400, 784], [1000, 10000], [0.3, 1, 3, 10, 20]),
      block([100, 400, 784], [100000], [1, 3, 10]),
    ],
    full: [
      block(
        [16, 25, 49, 100, 196, 400, 784, 1600],
        [1000, 10000, 100000],
        [0.3, 1, 3, 10, 20],
        [0.1, 0.05, 0.01],
      ),
      block([784], ['d^2.4'], [1, 3, 10]),
    ],
  },
  'one-step-flips': {
    quick: [
      block([9, 25, 49], ['d^2.4'], [0.3, 1, 3]),
      block([100], ['d^2.4'], [0.3, 1]),
      block([784], [100000], [1]),
    ],
    standard: [
      block([9, 16, 25, 49, 100, 196], ['d^2.4'], [0, 0.3, 1, 3, 10]),
      block([100, 784], [1000, 10000, 100000], [1, 3]),
      block([784], [1000000], [1]),
      // From the least d on that its certificate decides.
      block([64, 81], ['d^2.4'], [0.3]),
      block([256, 324, 400, 784], ['d^2.4'], [1]),
    ],
    full: [
      block(
        [9, 16, 25, 49, 64, 81, 100, 144, 196, 256, 324, 400, 784],
        ['d^2.4'],
        [0, 0.3, 1, 3, 10],
        [0.1, 0.05, 0.01],
      ),
      block([100, 784], [1000, 10000, 100000], [1, 3, 10], [0.1, 0.05]),
      block([784], [1000000], [0.3, 1, 3]),
    ],
  },
  'step-is-short': stepLengths,
  'step-size-is-small': stepLengths,
  'cone-extends': {
    quick: [at({ r: [0.001, 0.1, 1, 1000] }, block([49], ['d^2.4'], [0.3]))],
    standard: [
      at({ r: standardFactors }, block([49, 100], ['d^2.4'], [0.3, 1])),
      at({ r: standardFactors }, block([784], [100000], [1])),
    ],
    full: [
      at({ r: fullFactors }, block([25, 49, 100, 196], ['d^2.4'], [0.3, 1, 3], [0.1, 0.05])),
      at({ r: fullFactors }, block([784], [100000, 'd^2.4'], [1])),
    ],
  },
  'control-initial-value-is-small': {
    quick: [block([100], [1000], [0])],
    standard: [block([100], [100, 1000, 10000], [0])],
    full: [block([100], [100, 1000, 10000], [0])],
  },
  'control-initial-gradient-is-larger': {
    quick: [block([784], [1000], [0])],
    standard: [block([784, 10000], [1000], [0])],
    full: [block([784, 10000], [1000], [0])],
  },
  'control-step-is-shorter': {
    quick: [block([100], ['d^2.4'], [1])],
    standard: [block([100, 400], ['d^2.4'], [1])],
    full: [block([100, 400], ['d^2.4'], [1])],
  },
  'control-value-ignores-the-ball': {
    quick: [block([100], [1000], [10])],
    standard: [block([100], [1000, 100000], [10])],
    full: [block([100], [1000, 100000], [10])],
  },
  'control-step-is-too-short': {
    quick: [block([49], ['d^2.4'], [1])],
    standard: [block([49, 100], ['d^2.4'], [1])],
    full: [block([49, 100], ['d^2.4'], [1])],
  },
};

/** The grid on which a profile tries a claim. */
export const gridOf = (profile: ProfileName, claimId: string): Grid =>
  (byClaim[claimId] ?? byDefault)[profile];
