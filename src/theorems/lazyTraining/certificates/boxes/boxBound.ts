import { normalCdf } from '../../../../numerics/statistics/normal.ts';
import { quickNormalCdf } from '../../../../numerics/statistics/quickNormal.ts';
import { tabulatedNormalCdf } from '../../../../numerics/statistics/tabulatedNormal.ts';
import { LEAF_ERROR, LENGTH_ERROR, NEAR } from './allowance.ts';
import type { BoxSide } from './boxSide.ts';
import { type ActivationTables, BINS, type BoxTables } from './boxTables.ts';
import { flippingMoment } from './flippingMoment.ts';
import { MOST_TILT, RAISING_ROUNDING, raisingMoments } from './raisingMoments.ts';
import type { StepBox } from './stepBox.ts';

/** Lagrange multipliers of ⟨g, x⟩, ⟨g, e₁⟩ and the rest of g: ξ = (1 + along) x + across e₁ + rest ẑ. */
export interface Multipliers {
  /** ≤ 0. */
  readonly rest: number;
  readonly across: number;
  readonly along: number;
}

/** A bound on f(z; W) over the W of a side whose step lies in a box. */
export interface BoxBound {
  readonly upper: number;
  /** What the box adds to the error of its side if `upper` is below zero. */
  readonly error: number;
  /** The bounds at the corners 4 (end of X) + 2 (end of Y) + (end of r), up to one constant. */
  readonly corners: readonly number[];
}

/** Added to a bound: far more than the rounding of its sums. */
const SLACK = 1e-6;

const useless: BoxBound = { upper: Number.POSITIVE_INFINITY, error: Number.POSITIVE_INFINITY, corners: [] };

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

const ends = [0, 1] as const;

/** The corners of a box: one for each where it is a point. */
const cornersOf = ({ X, Y, r }: StepBox): readonly number[] =>
  Array.from({ length: 8 }, (_, corner) => corner).filter(
    (corner) =>
      (corner < 4 || X[0] < X[1]) &&
      ((corner & 2) === 0 || Y[0] < Y[1]) &&
      ((corner & 1) === 0 || r[0] < r[1]),
  );

/** What is one number for the whole box: how it is tuned decides how sharp a bound is, never whether it holds. */
export interface Tuning {
  /** The rate of the exponential moments. */
  readonly theta: number;
  /** ‖Pl‖ ≤ (T² + ‖Pl‖²)/2T. */
  readonly T: number;
  /** −⟨b, l⟩² ≤ 2 cc ⟨b, l⟩ + cc². */
  readonly cc: number;
}

/** How far the movement of a weight can carry values: ‖w − w⁰‖ ≤ V. */
export interface Reaches {
  /** ‖ξ‖, a bound on ‖ξ − z‖ and one on ‖z‖. */
  readonly xi: number;
  readonly apart: number;
  readonly longest: number;
  /** Of on and off neurons that raise f, and of those that lower it. */
  readonly raising: readonly [number, number];
  readonly lowering: readonly [number, number];
}

export const reachesOf = (
  V: number,
  { box }: Pick<BoxTables, 'box'>,
  { rest, across, along }: Multipliers,
): Reaches => {
  const farthest = (X: number, Y: number, r: number): number => {
    const square = (of: readonly [number, number], from: number): number =>
      Math.max((of[0] - from) ** 2, (of[1] - from) ** 2);
    return Math.sqrt(square(box.X, X) + square(box.Y, Y) + square(box.r, r)) * (1 + 1e-12);
  };
  const xi = Math.sqrt((1 + along) ** 2 + across * across + rest * rest);
  const apart = farthest(-along, -across, rest);
  const longest = farthest(1, 0, 0);
  return {
    xi,
    apart,
    longest,
    raising: [V * (apart - xi), V * longest],
    lowering: [V * (xi - apart), -V * longest],
  };
};

/** Thresholds are rounded to this many per unit; beyond the last a neuron counts as active, or as not. */
const THRESHOLDS = 16;
const LAST = 6 * THRESHOLDS;

/** Φ(−A) at the thresholds. */
const inactive = Float64Array.from({ length: 2 * LAST + 1 }, (_, i) => normalCdf((LAST - i) / THRESHOLDS));

/** The index of a neuron's threshold, below 0 or beyond 2 LAST where it lies outside. */
const thresholdAt = (value: number, r: number): number => Math.round((value / r) * THRESHOLDS) + LAST;

/** Expected flips at the centre of a box, which its bound is tuned by. */
const flipsAtCenter = (
  { range, center }: BoxTables,
  { raising, lowering }: ActivationTables,
  raisingReach: number,
  loweringReach: number,
): number => {
  let flips = 0;
  const width = (2 * range) / BINS;
  for (let bin = 0; bin <= BINS; bin++) {
    let mass = 0;
    for (const { masses } of raising) mass += masses[bin]!;
    if (mass > 0) flips += 0.25 * mass * tabulatedNormalCdf((-range + width * bin + raisingReach) / center.r);
  }
  for (const { beyond } of raising) flips += 0.25 * beyond.count;
  flips += lowering.beyond.count;
  for (let i = 0; i < lowering.count.length; i++)
    flips += lowering.count[i]! * tabulatedNormalCdf((lowering.value[i]! + loweringReach) / center.r);
  return flips;
};

