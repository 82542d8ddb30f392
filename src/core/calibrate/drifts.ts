import { rootOf } from '../../numerics/random/root.ts';
import type { Stream } from '../../numerics/random/stream.ts';
import { bootstrap } from '../../numerics/statistics/bootstrap.ts';
import { driftOf, type Exponent } from '../../numerics/statistics/drift.ts';
import { exponentWeights, fitPowerLaw } from '../../numerics/statistics/powerLaw.ts';
import type { CalibratedConstant, ConstantDrift } from '../report/constants.ts';
import { twelveDigits, twelveDigitsDown, twelveDigitsUp } from '../report/decimals.ts';
import type { Axis, Point } from '../theorem.ts';
import { quantileAt, type Safe, type Sample } from './sample.ts';

/** Intervals of exponents: approximate, as every bootstrap; verdicts rest on the bounds besides. */
const RESAMPLING = { resamples: 999, confidence: 0.99 } as const;

/** One number of a chapter with the draws it came from. */
export interface Calibrated {
  readonly constant: CalibratedConstant;
  readonly sample: Sample;
  readonly rate: number;
  /** The values of all axes, the failure rate among them where it is one. */
  readonly point: Point;
}

/** An axis as text prints it. */
export const labelOf = ({ symbol, label = symbol }: Axis): string => label;

const placeOn = ({ point }: Calibrated, { symbol }: Axis): number => point[symbol]!;

/** Finite stand-ins, far outside: an end that is not resolved keeps its place in the order and has a logarithm. */
const ordered = (values: ArrayLike<number>): Float64Array | null => {
  const positive = Array.from(values).filter((value) => Number.isFinite(value) && value > 0);
  if (positive.length === 0) return null;
  const [least, largest] = [Math.min(...positive) / 1e3, Math.max(...positive) * 1e3];
  return Float64Array.from(values, (value) => Math.min(largest, Math.max(least, value))).sort();
};

const exponentOf = (
  stream: Stream,
  sizes: readonly number[],
  sides: readonly (readonly Float64Array[])[],
  quantiles: readonly ((sample: Float64Array) => number)[],
): Exponent => {
  const intervals = sides.map((samples, side) => {
    const slope = (redrawn: readonly Float64Array[]): number =>
      fitPowerLaw(
        sizes,
        redrawn.map((sample, i) => quantiles[i]!(sample)),
      ).exponent;
    return { estimate: slope(samples), ...bootstrap(stream.child(side), samples, slope, RESAMPLING) };
  });
  return {
    estimate: intervals.reduce((sum, { estimate }) => sum + estimate, 0) / intervals.length,
    lower: Math.min(...intervals.map(({ lower }) => lower)),
    upper: Math.max(...intervals.map(({ upper }) => upper)),
  };
};

/** The exponents that any values within these bounds can have; null where a bound is missing. */
const exponentWithin = (sizes: readonly number[], path: readonly Calibrated[]): Exponent | null => {
  const bounds = path.map(({ constant: { lower, upper } }) => ({ lower: lower ?? 0, upper: upper ?? 0 }));
  if (bounds.some(({ lower, upper }) => !(lower > 0 && upper > 0))) return null;
  const weights = exponentWeights(sizes);
  const at = (pick: (bound: { lower: number; upper: number }, weight: number) => number): number =>
    bounds.reduce((sum, bound, i) => sum + weights[i]! * Math.log(pick(bound, weights[i]!)), 0);
  return {
    estimate: at(({ lower, upper }) => Math.sqrt(lower * upper)),
    lower: at(({ lower, upper }, weight) => (weight > 0 ? lower : upper)),
    upper: at(({ lower, upper }, weight) => (weight > 0 ? upper : lower)),
  };
};

