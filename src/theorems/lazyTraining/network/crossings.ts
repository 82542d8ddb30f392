import type { Numbers } from '../../../numerics/linalg/vectors.ts';
import { centralMass, normalCdf } from '../../../numerics/statistics/normal.ts';
import { canFlip } from './instance.ts';

/**
 * How many neurons some W in the ball gives another activation at z than W0 gives them at x: u_s > 0 and
 * ⟨w⁰_s, z⟩ ≤ V‖z‖, or u_s ≤ 0 and ⟨w⁰_s, z⟩ > −V‖z‖, since ⟨w_s, z⟩ ranges over exactly ⟨w⁰_s, z⟩ ± V‖z‖.
 *
 * Shapes: `u` and `q` hold ⟨w⁰_s, x⟩ and ⟨w⁰_s, z⟩ of all neurons; `reach` is V‖z‖.
 */
export const crossings = (u: Numbers, q: Numbers, reach: number): number => {
  let count = 0;
  for (let s = 0; s < u.length; s++) if (u[s]! > 0 ? q[s]! <= reach : q[s]! > -reach) count++;
  return count;
};

/**
 * Whether some W in the ball and some δ with ‖δ‖ ≤ R give a neuron another activation at x + δ than W0 gives
 * it at x.
 *
 * The x + δ make up a cone of half-angle arcsin R around x, the w_s one of arcsin(V/‖w⁰_s‖) around w⁰_s. Both
 * together reach the hyperplane where |u_s| ≤ ‖w⁰_s‖ sin(arcsin R + arcsin(V/‖w⁰_s‖)) = V√(1 − R²) +
 * R√(‖w⁰_s‖² − V²), and everywhere once the angles add up to a right one.
 *
 * Units: `across` is ‖P w⁰_s‖, P = I − xxᵀ; V is `radius`, R is `length`.
 */
export const canCross = (u: number, across: number, radius: number, length: number): boolean => {
  const square = u * u + across * across;
  if (length >= 1 || length * length + (radius * radius) / square >= 1) return true;
  return canFlip(u, radius * Math.sqrt(1 - length * length) + length * Math.sqrt(square - radius * radius));
};

const PANELS = 2000;

/** ∫ over [from, to] by Simpson's rule. */
const integral = (f: (t: number) => number, from: number, to: number): number => {
  const step = (to - from) / PANELS;
  let sum = f(from) + f(to);
  for (let i = 1; i < PANELS; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * step);
  return (sum * step) / 3;
};

const DENSITY = 1 / Math.sqrt(2 * Math.PI);

/**
 * The chance that one neuron counts in `crossings` for a fixed δ ⊥ x of length R: arctan(R)/π + 2∫₀ⱽ φ(t)
 * Φ(t/R) dt.
 *
 * ⟨w⁰_s, x⟩ and ⟨w⁰_s, x + δ⟩/‖x + δ‖ are standard Gaussians with correlation 1/√(1 + R²). At R = 0 it is
 * P(|u| < V).
 *
 * Precision: 1e-9, absolute.
 */
export const crossingMass = (radius: number, length: number): number => {
  if (length === 0) return centralMass(radius);
  const density = (t: number): number => DENSITY * Math.exp((-t * t) / 2) * normalCdf(t / length);
  // Φ(t/R) has risen to 1 by t = 8R: two parts, each smooth on its own scale.
  const knee = Math.min(radius, 8 * length);
  const mayFlip = integral(density, 0, knee) + (knee < radius ? integral(density, knee, radius) : 0);
  return Math.atan(length) / Math.PI + 2 * mayFlip;
};
