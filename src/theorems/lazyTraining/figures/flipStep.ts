import { addScaled, dot, norm } from '../../../numerics/linalg/vectors.ts';
import type { ImageSet } from './data/imageSet.ts';
import { type LazyNetwork, requireSameDimension } from './training/lazyNetwork.ts';
import type { LiveNetwork } from './training/liveNetwork.ts';

/** What the smallest step that flips an image's prediction looks like. */
export interface FlipStep {
  /** f(x). */
  readonly value: number;
  /** ‖∇f(x)‖. */
  readonly gradientNorm: number;
  /** The smallest η > 0 for which x − sign(f) η ∇f has, just beyond it, the other sign; null where no step flips. */
  readonly eta: number | null;
  /** η‖∇f‖/‖x‖, the size of the perturbation relative to the input; null with η, and where x = 0. */
  readonly relative: number | null;
}

/** f along a ray: √m f(x + t v) = c + Σ_s a_s σ(p_s + t q_s), p_s = ⟨w_s, x⟩ and q_s = ⟨w_s, v⟩; c is 0 without biases. */
export interface Ray {
  /** c. */
  readonly added: number;
  readonly signs: Int8Array;
  readonly p: Float64Array;
  readonly q: Float64Array;
}

/** √m f(x + t v), from its definition. Precision: f64. */
export const valueAlong = ({ added, signs, p, q }: Ray, t: number): number => {
  let value = added;
  for (let s = 0; s < p.length; s++) {
    const sum = p[s]! + t * q[s]!;
    if (sum > 0) value += signs[s]! * sum;
  }
  return value;
};

/** A neuron crosses its kink at most once along a ray: at t = −p/q, where that lies ahead. */
const kinkOf = (p: number, q: number): number =>
  p > 0 === q > 0 || q === 0 ? Number.POSITIVE_INFINITY : -p / q;

/**
 * The smallest t > 0 beyond which side · f(x + t v) is below 0, given side · f(x) > 0; null where there is none.
 *
 * Between the kinks of its neurons f is linear, so its first zero is found by following it from kink to kink: no step length is
 * guessed and no crossing stepped over. A zero that is touched and left on the same side is none. The kinks are sorted as far as the
 * first crossing asks for. Where f is 0 to rounding already, the answer is 0.
 *
 * Shapes: m entries each. Cost: O(m) and a sort of the kinks before the crossing, as a rule a small share. Precision: f64; a value at a kink
 * carries the rounding of the kinks before it, some 2⁻⁵² of Σ(|p_s| + t|q_s|)/√m.
 */
export const firstCrossing = ({ added, signs, p, q }: Ray, side: 1 | -1): number | null => {
  const m = p.length;
  // A loop, not `from` with a function, which takes five times as long.
  const kinks = new Float64Array(m);
  for (let s = 0; s < m; s++) kinks[s] = kinkOf(p[s]!, q[s]!);
  let value = side * added;
  let slope = 0;
  for (let s = 0; s < m; s++) {
    // A neuron that starts at its kink is on from here if the ray leads to its side.
    if (!(kinks[s]! > 0 ? p[s]! > 0 : q[s]! > 0)) continue;
    value += side * signs[s]! * p[s]!;
    slope += side * signs[s]! * q[s]!;
  }
  if (!(value > 0)) return 0;
  // What f would need if it were linear, and half as much again.
  let horizon = slope < 0 ? (-1.5 * value) / slope : 0;
  let sofar = 0;
  let at = 0;
  for (;;) {
    const ahead: number[] = [];
    let beyond = Number.POSITIVE_INFINITY;
    for (let s = 0; s < m; s++) {
      const kink = kinks[s]!;
      if (kink <= sofar) continue;
      if (kink <= horizon) ahead.push(s);
      else if (kink < beyond) beyond = kink;
    }
    ahead.sort((a, b) => kinks[a]! - kinks[b]!);
    for (const s of ahead) {
      const next = value + slope * (kinks[s]! - at);
      if (next < 0) return at + value / -slope;
      value = next;
      at = kinks[s]!;
      // Switched on by q > 0 or off by q < 0, it adds a_s|q_s| to the slope either way.
      slope += side * signs[s]! * Math.abs(q[s]!);
    }
    if (slope < 0 && value + slope * (beyond - at) < 0) return at + value / -slope;
    if (beyond === Number.POSITIVE_INFINITY) return null;
    sofar = horizon;
    horizon = Math.max(2 * horizon, beyond);
  }
};

const stepOf = (ray: Ray, value: number, gradientNorm: number, inputNorm: number): FlipStep => {
  const eta = value === 0 || gradientNorm === 0 ? null : firstCrossing(ray, value > 0 ? 1 : -1);
  const relative = eta === null || inputNorm === 0 ? null : (eta * gradientNorm) / inputNorm;
  return { value, gradientNorm, eta, relative };
};

