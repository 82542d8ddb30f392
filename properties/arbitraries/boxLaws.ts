import { dot, norm } from '../../src/numerics/linalg/vectors.ts';
import { gaussian } from '../../src/numerics/random/gaussian.ts';
import { rootOf } from '../../src/numerics/random/root.ts';
import type { Stream } from '../../src/numerics/random/stream.ts';
import { normalCdf } from '../../src/numerics/statistics/normal.ts';
import type * as boxBound from '../../src/theorems/lazyTraining/certificates/boxes/boxBound.ts';
import type * as boxCertificate from '../../src/theorems/lazyTraining/certificates/boxes/boxCertificate.ts';
import type { BoxSide, boxSide } from '../../src/theorems/lazyTraining/certificates/boxes/boxSide.ts';
import type { boxTables } from '../../src/theorems/lazyTraining/certificates/boxes/boxTables.ts';
import type { flippingLines } from '../../src/theorems/lazyTraining/certificates/boxes/flippingMoment.ts';
import type {
  Line,
  linesLogMoment,
} from '../../src/theorems/lazyTraining/certificates/boxes/linesLogMoment.ts';
import type {
  PlaneNeurons,
  PlanePoints,
  planeNeurons,
} from '../../src/theorems/lazyTraining/certificates/boxes/planeNeurons.ts';
import type { raisingMoments } from '../../src/theorems/lazyTraining/certificates/boxes/raisingMoments.ts';
import type * as stepBox from '../../src/theorems/lazyTraining/certificates/boxes/stepBox.ts';
import { explicitWeights } from '../../src/theorems/lazyTraining/certificates/explicitWeights.ts';
import { revealedWeights } from '../../src/theorems/lazyTraining/certificates/revealedWeights.ts';
import { reducedStep } from '../../src/theorems/lazyTraining/samplers/reducedStep.ts';
import { adversarialRows, networkOf, ROW_KINDS, steppedAt, type Written } from './movedRows.ts';
import { multiplierRows, stepCoordinates } from './multiplierRows.ts';
import { make, roomOf } from './stepInequalities.ts';

// Laws of the certificate by boxes, as functions of its code, so that planted errors are held against the same.

/** The parts of a certificate by boxes that are asked alone. */
export type BoxCode = Pick<
  typeof boxBound,
  'boxBound' | 'fixedPart' | 'leverAt' | 'logMoments' | 'reachesOf' | 'tuned'
> &
  Pick<typeof boxCertificate, 'boxedSide' | 'usualEffort'> &
  Pick<typeof stepBox, 'allSteps' | 'isEmpty' | 'mostAlong'> & {
    readonly boxSide: typeof boxSide;
    readonly boxTables: typeof boxTables;
    readonly flippingLines: typeof flippingLines;
    readonly linesLogMoment: typeof linesLogMoment;
    readonly planeNeurons: typeof planeNeurons;
    readonly raisingMoments: typeof raisingMoments;
  };

/** Notified of each inequality left ≤ right that was looked at. */
export type CompareBoxes = (what: string, left: number, right: number) => void;

type Multipliers = boxBound.Multipliers;
type StepBox = stepBox.StepBox;

const sides = [1, -1] as const;

export const usualC2 = (C0: number): number => 2 * Math.sqrt(Math.log(40)) + C0;

const triples: readonly Multipliers[] = [
  { rest: 0, across: 0, along: 0 },
  { rest: -0.3, across: -0.2, along: 0.1 },
  { rest: -1.5, across: -1, along: 0 },
  { rest: -0.2, across: 0.5, along: -0.3 },
];

/** A draw with all its weights, and its plane. */
interface Problem {
  readonly network: Written;
  readonly plane: PlaneNeurons;
  readonly e1: Float64Array;
  readonly radius: number;
  readonly room: number;
}

