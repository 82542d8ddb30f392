import type { RowMatrix } from '../../../numerics/kernels/kernels.ts';
import { addScaled, norm } from '../../../numerics/linalg/vectors.ts';
import { kernels } from '../kernels/inUse.ts';
import type { AlwaysActiveSums } from '../kernels/kernels.ts';
import { type Direction, directionOf, lengthOf, type Split } from './gradientProbe.ts';
import type { GradientInstance } from './instance.ts';
import { insideRadius } from './lazyBall.ts';
import type { Movement } from './movement.ts';

/**
 * Which neurons of the may-flip set are on, and the gradient that alone makes: all other shifts are still to
 * come.
 */
export interface Switched {
  readonly active: Uint8Array;
  readonly gradient: Split;
  /** By how much shifts of the neurons that are on can shorten the gradient. */
  readonly capacity: number;
}

/**
 * How far beyond its kink a neuron is moved: more than the rounding of ⟨w_s, x⟩, and nothing against the
 * radius.
 */
const overshootOf = (radius: number): number => radius * 2 ** -20;

/**
 * ‖∇f‖ that `movementOf` attains with these switches, but for the constraints of neurons close to their kink.
 */
export const shortened = ({ gradient, capacity }: Switched): number =>
  Math.max(0, lengthOf(gradient) - capacity);

/**
 * The gradient with these neurons of the may-flip set on, given their sum `onSum`, and what shifts could take
 * off it.
 */
export const switchedOf = (
  instance: GradientInstance,
  alwaysActive: AlwaysActiveSums,
  active: Uint8Array,
  onSum: Float64Array,
): Switched => {
  const { u, signs, mayFlip, width, m, alwaysActiveSum } = instance;
  const radius = insideRadius(instance);
  const overshoot = overshootOf(radius);
  const scale = Math.sqrt(m);
  let along = alwaysActive.along;
  let capacity = alwaysActive.count * radius;
  for (let i = 0; i < mayFlip.length; i++) {
    if (active[i] === 0) continue;
    const s = mayFlip[i]!;
    along += signs[s]! * Math.max(overshoot, u[s]!);
    capacity += u[s]! > 0 ? radius : Math.sqrt(Math.max(0, radius * radius - u[s]! * u[s]!));
  }
  const across = new Float64Array(width);
  for (let j = 0; j < width; j++) across[j] = (alwaysActiveSum[j]! + onSum[j]!) / scale;
  return { active, gradient: { along: along / scale, across }, capacity: capacity / scale };
};

/**
 * How the neurons move that shorten the gradient of these switches: all the way, or just as far as brings it
 * to 0.
 */
interface Push {
  readonly radius: number;
  readonly overshoot: number;
  readonly r: Direction;
  readonly share: number;
  /** The shifts of a neuron of R, to be taken with the sign −a_s. */
  readonly along: number;
  readonly across: number;
}

const pushOf = (instance: GradientInstance, { gradient, capacity }: Switched): Push => {
  const radius = insideRadius(instance);
  const length = lengthOf(gradient);
  const r = directionOf(gradient, length === 0 ? 1 : length);
  const share = capacity === 0 ? 0 : Math.min(1, length / capacity);
  return {
    radius,
    overshoot: overshootOf(radius),
    r,
    share,
    along: share * r.alongX * radius,
    across: share * r.acrossNorm * radius,
  };
};

/** The shift of a neuron of the may-flip set that is on or off, with activation u. */
const mayFlipShift = (
  push: Push,
  sign: number,
  u: number,
  on: boolean,
): { along: number; across: number } => {
  const { radius, overshoot, r, share } = push;
  const kink = overshoot - u;
  if (!on) return { along: u > 0 ? -Math.min(radius, u + overshoot) : 0, across: 0 };
  if (u > 0) return { along: Math.max(kink, -sign * push.along), across: -sign * push.across };
  if (kink > radius) return { along: 0, across: 0 };
  const left = Math.sqrt(radius * radius - kink * kink);
  return { along: kink, across: -sign * share * Math.min(r.acrossNorm * radius, left) };
};

const normalOf = ({ r }: Push): Float64Array | null =>
  r.acrossNorm === 0 ? null : r.across.map((entry) => entry / r.acrossNorm);

/**
 * Weights with these neurons of the may-flip set on and the others off, and every active one moved against
 * the gradient: all the way, or just as far as brings the gradient to 0.
 */
export const movementOf = (instance: GradientInstance, switched: Switched): Movement => {
  const { u, signs, mayFlip, m } = instance;
  const push = pushOf(instance, switched);
  const along = new Float64Array(m);
  const across = new Float64Array(m);
  for (let s = 0; s < m; s++) {
    if (u[s]! <= instance.radius) continue;
    along[s] = -signs[s]! * push.along;
    across[s] = -signs[s]! * push.across;
  }
  for (let i = 0; i < mayFlip.length; i++) {
    const s = mayFlip[i]!;
    const shift = mayFlipShift(push, signs[s]!, u[s]!, switched.active[i] === 1);
    along[s] = shift.along;
    across[s] = shift.across;
  }
  const normal = normalOf(push);
  return normal === null ? { along, across: null, normal } : { along, across, normal };
};

/**
 * ‖∇f(x; a, W)‖ at `movementOf` these switches: the number that `gradientAfter` finds there, bit for bit,
 * without a movement of 2m numbers.
 */
export const reachedNorm = (instance: GradientInstance, matrix: RowMatrix, switched: Switched): number => {
  const { u, signs, mayFlip, m } = instance;
  const push = pushOf(instance, switched);
  const normal = normalOf(push);
  const alwaysActive = kernels().alwaysActiveSums(
    u,
    signs,
    instance.radius,
    -push.along,
    normal === null ? 0 : -push.across,
  );
  const on: number[] = [];
  const onSigns: number[] = [];
  let along = 0;
  let across = 0;
  for (let i = 0; i < mayFlip.length; i++) {
    const s = mayFlip[i]!;
    const sign = signs[s]!;
    const shift = mayFlipShift(push, sign, u[s]!, switched.active[i] === 1);
    const p = u[s]! + shift.along;
    if (!(p > 0)) continue;
    along += sign * p;
    if (normal !== null) across += sign * shift.across;
    on.push(i);
    onSigns.push(sign);
  }
  const total = Float64Array.from(instance.alwaysActiveSum);
  matrix.addRows(total, on, onSigns);
  if (normal !== null) addScaled(total, alwaysActive.across + across, normal);
  return Math.hypot(alwaysActive.along + along, norm(total)) / Math.sqrt(m);
};
