import { SUM_BLOCK } from '../numerics/linalg/blockedSum.ts';
import { addScaled, dot, norm } from '../numerics/linalg/vectors.ts';
import type { GradientInstance } from './instance.ts';
import { insideRadius } from './lazyBall.ts';
import { type Movement, noMovement } from './movement.ts';

/**
 * The least gradient norm over the ball, from both sides.
 *
 * `lower` is certified, `upper` attained at `movement`: lower ≤ inf_W ‖∇f(x; a, W)‖ ≤ upper, rounding included in `lower`.
 */
export interface GradientBracket {
  readonly lower: number;
  readonly upper: number;
  readonly movement: Movement;
  /** ‖∇f(x; a, W0)‖. */
  readonly initialNorm: number;
  /** Directions tried. */
  readonly iterations: number;
}

/** When a search may end: the gap is closed, the question is answered, or the budget is spent. */
export interface GradientSearch {
  /** The share of the hull's distance by which `lower` may stay below it when the search ends. */
  readonly tolerance: number;
  readonly iterations: number;
  /** Whether the claim is decided by what is known so far; a search carried to its end answers `false`. */
  readonly decided: (lower: number, upper: number) => boolean;
}

/** A direction r split into its part along x and the rest, in the instance's coordinates. */
interface Direction {
  readonly alongX: number;
  readonly acrossNorm: number;
  readonly across: Float64Array;
}

/** A vector of R^d: its part along x, and the rest in the instance's coordinates. */
interface Split {
  along: number;
  readonly across: Float64Array;
}

const lengthOf = (vector: Split): number => Math.hypot(vector.along, norm(vector.across));

const directionOf = (vector: Split, length: number): Direction => {
  const across = vector.across.map((entry) => entry / length);
  return { alongX: vector.along / length, acrossNorm: norm(across), across };
};

/**
 * The cheapest shift that keeps a neuron of the strip active: the least a⟨r, v⟩ over ‖v‖ ≤ V with u + ⟨v, x⟩ ≥ 0.
 *
 * Without the constraint v = −a V r. Where that would leave the neuron inactive, its part along x is just −u, and the
 * rest of the budget, √(V² − u²), goes against r orthogonally to x.
 */
const activeShift = (
  sign: number,
  u: number,
  radius: number,
  r: Direction,
): { along: number; across: number } =>
  -sign * r.alongX * radius >= -u
    ? { along: -sign * r.alongX * radius, across: -sign * r.acrossNorm * radius }
    : { along: -u, across: -sign * Math.sqrt(Math.max(0, radius * radius - u * u)) };

/** a⟨r, v⟩ of that shift. */
const shiftGain = (sign: number, r: Direction, shift: { along: number; across: number }): number =>
  sign * (r.alongX * shift.along + r.acrossNorm * shift.across);

/** Sums over the neurons that stay active for every W in the ball; they depend on the draw only. */
interface Steady {
  readonly count: number;
  /** Σ_R a_s u_s, and Σ_R u_s. */
  readonly signedU: number;
  readonly magnitude: number;
}

const steadyOf = (instance: GradientInstance): Steady => {
  const { u, signs, radius } = instance;
  let count = 0;
  let signedU = 0;
  let magnitude = 0;
  for (let start = 0; start < u.length; start += SUM_BLOCK) {
    let block = 0;
    for (let s = start; s < Math.min(u.length, start + SUM_BLOCK); s++) {
      if (u[s]! <= radius) continue;
      count++;
      block += signs[s]! * u[s]!;
      magnitude += u[s]!;
    }
    signedU += block;
  }
  return { count, signedU, magnitude };
};

/** ∇f(x; a, W0). */
const initialGradient = (instance: GradientInstance, steady: Steady): Split => {
  const { u, signs, strip, rows, width, m } = instance;
  const across = Float64Array.from(instance.steadySum);
  let along = steady.signedU;
  for (let i = 0; i < strip.length; i++) {
    const s = strip[i]!;
    if (u[s]! <= 0) continue;
    along += signs[s]! * u[s]!;
    addScaled(across, signs[s]!, rows, width, i * width);
  }
  const scale = Math.sqrt(m);
  return { along: along / scale, across: across.map((sum) => sum / scale) };
};

/**
 * Everything about one direction r: the least ⟨r, ∇f⟩ over the ball (a lower bound of ‖∇f‖ everywhere in it), and the
 * gradient at the weights where it is attained.
 *
 * ⟨r, ∇f(W)⟩ is a sum over neurons that the adversary minimizes one by one: a neuron of R contributes a⟨r, w⁰⟩ − V, one
 * of S the better of being off, 0, and of being on with its cheapest shift.
 */