/**
 * The smallest step along −sign(f) ∇f that flips the prediction at x, in f64 throughout. With biases x ends with a 1 that stays.
 *
 * Cost: three passes over the d·m weights. Source: Section 5.1.
 */
export const flipStep = (network: LazyNetwork, x: Float64Array): FlipStep => {
  const { d, m, inputs, offset, signs, initial, shift } = network;
  const w = new Float64Array(d);
  const visit = (see: (s: number) => void): void => {
    for (let s = 0; s < m; s++) {
      for (let k = 0; k < d; k++) w[k] = initial[s * d + k]! + shift[s * d + k]!;
      see(s);
    }
  };
  const p = new Float64Array(m);
  const gradient = new Float64Array(d);
  const scale = Math.sqrt(m);
  visit((s) => {
    p[s] = dot(w, x);
    if (p[s]! > 0) addScaled(gradient, signs[s]! / scale, w);
  });
  const value = dot(gradient, x) + offset;
  // A bias stays where it is.
  gradient.fill(0, inputs);
  const side = value < 0 ? -1 : 1;
  const q = new Float64Array(m);
  visit((s) => {
    q[s] = -side * dot(w, gradient);
  });
  const added = offset * scale;
  return stepOf({ added, signs, p, q }, value, norm(gradient), norm(x.subarray(0, inputs)));
};

/** Images that are looked at together. */
const BATCH = 64;

/** The ray x − t sign(f) ∇f of one image, as f sees it. */
export interface GradientRay extends Ray {
  /** f(x). */
  readonly value: number;
  /** ‖∇f(x)‖. */
  readonly gradientNorm: number;
  /** ‖x‖. */
  readonly inputNorm: number;
  /** Neurons that are on at x for W and off for W0, or the other way round. */
  readonly switched: number;
}

const switchedBetween = (now: Float64Array, initial: Float32Array): number => {
  let switched = 0;
  for (let s = 0; s < now.length; s++) if (now[s]! > 0 !== initial[s]! > 0) switched++;
  return switched;
};

/**
 * The gradient's ray of every image, one after the other.
 *
 * Precision: ∇f, p_s = ⟨w_s, x⟩ and q_s = −sign(f) ⟨w_s, ∇f⟩ come from the engine's f32 products, in a tenth of the time of f64.
 */
export function* gradientRays(network: LiveNetwork, images: ImageSet): Generator<GradientRay> {
  requireSameDimension(network, images);
  const { d, m, inputs, offset, signs } = network;
  for (let from = 0; from < images.n; from += BATCH) {
    const to = Math.min(images.n, from + BATCH);
    const points = images.images.subarray(from * d, to * d);
    const { values, gradients } = network.valuesAndGradients(points);
    // A bias stays where it is.
    for (let at = 0; at < to - from; at++) gradients.fill(0, at * d + inputs, (at + 1) * d);
    const directions = gradients.map((entry, at) => (values[Math.floor(at / d)]! < 0 ? entry : -entry));
    const [sums, slopes] = [network.preactivations(points), network.preactivations(directions)];
    const initial = network.initialPreactivations(points);
    const rowOf = (all: Float32Array, i: number): Float32Array => all.subarray(i * m, (i + 1) * m);
    for (let i = 0; i < to - from; i++) {
      const p = new Float64Array(rowOf(sums, i));
      yield {
        added: offset * Math.sqrt(m),
        signs,
        p,
        q: new Float64Array(rowOf(slopes, i)),
        switched: switchedBetween(p, rowOf(initial, i)),
        value: values[i]!,
        gradientNorm: norm(gradients.subarray(i * d, (i + 1) * d)),
        inputNorm: norm(points.subarray(i * d, i * d + inputs)),
      };
    }
  }
}

/**
 * The smallest flipping step of an image: the first crossing on its ray, followed in f64.
 *
 * Seen on trained networks: η within 1e-5 of `flipStep`; an image whose first crossing is a near touch may differ more.
 */
export const flipStepOn = (ray: GradientRay): FlipStep =>
  stepOf(ray, ray.value, ray.gradientNorm, ray.inputNorm);

/** The multiples of a walk along a ray, in units of length, and how many of them there are. */
const [WALKED, STEPS] = [0.001, 5000];

/**
 * The length at which a walk from x sees the prediction flipped: the first multiple of 0.001 at which it is, or 5 where none up to there is;
 * 0 where it begins flipped.
 *
 * Between the first crossing and the walk's first multiple beyond it f may come back, so the multiples from there on are looked at.
 * Source: the programs that the paper's authors published.
 */
export const walkedLength = (ray: GradientRay, { eta, gradientNorm, value }: FlipStep): number => {
  if (gradientNorm === 0 || eta === null) return STEPS * WALKED;
  const side = value < 0 ? -1 : 1;
  for (let k = Math.max(1, Math.ceil((eta * gradientNorm) / WALKED)); k < STEPS; k++)
    if (side * valueAlong(ray, (k * WALKED) / gradientNorm) < 0) return k * WALKED;
  return STEPS * WALKED;
};