const problem = (code: BoxCode, d: number, m: number, C0: number, stream: Stream): Problem => {
  const radius = C0 / Math.sqrt(m);
  const network = make('gaussian', d, m, radius, stream);
  const known = explicitWeights(networkOf(network), radius);
  const plane = code.planeNeurons(known)!;
  const { x, signs, rows } = network;
  const e1 = new Float64Array(d);
  rows.forEach((row, s) => {
    const u = dot(row, x);
    const share = u > radius ? 1 : u < -radius ? 0 : 0.5;
    for (let i = 0; i < d; i++) e1[i]! += share * signs[s]! * (row[i]! - u * x[i]!);
  });
  const length = norm(e1);
  return {
    network,
    plane,
    e1: e1.map((entry) => entry / length),
    radius,
    room: roomOf(network, known),
  };
};

/** Everything that adversaries try on one side of a problem. */
function* adversaries(
  { network, e1, radius }: Problem,
  C2: number,
  side: 1 | -1,
  stream: Stream,
): Generator<readonly Float64Array[]> {
  yield network.rows;
  for (let kind = 0; kind < ROW_KINDS; kind++)
    yield adversarialRows(network, radius, C2, side, kind, stream.child(kind));
  for (const triple of triples) yield multiplierRows(network, e1, radius, C2, side, triple);
}

/** What shrinks one part of the bound: an error planted in it. */
interface Planted {
  readonly reach?: number;
  readonly lever?: number;
  readonly shifts?: number;
  readonly flips?: number;
}

/** The bound on f(z; W) before anything is random: with the true ⟨N_s, ẑ⟩ of a step. */
const boundAtStep = (
  { reachesOf, leverAt, flippingLines, fixedPart }: BoxCode,
  { network, e1, radius }: Problem,
  side: BoxSide,
  C2: number,
  step: { readonly X: number; readonly Y: number; readonly r: number; readonly zHat: Float64Array },
  multipliers: Multipliers,
  planted: Planted = {},
): number => {
  const { X, Y, r, zHat } = step;
  const box: StepBox = { X: [X, X], Y: [Y, Y], r: [r, r] };
  const V = side.V * (planted.reach ?? 1);
  const reaches = reachesOf(V, { box }, multipliers);
  const center = { X, Y, r };
  const lever = leverAt({ box, C2, center } as never, multipliers)(0) * (planted.lever ?? 1);
  const lines = flippingLines({ ...side, V }, [X, Y, r], multipliers, reaches, 0, 0);
  const shifts = (planted.shifts ?? 1) - 1;
  let sum = shifts * side.alwaysOn * side.V * reaches.xi;
  const { x, signs, rows } = network;
  rows.forEach((row, s) => {
    const a = side.sign * signs[s]!;
    const [u, eta, tau] = [dot(row, x), dot(row, e1), dot(row, zHat)];
    const q = (1 - X) * u - Y * eta + r * tau;
    const flat = (1 - X) * u - Y * eta;
    if (Math.abs(u) <= radius) {
      const kind = a > 0 ? 0 : flat >= 0 ? 1 : 2;
      // Lines are over the coordinates as they are kept, and see the side by themselves.
      const value = Math.max(
        ...lines[kind].map(
          ({ along, across, level, slope }) => along * u + across * side.sign * eta + level + slope * tau,
        ),
      );
      sum += (planted.flips ?? 1) * value;
    } else {
      const g = u > 0 ? 0 : 1;
      const turned = (u > 0 ? -1 : 1) * q;
      sum += a > 0 ? Math.max(0, turned + reaches.raising[g]) : -Math.max(0, turned + reaches.lowering[g]);
    }
  });
  return fixedPart({ ...side, V }, C2, multipliers, reaches) + lever + sum / Math.sqrt(network.m);
};

const cells = [
  [25, 1200, 0.3],
  [25, 500, 1],
  [36, 800, 1],
  [49, 1200, 1],
  [64, 1000, 2],
  [64, 800, 0.5],
  [100, 1500, 1],
  [25, 1000, 0.1],
  [36, 300, 2],
] as const;

