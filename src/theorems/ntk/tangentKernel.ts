import type { Bracket, Found, Point, Quantity, Setting } from '../../core/theorem.ts';
import { leastEigenvalue } from '../../numerics/linalg/leastEigenvalue.ts';
import { attackLeast, attackMove, mobileNeurons } from './attack.ts';
import { type Crossings, countsByDefinition, farthest, sidesOf } from './ball.ts';
import { enclose, leastOverBall, moveOverBall } from './certificate.ts';
import { type Inputs, inputsAt } from './inputs.ts';
import { difference, kernelOf } from './kernel.ts';
import { sharedCounts } from './neuronSets.ts';
import { type Preactivations, preactivations } from './preactivations.ts';

/** ‖A‖₂ for a symmetric matrix. */
const normBracket = (A: Float64Array, n: number): Bracket => {
  const least = leastEigenvalue(A, n);
  const most = leastEigenvalue(
    A.map((entry) => -entry),
    n,
  );
  return {
    lower: Math.max(0, -least.upper, -most.upper),
    upper: Math.max(0, -least.lower, -most.lower),
  };
};

/** A number as a bracket. */
const exactly = (value: number): Bracket => ({ lower: value, upper: value });

const middle = ({ lower, upper }: Bracket): number => (lower + upper) / 2;

/** A bracket in units of λ0. */
const inUnits = ({ lower, upper }: Bracket, { least }: Inputs): Bracket => ({
  lower: Math.min(lower / least.lower, lower / least.upper),
  upper: Math.max(upper / least.lower, upper / least.upper),
});

/** n²/λ0² ln(n/γ): the width that Lemma 3.1 asks for, but for its constant. */
const askedWidth = ({ n, least }: Inputs, gamma: number): number =>
  (n / middle(least)) ** 2 * Math.log(n / gamma);

/** The radius of the ball: as the claim derives it, or c γ λ0/n² where it gives c. */
export const radiusAt = (at: Point): number => {
  if (at.radius !== undefined) return at.radius;
  const { n, least } = inputsAt(at);
  return at.c === undefined ? 0 : (at.c * at.gamma! * middle(least)) / (n * n);
};

/** Whether there is anything to draw: λ0 > 0, and the width that the claim asks for, where it gives its constant K. */
const isMet = (inputs: Inputs, at: Point): boolean =>
  inputs.least.lower > 0 &&
  (at.K === undefined || at.K * askedWidth(inputs, at.gamma!) <= at.m! * (1 + 1e-9));

/** The inputs of a cell, and the preactivations of a draw, drawn once they are asked for. */
export interface KernelDraw {
  readonly inputs: Inputs;
  readonly start: () => Preactivations;
}

const kernelAt = (draw: KernelDraw, choice: Crossings | null): Float64Array => {
  const start = draw.start();
  return kernelOf(countsByDefinition(start, choice), start);
};

type KernelQuantity = Quantity<KernelDraw, Crossings>;

const ofInputs = (
  symbol: string,
  says: string,
  tex: string,
  value: (inputs: Inputs, at: Point) => number,
): KernelQuantity => ({
  symbol,
  says,
  tex,
  value: ({ inputs }, _, at) => value(inputs, at),
});

const leastOf = (kernel: Float64Array, { n, least }: Inputs): number =>
  middle(leastEigenvalue(kernel, n)) / middle(least);

const normOf = (kernel: Float64Array, { n, least }: Inputs): number =>
  middle(normBracket(kernel, n)) / middle(least);

const quantities: readonly KernelQuantity[] = [
  ofInputs('lambda0', 'the least eigenvalue of H∞', '\\lambda_0', ({ least }) => middle(least)),
  ofInputs('askedWidth', 'n²/λ0² ln(n/γ)', '\\tfrac{n^2}{\\lambda_0^2}\\ln\\tfrac n\\gamma', (inputs, at) =>
    askedWidth(inputs, at.gamma!),
  ),
  {
    symbol: 'startLeast',
    says: 'λ_min(H(0)) in units of λ0',
    tex: '\\lambda_{\\min}(H(0))/\\lambda_0',
    value: (draw) => leastOf(kernelAt(draw, null), draw.inputs),
  },
  {
    symbol: 'startGap',
    says: '‖H(0) − H∞‖ in units of λ0',
    tex: '\\|H(0)-H^\\infty\\|/\\lambda_0',
    value: (draw) => normOf(difference(kernelAt(draw, null), draw.inputs.limit), draw.inputs),
  },
  {
    symbol: 'leastInBall',
    says: 'the least λ_min(H(W)) in the ball, in units of λ0',
    tex: '\\inf_W \\lambda_{\\min}(H(W))/\\lambda_0',
    over: 'inf',
    value: (draw, choice) => leastOf(kernelAt(draw, choice), draw.inputs),
  },
  {
    symbol: 'moveInBall',
    says: 'the largest ‖H(W) − H(0)‖ in the ball, in units of λ0',
    tex: '\\sup_W \\|H(W)-H(0)\\|/\\lambda_0',
    over: 'sup',
    value: (draw, choice) => normOf(difference(kernelAt(draw, choice), kernelAt(draw, null)), draw.inputs),
  },
];

