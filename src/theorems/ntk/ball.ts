import { combined, type NeuronSets, neuronsFrom } from './neuronSets.ts';
import type { Preactivations } from './preactivations.ts';

/** A neuron is moved to just beyond the kink by this much more than its distance. */
export const BEYOND = 1e-9;

/**
 * What the adversary may choose: which neurons cross the kink of one input, each moved along that input by just more than its distance.
 *
 * `crossed[s]` is the input whose kink neuron s crosses, or −1.
 */
export type Crossings = Int16Array;

/** What each input knows of its neurons: on at the start, 1[⟨w_s, x_i⟩ ≥ 0]; when they move by a radius, on for sure, on perhaps, and either. */
export interface Sides {
  readonly radius: number;
  readonly atStart: NeuronSets;
  readonly sure: NeuronSets;
  readonly possible: NeuronSets;
  /** Possible and not sure: the preactivation is no larger than the radius, since inputs have length 1. */
  readonly open: NeuronSets;
}

export const sidesOf = (draw: Preactivations, radius: number): Sides => {
  const reach = radius * (1 + BEYOND);
  const [atStart, possible, beyond] = neuronsFrom(draw, [0, -reach, reach]);
  // At radius 0 a preactivation of 0 stays on: it is at least 0.
  const sure = radius === 0 ? possible : beyond;
  return { radius, atStart, sure, possible, open: combined(possible, sure, (a, b) => a & ~b) };
};

/** Whether a neuron can cross the kink of this input and stay in the ball. */
export const mayCross = (u: number, radius: number): boolean => Math.abs(u) * (1 + BEYOND) < radius;

/** The preactivation of neuron s at input j once it has crossed the kink of an input. */
export const crossedTo = (
  { m, u, inputs: { n, gram } }: Preactivations,
  s: number,
  crossed: number,
  j: number,
): number => u[j * m + s]! - u[crossed * m + s]! * (1 + BEYOND) * gram[crossed * n + j]!;

/** The activity of neuron s once it has crossed the kink of an input (none for −1): all other preactivations move with it. */
export const activityOf = (draw: Preactivations, s: number, crossed: number): Uint8Array => {
  const { m, u, inputs } = draw;
  const active = new Uint8Array(inputs.n);
  for (let j = 0; j < inputs.n; j++)
    active[j] = Number((crossed < 0 ? u[j * m + s]! : crossedTo(draw, s, crossed, j)) >= 0);
  // At the kink itself, from where no multiple leads away, a step of any length crosses.
  if (crossed >= 0) active[crossed] = Number(!(u[crossed * m + s]! >= 0));
  return active;
};

/** How far the neurons move that cross. */
export const farthest = ({ u, m }: Preactivations, crossed: Crossings): number => {
  let most = 0;
  for (let s = 0; s < m; s++)
    if (crossed[s]! >= 0) most = Math.max(most, Math.abs(u[crossed[s]! * m + s]!) * (1 + BEYOND));
  return most;
};

/** m H(W)/⟨x_i, x_j⟩ by its definition: how many neurons are active at both inputs. */
export const countsByDefinition = (draw: Preactivations, crossed: Crossings | null): Float64Array => {
  const { m, inputs } = draw;
  const { n } = inputs;
  const counts = new Float64Array(n * n);
  for (let s = 0; s < m; s++) {
    const active = activityOf(draw, s, crossed?.[s] ?? -1);
    for (let i = 0; i < n; i++)
      if (active[i] === 1) for (let j = 0; j < n; j++) counts[i * n + j]! += active[j]!;
  }
  return counts;
};
