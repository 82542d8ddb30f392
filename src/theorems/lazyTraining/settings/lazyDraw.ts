import type { Admission, Confirmation, Point, Quantity } from '../../../core/theorem.ts';
import type { ExplicitNetwork } from '../network/explicitNetwork.ts';
import type { ValueInstance } from '../network/instance.ts';
import { contains } from '../network/lazyBall.ts';
import { type Movement, noMovement } from '../network/movement.ts';
import { type NetworkNumbers, toNumbers } from '../network/printedNetwork.ts';
import { largestShift } from '../network/reference.ts';

/** One draw of W0 and a: what a sampler gave, and all d·m weights once somebody asks for them. */
export interface LazyDraw<Instance extends ValueInstance = ValueInstance> {
  readonly instance: Instance;
  readonly explicit: () => ExplicitNetwork;
}

export const lazyDraw = <Instance extends ValueInstance>(instance: Instance): LazyDraw<Instance> => {
  let network: ExplicitNetwork | undefined;
  return {
    instance,
    explicit: () => {
      network ??= instance.explicit();
      return network;
    },
  };
};

/** A quantity at one W = W0 + movement, by the plain f64 reference, from all d·m weights. */
type AtWeights = (network: ExplicitNetwork, movement: Movement, at: Point) => number;

/** A quantity of the lazy ball by its value at one W. */
export const lazyQuantity = (
  description: Omit<Quantity, 'value'>,
  at: AtWeights,
): Quantity<LazyDraw, Movement> => ({
  ...description,
  value: (draw, movement, point) => at(draw.explicit(), movement ?? noMovement(draw.instance.m), point),
});

/** max over s of the length of neuron s's move, from its two parts. */
const largestMove = ({ along, across }: Movement): number => {
  let largest = 0;
  for (let s = 0; s < along.length; s++) largest = Math.max(largest, Math.hypot(along[s]!, across?.[s] ?? 0));
  return largest;
};

/** Whether W lies in the ball { W : ‖w_s − w⁰_s‖ ≤ radius for every s }. */
export const inBall = (
  draw: LazyDraw,
  movement: Movement,
  { radius }: Point,
  by: Confirmation,
): Admission => {
  const largest = by === 'explicit' ? largestShift(draw.explicit(), movement) : largestMove(movement);
  return {
    admitted: contains({ radius: radius! }, largest),
    shown: { largestShift: largest, radius: radius! },
  };
};

/** What the whole draw holds: W0. */
export const networkSize = ({ d, m }: Point): number => d! * m!;

/** All weights and their movement, with x as the first axis; takes memory for 2·d·m numbers. */
export const networkNumbers = (draw: LazyDraw, movement: Movement | null): NetworkNumbers =>
  toNumbers(draw.explicit(), movement ?? noMovement(draw.instance.m));

/** Neurons by what they do at x, for readers. */
export const neuronCounts = (
  { instance: { u, signs } }: LazyDraw,
  { radius }: Point,
): Readonly<Record<string, number>> => {
  const sorted = Float64Array.from(u).sort();
  const half = sorted.length >> 1;
  let positive = 0;
  let active = 0;
  let mayFlip = 0;
  let alwaysActive = 0;
  for (let s = 0; s < u.length; s++) {
    if (signs[s]! > 0) positive++;
    if (u[s]! > 0) active++;
    if (u[s]! > radius!) alwaysActive++;
    else if (u[s]! > -radius!) mayFlip++;
  }
  return {
    'least u': sorted[0]!,
    'median u': sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2,
    'greatest u': sorted[sorted.length - 1]!,
    'neurons with a = +1': positive,
    'active neurons': active,
    'neurons that may flip': mayFlip,
    'neurons always active': alwaysActive,
  };
};
