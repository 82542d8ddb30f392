import { type MovedStep, signedMarginAlongRay } from '../network/gradientStep.ts';
import type { StepInstance } from '../network/instance.ts';
import type { LazyBall } from '../network/lazyBall.ts';
import { bestStep, mayAskOn } from './stepSearch.ts';

/**
 * Searches at most: each starts at the largest candidate that the weights found so far keep their sign at.
 */
const SEARCHES = 3;

/** At which candidates some W was found, and whether a budget ended the search for more. */
export interface Survived {
  readonly found: readonly boolean[];
  readonly cutShort: boolean;
}

/**
 * For each of these C2, ascending, whether some W was found in the ball that the step does not flip there.
 *
 * The searches look at up to three of the C2 and give a few W; each of those is then tried at every C2, which
 * costs O(m). A `true` is an evaluation beyond its rounding, at that C2 itself: nothing is concluded from one
 * C2 to another. The first search is made whatever has been revealed before, by certificates above all; it asks W0 no more than seven
 * questions.
 */
export const survivesAt = (
  instance: StepInstance,
  ball: LazyBall,
  initial: MovedStep,
  candidates: readonly number[],
): Survived => {
  const found = candidates.map(() => false);
  const tryEverywhere = (step: MovedStep): void => {
    const signedMargin = signedMarginAlongRay(instance, step);
    candidates.forEach((C2, i) => {
      if (found[i]) return;
      const { value, error } = signedMargin(C2);
      found[i] = value > error;
    });
  };
  tryEverywhere(initial);
  let last = -1;
  for (let round = 0; round < SEARCHES; round++) {
    // The first C2 that is still open: above it an attack is harder, below it nothing is left to show.
    const open = found.indexOf(false);
    if (open < 0 || open === last) break;
    if (round > 0 && !mayAskOn(instance)) return { found, cutShort: ball.radius > 0 };
    last = open;
    const { step, cutShort } = bestStep(instance, ball, initial, candidates[open]!);
    tryEverywhere(step);
    if (cutShort === true) return { found, cutShort };
  }
  return { found, cutShort: false };
};
