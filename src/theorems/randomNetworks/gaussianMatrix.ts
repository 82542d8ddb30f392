import { kernels } from '../../numerics/kernels/inUse.ts';
import { addScaled, dot, norm } from '../../numerics/linalg/vectors.ts';
import { gaussian } from '../../numerics/random/gaussian.ts';
import type { Stream } from '../../numerics/random/stream.ts';

/** A matrix W with independent N(0, 1/columns) entries. */
export interface GaussianMatrix {
  readonly rows: number;
  readonly columns: number;
  /** W z, for z with an entry for each column. */
  readonly times: (z: Float64Array) => Float64Array;
  /** Wᵀ y, for y with an entry for each row. */
  readonly transposedTimes: (y: Float64Array) => Float64Array;
  /** All entries, row after row. */
  readonly written: () => Float64Array;
}

/** A unit vector, and what W (or its transpose) makes of it. */
interface Known {
  readonly unit: Float64Array;
  readonly image: Float64Array;
}

/** A vector whose part outside the span of what is known is this share of it is taken to lie in the span. */
export const IN_THE_SPAN = 1e-12;

const fresh = (stream: Stream, length: number, columns: number): Float64Array => {
  const scale = 1 / Math.sqrt(columns);
  const entries = new Float64Array(length);
  const { arena } = kernels();
  // The single-precision numbers are free again at once.
  arena.scope(() => {
    const drawn = gaussian(stream, length);
    for (let i = 0; i < length; i++) entries[i] = scale * drawn[i]!;
  });
  return entries;
};

/**
 * W z by what is known on this side, and where z has a part r outside its span, by a fresh draw that is kept.
 *
 * Given W u_j and Wᵀ y_k for orthonormal u_j and y_k, W is its known part plus P_y⊥ G P_u⊥ with a fresh G. So for a unit u outside the
 * span of the u_j, W u = P_y⊥ N(0, I/columns) + Σ y_k ⟨Wᵀy_k, u⟩. The part in the
 * span is taken off z twice, so that units stay orthogonal to 2⁻⁵².
 */
const ask = (
  here: Known[],
  across: readonly Known[],
  z: Float64Array,
  draw: (turn: number) => Float64Array,
  length: number,
) => {
  const rest = z.slice();
  const share = here.map(() => 0);
  for (let pass = 0; pass < 2; pass++)
    here.forEach(({ unit }, j) => {
      const part = dot(rest, unit);
      share[j]! += part;
      addScaled(rest, -part, unit);
    });
  const outside = norm(rest);
  const isNew = here.length === 0 ? outside > 0 : outside > IN_THE_SPAN * norm(z);
  if (isNew) {
    for (let i = 0; i < rest.length; i++) rest[i]! /= outside;
    const image = draw(here.length);
    for (const known of across) addScaled(image, dot(known.image, rest) - dot(image, known.unit), known.unit);
    here.push({ unit: rest, image });
    share.push(outside);
  }
  const answer = new Float64Array(length);
  share.forEach((part, j) => {
    addScaled(answer, part, here[j]!.image);
  });
  return answer;
};

/**
 * A Gaussian matrix that is drawn as it is asked: k questions cost O(k² (rows + columns)), and the answers have the law that they have
 * for one whole matrix. `written` completes the matrix, so that a witness can be looked at in full.
 */
export const conditionedMatrix = (stream: Stream, rows: number, columns: number): GaussianMatrix => {
  const right: Known[] = [];
  const left: Known[] = [];
  return {
    rows,
    columns,
    times: (z) =>
      ask(right, left, z, (turn) => fresh(stream.child('right').child(turn), rows, columns), rows),
    transposedTimes: (y) =>
      ask(left, right, y, (turn) => fresh(stream.child('left').child(turn), columns, columns), columns),
    written: () => {
      const W = fresh(stream.child('rest'), rows * columns, columns);
      const row = (i: number): Float64Array => W.subarray(i * columns, (i + 1) * columns);
      for (let i = 0; i < rows; i++)
        for (const { unit } of right) addScaled(row(i), -dot(row(i), unit), unit);
      for (const { unit, image } of left) {
        // What Wᵀ makes of the unit, less what it makes of it now: both outside the span of the known columns.
        const change = Float64Array.from(image);
        for (const known of right) addScaled(change, -dot(change, known.unit), known.unit);
        for (let i = 0; i < rows; i++) addScaled(change, -unit[i]!, row(i));
        for (let i = 0; i < rows; i++) addScaled(row(i), unit[i]!, change);
      }
      for (const { unit, image } of right) for (let i = 0; i < rows; i++) addScaled(row(i), image[i]!, unit);
      return W;
    },
  };
};

/** A matrix whose entries are given, row after row. */
export const explicitMatrix = (W: Float64Array, rows: number, columns: number): GaussianMatrix => ({
  rows,
  columns,
  times: (z) => Float64Array.from({ length: rows }, (_, i) => dot(W, z, columns, i * columns)),
  transposedTimes: (y) => {
    const answer = new Float64Array(columns);
    for (let i = 0; i < rows; i++) addScaled(answer, y[i]!, W, columns, i * columns);
    return answer;
  },
  written: () => W,
});

/** A matrix drawn as a whole. */
export const wholeMatrix = (stream: Stream, rows: number, columns: number): GaussianMatrix =>
  explicitMatrix(fresh(stream.child('whole'), rows * columns, columns), rows, columns);
