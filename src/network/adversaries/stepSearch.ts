import type { MovedStep } from '../gradientStep.ts';
import type { StepInstance } from '../instance.ts';
import type { LazyBall } from '../lazyBall.ts';
import { isBetter, type KeptSign, structuredStep, type WhenTried } from './structuredStep.ts';
import { switchedStep } from './switchedStep.ts';

/** Switched neurons gain some hundredths of C2; a sign further than this share of C2 from being kept is out of their reach. */
const NEAR = 0.15;

/** Bytes of revealed numbers beyond which no further search is begun: a query keeps 5m of them for good. */
const MOST_REVEALED = 4e8;

/** Whether a further search may ask about this draw. It depends on the draw's size alone, never on the machine. */
export const mayAskOn = ({ m, revealed }: StepInstance): boolean =>
  5 * m * revealed.rows.length < MOST_REVEALED;

/**
 * The searches against the theorem's step in turn: structured weights first, then, starting from the best of them, switched neurons.
 *
 * Where the first comes nowhere near, the second is left out, unless every search is to be carried to its end (`exhaust`). The
 * result is never weaker than that of either.
 */
export const stepSearch = (
  instance: StepInstance,
  ball: LazyBall,
  initial: MovedStep,
  C2: number,
  exhaust: boolean,
  whenTried: WhenTried,
): KeptSign => {
  let decided = false;
  const watch: WhenTried = (tried) => {
    decided = whenTried(tried);
    return decided;
  };
  const first = structuredStep(instance, ball, initial, C2, watch);
  const hopeless = !exhaust && first.kept < -NEAR * C2;
  if (decided || ball.radius === 0 || hopeless || !mayAskOn(instance)) return first;
  const second = switchedStep(instance, ball, first.step, C2, watch);
  return isBetter(second, first) ? second : first;
};