const probe = (
  instance: GradientInstance,
  steady: Steady,
  r: Direction,
  active: Uint8Array,
  onSum: Float64Array,
) => {
  const { u, signs, strip, rows, width, m, radius, steadySum } = instance;
  const scale = Math.sqrt(m);
  const initial = r.alongX * steady.signedU + dot(steadySum, r.across);
  let least = initial - steady.count * radius;
  let magnitude = Math.abs(initial) + steady.magnitude + steady.count * radius + norm(steadySum);
  let along = steady.signedU - steady.count * r.alongX * radius;
  let acrossTotal = -steady.count * r.acrossNorm * radius;
  for (let i = 0; i < strip.length; i++) {
    const s = strip[i]!;
    const sign = signs[s]!;
    const shift = activeShift(sign, u[s]!, radius, r);
    const gain =
      sign * (r.alongX * u[s]! + dot(rows, r.across, width, i * width)) + shiftGain(sign, r, shift);
    magnitude += Math.abs(gain) + radius;
    const on = gain < 0 ? 1 : 0;
    if (on !== active[i]) {
      addScaled(onSum, on === 1 ? sign : -sign, rows, width, i * width);
      active[i] = on;
    }
    if (on === 0) continue;
    least += gain;
    along += sign * (u[s]! + shift.along);
    acrossTotal += sign * shift.across;
  }
  const across = new Float64Array(width);
  for (let j = 0; j < width; j++) {
    const push = r.acrossNorm === 0 ? 0 : (acrossTotal * r.across[j]!) / r.acrossNorm;
    across[j] = (steadySum[j]! + onSum[j]! + push) / scale;
  }
  // Each dot product passes `width` additions and each sum |S| + SUM_BLOCK + m/SUM_BLOCK of them; ‖r‖ = 1 to 2⁻⁵⁰.
  const operations = width + strip.length + SUM_BLOCK + m / SUM_BLOCK + 16;
  const error = (2 * operations * 2 ** -53 * magnitude) / scale;
  return { least: least / scale - error, gradient: { along: along / scale, across } };
};

/** Which neurons of the strip are on, and the gradient that alone makes: all other shifts are still to come. */
interface Switched {
  readonly active: Uint8Array;
  readonly gradient: Split;
  /** By how much shifts of the neurons that are on can shorten the gradient. */
  readonly capacity: number;
}

/** How far beyond its kink a neuron is moved: more than the rounding of ⟨w_s, x⟩, and nothing against the radius. */
const overshootOf = (radius: number): number => radius * 2 ** -20;

/** ‖∇f‖ that `movementOf` attains with these switches, but for the constraints of neurons close to their kink. */
const shortened = ({ gradient, capacity }: Switched): number => Math.max(0, lengthOf(gradient) - capacity);

/** The gradient with these neurons of the strip on, given their sum `onSum`, and what shifts could take off it. */
const switchedOf = (
  instance: GradientInstance,
  steady: Steady,
  active: Uint8Array,
  onSum: Float64Array,
): Switched => {
  const { u, signs, strip, width, m, steadySum } = instance;
  const radius = insideRadius(instance);
  const overshoot = overshootOf(radius);
  const scale = Math.sqrt(m);
  let along = steady.signedU;
  let capacity = steady.count * radius;
  for (let i = 0; i < strip.length; i++) {
    if (active[i] === 0) continue;
    const s = strip[i]!;
    along += signs[s]! * Math.max(overshoot, u[s]!);
    capacity += u[s]! > 0 ? radius : Math.sqrt(Math.max(0, radius * radius - u[s]! * u[s]!));
  }
  const across = new Float64Array(width);
  for (let j = 0; j < width; j++) across[j] = (steadySum[j]! + onSum[j]!) / scale;
  return { active, gradient: { along: along / scale, across }, capacity: capacity / scale };
};

/**
 * Weights with these neurons of the strip on and the others off, and every active one moved against the gradient: all the way, or
 * just as far as brings the gradient to 0.
 */
const movementOf = (instance: GradientInstance, { active, gradient, capacity }: Switched): Movement => {
  const { u, signs, strip, m } = instance;
  const radius = insideRadius(instance);
  const overshoot = overshootOf(radius);
  const length = lengthOf(gradient);
  const r = directionOf(gradient, length === 0 ? 1 : length);
  const share = capacity === 0 ? 0 : Math.min(1, length / capacity);
  const along = new Float64Array(m);
  const across = new Float64Array(m);
  for (let s = 0; s < m; s++) {
    if (u[s]! <= instance.radius) continue;
    along[s] = -signs[s]! * share * r.alongX * radius;
    across[s] = -signs[s]! * share * r.acrossNorm * radius;
  }
  for (let i = 0; i < strip.length; i++) {
    const s = strip[i]!;
    const sign = signs[s]!;
    const kink = overshoot - u[s]!;
    if (active[i] === 0) {
      if (u[s]! > 0) along[s] = -Math.min(radius, u[s]! + overshoot);
    } else if (u[s]! > 0) {
      along[s] = Math.max(kink, -sign * share * r.alongX * radius);
      across[s] = -sign * share * r.acrossNorm * radius;
    } else if (kink <= radius) {
      along[s] = kink;
      across[s] = -sign * share * Math.min(r.acrossNorm * radius, Math.sqrt(radius * radius - kink * kink));
    }
  }
  if (r.acrossNorm === 0) return { along, across: null, normal: null };
  return { along, across, normal: r.across.map((entry) => entry / r.acrossNorm) };
};

