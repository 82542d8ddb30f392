import { UsageError } from '../../core/run/usageError.ts';
import type { Point } from '../../core/theorem.ts';

/** The layers whose widths a claim may set one by one, as n1 to n9 under `where`. */
const LISTED = 9;

/** Formulas for a width are rounded up, with this relative room. */
const SLACK = 1e-9;

/**
 * n_0 = d, n_1, …, n_ℓ: each is m unless the claim derives it, as `n3` for the third, by a number or a formula.
 *
 * Throws: `UsageError` for a width below 1.
 */
export const widthsAt = (at: Point): readonly number[] => {
  const layer = (i: number): number => {
    const asked = i <= LISTED ? (at[`n${i}`] ?? at.m!) : at.m!;
    const width = Math.ceil(asked * (1 - SLACK));
    if (!(Number.isSafeInteger(width) && asked >= 1 - SLACK))
      throw new UsageError(`n${i} is ${asked}, and a layer has at least one unit; give a larger width`);
    return width;
  };
  return [at.d!, ...Array.from({ length: at.depth! }, (_, i) => layer(i + 1))];
};
