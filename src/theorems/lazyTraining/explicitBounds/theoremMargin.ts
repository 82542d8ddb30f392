import { ballBounds } from './ballBounds.ts';
import { goodNets } from './bestGapBound.ts';
import { type GapNets, gradientGapBound, type Widths } from './gradientGapBound.ts';
import { partsOf, type WholeWidths } from './widths.ts';

/** What Theorem 3.1 is asked at. */
export interface TheoremQuestion {
  readonly C0: number;
  readonly gamma: number;
  readonly C2: number;
}

/** What the explicit bounds make of the theorem at some widths: proved where `left` > `value`. */
export interface TheoremBounds {
  /** ‖∇f(x; W)‖ ≥ gradient · √d in the ball. */
  readonly gradient: number;
  /** The step is at most K/√d long. */
  readonly K: number;
  /** The gradient moves by at most gap · √d within K/√d. */
  readonly gap: number;
  /** ≤ C2 (1 − gap/gradient), by which the step lowers |f|. */
  readonly left: number;
  /** ≥ |f(x; W)| in the ball. */
  readonly value: number;
}

/** The chance of each of the two bounds over the ball. */
const BETA = 1e-9;

/** The share of γ that is not the value's: what the other events may take together. */
const SHARE = 1e-4;

/** (1/m) Σ σ(u_s)², whose mean is ½, is above this with chance e^{−RATE·m} at most: Chernoff's bound at λ = 0.004. */
const MEAN_SQUARE = 0.505;
const RATE = 9e-6;

/** By what the rounding of the last few operations is covered. */
const LESS = 1 - 1e-9;

/**
 * |f(x; W0)| but with chance γ(1 − SHARE), given that the mean square is as it should be: f is a sum of
 * Rademacher signs times σ(u_s)/√m (Hoeffding).
 */
const initialValue = (gamma: number): number =>
  Math.sqrt(2 * MEAN_SQUARE * Math.log(2 / (gamma * (1 - SHARE))));

/** Whether the events beside the value's fit into what is left of γ. */
const eventsFit = (gamma: number, least: number): boolean =>
  2 * BETA + Math.exp(-RATE * least) <= SHARE * gamma;

/**
 * The bounds that prove Theorem 3.1 at every width of the range: with chance 1 − γ at least, |f| ≤ value,
 * ‖∇f‖ ≥ gradient √d and the gap hold in all of the ball, so that the step is C2/‖∇f‖ ≤ K/√d long and, by the
 * descent inequality, takes |f| down by C2 (1 − gap √d/‖∇f‖) ≥ left.
 *
 * Null where the gradient may vanish, or the events do not fit into γ.
 * Source: docs/mathematics.md, "Theorem 3.1 at sizes that no draw reaches".
 */
export const theoremBounds = (
  widths: Widths,
  { C0, gamma, C2 }: TheoremQuestion,
  netsFor: (question: Parameters<typeof goodNets>[0]) => GapNets = goodNets,
): TheoremBounds | null => {
  const { gradient, move } = ballBounds(widths, C0, BETA);
  if (!(gradient > 0) || !eventsFit(gamma, widths.least)) return null;
  const K = C2 / gradient / LESS;
  const question = { ...widths, C0, K, beta: BETA };
  const gap = gradientGapBound(question, netsFor(question)).total;
  return {
    gradient,
    K,
    gap,
    left: C2 * (1 - gap / gradient) * LESS,
    value: (initialValue(gamma) + move) / LESS,
  };
};

/** Parts of the widths for which nets are chosen anew; between them the last net shrinks as 1/√m. */
const NETS_KEPT = 25;
const STEP = 0.1;

/** The bounds of each part of the widths, one after the other: the theorem is proved where it is in all of them. */
export function* boundsOverWidths(
  widths: WholeWidths,
  question: TheoremQuestion,
): Generator<TheoremBounds | null> {
  let nets: GapNets | null = null;
  let chosenAt = 0;
  for (const [i, part] of partsOf(widths, STEP).entries()) {
    yield theoremBounds(part, question, (asked) => {
      if (nets === null || i % NETS_KEPT === 0) {
        nets = goodNets(asked);
        chosenAt = part.least;
      }
      const last = nets.logRadii.at(-1)! - 0.5 * Math.log(part.least / chosenAt);
      return { ...nets, logRadii: nets.logRadii.with(-1, last) };
    });
  }
}
