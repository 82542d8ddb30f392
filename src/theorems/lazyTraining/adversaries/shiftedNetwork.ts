import { norm } from '../../../numerics/linalg/vectors.ts';
import { type ExplicitNetwork, visitMovedRows } from '../network/explicitNetwork.ts';
import type { Movement } from '../network/movement.ts';

/** The network of the same x and a whose W0 is W0 + shift, row by row in f64. Shapes: `shift` is m × d. */
export const shiftedNetwork = (network: ExplicitNetwork, shift: Float32Array): ExplicitNetwork => {
  const { d } = network;
  const moved = new Float64Array(d);
  return {
    ...network,
    visitRows: (visit) => {
      network.visitRows((s, row) => {
        for (let k = 0; k < d; k++) moved[k] = row[k]! + shift[s * d + k]!;
        visit(s, moved);
      });
    },
  };
};

/** max over s of ‖w_s − w⁰_s‖₂, of the weights as they are after rounding. */
export const largestShiftOf = (network: ExplicitNetwork, shift: Float32Array): number => {
  const { d } = network;
  const difference = new Float64Array(d);
  let largest = 0;
  network.visitRows((s, row) => {
    for (let k = 0; k < d; k++) difference[k] = row[k]! + shift[s * d + k]! - row[k]!;
    largest = Math.max(largest, norm(difference));
  });
  return largest;
};

/** A movement in its plane as the shift of all weights, m × d. Precision: f32. */
export const shiftOf = (network: ExplicitNetwork, movement: Movement): Float32Array => {
  const { d, m } = network;
  const shift = new Float32Array(d * m);
  visitMovedRows(network, movement, (s, initial, moved) => {
    for (let k = 0; k < d; k++) shift[s * d + k] = moved[k]! - initial[k]!;
  });
  return shift;
};