const unknown: Bracket = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/**
 * The tangent kernel of a two-layer ReLU network at fixed inputs, at the start and over the ball around it.
 *
 * A claim gives the `radius` by which each neuron may move, or the constant `c` of a radius c γ λ0/n², or neither: then nothing moves.
 */
export const tangentKernel: Setting<KernelDraw, Crossings> = {
  name: 'tangent kernel over the ball',
  reads: ['d', 'n', 'data', 'm', 'gamma'],
  quantities,
  modes: ['reduced', 'ambient'],
  sample: (stream, at, mode) => {
    let drawn: Preactivations | null = null;
    return {
      inputs: inputsAt(at),
      start: () => {
        drawn ??= preactivations(stream, at, mode);
        return drawn;
      },
    };
  },
  *refine({ inputs, start }, wanted, at) {
    const { n, least, limit } = inputs;
    const asked = least.lower > 0 ? askedWidth(inputs, at.gamma!) : Number.POSITIVE_INFINITY;
    const known = {
      lambda0: least,
      askedWidth: { lower: asked * (1 - 1e-9), upper: asked * (1 + 1e-9) },
    };
    if (!isMet(inputs, at)) {
      yield Object.fromEntries([...wanted].map((symbol) => [symbol, known[symbol as 'lambda0'] ?? unknown]));
      return;
    }
    const draw = start();
    const sides = sidesOf(draw, radiusAt(at));
    const counts = sharedCounts(sides.atStart);
    const kernel = kernelOf(counts, draw);
    const startLeast = inUnits(leastEigenvalue(kernel, n), inputs);
    const none = (): Crossings => new Int16Array(draw.m).fill(-1);
    let found: Readonly<Record<string, Found<Crossings>>> = {
      ...known,
      startLeast,
      startGap: wanted.has('startGap') ? inUnits(normBracket(difference(kernel, limit), n), inputs) : unknown,
      // A kernel is positive semidefinite, and its trace is at most n.
      leastInBall: { lower: 0, upper: Math.max(0, startLeast.upper), attainedAt: none },
      moveInBall: { lower: 0, upper: n / least.lower, attainedAt: none },
    };
    yield found;
    const [least0, most0] = [wanted.has('leastInBall'), wanted.has('moveInBall')];
    if (!(least0 || most0)) return;
    const enclosure = enclose(draw, sides);
    const { leastInBall: inf, moveInBall: sup } = found;
    const certified = least0 ? inUnits(exactly(leastOverBall(enclosure)), inputs).lower : inf!.lower;
    const bounded = most0
      ? Math.min(sup!.upper, inUnits(exactly(moveOverBall(enclosure, kernel)), inputs).upper)
      : sup!.upper;
    found = {
      ...found,
      leastInBall: { ...inf!, lower: Math.min(Math.max(0, certified), inf!.upper) },
      moveInBall: { ...sup!, upper: bounded },
    };
    yield found;
    const mobile = mobileNeurons(draw, sides);
    if (least0) {
      const { upper, choice } = attackLeast(draw, mobile, counts);
      const reached = inUnits(exactly(upper), inputs).upper;
      if (reached < found.leastInBall!.upper)
        found = {
          ...found,
          leastInBall: { ...found.leastInBall!, upper: reached, attainedAt: () => choice },
        };
    }
    if (most0) {
      const { lower, choice } = attackMove(draw, mobile, counts);
      const reached = inUnits(exactly(lower), inputs).lower;
      if (reached > 0)
        found = {
          ...found,
          moveInBall: { ...found.moveInBall!, lower: Math.min(reached, bounded), attainedAt: () => choice },
        };
    }
    yield found;
  },
  admits: ({ start }, choice, at) => {
    const [moved, radius] = [farthest(start(), choice), radiusAt(at)];
    return { admitted: moved <= radius, shown: { largestShift: moved, radius } };
  },
  size: ({ n, m }) => n! * m!,
  cost: (at, mode) => {
    const { n, rank } = inputsAt(at);
    const [m, width] = [at.m!, mode === 'ambient' ? at.d! : rank];
    // Neurons that are undecided at some input: as many as fit, at most all of them.
    const open = Math.min(m, 0.8 * n * radiusAt(at) * m);
    return {
      seconds: 2e-4 + m * n * (3e-9 + 1.5e-9 * width + 1e-9 * n) + open * n * n * 5e-9 + 3e-7 * n ** 3,
      bytes: 2 ** 20 + 8 * m * (n + 2) + 4 * 4096 * width + 8 * n * n * (n + 8) + 3 * n * n * open,
    };
  },
};
