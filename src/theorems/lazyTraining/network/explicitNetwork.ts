import type { Movement } from './movement.ts';

/**
 * A draw with all of its d·m weights, given row by row, so that nobody has to hold them at once.
 *
 * `visitRows` hands out w⁰_0, …, w⁰_{m−1} in order, the same numbers at every call; the array belongs to the
 * network and is valid during the call only.
 */
export interface ExplicitNetwork {
  readonly d: number;
  readonly m: number;
  /** The unit point x at which the claim is tried. */
  readonly x: Float64Array;
  /** a_s = ±1. */
  readonly signs: Int8Array;
  visitRows(visit: (s: number, row: Float64Array) => void): void;
  /** A vector from the coordinates of the instance, such as a movement's `normal`, as a vector of R^d. */
  embed(vector: Float64Array): Float64Array;
}

/** The rows of W0 and of W = W0 + movement, side by side. */
export const visitMovedRows = (
  network: ExplicitNetwork,
  movement: Movement,
  visit: (s: number, initial: Float64Array, moved: Float64Array) => void,
): void => {
  const { d, x } = network;
  const normal = movement.normal === null ? null : network.embed(movement.normal);
  const moved = new Float64Array(d);
  network.visitRows((s, row) => {
    const along = movement.along[s]!;
    const across = movement.across?.[s] ?? 0;
    for (let i = 0; i < d; i++)
      moved[i] = row[i]! + along * x[i]! + (normal === null ? 0 : across * normal[i]!);
    visit(s, row, moved);
  });
};
