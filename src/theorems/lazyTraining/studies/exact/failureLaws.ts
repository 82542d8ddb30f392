import { maximize, type Optimum, provesItself } from '../../../../numerics/exact/linearProgram.ts';
import { compare, over, type Rational, rational } from '../../../../numerics/exact/rational.ts';

/** A law of the data on finitely many points: point i has mass masses[i]/total. */
export interface FiniteLaw {
  readonly masses: readonly number[];
  readonly total: number;
}

/** All laws whose masses are multiples of 1/total, up to the order of their points: the partitions of `total`. */
export const lawsOf = (total: number): FiniteLaw[] => {
  const parts = (rest: number, most: number): number[][] =>
    rest === 0
      ? [[]]
      : Array.from({ length: Math.min(rest, most) }, (_, i) => Math.min(rest, most) - i).flatMap((first) =>
          parts(rest - first, first).map((others) => [first, ...others]),
        );
  return parts(total, total).map((masses) => ({ masses, total }));
};

/** Whether a set of points of this mass, failing together, brings the robust error below 0.9: more than a tenth fails. */
export const isBad = (mass: number, total: number): boolean => 10 * mass > total;

/** Minimal bad sets: no point of theirs can be spared. A worst law of the failures needs no others. */
const minimalBadSets = ({ masses, total }: FiniteLaw): number[][] => {
  const sets: number[][] = [];
  const extend = (set: readonly number[], mass: number, from: number): void => {
    if (isBad(mass, total)) {
      if (set.every((point) => !isBad(mass - masses[point]!, total))) sets.push([...set]);
      return;
    }
    for (let next = from; next < masses.length; next++)
      extend([...set, next], mass + masses[next]!, next + 1);
  };
  extend([], 0, 0);
  return sets;
};

/** The largest P(robust error < 0.9) over all joint laws of failures, each point failing with probability at most γ. */
export interface WorstFailure {
  readonly probability: Rational;
  /** probability/γ: what the claim bounds by 10. */
  readonly factor: Rational;
  /** Whether the answer was proven by its prices. */
  readonly proven: boolean;
}

/**
 * Solved exactly as a linear program: q_T is the probability that exactly the points of the bad set T fail; every point is in failing
 * sets with probability at most γ, and all of them together have at most 1.
 */
export const worstFailure = (law: FiniteLaw, gamma: Rational): WorstFailure => {
  const sets = minimalBadSets(law);
  const one = rational(1n);
  const zero = rational(0n);
  const c = sets.map(() => one);
  const A = [...law.masses.map((_, point) => sets.map((set) => (set.includes(point) ? one : zero))), c];
  const b = [...law.masses.map(() => gamma), one];
  const optimum: Optimum = maximize(c, A, b);
  return {
    probability: optimum.value,
    factor: over(optimum.value, gamma),
    proven: provesItself(optimum, c, A, b),
  };
};

/**
 * The same for n equal points of which any `fewest` must fail, in closed form.
 *
 * All sets of that size equally likely, with nγ/fewest in all, keep every point at γ; prices 1/fewest for every point prove that nothing
 * does better, and no probability exceeds 1.
 */
export const worstOnEqualPoints = (n: number, fewest: number, gamma: Rational): Rational => {
  const probability = rational(BigInt(n) * gamma.numerator, BigInt(fewest) * gamma.denominator);
  return compare(probability, rational(1n)) > 0 ? rational(1n) : probability;
};

/** How many of n equal points must fail to bring the robust error below 0.9. */
export const fewestBelow = (n: number): number => Math.floor(n / 10) + 1;

/** And to bring it to 0.9 or below. */
export const fewestAtMost = (n: number): number => Math.ceil(n / 10);
