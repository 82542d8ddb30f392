import type { Profile } from '../../../../core/theorem.ts';
import type { Place } from '../../studies/lazyStudy.ts';
import { stepConstant } from './effort.ts';

/** Budgets R/√d that are tried beside the one on trial, to see from which one on the attack wins. */
export const smaller: Readonly<Record<Profile, readonly number[]>> = {
  quick: [2],
  standard: [0.5, 1, 2, 5],
  full: [0.25, 0.5, 1, 2, 3, 5, 10, 20],
};

/** R = 4 C2 of the theorem's step: ‖δ‖ = C2/‖∇f‖ ≤ 4 C2/√d by Lemma 4.2. */
export const theoremsBudget = (place: Place): number => 4 * stepConstant(place);

/**
 * R on trial: the theorem's, but at most √d/2. From √d on a perturbation reaches 0, where f = 0 and every sign is wrong, so that the
 * robust error is 1 whatever W is; the theorem's R is that large up to d = 16 C2².
 */
export const budgetOf = (place: Place): number =>
  place.constants.R ?? Math.min(theoremsBudget(place), Math.sqrt(place.d) / 2);
