import type { BoxSide } from './boxSide.ts';
import type { PlanePoints } from './planeNeurons.ts';

/** Neurons up to which each is a node of its own. */
const FEW = 100;

/** Distance of nodes along e₁ near 0, where lines cross; it grows outwards as sinh does. */
const STRIDE = 0.12;

/**
 * Nodes of a mesh over [−V, V] × R with the masses of these neurons, each shared bilinearly among the four around
 * it: the sum of a convex function over the nodes is at least that over the neurons.
 */
const meshed = (V: number, { along, across, count }: PlanePoints): PlanePoints => {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < across.length; i++) {
    least = Math.min(least, across[i]!);
    most = Math.max(most, across[i]!);
  }
  const first = Math.floor(Math.asinh(least) / STRIDE) - 1;
  const places = Float64Array.from({ length: Math.ceil(Math.asinh(most) / STRIDE) - first + 2 }, (_, j) =>
    Math.sinh(STRIDE * (first + j)),
  );
  const masses = new Float64Array(2 * places.length);
  for (let i = 0; i < across.length; i++) {
    const e = across[i]!;
    let column = Math.floor(Math.asinh(e) / STRIDE) - first;
    // asinh and sinh are rounded.
    if (e < places[column]!) column--;
    else if (e > places[column + 1]!) column++;
    const right = (e - places[column]!) / (places[column + 1]! - places[column]!);
    const up = Math.min(Math.max((along[i]! + V) / (2 * V), 0), 1);
    const n = count[i]!;
    masses[2 * column]! += n * (1 - up) * (1 - right);
    masses[2 * column + 1]! += n * up * (1 - right);
    masses[2 * column + 2]! += n * (1 - up) * right;
    masses[2 * column + 3]! += n * up * right;
  }
  const nodes = Int32Array.from(masses.keys()).filter((node) => masses[node]! !== 0);
  return {
    along: Float64Array.from(nodes, (node) => (node % 2 === 0 ? -V : V)),
    across: Float64Array.from(nodes, (node) => places[node >> 1]!),
    count: Float64Array.from(nodes, (node) => masses[node]!),
  };
};

const pick = ({ along, across, count }: PlanePoints, keeps: (i: number) => boolean): PlanePoints => {
  const kept = Int32Array.from(along.keys()).filter(keeps);
  const of = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => values[i]!);
  return { along: of(along), across: of(across), count: of(count) };
};

/**
 * The may-flip set as a box sees it: neurons that raise f; those that lower it and have ⟨w⁰, z⟩ ≥ 0 at the
 * box's centre; those that have not. Which of the two a neuron is decides which bound serves it, before any
 * mesh.
 */
export const flippingNodes = (
  { sign, V, mayFlip, flipping: { raising, lowering } }: BoxSide,
  { X, Y }: { readonly X: number; readonly Y: number },
): readonly [PlanePoints, PlanePoints, PlanePoints] => {
  const value = (i: number): number => (1 - X) * lowering.along[i]! - sign * Y * lowering.across[i]!;
  const nodesOf = (points: PlanePoints): PlanePoints =>
    mayFlip > FEW && points.count.length > 0 ? meshed(V, points) : points;
  return [
    nodesOf(raising),
    nodesOf(pick(lowering, (i) => value(i) >= 0)),
    nodesOf(pick(lowering, (i) => !(value(i) >= 0))),
  ];
};
