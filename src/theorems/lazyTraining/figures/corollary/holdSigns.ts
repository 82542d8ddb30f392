import { type LazyNetwork, largestShiftOf } from '../training/lazyNetwork.ts';
import type { PointLaw } from './laws.ts';
import { plainValue, stepped, weightsOf } from './plainNetwork.ts';

/** Rounds of following the stepped points, which move with W. */
const ROUNDS = 3;

/** More than a tenth of n points, and no more than needed. */
export const moreThanATenth = (n: number): number => Math.floor(n / 10) + 1;

/** Shifts are rounded to f32 and must not lead out of the ball. */
const INSIDE = 1 - 2 ** -20;

/**
 * W0 moved so that as many points as a witness needs keep their sign under the theorem's step: the structured adversary for several points.
 *
 * Each neuron spends its whole budget towards side · a_s times the sum of the stepped points that it sees, those that it could be made to see
 * included; the points are the ones that come nearest to keeping the sign at W0. Stepped points move with W, so this is repeated.
 *
 * Source: structured attack on Theorem 3.1, with one point W0 + V a_s zᵀ/‖z‖.
 */
export const holdSigns = (
  network: LazyNetwork,
  law: PointLaw,
  radius: number,
  C2: number,
  side: 1 | -1,
): LazyNetwork => {
  const { d, m, signs, initial } = network;
  const at = (i: number): Float32Array => law.images.subarray(i * d, (i + 1) * d);
  const stepOf = (weights: Float64Array, i: number): Float64Array => {
    const value = plainValue(weights, signs, at(i));
    // The sign aimed at, whatever the sign of now.
    return stepped(at(i), { ...value, value: side }, C2);
  };
  let weights = weightsOf(network);
  const kept = Array.from({ length: law.n }, (_, i) => ({
    i,
    value: side * plainValue(weights, signs, stepOf(weights, i)).value,
  }));
  const targets = kept.sort((a, b) => b.value - a.value).slice(0, moreThanATenth(law.n));
  let held = network;
  for (let round = 0; round < ROUNDS; round++) {
    const points = targets.map(({ i }) => stepOf(weights, i));
    const shift = new Float32Array(d * m);
    const push = new Float64Array(d);
    for (let s = 0; s < m; s++) {
      push.fill(0);
      for (const z of points) {
        let sum = 0;
        let length = 0;
        for (let k = 0; k < d; k++) {
          sum += initial[s * d + k]! * z[k]!;
          length += z[k]! * z[k]!;
        }
        if (sum > -radius * Math.sqrt(length)) for (let k = 0; k < d; k++) push[k]! += z[k]!;
      }
      let square = 0;
      for (let k = 0; k < d; k++) square += push[k]! * push[k]!;
      if (square === 0) continue;
      const factor = (side * signs[s]! * radius * INSIDE) / Math.sqrt(square);
      for (let k = 0; k < d; k++) shift[s * d + k] = factor * push[k]!;
    }
    held = { ...network, shift };
    weights = weightsOf(held);
  }
  return held;
};

/** Throws: `RangeError` where some w_s lies farther than the radius from w_{s,0}: no witness may rest on such a W. */
export const requireInBall = (network: LazyNetwork, radius: number): LazyNetwork => {
  const largest = largestShiftOf(network);
  if (largest > radius)
    throw new RangeError(`expected W in the ball of radius ${radius}, got a row that moved by ${largest}`);
  return network;
};
