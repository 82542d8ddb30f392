import { gaussian } from '../../../../numerics/random/gaussian.ts';
import type { Stream } from '../../../../numerics/random/stream.ts';
import { drawSigns } from '../../samplers/reducedValue.ts';
import type { ImageSet } from '../data/imageSet.ts';

/**
 * A two-layer ReLU network f(x; a, W) = (1/√m) Σ_s a_s σ(⟨w_s, x⟩) with W = W0 + shift and a fixed top layer a.
 *
 * With biases a hidden unit sees (x, 1), and f has a fixed number added: d is then one more than the pixels of an image, the last entry
 * of w_s its bias, and what moves in an attack is the first `inputs` coordinates alone. Without, `inputs` is d and `offset` 0.
 *
 * Shapes: `initial` (W0) and `shift` are m × d, one neuron per row; `signs` has m entries ±1. W is never rounded to f32: who computes
 * with it adds the two.
 */
export interface LazyNetwork {
  readonly d: number;
  readonly m: number;
  /** Coordinates that are an image's: d, or d − 1 with biases. */
  readonly inputs: number;
  /** What is added to f: 0, or ±1/√m with biases. */
  readonly offset: number;
  readonly signs: Int8Array;
  readonly initial: Float32Array;
  readonly shift: Float32Array;
}

/**
 * A draw of the paper's initialization: w_{s,0} ~ N(0, I_d) at the address `W0`, a_s fair signs at `a`, all independent; no shift.
 *
 * Source: Section 2.1.
 */
export const drawNetwork = (stream: Stream, d: number, m: number): LazyNetwork => ({
  d,
  m,
  inputs: d,
  offset: 0,
  signs: drawSigns(stream, m),
  initial: gaussian(stream.child('W0'), d * m),
  shift: new Float32Array(d * m),
});

/**
 * The same with biases: a hidden unit's is drawn N(0, 1) like a weight, the output's is ±1/√m with equal chances.
 *
 * Shapes: `inputs` pixels, so that the weights are m × (inputs + 1).
 * Source: the programs that the paper's authors published.
 */
export const drawBiasedNetwork = (stream: Stream, inputs: number, m: number): LazyNetwork => ({
  ...drawNetwork(stream, inputs + 1, m),
  inputs,
  offset: drawSigns(stream.child('output'), 1)[0]! / Math.sqrt(m),
});

/** max over s of ‖w_s − w_{s,0}‖₂, in f64. */
export const largestShiftOf = ({ d, m, shift }: LazyNetwork): number => {
  let largest = 0;
  for (let s = 0; s < m; s++) {
    let square = 0;
    for (let i = s * d; i < (s + 1) * d; i++) square += shift[i]! * shift[i]!;
    largest = Math.max(largest, square);
  }
  return Math.sqrt(largest);
};

/** Throws: `RangeError` when images and network differ in d. */
export const requireSameDimension = (network: { readonly d: number }, images: ImageSet): void => {
  if (network.d !== images.d)
    throw new RangeError(
      `expected images of d = ${network.d} like the network's, got d = ${images.d} (resize them first)`,
    );
};
