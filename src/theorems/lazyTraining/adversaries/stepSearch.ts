import type { MovedStep } from '../network/gradientStep.ts';
import type { StepInstance } from '../network/instance.ts';
import type { LazyBall } from '../network/lazyBall.ts';
import { isBetter, type SignedStep, structuredStep } from './structuredStep.ts';
import { switchedStep } from './switchedStep.ts';

/**
 * Switched neurons gain some hundredths of C2; a sign further than this share of C2 from being kept is out of
 * their reach.
 */
const NEAR = 0.15;

/** Bytes of revealed numbers beyond which no further search is begun: a query keeps 5m of them for good. */
const MOST_REVEALED = 4e8;

/** What is said of a search that ended there. */
export const REVEALED_SPENT = `a budget of ${MOST_REVEALED / 1e6} MB of revealed numbers ended the search for an attack`;

/**
 * Whether a further search may ask about this draw. It depends on the draw's size alone, never on the
 * machine.
 */
export const mayAskOn = ({ m, revealed }: StepInstance): boolean =>
  5 * m * revealed.rows.length < MOST_REVEALED;

/**
 * The searches against the theorem's step in turn: structured weights first, then, starting from the best of
 * them, switched neurons. Yields after each try the best so far.
 *
 * Where the first comes nowhere near, the second is left out, unless every search is to be carried to its end
 * (`exhaust`); where its budget is spent, the last that is yielded says so. The result is never weaker than that of either.
 */
export function* stepSearch(
  instance: StepInstance,
  ball: LazyBall,
  initial: MovedStep,
  C2: number,
  exhaust: boolean,
): Generator<SignedStep, void> {
  let first: SignedStep | undefined;
  for (first of structuredStep(instance, ball, initial, C2)) yield first;
  const hopeless = !exhaust && first!.signedMargin < -NEAR * C2;
  if (ball.radius === 0 || hopeless) return;
  if (!mayAskOn(instance)) {
    yield { ...first!, cutShort: true };
    return;
  }
  for (const second of switchedStep(instance, ball, first!.step, C2))
    yield isBetter(second, first!) ? second : first!;
}

/** The best that all searches find. */
export const bestStep = (
  instance: StepInstance,
  ball: LazyBall,
  initial: MovedStep,
  C2: number,
): SignedStep => {
  let best: SignedStep | undefined;
  for (best of stepSearch(instance, ball, initial, C2, true));
  return best!;
};
