import type { Mode, Point } from '../../core/theorem.ts';
import { kernels } from '../../numerics/kernels/inUse.ts';
import { addScaled, dot, norm } from '../../numerics/linalg/vectors.ts';
import { gaussian } from '../../numerics/random/gaussian.ts';
import { signs } from '../../numerics/random/signs.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { type Activation, activationAt } from './activation.ts';
import {
  conditionedMatrix,
  explicitMatrix,
  type GaussianMatrix,
  IN_THE_SPAN,
  wholeMatrix,
} from './gaussianMatrix.ts';
import { widthsAt } from './widths.ts';

/** f(x) = ⟨a, z_ℓ⟩/√n_ℓ with z_0 = x and z_i = ψ(W_i z_{i−1}). */
export interface Network {
  readonly activation: Activation;
  /** W_1, …, W_ℓ. */
  readonly matrices: readonly GaussianMatrix[];
  /** a/√n_ℓ, and its length. */
  readonly last: Float64Array;
  readonly lastLength: number;
}

/** A network by the address of its draw. */
export interface NetworkDraw {
  readonly stream: Stream;
  readonly mode: Mode;
}

const lastLayer = (stream: Stream, width: number, isGaussian: boolean): Float64Array => {
  const drawn = isGaussian ? gaussian(stream, width) : signs(stream, width);
  const scale = 1 / Math.sqrt(width);
  const last = new Float64Array(width);
  for (let s = 0; s < width; s++) last[s] = scale * drawn[s]!;
  return last;
};

/** The network of a draw, nothing of its matrices known where they are drawn as they are asked. */
export const networkOf = ({ stream, mode }: NetworkDraw, at: Point): Network => {
  const widths = widthsAt(at);
  const draw = mode === 'ambient' ? wholeMatrix : conditionedMatrix;
  const last = lastLayer(stream.child('a'), widths.at(-1)!, at.last === 2);
  return {
    activation: activationAt(at.activation!),
    matrices: widths.slice(1).map((rows, i) => draw(stream.child('W').child(i + 1), rows, widths[i]!)),
    last,
    lastLength: norm(last),
  };
};

/** The same network with all its weights written out. */
export const writtenOut = (network: Network): Network => ({
  ...network,
  matrices: network.matrices.map((one) => explicitMatrix(one.written(), one.rows, one.columns)),
});

/** What a network makes of one input. */
export interface Forward {
  readonly value: number;
  /** A bound on the rounding of `value`; see `shareLost`. */
  readonly error: number;
  /** h_1, …, h_ℓ. */
  readonly before: readonly Float64Array[];
}

/**
 * The share of its size by which rounding moves f(x), in units of ‖a‖‖z_ℓ‖/√n_ℓ, or ‖∇f(x)‖.
 *
 * An inner product of N numbers is off by at most (N/4 + 4)·2⁻⁵³ of the product of the lengths, and a layer has a few of them: less than
 * 4(N + 64)·2⁻⁵³ of ‖z_i‖. On its way through a layer an error that was not chosen after the matrix shrinks as ‖z‖ does (for ReLU by the
 * same half of the units), up to chance; so the errors of the layers add up, and 4 times their sum leaves room for chance. To it comes what
 * a matrix takes to be in the span of what it knows.
 */
export const shareLost = (matrices: readonly GaussianMatrix[]): number => {
  const N = Math.max(...matrices.map(({ rows, columns }) => Math.max(rows, columns)));
  return (matrices.length + 1) * (16 * (N + 64) * 2 ** -53 + IN_THE_SPAN);
};

/** Squares of shorter vectors leave the normal numbers. */
export const TINY = 2 ** -400;

/** Whether z_ℓ is 0 because a whole layer is, and not because it was too small for f64. */
const isDead = (before: readonly Float64Array[], after: readonly Float64Array[]): boolean => {
  const first = after.findIndex((z) => norm(z) < TINY);
  return first >= 0 && norm(before[first]!) >= TINY && after[first]!.every((entry) => entry === 0);
};

/** f(x). Shapes: x has n_0 entries. A value that may be an underflow has an error of 2⁻⁴⁰⁰. */
export const forward = ({ activation, matrices, last, lastLength }: Network, x: Float64Array): Forward => {
  const { arena } = kernels();
  // What is not remembered is free again at the end: a matrix copies what it is asked.
  return arena.scope(() => {
    const before: Float64Array[] = [];
    const after: Float64Array[] = [];
    for (const matrix of matrices) {
      const h = matrix.times(after.at(-1) ?? x);
      const z = arena.float64(h.length);
      activation.values(h, z);
      before.push(h);
      after.push(z);
    }
    const z = after.at(-1)!;
    const length = norm(z);
    const error = shareLost(matrices) * lastLength * length;
    const underflow = length < TINY && !isDead(before, after) ? TINY : 0;
    return { value: dot(last, z), error: error + underflow, before };
  });
};

/** ∇f at the input that `before` belongs to. */
export const gradient = ({ activation, matrices, last }: Network, { before }: Forward): Float64Array => {
  const { arena } = kernels();
  return arena.scope(() => {
    let back = last;
    for (let i = matrices.length - 1; i >= 0; i--) {
      const y = arena.float64(back.length);
      activation.slopes(before[i]!, back, y);
      back = matrices[i]!.transposedTimes(y);
    }
    return back;
  });
};

/** x + factor · direction. */
export const moved = (x: Float64Array, factor: number, direction: Float64Array): Float64Array => {
  const out = Float64Array.from(x);
  addScaled(out, factor, direction);
  return out;
};

/** The input √d e₁: which one it is makes no difference to a Gaussian first layer. */
export const inputOf = (d: number): Float64Array => {
  const x = new Float64Array(d);
  x[0] = Math.sqrt(d);
  return x;
};