/** Every step of the proof at every W that is tried on some of the small networks; counts of what was looked at. */
export const lawOfSteps = (code: BoxCode, compare: CompareBoxes, chosen: readonly number[]) => {
  const { boxSide, allSteps, boxedSide, usualEffort, mostAlong, isEmpty, boxBound, boxTables } = code;
  let tried = 0;
  let certified = 0;
  let onCertified = 0;
  const nearest = { step: Number.POSITIVE_INFINITY, leaf: Number.POSITIVE_INFINITY };
  const caught = { reach: 0, lever: 0, shifts: 0, flips: 0 };
  for (const [index, [d, m, C0]] of cells.entries()) {
    if (!chosen.includes(index)) continue;
    const stream = rootOf('boxes').child(d).child(m).child(C0);
    const all = problem(code, d, m, C0, stream);
    const C2 = usualC2(C0) * [0.5, 1, 1.5][index % 3]!;
    for (const sign of sides) {
      // e₁ is the direction of the side's own centre gradient.
      const seen = { ...all, e1: all.e1.map((entry) => sign * entry) };
      const side = boxSide(all.plane, sign);
      const whole = allSteps(side, C2);
      if (whole === null || side.reach <= 0) continue;
      const boxed = boxedSide(side, C2, { ...usualEffort, leaves: 40, evaluations: 200 });
      if (boxed.refusal === null) certified++;
      for (const W of adversaries(seen, C2, sign, stream.child(sign))) {
        const { value, g, z, after } = steppedAt(all.network, W, C2, sign);
        const square = dot(g, g);
        if (sign * value < 0) continue;
        tried++;
        const step = stepCoordinates(
          all.network.x,
          seen.e1,
          z.map((entry, i) => entry - all.network.x[i]!),
        );
        const allowed = all.room * (1 + norm(z)) * 10 + 1e-9;
        for (const triple of triples) {
          const bound = boundAtStep(code, seen, side, C2, step, triple);
          compare(`step ${d} ${m} ${C0}`, sign * after, bound + allowed);
          nearest.step = Math.min(nearest.step, bound - sign * after);
          for (const part of Object.keys(caught) as (keyof Planted)[])
            if (sign * after > boundAtStep(code, seen, side, C2, step, triple, { [part]: 0.9 }) + allowed)
              caught[part]++;
        }
        const { X, Y, r } = step;
        // The ranges of the step, and the box around it.
        compare('⟨g, x⟩', sign * value, side.reach);
        compare('least ⟨g, e₁⟩', side.leastAcross, (Y * square) / C2 + allowed);
        compare('most ⟨g, e₁⟩', (Y * square) / C2, side.mostAcross + allowed);
        compare('the rest of g', (r * square) / C2, side.mostRest + allowed);
        compare('X', X, mostAlong(side, C2, Y, r) + allowed);
        compare('Y', whole.Y[0], Y + allowed);
        compare('Y', Y, whole.Y[1] + allowed);
        compare('r', r, whole.r[1] + allowed);
        const around = (p: number): readonly [number, number] => [p * 0.99, p * 1.01];
        const box = { X: around(X), Y: around(Y), r: around(r) };
        compare('empty', Number(isEmpty(side, C2, box)), 0);
        const triple = triples[tried % triples.length]!;
        if (tried % 5 === 0)
          compare('box', sign * after, boxBound(side, boxTables(side, C2, box), triple).upper);
        if (boxed.refusal !== null) continue;
        onCertified++;
        compare('certified', sign * after, boxed.upper);
        const inside = ([from, to]: readonly [number, number], p: number): boolean =>
          from - 1e-9 <= p && p <= to + 1e-9;
        const leaves = boxed.leaves.filter(
          (leaf) => inside(leaf.box.X, X) && inside(leaf.box.Y, Y) && inside(leaf.box.r, r),
        );
        compare('leaves', 1, leaves.length);
        for (const leaf of leaves) {
          compare('leaf', sign * after, leaf.upper);
          nearest.leaf = Math.min(nearest.leaf, leaf.upper - sign * after);
        }
      }
    }
  }
  return { tried, certified, onCertified, nearest, caught };
};

/** How many networks `lawOfSteps` chooses from. */
export const NETWORKS = cells.length;

