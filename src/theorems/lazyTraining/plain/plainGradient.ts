import type { GradientInstance } from '../network/instance.ts';
import type { Movement } from '../network/movement.ts';

/** A vector of R^d: its part along x, and the rest in the instance's coordinates. */
interface Split {
  along: number;
  readonly across: Float64Array;
}

const lengthOf = ({ along, across }: Split): number => {
  let square = along * along;
  for (const entry of across) square += entry * entry;
  return Math.sqrt(square);
};

/** target += factor · P w⁰_i, the i-th row of the may-flip set. */
const addRow = (target: Float64Array, factor: number, { rows, width }: GradientInstance, i: number): void => {
  for (let j = 0; j < width; j++) target[j]! += factor * rows[i * width + j]!;
};

/** Σ a_s w⁰_s over the neurons that stay active, and their number. */
const alwaysActiveOf = ({ u, signs, m, radius, alwaysActiveSum }: GradientInstance) => {
  let along = 0;
  let count = 0;
  for (let s = 0; s < m; s++)
    if (u[s]! > radius) {
      along += signs[s]! * u[s]!;
      count++;
    }
  return { sum: { along, across: Float64Array.from(alwaysActiveSum) }, count };
};

/** ‖∇f‖ and ‖P∇f‖ at W = W0 + movement, and the farthest move of a row, added up neuron by neuron. */
export const gradientNormAt = (
  instance: GradientInstance,
  { along, across, normal }: Movement,
): { readonly value: number; readonly acrossValue: number; readonly largestShift: number } => {
  const { u, signs, m, radius, mayFlip, width } = instance;
  const alwaysActive = alwaysActiveOf(instance);
  const sum = alwaysActive.sum;
  let pushed = 0;
  let largestShift = 0;
  const moves = (s: number): { dx: number; dn: number } => ({ dx: along[s]!, dn: across?.[s] ?? 0 });
  let next = 0;
  for (let s = 0; s < m; s++) {
    const { dx, dn } = moves(s);
    largestShift = Math.max(largestShift, Math.sqrt(dx * dx + dn * dn));
    const flippable = mayFlip[next] === s;
    const active = u[s]! + dx > 0;
    if (flippable && active) {
      sum.along += signs[s]! * u[s]!;
      addRow(sum.across, signs[s]!, instance, next);
    }
    if (flippable) next++;
    // Beyond the may-flip set no move within the ball changes an activation, and the sum of the always-active
    // rows is whole.
    else if (active !== u[s]! > radius) return { value: Number.NaN, acrossValue: Number.NaN, largestShift };
    if (active) {
      sum.along += signs[s]! * dx;
      pushed += signs[s]! * dn;
    }
  }
  if (normal !== null) for (let j = 0; j < width; j++) sum.across[j]! += pushed * normal[j]!;
  const scale = Math.sqrt(m);
  return {
    value: lengthOf(sum) / scale,
    acrossValue: lengthOf({ along: 0, across: sum.across }) / scale,
    largestShift,
  };
};

/**
 * A W in the ball with a short gradient: always-active neurons move against the direction r by the whole
 * radius, those of the may-flip set are switched on or off as their part along r says, and do not move
 * otherwise.
 */
const movedAgainst = (
  { u, signs, m, radius, mayFlip }: GradientInstance,
  r: Split,
  on: readonly boolean[],
): Movement => {
  // A little inside, so that no rounding carries a row out of the ball.
  const V = radius * (1 - 1e-9);
  const along = new Float64Array(m);
  const across = new Float64Array(m);
  const acrossLength = lengthOf({ along: 0, across: r.across });
  for (let s = 0; s < m; s++)
    if (u[s]! > radius) {
      along[s] = -signs[s]! * V * r.along;
      across[s] = -signs[s]! * V * acrossLength;
    }
  mayFlip.forEach((s, i) => {
    const switched = on[i] === u[s]! > 0 ? 0 : on[i] ? -u[s]! + 1e-6 * V : -u[s]!;
    if (Math.abs(switched) <= V) along[s] = switched;
  });
  const normal = acrossLength > 0 ? r.across.map((entry) => entry / acrossLength) : null;
  return { along, across: normal === null ? null : across, normal };
};

