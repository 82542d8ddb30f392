import type { GaussianMatrix } from '../../../numerics/kernels/kernels.ts';
import { addScaled, dot, type Numbers, norm } from '../../../numerics/linalg/vectors.ts';
import { memoryBudget } from '../../../numerics/memory.ts';
import { BLOCK_LENGTH, fillGaussian, gaussian } from '../../../numerics/random/gaussian.ts';
import { gaussianReader } from '../../../numerics/random/gaussianReader.ts';
import type { Stream } from '../../../numerics/random/stream.ts';
import { kernels } from '../kernels/inUse.ts';
import type { ExplicitNetwork } from '../network/explicitNetwork.ts';
import type { GradientInstance, RevealedMatrix, StepInstance, ValueInstance } from '../network/instance.ts';
import { drawSigns } from './reducedValue.ts';

/** A draw of the whole matrix W0 (m × d, row after row) with a unit point x drawn for it. */
interface AmbientDraw extends ValueInstance {
  readonly x: Float64Array;
  readonly W0: GaussianMatrix;
  /** Where the values of W0 are read one by one. */
  readonly source: Stream;
}

/** A uniform point of the unit sphere of R^d. */
const unitPoint = (stream: Stream, d: number): Float64Array => {
  const direction = gaussian(stream, d);
  const length = norm(direction);
  return Float64Array.from(direction, (entry) => entry / length);
};

/** x, W0 and a, of which nothing has been looked at. */
const drawWeights = (stream: Stream, d: number, m: number, memory: number) => {
  const source = stream.child('W0');
  return {
    x: unitPoint(stream.child('x'), d),
    W0: kernels().gaussianMatrix(source, d, m, memory),
    source,
    signs: drawSigns(stream, m),
  };
};

/**
 * A draw of all d·m weights, and of an x that has nothing to do with them.
 *
 * It is what the reduced laws are checked against. W0 is stored where its 4·d·m bytes are no more than
 * `memory`, else its rows are made again in every pass and a draw takes O(m + d) bytes; the numbers are the
 * same, bit for bit.
 */
export const ambientValue = (stream: Stream, d: number, m: number, memory = memoryBudget()): AmbientDraw => {
  const { x, W0, source, signs } = drawWeights(stream, d, m, memory);
  const u = kernels().arena.float64(m);
  W0.dots([x], [u]);
  const explicit = (): ExplicitNetwork => ambientNetwork(d, m, x, source, signs, (vector) => vector);
  return { d, m, x, W0, source, u, signs, explicit };
};

const ambientNetwork = (
  d: number,
  m: number,
  x: Float64Array,
  source: Stream,
  signs: Int8Array,
  embed: (vector: Float64Array) => Float64Array,
): ExplicitNetwork => ({
  d,
  m,
  x,
  signs,
  embed,
  visitRows: (visit) => {
    const read = gaussianReader(source);
    const drawn = new Float32Array(d);
    const row = new Float64Array(d);
    for (let s = 0; s < m; s++) {
      read(drawn);
      row.set(drawn);
      visit(s, row);
    }
  },
});

/** Visits these rows of W0, given in increasing order; of the blocks they lie in, each is made once. */
const visitSome = (
  source: Stream,
  d: number,
  some: Int32Array,
  visit: (i: number, row: Float64Array) => void,
): void => {
  const block = new Float32Array(BLOCK_LENGTH);
  let blockStart = -1;
  const row = new Float64Array(d);
  some.forEach((s, i) => {
    for (let at = s * d; at < (s + 1) * d; ) {
      const start = at - (at % BLOCK_LENGTH);
      if (start !== blockStart) fillGaussian(source, block, start);
      blockStart = start;
      const end = Math.min((s + 1) * d, start + BLOCK_LENGTH);
      row.set(block.subarray(at - start, end - start), at - s * d);
      at = end;
    }
    visit(i, row);
  });
};

/** The reflection that takes the unit vector x to ±e_1, and back. */
const reflectionOf = (x: Float64Array): ((vector: Float64Array) => Float64Array) => {
  const mirror = Float64Array.from(x);
  mirror[0]! += x[0]! < 0 ? -1 : 1;
  const factor = 2 / dot(mirror, mirror);
  return (vector) => {
    const image = Float64Array.from(vector);
    addScaled(image, -factor * dot(mirror, vector), mirror);
    return image;
  };
};

/**
 * The same draw, as a claim about ∇f over the ball of this radius sees it.
 *
 * Parts orthogonal to x are in the d − 1 coordinates behind the first after a reflection x ↦ ±e_1. Kept in
 * R^d they would hold a residue along x, which is all there is of a direction very near to x.
 */
export const ambientGradient = (
  stream: Stream,
  d: number,
  m: number,
  radius: number,
  memory = memoryBudget(),
): GradientInstance => {
  const { x, W0, source, signs } = drawWeights(stream, d, m, memory);
  const u = kernels().arena.float64(m);
  // Σ_R a_s w⁰_s in the pass that finds R.
  const sum = W0.dotsAndSum(x, u, signs, radius);
  const width = d - 1;
  const reflect = reflectionOf(x);
  const acrossX = (vector: Float64Array): Float64Array => reflect(vector).subarray(1);
  const mayFlip = kernels().within(u, -radius, radius);
  const rows = kernels().arena.float64(mayFlip.length * width);
  visitSome(source, d, mayFlip, (i, row) => {
    rows.set(acrossX(row), i * width);
  });
  const alwaysActiveSum = acrossX(sum);
  const embed = (vector: Float64Array): Float64Array => reflect(Float64Array.of(0, ...vector));
  const explicit = (): ExplicitNetwork => ambientNetwork(d, m, x, source, signs, embed);
  return { d, m, u, signs, radius, width, mayFlip, rows, alwaysActiveSum, explicit };
};

/** The same draw, revealed query by query: every answer is computed from W0. */
export const ambientStep = (stream: Stream, d: number, m: number, memory = memoryBudget()): StepInstance => {
  const { x, u, signs, W0, source } = ambientValue(stream, d, m, memory);
  const directions: Float64Array[] = [x];
  const rows: Numbers[] = [u];
  const scale = 1 / (2 * Math.sqrt(m));
  const revealed: RevealedMatrix = {
    d,
    m,
    rows,
    query: (pattern) => {
      const image = W0.patternSum(pattern, scale);
      // Twice, since one pass of Gram–Schmidt leaves a residue where little of the image is new.
      const rest = Float64Array.from(image);
      for (let pass = 0; pass < 2; pass++) for (const e of directions) addScaled(rest, -dot(rest, e), e);
      const length = norm(rest);
      if (length > 1e-12 * norm(image) && directions.length < d) {
        const direction = rest.map((entry) => entry / length);
        const row = kernels().arena.float64(m);
        W0.dots([direction], [row]);
        directions.push(direction);
        rows.push(row);
      }
      return Float64Array.from(directions, (e) => dot(image, e));
    },
  };
  const embed = (vector: Float64Array): Float64Array => {
    const whole = new Float64Array(d);
    vector.forEach((entry, i) => {
      addScaled(whole, entry, directions[i]!);
    });
    return whole;
  };
  const explicit = (): ExplicitNetwork => ambientNetwork(d, m, x, source, signs, embed);
  return { d, m, u, signs, revealed, explicit };
};
