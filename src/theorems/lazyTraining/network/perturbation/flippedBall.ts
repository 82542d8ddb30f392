import { blockedSumError } from '../../../../numerics/linalg/blockedSum.ts';
import { norm } from '../../../../numerics/linalg/vectors.ts';
import { kernels } from '../../kernels/inUse.ts';
import type { StepInstance } from '../instance.ts';

/** Rounds of the search for a direction: each asks W0 one question for each sign. */
const ROUNDS = 3;

/**
 * Places looked at in one pass over the neurons, and passes: both ends of the answer end 1/9⁴ of the range
 * apart.
 */
const SECTIONS = 8;
const PASSES = 4;

/** The longest perturbation looked at, in lengths of x: one as long as x erases x itself. */
const LONGEST = 0.999;

/** z = x − side · slope · e, up to its length: f is homogeneous, and so is its extreme over the ball. */
interface Ray {
  readonly side: 1 | -1;
  /** A unit vector ⊥ x, in revealed coordinates. */
  readonly direction: Float64Array;
}

const pointOn = ({ side, direction }: Ray, slope: number): Float64Array => {
  const point = direction.map((entry) => -side * slope * entry);
  point[0] = 1;
  return point;
};

/**
 * Whether all of the ball has the sign −side at the point, with room for rounding, for every slope and radius
 * asked about.
 */
const turnedAt = (
  { signs, revealed, m }: StepInstance,
  ray: Ray,
  places: readonly { readonly slope: number; readonly radius: number }[],
): readonly boolean[] => {
  const probes = places.map(({ slope, radius }) => ({
    // ⟨w_s, z⟩ ranges over an interval of half-width V‖z‖, for each neuron on its own.
    part: ray.side * radius * Math.sqrt(1 + slope * slope) * (1 + 1e-12),
    factors: pointOn(ray, slope),
  }));
  return kernels()
    .stepSums(revealed.rows, signs, probes)
    .map(({ total, magnitude }) => ray.side * total + blockedSumError(m, magnitude) < 0);
};

/** The gradient, across x, of the extreme of f over the ball at the point: where to go next. */
const steepest = (
  { m, signs, revealed }: StepInstance,
  side: 1 | -1,
  point: Float64Array,
  radius: number,
): Ray | null => {
  const sums = new Float64Array(m);
  const rows = revealed.rows;
  for (let i = 0; i < point.length; i++) {
    const [factor, row] = [point[i]!, rows[i]!];
    for (let s = 0; s < m; s++) sums[s]! += factor * row[s]!;
  }
  const reach = side * radius * norm(point);
  const pattern = new Int8Array(m);
  for (let s = 0; s < m; s++) pattern[s] = Number(sums[s]! + signs[s]! * reach > 0) * 2 * signs[s]!;
  const gradient = revealed.query(pattern);
  gradient[0] = 0;
  const length = norm(gradient);
  return length > 0 ? { side, direction: gradient.map((entry) => entry / length) } : null;
};

/** The least place of [0, most] at which `holds` was seen to hold, by sections; null where it was at none. */
const leastHolding = (
  most: number,
  holds: (places: readonly number[]) => readonly boolean[],
): number | null => {
  if (holds([0])[0]!) return 0;
  let [below, above] = [0, most];
  let found: number | null = null;
  for (let pass = 0; pass < PASSES; pass++) {
    const step = (above - below) / (SECTIONS + 1);
    // The far end is looked at once; later it is the place that was found, or one that was seen not to hold.
    const places = Array.from({ length: SECTIONS + Number(pass === 0) }, (_, i) => below + step * (i + 1));
    const first = holds(places).indexOf(true);
    if (first < 0) {
      if (found === null) return null;
      below = places.at(-1)!;
    } else {
      found = places[first]!;
      [below, above] = [first === 0 ? below : places[first - 1]!, found];
    }
  }
  return found;
};

/** An end of a search: the ball of this radius is turned at the point of this slope on a ray. */
interface Turned {
  readonly ray: Ray;
  readonly slope: number;
  readonly radius: number;
}

/**
 * The best of a few rounds: each searches along the direction in which the extreme of f falls at the end of
 * the last.
 */
const bestOf = (
  instance: StepInstance,
  side: 1 | -1,
  start: { readonly slope: number; readonly radius: number },
  search: (ray: Ray) => Turned | null,
  better: (a: Turned, b: Turned) => boolean,
): Turned | null => {
  let best: Turned | null = null;
  let { slope, radius } = start;
  let ray: Ray | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const point: Float64Array = ray === null ? Float64Array.of(1) : pointOn(ray, slope);
    ray = steepest(instance, side, point, radius);
    if (ray === null) break;
    const found = search(ray);
    if (found === null) continue;
    if (best === null || better(found, best)) best = found;
    ({ slope, radius } = found);
  }
  return best;
};