/** E exp(θ value(g)) over g ~ N(0, 1) by the trapezoidal rule, exact far beyond the tolerances here for smooth pieces. */
const logMoment = (theta: number, value: (g: number) => number): number => {
  const n = 20_000;
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const g = -10 + (20 * i) / n;
    sum += Math.exp(theta * value(g) - 0.5 * g * g);
  }
  return Math.log((sum * 20) / n / Math.sqrt(2 * Math.PI));
};

/** Moments of neurons that raise f, against integrals. */
export const lawOfRaising = ({ raisingMoments }: BoxCode, compare: CompareBoxes): void => {
  const out = new Float64Array(25);
  for (const [theta, r] of [
    [0.3, 0.2],
    [1, 0.5],
    [2, 0.01],
    [0.05, 1],
    [1, 0],
  ] as const) {
    const width = 0.7 * Math.max(r, 0.05);
    raisingMoments(-12 * width, width, 25, theta, r, out);
    out.forEach((moment, i) => {
      const exact = logMoment(theta, (g) => Math.max(0, (i - 12) * width + r * g));
      compare('raising', exact - 1e-7, moment);
      compare('raising', moment, exact + 2e-4 * theta * r + 1e-7);
    });
  }
};

/** Moments of the largest of some lines, against integrals. */
export const lawOfLines = ({ linesLogMoment }: BoxCode, compare: CompareBoxes): void => {
  for (let trial = 0; trial < 60; trial++) {
    const stream = rootOf('lines').child(trial);
    const n = 1 + (trial % 4);
    const slopes = [...gaussian(stream.child('slopes'), n)].sort((a, b) => a - b);
    if (trial % 3 === 0 && n > 1) slopes[1] = slopes[0]!;
    if (trial % 7 === 0) slopes.fill(0);
    const levels = gaussian(stream.child('levels'), 3 * n);
    const lines: Line[] = slopes.map((slope, j) => ({
      along: levels[3 * j]!,
      across: levels[3 * j + 1]!,
      level: levels[3 * j + 2]!,
      slope,
    }));
    const point = { along: Float64Array.of(0.3), across: Float64Array.of(-0.8), count: Float64Array.of(2) };
    const theta = [0.05, 0.4, 1][trial % 3]!;
    const exact =
      2 *
      logMoment(theta, (g) =>
        Math.max(...lines.map((l) => 0.3 * l.along - 0.8 * l.across + l.level + l.slope * g)),
      );
    compare('lines', exact - 1e-6, linesLogMoment(theta, lines, point));
    compare('lines', linesLogMoment(theta, lines, point), exact + 1e-6);
  }
};

