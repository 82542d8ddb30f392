import { addScaled, dot, norm } from '../../../numerics/linalg/vectors.ts';
import type { GradientInstance } from '../network/instance.ts';
import { chosenSumNorm } from '../network/switching.ts';

/**
 * Neurons to switch, and the length of the second term they give: a lower bound of the largest over the ball.
 */
export interface SwitchedSum {
  /** One entry for each neuron of the may-flip set. */
  readonly chosen: Uint8Array;
  /** ‖(1/√m) Σ_{chosen} a_s (σ'(⟨w_s, x⟩) − σ'(u_s)) P w⁰_s‖. */
  readonly norm: number;
}

/** Sums over half-spaces only grow longer, so the rounds end; some ten are usual. */
const MOST_ROUNDS = 100;

/**
 * Looks at P W0 to find neurons of the may-flip set whose switching makes the second term of Section 4.2
 * long.
 *
 * The longest sum of a set of vectors takes exactly those on one side of a hyperplane, the one orthogonal to
 * the sum itself. So it alternates r ← Σ_{⟨r,v_s⟩>0} v_s until nothing changes, from the sum of all, from its
 * opposite and from the longest row. All of the may-flip set is among the candidates, so the result is never
 * below what switching everything gives.
 *
 * Shapes: `terms` as `switchedTerms` gives them.
 */
export const switchedSum = (
  instance: Pick<GradientInstance, 'm' | 'width' | 'mayFlip'>,
  terms: Float64Array,
): SwitchedSum => {
  const { width, mayFlip } = instance;
  const count = mayFlip.length;
  const everything = new Uint8Array(count).fill(1);
  let best: SwitchedSum = { chosen: everything, norm: chosenSumNorm(instance, terms, everything) };

  const total = new Float64Array(width);
  let longest = 0;
  let longestNorm = -1;
  for (let i = 0; i < count; i++) {
    addScaled(total, 1, terms, width, i * width);
    const length = norm(terms.subarray(i * width, (i + 1) * width));
    if (length > longestNorm) [longest, longestNorm] = [i, length];
  }
  const starts = [total, total.map((entry) => -entry), terms.slice(longest * width, (longest + 1) * width)];
  for (const start of starts) {
    let direction = start;
    const chosen = new Uint8Array(count);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const sum = new Float64Array(width);
      let changed = false;
      for (let i = 0; i < count; i++) {
        const on = dot(terms, direction, width, i * width) > 0 ? 1 : 0;
        if (on !== chosen[i]) changed = true;
        chosen[i] = on;
        if (on === 1) addScaled(sum, 1, terms, width, i * width);
      }
      direction = sum;
      if (!changed) break;
    }
    const reached = chosenSumNorm(instance, terms, chosen);
    if (reached > best.norm) best = { chosen, norm: reached };
  }
  return best;
};
