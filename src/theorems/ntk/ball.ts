import type { Preactivations } from './preactivations.ts';

/** A neuron is moved to just beyond the kink by this much more than its distance. */
export const BEYOND = 1e-9;

/**
 * What the adversary may choose: which neurons cross the kink of one input, each moved along that input by just more than its distance.
 *
 * `crossed[s]` is the input whose kink neuron s crosses, or −1.
 */
export type Crossings = Int16Array;

/** The inputs at which neuron s may be on either side when it moves by `radius`, since inputs have length 1. */
export const undecidedAt = ({ u, inputs: { n } }: Preactivations, s: number, radius: number): number[] => {
  const found: number[] = [];
  for (let i = 0; i < n; i++) if (Math.abs(u[s * n + i]!) <= radius * (1 + BEYOND)) found.push(i);
  return found;
};

/** Whether a neuron can cross the kink of this input and stay in the ball. */
export const mayCross = (u: number, radius: number): boolean => Math.abs(u) * (1 + BEYOND) < radius;

/** The activity of neuron s once it has crossed the kink of an input (none for −1): all other preactivations move with it. */
export const activityOf = (
  { u, inputs: { n, gram } }: Preactivations,
  s: number,
  crossed: number,
): Uint8Array => {
  const active = new Uint8Array(n);
  const away = crossed < 0 ? 0 : u[s * n + crossed]!;
  for (let i = 0; i < n; i++)
    active[i] = Number(u[s * n + i]! - (crossed < 0 ? 0 : away * (1 + BEYOND) * gram[crossed * n + i]!) >= 0);
  // At the kink itself, from where no multiple leads away, a step of any length crosses.
  if (crossed >= 0) active[crossed] = Number(!(away >= 0));
  return active;
};

/** How far the neurons move that cross. */
export const farthest = ({ u, inputs: { n } }: Preactivations, crossed: Crossings): number => {
  let most = 0;
  for (let s = 0; s < crossed.length; s++)
    if (crossed[s]! >= 0) most = Math.max(most, Math.abs(u[s * n + crossed[s]!]!) * (1 + BEYOND));
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
