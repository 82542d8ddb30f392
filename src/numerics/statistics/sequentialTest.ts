import { logRefutingE, logSupportingE } from './eProcess.ts';
import { MOST_TRIALS, requireInside, requireInteger } from './internal/require.ts';

/**
 * When to look at a cell, and how sure a sentence about it must be. All of it is fixed before the first
 * trial.
 */
export interface SequentialPlan {
  /** The failure rate that the claim allows. */
  readonly gamma: number;
  /** The chance of a wrong sentence, for either sentence. */
  readonly alpha: { readonly refute: number; readonly support: number };
  /** The most trials examined, skipped ones included. */
  readonly cap: number;
  /** Trials between looks; the last batch before the cap may be shorter. */
  readonly batch: number;
}

/** A complete prefix of trials. `n` = violated + certified + unresolved; `examined` adds the skipped ones. */
export interface Progress {
  readonly n: number;
  readonly violated: number;
  readonly unresolved: number;
  readonly examined: number;
  /** Of the unresolved, those on which no attack was tried: none failed on them. 0 where this is absent. */
  readonly untried?: number;
}

export type Decision = 'refuted' | 'supported' | 'consistent' | 'undecided' | 'continue';

/** Throws one sentence unless the plan's rates lie inside (0, 1) and its counts are positive integers. */
export const requirePlan = (where: string, plan: SequentialPlan): void => {
  requireInside(where, 'gamma', plan.gamma);
  requireInside(where, 'alpha.refute', plan.alpha.refute);
  requireInside(where, 'alpha.support', plan.alpha.support);
  requireInteger(where, 'cap', plan.cap, 1, MOST_TRIALS);
  requireInteger(where, 'batch', plan.batch, 1, MOST_TRIALS);
};

/** E_R(n, k) >= 1/α_R: so many failures that "rate at most γ" is refuted. */
export const refutes = (plan: SequentialPlan, n: number, k: number): boolean =>
  logRefutingE(n, k, plan.gamma) >= -Math.log(plan.alpha.refute);

/** E_A(n, k) >= 1/α_A: so few failures that "rate at least γ" is refuted. */
export const supports = (plan: SequentialPlan, n: number, k: number): boolean =>
  logSupportingE(n, k, plan.gamma) >= -Math.log(plan.alpha.support);

/**
 * What to say of a cell at a look, or whether to go on.
 *
 * Refuted when confirmed failures alone suffice; supported when even the unresolved trials, counted as
 * failures, leave the rate below γ; consistent when the confirmed ones and those that no attack was tried on
 * do, and certificates cannot catch up before the cap; undecided at the cap. The chance that 'refuted' is ever
 * said at a rate of at most γ is at most α_R, and likewise for 'supported' and α_A.
 *
 * Throws: `RangeError` unless violated + unresolved <= n <= examined <= cap and untried <= unresolved, all
 * integers.
 * Source: Ville 1939; looking after every batch is free because the plan looks at e-processes.
 */
export const decide = (plan: SequentialPlan, progress: Progress): Decision => {
  requirePlan('decide', plan);
  const { n, violated, unresolved, examined, untried = 0 } = progress;
  requireInteger('decide', 'examined', examined, 0, plan.cap);
  requireInteger('decide', 'n', n, 0, examined);
  requireInteger('decide', 'violated', violated, 0, n);
  requireInteger('decide', 'unresolved', unresolved, 0, n - violated);
  requireInteger('decide', 'untried', untried, 0, unresolved);
  const open = violated + unresolved;
  const remaining = plan.cap - examined;
  if (refutes(plan, n, violated)) return 'refuted';
  if (supports(plan, n, open)) return 'supported';
  if (supports(plan, n, violated + untried) && !supports(plan, n + remaining, open)) return 'consistent';
  return remaining === 0 ? 'undecided' : 'continue';
};

/** The cap used unless another is asked for: 1000 trials for γ >= 0.05, and 20/γ, rounded up, below. */
export const defaultCap = (gamma: number): number => {
  requireInside('defaultCap', 'gamma', gamma);
  // A quotient an ulp above an integer is that integer.
  return gamma >= 0.05 ? 1000 : Math.ceil((20 / gamma) * (1 - 1e-12));
};

/** Whether a cap of that size could ever refute (all trials violated) or support (all certified). */
export const whatCapCanDecide = (
  plan: SequentialPlan,
): { readonly refute: boolean; readonly support: boolean } => {
  requirePlan('whatCapCanDecide', plan);
  return { refute: refutes(plan, plan.cap, plan.cap), support: supports(plan, plan.cap, 0) };
};
