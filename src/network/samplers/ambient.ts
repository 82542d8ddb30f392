import { addScaled, dot, norm } from '../../numerics/linalg/vectors.ts';
import { fillGaussian, gaussian } from '../../numerics/random/gaussian.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import type { ExplicitNetwork } from '../explicitNetwork.ts';
import {
  canFlip,
  type GradientInstance,
  type RevealedMatrix,
  type StepInstance,
  type ValueInstance,
} from '../instance.ts';
import { drawSigns } from './reducedValue.ts';

/** A draw of the whole matrix W0 (m × d, row after row) with a unit point x drawn for it. */
interface AmbientDraw extends ValueInstance {
  readonly x: Float64Array;
  readonly W0: Float32Array;
}

/** A uniform point of the unit sphere of R^d. */
const unitPoint = (stream: Stream, d: number): Float64Array => {
  const direction = gaussian(stream, d);
  const length = norm(direction);
  return Float64Array.from(direction, (entry) => entry / length);
};

/**
 * A draw of all d·m weights, and of an x that has nothing to do with them.
 *
 * It is what the reduced laws are checked against. Memory: 4·d·m bytes.
 */
export const ambientValue = (stream: Stream, d: number, m: number): AmbientDraw => {
  const x = unitPoint(stream.child('x'), d);
  const W0 = new Float32Array(d * m);
  fillGaussian(stream.child('W0'), W0);
  const signs = drawSigns(stream, m);
  const u = Float64Array.from({ length: m }, (_, s) => dot(W0, x, d, s * d));
  const explicit = (): ExplicitNetwork => ambientNetwork(d, m, x, W0, signs, (vector) => vector);
  return { d, m, x, W0, u, signs, explicit };
};

const ambientNetwork = (
  d: number,
  m: number,
  x: Float64Array,
  W0: Float32Array,
  signs: Int8Array,
  embed: (vector: Float64Array) => Float64Array,
): ExplicitNetwork => ({
  d,
  m,
  x,
  signs,
  embed,
  visitRows: (visit) => {
    const row = new Float64Array(d);
    for (let s = 0; s < m; s++) {
      row.set(W0.subarray(s * d, (s + 1) * d));
      visit(s, row);
    }
  },
});

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
 * Parts orthogonal to x are in the d − 1 coordinates behind the first after a reflection x ↦ ±e_1. Kept in R^d they would
 * hold a residue along x, which is all there is of a direction very near to x.
 */
export const ambientGradient = (stream: Stream, d: number, m: number, radius: number): GradientInstance => {
  const draw = ambientValue(stream, d, m);
  const { u, signs, W0, x } = draw;
  const width = d - 1;
  const reflect = reflectionOf(x);
  const acrossX = (vector: Float64Array): Float64Array => reflect(vector).subarray(1);
  const strip = Int32Array.from(Array.from({ length: m }, (_, s) => s).filter((s) => canFlip(u[s]!, radius)));
  const rows = new Float64Array(strip.length * width);
  strip.forEach((s, i) => {
    rows.set(acrossX(Float64Array.from(W0.subarray(s * d, (s + 1) * d))), i * width);
  });
  const sum = new Float64Array(d);
  for (let s = 0; s < m; s++) if (u[s]! > radius) addScaled(sum, signs[s]!, W0, d, s * d);
  const embed = (vector: Float64Array): Float64Array => reflect(Float64Array.of(0, ...vector));
  const explicit = (): ExplicitNetwork => ambientNetwork(d, m, x, W0, signs, embed);
  return { ...draw, radius, width, strip, rows, steadySum: acrossX(sum), explicit };
};

/** The same draw, revealed query by query: every answer is computed from W0. */
export const ambientStep = (stream: Stream, d: number, m: number): StepInstance => {
  const draw = ambientValue(stream, d, m);
  const directions: Float64Array[] = [draw.x];
  const rows: Float64Array[] = [draw.u as Float64Array];
  const scale = 1 / (2 * Math.sqrt(m));
  const revealed: RevealedMatrix = {
    d,
    m,
    rows,
    query: (pattern) => {
      const image = new Float64Array(d);
      for (let s = 0; s < m; s++)
        if (pattern[s] !== 0) addScaled(image, pattern[s]! * scale, draw.W0, d, s * d);
      // Twice, since one pass of Gram–Schmidt leaves a residue where little of the image is new.
      const rest = Float64Array.from(image);
      for (let pass = 0; pass < 2; pass++) for (const e of directions) addScaled(rest, -dot(rest, e), e);
      const length = norm(rest);
      if (length > 1e-12 * norm(image) && directions.length < d) {
        const direction = rest.map((entry) => entry / length);
        directions.push(direction);
        rows.push(Float64Array.from({ length: m }, (_, s) => dot(draw.W0, direction, d, s * d)));
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
  return { ...draw, revealed, explicit: () => ambientNetwork(d, m, draw.x, draw.W0, draw.signs, embed) };
};