/** The drift along one path, its sizes ascending. */
const driftAlong = (
  path: readonly Calibrated[],
  axis: Axis,
  safe: Safe,
  seed: string,
  at: string,
): ConstantDrift => {
  const sizes = path.map((one) => placeOn(one, axis));
  const { name, claim } = path[0]!.constant;
  const quantiles = path.map(
    ({ rate }) =>
      (sample: Float64Array): number =>
        quantileAt(sample, safe, rate),
  );
  const tested = path.some(({ sample }) => sample.bounds !== undefined);
  const sides = (['lower', 'upper'] as const).flatMap((side) => {
    if (tested) return [];
    const samples = path.map(({ sample, rate }) => ordered(sample.ends(rate)[side]));
    const raw = path.map(({ sample, rate }) =>
      quantileAt(Float64Array.from(sample.ends(rate)[side]).sort(), safe, rate),
    );
    const known = raw.every((value) => Number.isFinite(value) && value > 0);
    return known && samples.every((sample) => sample !== null) ? [samples as readonly Float64Array[]] : [];
  });
  const place = {
    name,
    claim,
    against: axis.symbol,
    confidence: RESAMPLING.confidence,
    at,
    range: { from: sizes[0]!, to: sizes.at(-1)! },
  };
  const from = Math.floor((path.length - 1) / 2);
  const bounds = path.map(({ constant }) => constant);
  const saying = (exponent: Exponent, late: Exponent): ConstantDrift => ({
    ...place,
    exponent: twelveDigits(exponent.estimate),
    lower: twelveDigitsDown(exponent.lower),
    upper: twelveDigitsUp(exponent.upper),
    // One side alone says nothing of a constant: where certificates are missing, only growth or shrinking can be shown.
    verdict: driftOf({ bounds, exponent, late }),
  });
  const within = tested ? exponentWithin(sizes, path) : null;
  if (within !== null) {
    const late = from === 0 ? within : exponentWithin(sizes.slice(from), path.slice(from))!;
    const alpha = path[0]!.constant.alpha;
    return { ...saying(within, late), confidence: twelveDigits(1 - 2 * path.length * alpha) };
  }
  if (sides.length === 0) return { ...place, exponent: null, lower: null, upper: null, verdict: 'undecided' };
  const stream = rootOf(seed)
    .child('calibrate')
    .child('drift')
    .child(claim)
    .child(name)
    .child(axis.symbol)
    .child(at);
  const exponent = exponentOf(stream.child('all'), sizes, sides, quantiles);
  const late =
    from === 0
      ? exponent
      : exponentOf(
          stream.child('late'),
          sizes.slice(from),
          sides.map((samples) => samples.slice(from)),
          quantiles.slice(from),
        );
  return saying(exponent, late);
};

const groupedBy = <T>(list: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
};

/** The longest path along an axis with all other axes fixed; of several, the one of the most generous rate and smallest ball. */
const pathAlong = (
  all: readonly Calibrated[],
  axis: Axis,
  axes: readonly Axis[],
): { readonly path: readonly Calibrated[]; readonly at: string } | null => {
  const others = axes.filter((other) => other !== axis);
  const fixed = (kept: readonly Axis[]) => (one: Calibrated) =>
    kept.map((other) => `${labelOf(other)} = ${placeOn(one, other)}`).join(', ');
  // A power law has no value 0 on its axis.
  const usable = all.filter((one) => placeOn(one, axis) > 0);
  const pick = (kept: readonly Axis[]) =>
    [...groupedBy(usable, fixed(kept))].reduce<{ path: readonly Calibrated[]; at: string } | null>(
      (best, [at, path]) => {
        const places = new Set(path.map((one) => placeOn(one, axis)));
        if (places.size < 2 || places.size < path.length) return best;
        return best === null || path.length > best.path.length ? { path, at } : best;
      },
      null,
    );
  // Where every value of one size has a value of another of its own, the path runs along both.
  const beside = axes.find((other) => other !== axis && other.addressed === true);
  const found =
    pick(others) ??
    (axis.addressed === true && axes.indexOf(axis) === 0
      ? pick(others.filter((other) => other !== beside))
      : null);
  if (found === null) return null;
  const path = [...found.path].sort((a, b) => placeOn(a, axis) - placeOn(b, axis));
  return { ...found, path };
};

/** What happens to a constant along every axis on which it was calibrated at two places or more. */
export const driftsOf = (
  all: readonly Calibrated[],
  axes: readonly Axis[],
  safe: Safe,
  seed: string,
): readonly ConstantDrift[] =>
  axes.flatMap((axis) => {
    const along = pathAlong(all, axis, axes);
    return along === null ? [] : [driftAlong(along.path, axis, safe, seed, along.at)];
  });