/** Tables against sums over the neurons themselves; how many were looked at. */
export const lawOfTables = (code: BoxCode, compare: CompareBoxes): number => {
  const { planeNeurons, boxSide, allSteps, boxTables, reachesOf, tuned, logMoments, flippingLines } = code;
  const { linesLogMoment } = code;
  let looked = 0;
  for (const [d, m, C0] of [
    [100, 20_000, 2],
    [49, 3000, 1],
    [25, 600, 0.5],
  ] as const) {
    const stream = rootOf('tables').child(d);
    const instance = reducedStep(stream, d, m);
    const plane = planeNeurons(revealedWeights(instance, C0 / Math.sqrt(m)))!;
    for (const sign of sides) {
      const side = boxSide(plane, sign);
      const C2 = usualC2(C0);
      const whole = allSteps(side, C2);
      if (whole === null || side.reach <= 0) continue;
      const part = ([from, to]: readonly [number, number], at: number): readonly [number, number] => [
        from + at * (to - from),
        from + (at + 0.15) * (to - from),
      ];
      for (const [i, multipliers] of triples.entries()) {
        const box = {
          X: part(whole.X, 0.2),
          Y: part(whole.Y, 0.1 + 0.2 * i),
          r: part(whole.r, 0.3 + 0.1 * i),
        };
        const tables = boxTables(side, C2, box);
        const reaches = reachesOf(side.V, tables, multipliers);
        const tuning = tuned(side, tables, multipliers, reaches);
        const { theta, T, cc } = tuning;
        const found = logMoments(side, tables, multipliers, tuning, reaches)!;
        for (let corner = 0; corner < 8; corner++)
          for (const atLength of [0, 1] as const) {
            const length = side.allowance.length + atLength * side.allowance.beyond;
            const omega = (length - side.allowance.shift) / (2 * T);
            const [X, Y, r] = [box.X[corner >> 2]!, box.Y[(corner >> 1) & 1]!, box.r[corner & 1]!];
            const lines = flippingLines(side, [X, Y, r], multipliers, reaches, cc, omega);
            let exact = theta * omega * (T * T + cc * cc);
            const half = 0.5 * theta * theta * r * r;
            for (const [g, { turn, raising, lowering }] of side.activations.entries()) {
              const shift = omega * r * r + (turn < 0 ? r * side.patternScale * (0.25 - 2 * omega * cc) : 0);
              const each = ({ along, across }: PlanePoints, visit: (value: number) => void): void =>
                along.forEach((u, s) => {
                  visit(turn * ((1 - X) * u - sign * Y * across[s]!));
                });
              each(raising, (value) => {
                const mu = value + reaches.raising[g]! + shift;
                exact += Math.log(
                  normalCdf(-mu / r) + Math.exp(theta * mu + half) * normalCdf(mu / r + theta * r),
                );
              });
              // The threshold that is best for each neuron on its own.
              each(lowering, (value) => {
                const mu = value + reaches.lowering[g]! - shift;
                exact += Math.log(
                  normalCdf(-mu / r) + Math.exp(half - theta * mu) * normalCdf(mu / r - theta * r),
                );
              });
            }
            const { raising, lowering } = side.flipping;
            const { X: Xc, Y: Yc } = tables.center;
            const one = (points: PlanePoints, s: number): PlanePoints => ({
              along: points.along.subarray(s, s + 1),
              across: points.across.subarray(s, s + 1),
              count: Float64Array.of(1),
            });
            raising.along.forEach((_, s) => {
              exact += linesLogMoment(theta, lines[0], one(raising, s));
            });
            lowering.along.forEach((u, s) => {
              const stays = (1 - Xc) * u - sign * Yc * lowering.across[s]! >= 0;
              exact += linesLogMoment(theta, stays ? lines[1] : lines[2], one(lowering, s));
            });
            looked++;
            const at = found[2 * corner + atLength]!;
            compare('table', exact - 1e-6, at);
            // A tenth of a unit of f, in boxes as wide as these.
            compare('table', (at - exact) / (theta * Math.sqrt(m)), 0.15);
          }
      }
    }
  }
  return looked;
};

const [starts, rounds] = [4, 25];

/** Σ of all neurons' terms at ẑ, and its slope there: what the comparison bounds the maximum of. */
const supremum = (
  { reachesOf, flippingLines }: BoxCode,
  side: BoxSide,
  plane: {
    readonly u: Float32Array;
    readonly eta: Float64Array;
    readonly a: Int8Array;
    readonly radius: number;
  },
  [X, Y, r]: readonly [number, number, number],
  multipliers: Multipliers,
  N: readonly Float64Array[],
  stream: Stream,
): number => {
  const reaches = reachesOf(side.V, { box: { X: [X, X], Y: [Y, Y], r: [r, r] } }, multipliers);
  const lines = flippingLines(side, [X, Y, r], multipliers, reaches, 0, 0);
  const dimension = N[0]!.length;
  let best = Number.NEGATIVE_INFINITY;
  for (let start = 0; start < starts; start++) {
    let zHat = Float64Array.from(gaussian(stream.child(start), dimension));
    for (let round = 0; round < rounds; round++) {
      const length = norm(zHat);
      zHat = zHat.map((entry) => entry / length);
      let sum = 0;
      const slope = new Float64Array(dimension);
      N.forEach((row, s) => {
        const [u, eta, a] = [plane.u[s]!, plane.eta[s]!, plane.a[s]!];
        const tau = dot(row, zHat);
        const flat = (1 - X) * u - Y * eta;
        let factor = 0;
        if (Math.abs(u) <= plane.radius) {
          const kind = a > 0 ? 0 : flat >= 0 ? 1 : 2;
          let value = Number.NEGATIVE_INFINITY;
          for (const line of lines[kind]) {
            const at = line.along * u + line.across * eta + line.level + line.slope * tau;
            if (at > value) [value, factor] = [at, line.slope];
          }
          sum += value;
        } else {
          const [g, turn] = u > 0 ? [0, -1] : [1, 1];
          const value = turn * (flat + r * tau) + (a > 0 ? reaches.raising[g]! : reaches.lowering[g]!);
          if (value > 0) [sum, factor] = [sum + a * value, a * turn * r];
        }
        if (factor !== 0) for (let i = 0; i < dimension; i++) slope[i]! += factor * row[i]!;
      });
      best = Math.max(best, sum);
      zHat = slope;
    }
  }
  return best;
};

