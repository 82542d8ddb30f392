import { chi } from '../../../numerics/random/chi.ts';
import { fillGaussian, gaussian } from '../../../numerics/random/gaussian.ts';
import { gaussianReader } from '../../../numerics/random/gaussianReader.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import { kernels } from '../kernels/inUse.ts';
import type { ExplicitNetwork } from '../network/explicitNetwork.ts';
import type { GradientInstance } from '../network/instance.ts';
import { drawSigns, firstAxis, padded } from './reducedValue.ts';

/**
 * Independent N(0, I_width) vectors: the sum's direction first, then one for each row of the may-flip set.
 */
const fullVectors = (
  stream: Stream,
  count: number,
  width: number,
): { first: Float32Array; rows: Float32Array } => {
  const first = gaussian(stream.child('sum'), width);
  const rows = kernels().arena.float32(count * width);
  fillGaussian(stream.child('rows'), rows);
  return { first, rows };
};

/**
 * The same 1 + count vectors of N(0, I_dimension), rotated so that vector i lies in the first i + 1
 * coordinates.
 *
 * The triangular factor of a Gaussian matrix has independent χ_dimension, χ_{dimension−1}, … on its diagonal
 * and N(0, 1) beside it (Bartlett 1933), so count + 1 coordinates hold everything.
 */
const triangularVectors = (
  stream: Stream,
  count: number,
  dimension: number,
): { first: Float32Array; rows: Float32Array } => {
  const width = count + 1;
  const first = new Float32Array(width);
  const rows = kernels()
    .arena.float32(count * width)
    .fill(0);
  first[0] = chi(stream.child('sum'), dimension);
  const read = gaussianReader(stream.child('rows'));
  for (let i = 0; i < count; i++) {
    const start = i * width;
    read(rows.subarray(start, start + i + 1));
    rows[start + i + 1] = chi(stream.child('diagonal').child(i), dimension - 1 - i);
  }
  return { first, rows };
};

/**
 * A draw for claims about ∇f over the ball of one radius V.
 *
 * Given u and a, the P w⁰_s are independent N(0, I_{d−1}). So Σ_{s∈R} a_s P w⁰_s ~ √|R| · N(0, I_{d−1}) is
 * one vector, and only the rows of the may-flip set are drawn one by one, in min(|S| + 1, d − 1) coordinates.
 *
 * Cost: m + (|S| + 1) · min(|S| + 1, d − 1) numbers, |S| ≈ 0.8 C0 √m, instead of m·d. The law depends on V
 * only through which rows are written out: draws of one address at two radii share u and a.
 */
export const reducedGradient = (stream: Stream, d: number, m: number, radius: number): GradientInstance => {
  const u = gaussian(stream.child('u'), m);
  const signs = drawSigns(stream, m);
  // S, and how many of R.
  const mayFlip = kernels().within(u, -radius, radius);
  const alwaysActive = kernels().alwaysActiveSums(u, signs, radius, 0, 0).count;
  const dimension = d - 1;
  const triangular = mayFlip.length + 1 < dimension;
  const width = triangular ? mayFlip.length + 1 : dimension;
  const { first, rows } = triangular
    ? triangularVectors(stream, mayFlip.length, dimension)
    : fullVectors(stream, mayFlip.length, dimension);
  const alwaysActiveSum = Float64Array.from(first, (entry) => Math.sqrt(alwaysActive) * entry);

  const explicit = (): ExplicitNetwork => ({
    d,
    m,
    x: firstAxis(d),
    signs,
    embed: (vector) => padded(Float64Array.of(0, ...vector), d),
    visitRows: (visit) =>
      visitCompleted(stream, { d, m, u, signs, radius, width, mayFlip, rows, alwaysActiveSum }, visit),
  });
  return { d, m, u, signs, radius, width, mayFlip, rows, alwaysActiveSum, explicit };
};

/**
 * All rows of a network with these rows of the may-flip set and this sum over the always-active set, exact in
 * law.
 *
 * Given their signed sum Z, independent rows N_s become N_s − (a_s/|R|) Σ_t a_t N_t + (a_s/|R|) Z on R; the
 * inactive rows outside the may-flip set are free.
 */
const visitCompleted = (
  stream: Stream,
  instance: Omit<GradientInstance, 'explicit'>,
  visit: (s: number, row: Float64Array) => void,
): void => {
  const { d, m, u, signs, radius, width, mayFlip, rows, alwaysActiveSum } = instance;
  const drawn = new Float32Array(d - 1);
  const isAlwaysActive = (s: number): boolean => u[s]! > radius;
  const signedSum = new Float64Array(d - 1);
  let alwaysActive = 0;
  const readFirst = gaussianReader(stream.child('rest'));
  for (let s = 0; s < m; s++) {
    readFirst(drawn);
    if (!isAlwaysActive(s)) continue;
    alwaysActive++;
    for (let i = 0; i < d - 1; i++) signedSum[i]! += signs[s]! * drawn[i]!;
  }
  const correction = padded(alwaysActiveSum, d - 1).map((sum, i) =>
    alwaysActive === 0 ? 0 : (sum - signedSum[i]!) / alwaysActive,
  );
  const row = new Float64Array(d);
  const readAgain = gaussianReader(stream.child('rest'));
  let next = 0;
  for (let s = 0; s < m; s++) {
    readAgain(drawn);
    row[0] = u[s]!;
    if (mayFlip[next] === s) {
      row.fill(0, 1);
      row.set(rows.subarray(next * width, (next + 1) * width), 1);
      next++;
    } else {
      const sign = isAlwaysActive(s) ? signs[s]! : 0;
      for (let i = 0; i < d - 1; i++) row[i + 1] = drawn[i]! + sign * correction[i]!;
    }
    visit(s, row);
  }
};