/** What is proved of inf_W ‖∇f‖ on one draw: no W goes below `lower`, and one reaches `upper`. */
export interface PlainBracket {
  readonly lower: number;
  readonly upper: number;
}

/** Products of rows with a direction that one draw may cost. */
const BUDGET = 3e7;
const MOST_DIRECTIONS = 60;

/**
 * Brackets the least gradient norm over the ball by the simplest bound there is: for every unit vector r and
 * every W in the ball
 *
 *     √m ‖g(W)‖ ≥ ⟨r, Σ_R a_s w⁰_s⟩ − |R| V + Σ_S min(0, a_s⟨r, w⁰_s⟩ − V),
 *
 * since an always-active neuron gives at least a_s⟨r, w⁰_s⟩ − V, and one of the may-flip set that or nothing.
 * The directions are those of Gilbert's walk to the nearest point. It charges neurons of the may-flip set a
 * little more than they can take, so it proves most of what is true.
 */
export const leastGradient = (instance: GradientInstance): PlainBracket => {
  const { u, signs, m, radius: V, mayFlip, rows, width } = instance;
  const scale = Math.sqrt(m);
  const alwaysActive = alwaysActiveOf(instance);
  const still: Movement = { along: new Float64Array(m), across: null, normal: null };
  let upper = gradientNormAt(instance, still).value;
  let lower = 0;
  const point: Split = { along: alwaysActive.sum.along, across: Float64Array.from(alwaysActive.sum.across) };
  mayFlip.forEach((s, i) => {
    if (u[s]! <= 0) return;
    point.along += signs[s]! * u[s]!;
    addRow(point.across, signs[s]!, instance, i);
  });
  const directions = Math.max(
    1,
    Math.min(MOST_DIRECTIONS, Math.floor(BUDGET / (1 + mayFlip.length * width))),
  );
  for (let k = 0; k < directions; k++) {
    const length = lengthOf(point);
    if (!(length > 0)) break;
    const r: Split = { along: point.along / length, across: point.across.map((entry) => entry / length) };
    const corner: Split = {
      along: alwaysActive.sum.along,
      across: Float64Array.from(alwaysActive.sum.across),
    };
    let on = 0;
    const switches = Array.from(mayFlip, (s, i) => {
      let product = r.along * u[s]!;
      for (let j = 0; j < width; j++) product += r.across[j]! * rows[i * width + j]!;
      if (signs[s]! * product - V >= 0) return false;
      corner.along += signs[s]! * u[s]!;
      addRow(corner.across, signs[s]!, instance, i);
      on++;
      return true;
    });
    const shift = (alwaysActive.count + on) * V;
    corner.along -= shift * r.along;
    for (let j = 0; j < width; j++) corner.across[j]! -= shift * r.across[j]!;
    let height = corner.along * r.along;
    for (let j = 0; j < width; j++) height += corner.across[j]! * r.across[j]!;
    lower = Math.max(lower, height / scale);
    // Evaluating W costs as much as all directions; the first and the last few are the ones that matter.
    if (k % 10 === 0 || k === directions - 1)
      upper = Math.min(upper, gradientNormAt(instance, movedAgainst(instance, r, switches)).value);
    if (length / scale - lower < 1e-4 * (1 + lower)) break;
    // The nearest point to 0 on the way from `point` to `corner`.
    const away = point.along - corner.along;
    let numerator = point.along * away;
    let square = away * away;
    for (let j = 0; j < width; j++) {
      const difference = point.across[j]! - corner.across[j]!;
      numerator += point.across[j]! * difference;
      square += difference * difference;
    }
    const t = square > 0 ? Math.min(1, Math.max(0, numerator / square)) : 0;
    if (t === 0) break;
    point.along -= t * away;
    for (let j = 0; j < width; j++) point.across[j]! -= t * (point.across[j]! - corner.across[j]!);
  }
  return { lower, upper: Number.isNaN(upper) ? Number.POSITIVE_INFINITY : upper };
};