/** The comparison at the level of the mean: above it as it stands, below it without ‖Pl‖ (pinned seeds). */
export const lawOfComparison = (code: BoxCode, compare: CompareBoxes): void => {
  const { planeNeurons, boxSide, boxTables, reachesOf, tuned, logMoments } = code;
  for (const [index, [d, m, C0, X, Y, r]] of (
    [
      [30, 1200, 1, 0, 0.9, 0.3],
      [30, 1200, 3, 0.1, 1.2, 0.5],
      [60, 1500, 3, 0, 0.9, 0.35],
      [20, 3000, 0.5, 0.1, 0.8, 0.3],
    ] as const
  ).entries()) {
    const multipliers = triples[index]!;
    const stream = rootOf('comparison').child(index);
    const instance = reducedStep(stream, d, m);
    const radius = C0 / Math.sqrt(m);
    const known = revealedWeights(instance, radius);
    const plane = planeNeurons(known)!;
    const side = boxSide(plane, 1);
    const eta = Float64Array.from(
      known.towards,
      (to, s) => (to - known.centerAlong * instance.u[s]!) / plane.across,
    );
    const b = Float64Array.from(
      { length: m },
      (_, s) =>
        side.patternScale *
        instance.signs[s]! *
        (instance.u[s]! > radius ? 1 : instance.u[s]! < -radius ? 0 : 0.5),
    );
    let mean = 0;
    const draws = 6;
    for (let k = 0; k < draws; k++) {
      const drawn = gaussian(stream.child('N').child(k), m * (d - 2));
      const products = new Float64Array(d - 2);
      for (let s = 0; s < m; s++)
        for (let i = 0; i < d - 2; i++) products[i]! += b[s]! * drawn[s * (d - 2) + i]!;
      const N = Array.from({ length: m }, (_, s) =>
        Float64Array.from({ length: d - 2 }, (_, i) => drawn[s * (d - 2) + i]! - b[s]! * products[i]!),
      );
      mean +=
        supremum(
          code,
          side,
          { u: instance.u as Float32Array, eta, a: instance.signs, radius },
          [X, Y, r],
          multipliers,
          N,
          stream.child('starts').child(k),
        ) / draws;
    }
    /** The least bound on the mean over some rates θ: ln E exp(θ F)/θ, with ‖h‖ at its mean. */
    const bound = (length: number): number => {
      const box = { X: [X, X], Y: [Y, Y], r: [r, r] } as const;
      const seen = { ...side, allowance: { length, shift: 0, leaf: 0.02, beyond: 1e-9 } };
      const tables = boxTables(seen, 1, box);
      const reaches = reachesOf(side.V, tables, multipliers);
      const { T, cc } = tuned(seen, tables, multipliers, reaches);
      return Math.min(
        ...[0.02, 0.05, 0.1].map(
          (theta) => logMoments(seen, tables, multipliers, { theta, T, cc }, reaches)![0]! / theta,
        ),
      );
    };
    compare('mean', mean, bound(Math.sqrt(d - 2)));
    // Near: within a third of a unit of f.
    compare('sharp', (bound(Math.sqrt(d - 2)) - mean) / Math.sqrt(m), 0.35);
    compare('without ‖Pl‖', bound(0), mean);
  }
};