export const tuned = (
  side: BoxSide,
  tables: BoxTables,
  { rest: k }: Multipliers,
  reaches: Reaches,
): Tuning => {
  const { r: rc } = tables.center;
  const [on, off] = tables.activations.map((one, i) =>
    flipsAtCenter(tables, one, reaches.raising[i]!, reaches.lowering[i]!),
  );
  const cc = Math.min(rc * side.patternScale * on!, (0.5 * tables.box.r[0]) / side.patternScale);
  const ofFlipping = 0.5 * side.mayFlip * (0.25 * k * k + (0.5 * k - rc) ** 2);
  const squares = rc * rc * (on! + off!) + ofFlipping;
  const T = Math.sqrt(Math.max(squares - cc * cc, 1e-12));
  return { theta: Math.min(Math.sqrt((2 * side.allowance.leaf) / (squares + T * T + 1e-12)), 6), T, cc };
};

/**
 * L = C2 ⟨w, p⟩/‖p‖² over a box, p = (X, Y, r) and w = (−along, −across, rest): at most this at each corner, by its
 * tangent at the centre and |D²| ≤ 2 C2 ‖w‖/‖p‖³.
 */
export const leverAt = ({ box, C2, center }: BoxTables, { rest, across, along }: Multipliers) => {
  const { X, Y, r } = center;
  const square = X * X + Y * Y + r * r;
  const product = rest * r - across * Y - along * X;
  const slopeOf = (w: number, p: number): number => C2 * (w / square - (2 * p * product) / (square * square));
  const [onX, onY, onR] = [slopeOf(-along, X), slopeOf(-across, Y), slopeOf(rest, r)];
  const nearest = box.X[0] ** 2 + box.Y[0] ** 2 + box.r[0] ** 2;
  const width = ([from, to]: readonly [number, number], at: number): number =>
    Math.max(to - at, at - from) ** 2;
  const widths = width(box.X, X) + width(box.Y, Y) + width(box.r, r);
  const length = Math.sqrt(along * along + across * across + rest * rest);
  const curved = ((C2 * length * widths) / (nearest * Math.sqrt(nearest))) * (1 + 1e-12);
  return (corner: number): number =>
    (C2 * product) / square +
    onX * (box.X[corner >> 2]! - X) +
    onY * (box.Y[(corner >> 1) & 1]! - Y) +
    onR * (box.r[corner & 1]! - r) +
    curved;
};

/** What a bound has beside the sums over neurons: −C2 + (1 + along)⟨g_c, x⟩ + across ⟨g_c, e₁⟩ and V ‖ξ‖ for every neuron that is on. */
export const fixedPart = (
  side: BoxSide,
  C2: number,
  { across, along }: Multipliers,
  { xi }: Pick<Reaches, 'xi'>,
): number =>
  -C2 + (1 + along) * side.along + across * side.across + (side.alwaysOn * side.V * xi) / Math.sqrt(side.m);

/**
 * Bounds f(z; W) for every W of the side whose step lies in the box of the tables.
 *
 * Source: docs/mathematics.md, "The certificate by boxes", steps 1 to 9.
 */
export const boxBound = (side: BoxSide, tables: BoxTables, multipliers: Multipliers): BoxBound => {
  const { V, m, allowance } = side;
  const scale = Math.sqrt(m);
  const reaches = reachesOf(V, tables, multipliers);
  const tuning = tuned(side, tables, multipliers, reaches);
  const { theta } = tuning;
  const moments = logMoments(side, tables, multipliers, tuning, reaches);
  if (moments === null) return useless;
  const lever = leverAt(tables, multipliers);
  const corners: number[] = Array.from({ length: 8 }, () => Number.NEGATIVE_INFINITY);
  for (const corner of cornersOf(tables.box)) {
    const [usual, long] = [moments[2 * corner]!, moments[2 * corner + 1]!];
    const rise = Math.max(long - usual, 0) / allowance.beyond;
    // ln(1 + √(2π) rise e^{rise²/2}).
    const length = 0.5 * rise * rise + Math.log(Math.exp(-0.5 * rise * rise) + ROOT_TWO_PI * rise);
    corners[corner] = usual + length + theta * scale * lever(corner);
  }
  const most = Math.max(...corners);
  const joined = most + Math.log(corners.reduce((sum, one) => sum + Math.exp(one - most), 0));
  const fixed = fixedPart(side, tables.C2, multipliers, reaches);
  const upper = fixed + (joined + allowance.leaf) / (theta * scale) + SLACK;
  if (!(upper < Number.POSITIVE_INFINITY)) return useless;
  return {
    upper,
    error: LENGTH_ERROR + LEAF_ERROR * Math.exp(Math.max(upper * theta * scale, -700)),
    corners: corners.map((one) => (one - most) / (theta * scale)),
  };
};