/** The slope of the ray whose nearest point to x lies at this distance from it, ‖x‖ = 1, and back. */
const slopeAt = (size: number): number => size / Math.sqrt((1 - size) * (1 + size));
const sizeAt = (slope: number): number => slope / Math.sqrt(1 + slope * slope);

/** The point nearest to x on the ray, in revealed coordinates. */
const nearestTo = ({ ray, slope }: Turned): Float64Array =>
  pointOn(ray, slope).map((entry) => entry / (1 + slope * slope));

/** Points that turn all of a ball, and how far they lie from x; null where a sign has none. */
export interface TurningPoints {
  /** Every W in the ball changes its sign within ‖δ‖ ≤ size. */
  readonly size: number;
  /** sup_W f < 0 here: it turns every W that is not negative at x. */
  readonly forPositive: Float64Array | null;
  /** inf_W f > 0 here: it turns every W that is not positive at x. */
  readonly forNegative: Float64Array | null;
}

/** The best point found that turns all of the ball to −side. */
const turnedSide = (instance: StepInstance, radius: number, side: 1 | -1): Turned | null =>
  bestOf(
    instance,
    side,
    { slope: 0, radius },
    (ray) => {
      const size = leastHolding(LONGEST, (sizes) =>
        turnedAt(
          instance,
          ray,
          sizes.map((one) => ({ slope: slopeAt(one), radius })),
        ),
      );
      return size === null ? null : { ray, slope: slopeAt(size), radius };
    },
    (a, b) => a.slope < b.slope,
  );

/**
 * A size such that every W in the ball changes its sign within it, on this draw, by two points that serve all
 * of the ball at once.
 *
 * For a fixed point the extreme of f over the ball is exact, as in Lemma 4.1, so that nothing is left to
 * chance; it is homogeneous in the point, so that of each ray the point nearest to x is taken. At most 1: δ =
 * −x erases the input, and f(0) = 0 has no sign.
 *
 * Cost: O(m) a question, three questions a sign. Precision: f64, with room for the rounding of every sum.
 */
export const turningPoints = (instance: StepInstance, radius: number): TurningPoints => {
  const sideOf = (side: 1 | -1): Turned | null => turnedSide(instance, radius, side);
  const [positive, negative] = [sideOf(1), sideOf(-1)];
  const steepestSlope =
    positive === null || negative === null ? null : Math.max(positive.slope, negative.slope);
  return {
    size: steepestSlope === null ? 1 : Math.min(1, sizeAt(steepestSlope) * (1 + 1e-12)),
    forPositive: positive === null ? null : nearestTo(positive),
    forNegative: negative === null ? null : nearestTo(negative),
  };
};

/** Half an ulp of f32, relatively: what the stored rows are off by. */
const ROW_ROUNDING = 2 ** -24;

/** No revealed row is as long as this: four coordinates of a Gaussian. */
const LONGEST_ROW = 16;

/**
 * A size within which a point lies at which every W in the ball has f < 0, on this draw: whatever W is, the label
 * +1 is lost within it. Infinite where none was found.
 *
 * As in `turningPoints`, for the ball around the exact rows: their rounding to f32 is added to its radius.
 */
export const sizeThatDefeats = (instance: StepInstance, radius: number): number => {
  const turned = turnedSide(instance, radius + ROW_ROUNDING * LONGEST_ROW, 1);
  const { rows } = instance.revealed;
  for (let s = 0; s < instance.m; s++) {
    let square = 0;
    for (const row of rows) square += row[s]! * row[s]!;
    if (!(square < LONGEST_ROW * LONGEST_ROW)) return Number.POSITIVE_INFINITY;
  }
  return turned === null ? Number.POSITIVE_INFINITY : sizeAt(turned.slope) * (1 + 1e-12);
};

/**
 * A radius V ≤ `most` such that every W within it changes its sign within ‖δ‖ ≤ `size` < 1, on this draw;
 * null where none was found.
 *
 * By two points as in `turningPoints`: their extremes grow with the ball, so what holds at V holds within.
 */
export const radiusThatFlips = (instance: StepInstance, size: number, most: number): number | null => {
  if (!(size >= 0 && size < 1))
    throw new RangeError(
      `radiusThatFlips: expected a size from 0 to below 1, got ${size}; at 1 the input itself can be erased.`,
    );
  const slope = slopeAt(size);
  const sideOf = (side: 1 | -1): number | null =>
    bestOf(
      instance,
      side,
      { slope, radius: most / 2 },
      (ray) => {
        // From the far end: the least distance below `most` at which the ball turns.
        const left = leastHolding(most, (distances) =>
          turnedAt(
            instance,
            ray,
            distances.map((distance) => ({ slope, radius: most - distance })),
          ),
        );
        return left === null ? null : { ray, slope, radius: most - left };
      },
      (a, b) => a.radius > b.radius,
    )?.radius ?? null;
  const [positive, negative] = [sideOf(1), sideOf(-1)];
  return positive === null || negative === null ? null : Math.min(positive, negative);
};
