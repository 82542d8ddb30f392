import type { Activation, BoxSide } from './boxSide.ts';
import { flippingNodes } from './flippingNodes.ts';
import type { PlaneCells, PlanePoints } from './planeNeurons.ts';
import type { StepBox } from './stepBox.ts';

/** Bins of a table. */
export const BINS = 192;

/** Values of neurons at one corner of a box: masses at the ends of bins, and those beyond the last. */
export interface RaisingTable {
  readonly masses: Float64Array;
  readonly beyond: { readonly count: number; readonly sum: number };
}

/** Neurons binned by their value at the centre of a box, with what their values elsewhere are made of. */
export interface LoweringTable {
  readonly count: Float64Array;
  readonly along: Float64Array;
  readonly across: Float64Array;
  readonly spreadAlong: Float64Array;
  readonly spreadAcross: Float64Array;
  readonly spreadBoth: Float64Array;
  /** Their mean value at the centre. */
  readonly value: Float64Array;
  readonly beyond: { readonly count: number; readonly along: number; readonly across: number };
}

export interface ActivationTables {
  readonly turn: 1 | -1;
  /** By corner: 2 · (end of X) + (end of Y). */
  readonly raising: readonly RaisingTable[];
  readonly raisingCount: number;
  readonly lowering: LoweringTable;
}

/** All that a bound over one box reads of the neurons. It does not depend on the multipliers. */
export interface BoxTables {
  readonly box: StepBox;
  readonly C2: number;
  readonly center: { readonly X: number; readonly Y: number; readonly r: number };
  /** Values beyond ± range are far from their kink. */
  readonly range: number;
  readonly activations: readonly ActivationTables[];
  /** Neurons of the may-flip set: raising, lowering with ⟨w⁰, z⟩ ≥ 0 at the centre, lowering with < 0 there. */
  readonly flipping: readonly [PlanePoints, PlanePoints, PlanePoints];
}

/**
 * Splits each value between the two ends of its bin, so that it stays the mean: the sum of a convex function
 * over the ends is then at least that over the values.
 */
const raisingTable = (
  { along, across, count }: PlanePoints,
  onAlong: number,
  onAcross: number,
  range: number,
): RaisingTable => {
  const masses = new Float64Array(BINS + 1);
  const perBin = BINS / (2 * range);
  let [beyond, sum] = [0, 0];
  for (let i = 0; i < along.length; i++) {
    const value = onAlong * along[i]! + onAcross * across[i]!;
    const place = (value + range) * perBin;
    if (place >= BINS) {
      beyond += count[i]!;
      sum += count[i]! * value;
    } else if (place > 0) {
      const bin = Math.trunc(place);
      const share = (place - bin) * count[i]!;
      masses[bin]! += count[i]! - share;
      masses[bin + 1]! += share;
    }
  }
  return { masses, beyond: { count: beyond, sum } };
};

const loweringTable = (
  { along, across, count, spread }: PlaneCells,
  onAlong: number,
  onAcross: number,
  range: number,
): LoweringTable => {
  const sums = new Float64Array(6 * BINS);
  const perBin = BINS / (2 * range);
  let [beyond, beyondAlong, beyondAcross] = [0, 0, 0];
  for (let i = 0; i < along.length; i++) {
    const u = along[i]!;
    const e = across[i]!;
    const n = count[i]!;
    const place = (onAlong * u + onAcross * e + range) * perBin;
    if (place >= BINS) {
      beyond += n;
      beyondAlong += n * u;
      beyondAcross += n * e;
    } else if (place > 0) {
      const at = 6 * Math.trunc(place);
      sums[at]! += n;
      sums[at + 1]! += n * u;
      sums[at + 2]! += n * e;
      sums[at + 3]! += n * u * u;
      sums[at + 4]! += n * e * e;
      sums[at + 5]! += n * u * e;
      if (spread !== null) {
        sums[at + 3]! += n * spread.along[i]!;
        sums[at + 4]! += n * spread.across[i]!;
        sums[at + 5]! += n * spread.both[i]!;
      }
    }
  }
  let filled = 0;
  for (let bin = 0; bin < BINS; bin++) if (sums[6 * bin]! > 0) filled++;
  const arrays = Array.from({ length: 7 }, () => new Float64Array(filled));
  const [counts, alongs, acrosses, uu, ee, ue, values] = arrays as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  let k = 0;
  for (let at = 0; at < 6 * BINS; at += 6) {
    const n = sums[at]!;
    if (!(n > 0)) continue;
    const u = sums[at + 1]! / n;
    const e = sums[at + 2]! / n;
    counts[k] = n;
    alongs[k] = u;
    acrosses[k] = e;
    uu[k] = Math.max(0, sums[at + 3]! / n - u * u);
    ee[k] = Math.max(0, sums[at + 4]! / n - e * e);
    ue[k] = sums[at + 5]! / n - u * e;
    values[k] = onAlong * u + onAcross * e;
    k++;
  }
  return {
    count: counts,
    along: alongs,
    across: acrosses,
    spreadAlong: uu,
    spreadAcross: ee,
    spreadBoth: ue,
    value: values,
    beyond: { count: beyond, along: beyondAlong, across: beyondAcross },
  };
};

const total = (points: PlanePoints): number => {
  let sum = 0;
  for (let i = 0; i < points.count.length; i++) sum += points.count[i]!;
  return sum;
};

/** A table at each corner in X and Y, those that coincide made once. */
const cornerTables = (
  { X, Y }: StepBox,
  tableAt: (X: number, Y: number) => RaisingTable,
): readonly RaisingTable[] => {
  const made: RaisingTable[] = [];
  for (const atX of [0, 1] as const)
    for (const atY of [0, 1] as const) {
      const same =
        atX === 1 && X[0] === X[1] ? made[atY] : atY === 1 && Y[0] === Y[1] ? made[2 * atX] : undefined;
      made.push(same ?? tableAt(X[atX], Y[atY]));
    }
  return made;
};

/** The values of neurons at the corners of a box, and at its centre. */
export const boxTables = (side: BoxSide, C2: number, box: StepBox): BoxTables => {
  const middle = ([from, to]: readonly [number, number]): number => 0.5 * (from + to);
  const center = { X: middle(box.X), Y: middle(box.Y), r: Math.max(middle(box.r), 1e-6) };
  const range = 12 * box.r[1] + 6 * side.V + 0.02;
  const tablesOf = ({ turn, raising, lowering }: Activation): ActivationTables => ({
    turn,
    raising: cornerTables(box, (X, Y) => raisingTable(raising, turn * (1 - X), -turn * side.sign * Y, range)),
    raisingCount: total(raising),
    lowering: loweringTable(lowering, turn * (1 - center.X), -turn * side.sign * center.Y, range),
  });
  return {
    box,
    C2,
    center,
    range,
    activations: side.activations.map(tablesOf),
    flipping: flippingNodes(side, center),
  };
};