const raised = new Float64Array(BINS + 1);
const tilted = new Float64Array(BINS);
const active = new Float64Array(2 * LAST + 1);

/**
 * Σ log E exp(θ ·) over all neurons, and all that depends on ‖h‖: entry 2 · corner for ‖h‖ = √(d − 2), and the one
 * behind it for the longest that is looked at. Null where a table is too short for the multipliers.
 */
export const logMoments = (
  side: BoxSide,
  tables: BoxTables,
  multipliers: Multipliers,
  tuning: Tuning,
  reaches: Reaches,
): Float64Array | null => {
  const { box, center, range, activations } = tables;
  const { patternScale, sign, allowance } = side;
  const { theta, T, cc } = tuning;
  if (!(theta * box.r[1] <= MOST_TILT)) return null;
  const lengths = [allowance.length, allowance.length + allowance.beyond];
  const omegas = lengths.map((length) => (length - allowance.shift) / (2 * T));
  const width = (2 * range) / BINS;
  const total = new Float64Array(16);
  const corners = cornersOf(box);
  const ofR = ends.filter((atR) => corners.includes(atR));
  const ofXY = [0, 1, 2, 3].filter((xy) => corners.includes(2 * xy));
  for (let i = 0; i < 16; i++) total[i] = theta * omegas[i & 1]! * (T * T + cc * cc);

  for (let g = 0; g < 2; g++) {
    const { turn, raising, raisingCount, lowering } = activations[g]!;
    const rooms = (r: number): readonly number[] =>
      omegas.map((omega) => omega * r * r + (turn === -1 ? r * patternScale * (NEAR - 2 * omega * cc) : 0));

    // Neurons that raise f.
    for (const atR of ofR) {
      const r = box.r[atR];
      const half = 0.5 * theta * theta * r * r;
      for (const atLength of ends) {
        const room = reaches.raising[g]! + rooms(r)[atLength]!;
        if (!(range - Math.abs(room) >= 8.3 * r + theta * r * r)) return null;
        raisingMoments(-range + room, width, BINS + 1, theta, r, raised);
        for (const xy of ofXY) {
          const { masses, beyond } = raising[xy]!;
          let sum =
            beyond.count * half +
            theta * (beyond.sum + beyond.count * room) +
            raisingCount * RAISING_ROUNDING;
          for (let bin = 0; bin <= BINS; bin++) sum += masses[bin]! * raised[bin]!;
          total[4 * xy + 2 * atR + atLength]! += sum;
        }
      }
    }

    // Neurons that lower it.
    const { count, along, across, spreadAlong, spreadAcross, spreadBoth, value, beyond } = lowering;
    const size = count.length;
    const reach = reaches.lowering[g]!;
    for (const xy of ofXY) {
      const onAlong = turn * (1 - box.X[xy >> 1]!);
      const onAcross = -turn * sign * box.Y[xy & 1]!;
      const [xx, yy, both] = [onAlong * onAlong, onAcross * onAcross, 2 * onAlong * onAcross];
      // Those that count as active: −θ (value + r g) is exact for them.
      let far = beyond.count;
      let farValue = onAlong * beyond.along + onAcross * beyond.across;
      let spreads = 0;
      for (let bin = 0; bin < size; bin++) {
        const at = thresholdAt(value[bin]! + reach, center.r);
        if (at < 0) continue;
        const mean = onAlong * along[bin]! + onAcross * across[bin]!;
        if (at > 2 * LAST) {
          far += count[bin]!;
          farValue += count[bin]! * mean;
          continue;
        }
        tilted[bin] = Math.exp(-theta * (mean + reach));
        spreads +=
          count[bin]! *
          Math.max(0, xx * spreadAlong[bin]! + yy * spreadAcross[bin]! + both * spreadBoth[bin]!);
      }
      for (const atR of ofR) {
        const r = box.r[atR];
        const kappa = theta * r;
        const half = 0.5 * kappa * kappa;
        for (let i = 0; i <= 2 * LAST; i++) active[i] = quickNormalCdf((i - LAST) / THRESHOLDS - kappa);
        for (const atLength of ends) {
          const room = -rooms(r)[atLength]!;
          const factor = Math.exp(half - theta * room);
          let sum =
            far * (half - theta * (reach + room)) - theta * farValue + 0.125 * theta * theta * spreads;
          for (let bin = 0; bin < size; bin++) {
            const at = thresholdAt(value[bin]! + reach, center.r);
            if (at < 0 || at > 2 * LAST) continue;
            sum += count[bin]! * Math.log(inactive[at]! + factor * tilted[bin]! * active[at]!);
          }
          total[4 * xy + 2 * atR + atLength]! += sum;
        }
      }
    }
  }
  for (const corner of corners)
    for (const atLength of ends)
      total[2 * corner + atLength]! += flippingMoment(
        side,
        tables,
        multipliers,
        tuning,
        reaches,
        omegas[atLength]!,
        corner,
      );
  return total;
};
