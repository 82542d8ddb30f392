import type { StepInstance } from '../network/instance.ts';
import type { Movement } from '../network/movement.ts';

/** What the theorem's step does at one W of a draw, from the coordinates that the draw has revealed. */
export interface PlainStep {
  readonly value: number;
  readonly gradientNorm: number;
  readonly valueAfterStep: number;
  /** x + δ, in revealed coordinates. */
  readonly point: Float64Array;
  readonly largestShift: number;
}

/**
 * f, ‖∇f‖ and f(x + δ) at W = W0 + movement, with δ = −sign(f) · C2 · ∇f/‖∇f‖² and sign(0) = +1.
 *
 * Asks the draw for W0ᵀc, c_s = a_s 1[⟨w_s, x⟩ > 0]/√m, and adds up neuron by neuron. `movement.normal` is in revealed coordinates.
 */
export const plainStepAt = (instance: StepInstance, movement: Movement, C2: number): PlainStep => {
  const { u, signs, m, revealed } = instance;
  const { along, across, normal } = movement;
  const pattern = new Int8Array(m);
  let pushAlong = 0;
  let pushAcross = 0;
  let largestShift = 0;
  for (let s = 0; s < m; s++) {
    const dx = along[s]!;
    const dn = across?.[s] ?? 0;
    largestShift = Math.max(largestShift, Math.sqrt(dx * dx + dn * dn));
    if (!(u[s]! + dx > 0)) continue;
    pattern[s] = 2 * signs[s]!;
    pushAlong += signs[s]! * dx;
    pushAcross += signs[s]! * dn;
  }
  const gradient = revealed.query(pattern);
  const scale = Math.sqrt(m);
  gradient[0]! += pushAlong / scale;
  normal?.forEach((entry, i) => {
    gradient[i]! += (pushAcross / scale) * entry;
  });
  const value = gradient[0]!;
  let square = 0;
  for (const entry of gradient) square += entry * entry;
  const eta = ((value < 0 ? 1 : -1) * C2) / square;
  const point = gradient.map((entry, i) => eta * entry + (i === 0 ? 1 : 0));
  let alongNormal = 0;
  normal?.forEach((entry, i) => {
    alongNormal += entry * point[i]!;
  });
  const products = new Float64Array(m);
  for (let s = 0; s < m; s++) products[s] = along[s]! * point[0]! + (across?.[s] ?? 0) * alongNormal;
  point.forEach((coordinate, i) => {
    const row = revealed.rows[i]!;
    for (let s = 0; s < m; s++) products[s]! += coordinate * row[s]!;
  });
  let after = 0;
  for (let s = 0; s < m; s++) after += signs[s]! * Math.max(0, products[s]!);
  return { value, gradientNorm: Math.sqrt(square), valueAfterStep: after / scale, point, largestShift };
};

/** sign(f(x)) · f(x + δ). */
export const keptAt = ({ value, valueAfterStep }: PlainStep): number => (value < 0 ? -1 : 1) * valueAfterStep;

/**
 * The largest sign(f(x)) · f(x + δ) at three W: at W0, with every row moved along x, and with every row moved along the point that W0's
 * step leads to, each by nearly the radius and so that f(x) keeps its sign. No search: what these do not show is not shown.
 */
export const keptSomewhere = (
  instance: StepInstance,
  initial: PlainStep,
  radius: number,
  C2: number,
): number => {
  const { signs, m } = instance;
  const V = radius * (1 - 1e-9);
  const side = initial.value < 0 ? -1 : 1;
  const length = Math.sqrt(initial.point.reduce((sum, entry) => sum + entry * entry, 0));
  const cosine = initial.point[0]! / length;
  const sine = Math.sqrt(Math.max(0, 1 - cosine * cosine));
  const rest = initial.point.map((entry, i) => (i === 0 ? 0 : entry));
  const restLength = Math.sqrt(rest.reduce((sum, entry) => sum + entry * entry, 0));
  const signed = (size: number): Float64Array => Float64Array.from(signs, (sign) => side * sign * size);
  const still = { across: null, normal: null };
  const tries: Movement[] = [{ along: signed(V), ...still }];
  if (restLength > 0)
    tries.push({
      along: signed(V * cosine),
      across: signed(V * sine),
      normal: rest.map((entry) => entry / restLength),
    });
  let kept = keptAt(initial);
  if (radius > 0 && m > 0)
    for (const movement of tries) kept = Math.max(kept, keptAt(plainStepAt(instance, movement, C2)));
  return kept;
};
