import type { Proof } from '../../core/proof.ts';
import { asWritten } from '../../numerics/exact/rational.ts';
import { chiSquaredLowerTail } from '../../numerics/statistics/chiSquared.ts';
import { leastGap } from './network/fixedGap.ts';
import { emptyDimensions } from './network/widthWindow.ts';
import { theoremWidth } from './studies/order/paths.ts';

// Laws that decide a statement whatever its constants: what a table of cells cannot do. docs/mathematics.md has the proofs.

const anchor = 'laws-that-decide-whatever-the-constants';

const shown = (value: number): string => String(Number(value.toPrecision(3)));

/** P(‖N(0, I_d/2)‖ < √d/4): the limit, as m grows, of the chance that ∇f(x; a, W0) is shorter than √d/4. */
const limitAt = (d: number): number => chiSquaredLowerTail(d, d / 8);

const gradientIsShort = (): string => {
  const limits = [1, 2, 3, 4].map(limitAt);
  if (!(limits[2]! > 0.05)) throw new Error(`the limit at d = 3 is ${limits[2]}, and must exceed γ = 0.05`);
  return `as m grows the gradient at W0 is too short with a chance that tends to ${limits.map(shown).join(', ')} at d = 1, 2, 3, 4`;
};

/** The share of neurons that a fixed δ ⊥ x of this length flips at W0, over 1/√m. */
const flipsOver = (m: number, length: number): number => (Math.sqrt(m) * Math.atan(length)) / Math.PI;

const flipsDiverge = (lengthAt: (d: number) => number) => (): string => {
  const values = [1e2, 1e4, 1e6].map((d) => flipsOver(theoremWidth(d), lengthAt(d)));
  if (!values.every((value, i) => i === 0 || value > 2 * values[i - 1]!))
    throw new Error(`the means over √m are ${values.join(', ')}, and must grow`);
  return `the mean over √m is ${values.map(shown).join(', ')} at d = 10², 10⁴, 10⁶, m = d^2.4 and K = 1`;
};

const firstSumDiverges = (): string => {
  const ratios = [1e4, 1e6, 1e8].map((d) => {
    const length = 1 / Math.sqrt(d);
    return leastGap({ d, m: theoremWidth(d) }, length, 1e-6) / (length * Math.sqrt(Math.log(d))) ** 0.25;
  });
  if (!ratios.every((ratio, i) => i === 0 || ratio > 2 * ratios[i - 1]!))
    throw new Error(`the ratios are ${ratios.join(', ')}, and must grow`);
  return `but for one draw in 10⁶ no constant below ${ratios.map(shown).join(', ')} serves at d = 10⁴, 10⁶, 10⁸ (K = 1)`;
};

/** P(sup |f| ≤ bound) is at most variance/(mean − bound)² by Chebyshev, where the mean exceeds the bound. */
const valueExceeds = (): string => {
  const [C0, gamma] = [10, 0.05];
  const bound = 2 * Math.sqrt(Math.log(2 / gamma)) + C0;
  const stays = (m: number, epsilon: number): number => {
    const mean = (C0 * m ** epsilon) / 2;
    const radius = C0 * m ** (epsilon - 0.5);
    return mean > bound ? (0.5 + radius ** 2 / 4) / (mean - bound) ** 2 : 1;
  };
  const widths = [0.1, 0.2, 0.3].map((epsilon) => {
    const power = Array.from({ length: 60 }, (_, k) => k + 1).find((k) => stays(2 ** k, epsilon) < 1 - gamma);
    if (power === undefined) throw new Error(`no width up to 2^60 exceeds the bound at ε = ${epsilon}`);
    return `2^${power}`;
  });
  return `at C0 = 10 and γ = 0.05 it fails on more than γ of the draws from m = ${widths.join(', ')} on, for ε = 0.1, 0.2, 0.3`;
};

const windowIsOpen = (): string => {
  if (emptyDimensions(asWritten(454_000)) !== null) throw new Error('a window is empty at C4 = 454000');
  return 'at C4 = 454,000 no dimension has an empty window, in exact arithmetic';
};

const law = (
  statement: string,
  reading: Proof['reading'],
  verdict: Proof['verdict'],
  because: string,
  check?: () => string,
): Proof => ({ ...{ statement, reading, verdict, because, anchor }, ...(check && { check }) });

/** Statements that a law decides as wholes. */
export const divergences: readonly Proof[] = [
  law(
    ...(['gradient-is-large', 'printed', 'refuted'] as const),
    'at fixed d every K admits all large m, and there ∇f(x; a, W0) is Gaussian in the limit, N(0, I/2), hence shorter than √d/4 with a chance that exceeds γ for d ≤ 3 at γ = 0.05',
    gradientIsShort,
  ),
  ...(['printed', 'intended'] as const).flatMap((reading) =>
    ['flips-under-both', 'flips-under-both-anywhere'].map((statement) =>
      law(
        ...([statement, reading, 'refuted'] as const),
        'at W0 alone a fixed δ ⊥ x flips a binomial number with mean m·arctan(‖δ‖)/π, which outgrows every multiple of √m',
        flipsDiverge(reading === 'printed' ? () => 1 : (d) => 1 / Math.sqrt(d)),
      ),
    ),
  ),
  law(
    ...(['first-sum-rate', 'printed', 'refuted'] as const),
    'for one fixed δ ⊥ x the sum reaches √(d·arctan(R)/π) up to a factor that tends to 1, of order d^(1/4), and the order claimed tends to 0',
    firstSumDiverges,
  ),
  law(
    ...(['width-window', 'printed', 'supported'] as const),
    'C4 = 454,000 leaves a width in every dimension: the least C4 rises up to d = 14,678 and falls beyond',
    windowIsOpen,
  ),
  law(
    ...(['radius-is-critical', 'printed', 'supported'] as const),
    'the supremum of f has mean C0 m^ε/2 and variance ½ + V²/4, so that by Chebyshev it exceeds any bound with a chance that tends to 1',
    valueExceeds,
  ),
  law(
    ...(['cone-extends', 'printed', 'refuted'] as const),
    'C2 is chosen before r, and the step at rW has the constant r C2: as r tends to 0 it becomes too short to change the sign of any f ≠ 0, at every width and dimension',
  ),
];