/**
 * ∇f(x; a, W) at W = W0 + movement, from the revealed numbers in plain f64, nothing taken over from a search.
 *
 * Throws nothing; a neuron of R is active whatever the movement, as long as it stays inside the ball.
 */
export const gradientAfter = (
  instance: GradientInstance,
  movement: Movement,
): {
  readonly norm: number;
  readonly value: number;
  readonly flips: number;
  readonly largestShift: number;
} => {
  const { u, signs, strip, rows, width, m, steadySum } = instance;
  const total = Float64Array.from(steadySum);
  let along = 0;
  let push = 0;
  let flips = 0;
  let largestShift = 0;
  let next = 0;
  for (let s = 0; s < m; s++) {
    const inStrip = strip[next] === s;
    const p = u[s]! + movement.along[s]!;
    const acrossShift = movement.across?.[s] ?? 0;
    largestShift = Math.max(largestShift, Math.hypot(movement.along[s]!, acrossShift));
    if (p > 0 !== u[s]! > 0) flips++;
    if (p > 0) {
      along += signs[s]! * p;
      push += signs[s]! * acrossShift;
      if (inStrip) addScaled(total, signs[s]!, rows, width, next * width);
    }
    if (inStrip) next++;
  }
  if (movement.normal !== null) addScaled(total, push, movement.normal);
  const scale = Math.sqrt(m);
  return { norm: Math.hypot(along, norm(total)) / scale, value: along / scale, flips, largestShift };
};

/**
 * Brackets inf_W ‖∇f(x; a, W)‖ over the ball.
 *
 * The gradients attainable in the ball form a set G. Its convex hull has a point nearest to 0; the Frank–Wolfe method
 * (Gilbert 1966) with exact line search walks towards it. At the direction r of the current point, min over G of ⟨r, ·⟩
 * bounds every norm in G from below. The neurons of the strip that are on at the minimizer, kept as they are while all others
 * are moved against the gradient they leave, give a member of G, whose norm bounds the infimum from above. The search keeps the
 * best of each: more iterations never give a weaker bracket.
 *
 * Source: the proof of Lemma 4.2 with its two triangle inequalities replaced by the support function itself.
 */
export const gradientBracket = (instance: GradientInstance, search: GradientSearch): GradientBracket => {
  const steady = steadyOf(instance);
  const point = initialGradient(instance, steady);
  const initialNorm = lengthOf(point);
  const active = new Uint8Array(instance.strip.length);
  const onSum = new Float64Array(instance.width);
  let lower = 0;
  let upper = initialNorm;
  let best: Movement | null = null;
  let iterations = 0;
  while (iterations < search.iterations) {
    const length = lengthOf(point);
    if (length === 0) break;
    const r = directionOf(point, length);
    const { least, gradient } = probe(instance, steady, r, active, onSum);
    iterations++;
    lower = Math.max(lower, least);
    const switched = switchedOf(instance, steady, active, onSum);
    // What `shortened` promises, constraints may take back: what counts is the norm at the movement itself.
    if (shortened(switched) < upper) {
      const movement = movementOf(instance, switched);
      const reached = gradientAfter(instance, movement).norm;
      if (reached < upper) {
        upper = reached;
        best = movement;
      }
    }
    if (search.decided(lower, upper) || length - lower <= search.tolerance * length) break;
    const step = lineSearch(point, gradient);
    if (step === 0) break;
    point.along += step * (gradient.along - point.along);
    for (let j = 0; j < instance.width; j++)
      point.across[j]! += step * (gradient.across[j]! - point.across[j]!);
  }
  return { lower, upper, movement: best ?? noMovement(instance.m), initialNorm, iterations };
};

/** The t in [0, 1] at which (1 − t)·from + t·to is shortest. */
const lineSearch = (from: Split, to: Split): number => {
  const stepAlong = to.along - from.along;
  let towards = -from.along * stepAlong;
  let lengthSquared = stepAlong * stepAlong;
  for (let j = 0; j < from.across.length; j++) {
    const step = to.across[j]! - from.across[j]!;
    towards -= from.across[j]! * step;
    lengthSquared += step * step;
  }
  return lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, towards / lengthSquared));
};
