import { normalCdf } from '../../src/numerics/statistics/normal.ts';
import {
  type CompareBoxes,
  lawOfComparison,
  lawOfLines,
  lawOfRaising,
  lawOfSteps,
  lawOfTables,
  NETWORKS,
} from '../arbitraries/boxLaws.ts';
import type { mutatedBoxes } from './mutatedBoxes.ts';

/** What an inequality that does not hold ends a law with. */
class Broken extends Error {}

const strict: CompareBoxes = (what, left, right) => {
  if (!(left <= right)) throw new Broken(what);
};

/** The tails are met by no draw: what they add up to is counted. */
const wrongAllowance = (code: ReturnType<typeof mutatedBoxes>, compare: CompareBoxes): void => {
  const { allowanceFor, LEAF_ERROR, LENGTH_ERROR, FLIPS_ERROR, NEAR, BOX_ERROR, MOST_LEAVES, SIDE_ERROR } =
    code;
  for (const d of [3, 25, 784]) {
    const { length, shift, leaf, beyond } = allowanceFor(d);
    // P(γ ≥ shift) and P(|N(0, 1)| ≤ NEAR), which a leaf is conditioned on.
    const conditioned = normalCdf(-shift) * (1 - 2 * normalCdf(-NEAR));
    compare('mean length', Math.sqrt(d - 2), length * (1 + 1e-12));
    compare('shift', shift, length);
    compare('leaf', Math.exp(-leaf), conditioned * LEAF_ERROR * (1 + 1e-9));
    compare('tail of the length', Math.exp(-0.5 * beyond * beyond), conditioned * LENGTH_ERROR * (1 + 1e-9));
  }
  compare('sides', 2 * SIDE_ERROR, BOX_ERROR * (1 + 1e-12));
  compare('a side', FLIPS_ERROR + MOST_LEAVES * LENGTH_ERROR + 48 * LEAF_ERROR, SIDE_ERROR * (1 + 1e-12));
};

/** The first law that a certificate by boxes breaks, or null; `networks` of the small networks are looked at. */
export const objectionToBoxes = (
  code: ReturnType<typeof mutatedBoxes>,
  networks = NETWORKS,
): string | null => {
  const laws: readonly (() => void)[] = [
    () => wrongAllowance(code, strict),
    () => lawOfRaising(code, strict),
    () => lawOfLines(code, strict),
    () => void lawOfTables(code, strict),
    () => lawOfComparison(code, strict),
    () =>
      void lawOfSteps(
        code,
        strict,
        Array.from({ length: networks }, (_, i) => i),
      ),
  ];
  for (const law of laws) {
    try {
      law();
    } catch (error) {
      if (error instanceof Broken) return `boxes: ${error.message}`;
      throw error;
    }
  }
  return null;
};
